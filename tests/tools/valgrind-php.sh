#!/bin/sh
# PHP under valgrind with leak check, as TEST_PHP_EXECUTABLE (run-tests' own -m does not look for leaks).
# ION_PHP names the PHP. No suppressions are needed with Debian 12. What valgrind does not know:
# - machine code that PCRE makes while it runs: switched off;
# - a clone that shares memory without being a thread: programs are started by vfork, which it turns
#   into fork, so a failed start is not seen by the parent and tests of that fail here;
# - stacks of fibers, when --max-stackframe is given.
# ION_ASAN_LEAKS=0, as with the sanitizers: the script ends with cycles alive, which the engine leaves.
# SPDX-License-Identifier: MIT
export USE_ZEND_ALLOC=0 USE_TRACKED_ALLOC=1 ZEND_DONT_UNLOAD_MODULES=1
export ION_SPAWN=vfork ION_TEST_SLOW="${ION_TEST_SLOW:-10}"
[ "${ION_ASAN_LEAKS:-1}" = 1 ] && kinds=definite || kinds=none
exec valgrind -q --error-exitcode=77 --leak-check=full --errors-for-leak-kinds=$kinds \
	--show-leak-kinds=$kinds --child-silent-after-fork=yes ${ION_VALGRIND:-} \
	"${ION_PHP:-/usr/bin/php8.2}" -d pcre.jit=0 "$@"
