/*
 * The wall clock of a test jumps: preloaded behind nodeepbind.so, this adds the seconds in the file that
 * $ION_CLOCK_FILE names (a 64 bit number, written while the program runs) to every reading of it. The
 * other clocks stay as they are. What a shim cannot move, a timer of the kernel's that goes by the wall
 * clock, is refused.
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t no_shift;
static const volatile int64_t *shift = &no_shift;

__attribute__((constructor)) static void open_file(void)
{
	const char *path = getenv("ION_CLOCK_FILE");
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *place;
	if (fd < 0) {
		return;
	}
	place = mmap(NULL, sizeof(*shift), PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (place != MAP_FAILED) {
		shift = place;
	}
}

static int is_wall_clock(clockid_t id)
{
	return id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE || id == CLOCK_TAI;
}

int clock_gettime(clockid_t id, struct timespec *ret)
{
	if (syscall(SYS_clock_gettime, id, ret) < 0) {
		return -1;
	}
	if (is_wall_clock(id)) {
		ret->tv_sec += *shift;
	}
	return 0;
}

int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
	struct timespec now;
	(void) zone;
	clock_gettime(CLOCK_REALTIME, &now);
	ret->tv_sec = now.tv_sec;
	ret->tv_usec = now.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *ret)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (ret != NULL) {
		*ret = now.tv_sec;
	}
	return now.tv_sec;
}

int timerfd_create(int id, int flags)
{
	if (is_wall_clock(id) || id == CLOCK_REALTIME_ALARM) {
		errno = EINVAL;
		return -1;
	}
	return (int) syscall(SYS_timerfd_create, id, flags);
}
