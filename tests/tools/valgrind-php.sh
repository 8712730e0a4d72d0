#!/bin/sh
# PHP under valgrind with leak check, as TEST_PHP_EXECUTABLE (run-tests' own -m does not look for leaks).
# ION_PHP names the PHP. No suppressions are needed with Debian 12. --max-stackframe stays out: it
# turns the stack switches of fibers into errors. valgrind knows no thread-like clone without threads,
# so programs are started by vfork.
# SPDX-License-Identifier: MIT
export USE_ZEND_ALLOC=0 USE_TRACKED_ALLOC=1 ZEND_DONT_UNLOAD_MODULES=1
export ION_SPAWN=vfork ION_TEST_SLOW="${ION_TEST_SLOW:-10}"
exec valgrind -q --error-exitcode=77 --leak-check=full --errors-for-leak-kinds=definite \
	--show-leak-kinds=definite ${ION_VALGRIND:-} "${ION_PHP:-/usr/bin/php8.2}" "$@"
