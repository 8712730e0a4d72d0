/*
 * One precise wake-up on the monotonic clock, as a descriptor: timerfd_create(2), Linux 2.6.25.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_TIMERFD_H
#define ION_OS_TIMERFD_H

#include <stdint.h>

/* Non-blocking, close-on-exec. -errno; -ENOSYS where the system has none. */
int ion_timerfd_new(void);
void ion_timerfd_free(int fd);

/* Readable from `deadline_ns` on (CLOCK_MONOTONIC, at least 1); 0 disarms. Forgets an expiry that
 * was not read. 0 or -errno. */
int ion_timerfd_arm(int fd, int64_t deadline_ns);

#endif
