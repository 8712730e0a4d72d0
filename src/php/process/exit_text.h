/*
 * How a process ended, in words and as an array.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXIT_TEXT_H
#define ION_PHP_PROCESS_EXIT_TEXT_H

#include "php.h"

#include "os/reap.h"

#define ION_EXIT_TEXT_SIZE 64

/* "exit code 3", "signal SEGV", "its status is lost". */
void ion_exit_text(const struct ion_exit *end, char text[ION_EXIT_TEXT_SIZE]);

/* The array of Exec::$usage and ChildProcess::getUsage(). Owned by the caller. */
void ion_exit_usage(const struct ion_usage *usage, zval *ret);

#endif
