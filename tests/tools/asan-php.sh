#!/bin/sh
# A release PHP with an extension built by -fsanitize=address,undefined (gcc): asan-php.sh [PHP options]
# As TEST_PHP_EXECUTABLE. ION_PHP names the PHP, ION_PRELOAD what comes before it: the built
# nodeepbind.so (see there), then the sanitizer's runtime.
# The Zend heap is switched off, else leaks and uses after free hide in it; with tracked allocation
# there is no false leak after a fatal error. The leak check cannot work under strace and is left out
# there. Nothing here may fork: tests count system calls and set timers and signals before they start it.
# SPDX-License-Identifier: MIT
# ION_ASAN_LEAKS=0: the engine frees no cycles that are alive at the end, and to the check they are leaks
leaks=${ION_ASAN_LEAKS:-1}
while read -r name value; do
	if [ "$name" = TracerPid: ]; then
		[ "$value" = 0 ] || leaks=0
	fi
done </proc/self/status
# the last one counts: a PHP that was started by PHP has ours in its environment already
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:detect_leaks=$leaks:halt_on_error=1:exitcode=99"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:exitcode=98"
export USE_ZEND_ALLOC=0 USE_TRACKED_ALLOC=1 ZEND_DONT_UNLOAD_MODULES=1
export LD_PRELOAD="${ION_PRELOAD:?}"
exec "${ION_PHP:-/usr/bin/php8.2}" "$@"
