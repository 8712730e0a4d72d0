/*
 * What the kernel says of any process by its number.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDSTAT_H
#define ION_OS_PIDSTAT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Exists and is no zombie; whoever it belongs to. False for numbers that no process has (< 1). */
bool ion_pidstat_is_running(pid_t pid);

/* When it was started, in seconds since the epoch: 0, -ESRCH (or /proc hides it), -ENOSYS without
 * /proc, -errno.
 * To a clock tick (10 ms), and as the clock of the machine stands now. */
int ion_pidstat_started_at(pid_t pid, double *ret_seconds);

#endif
