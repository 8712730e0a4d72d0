#!/bin/sh
# A release PHP with an extension built by -fsanitize=address,undefined (gcc): asan-php.sh [PHP options]
# As TEST_PHP_EXECUTABLE. ION_PHP names the PHP, ION_PRELOAD the built nodeepbind.so (see there).
# The Zend heap is switched off, else leaks and uses after free hide in it; with tracked allocation
# there is no false leak after a fatal error.
# SPDX-License-Identifier: MIT
export ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=1:halt_on_error=1:exitcode=99${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:exitcode=98"
export USE_ZEND_ALLOC=0 USE_TRACKED_ALLOC=1 ZEND_DONT_UNLOAD_MODULES=1
export LD_PRELOAD="${ION_PRELOAD:?} $(${CC:-gcc} -print-file-name=libasan.so)"
exec "${ION_PHP:-/usr/bin/php8.2}" "$@"
