/*
 * See timerfd.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/timerfd.h"

#include <errno.h>

#ifdef __linux__

# include <sys/timerfd.h>
# include <unistd.h>

int ion_timerfd_new(void)
{
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	return fd >= 0 ? fd : -errno;
}

void ion_timerfd_free(int fd)
{
	close(fd);
}

int ion_timerfd_arm(int fd, int64_t deadline_ns)
{
	struct itimerspec when = {
		.it_value = {.tv_sec = deadline_ns / 1000000000, .tv_nsec = deadline_ns % 1000000000},
	};
	return timerfd_settime(fd, TFD_TIMER_ABSTIME, &when, NULL) == 0 ? 0 : -errno;
}

#else

int ion_timerfd_new(void)
{
	return -ENOSYS;
}

void ion_timerfd_free(int fd)
{
	(void) fd;
}

int ion_timerfd_arm(int fd, int64_t deadline_ns)
{
	(void) fd;
	(void) deadline_ns;
	return -ENOSYS;
}

#endif
