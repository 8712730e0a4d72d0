/*
 * See pidstat.h. /proc/PID/stat: the name, in parentheses, may hold anything, so what is read
 * stands behind the last one.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidstat.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "os/fd.h"

/* All fields are numbers but for the name of 15 bytes, escaped. */
#define STAT_SIZE 1024

struct pidstat {
	char state;
	unsigned long long start_ticks;
};

/* 0, -ESRCH when there is no such process (or /proc hides it), -ENOSYS without /proc, -errno. */
static int pidstat_read(pid_t pid, struct pidstat *ret)
{
	char path[64], text[STAT_SIZE];
	const char *rest;
	ssize_t size;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int) pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno != ENOENT) {
		return -errno;
	}
	if (fd < 0) {
		return access("/proc/self/stat", R_OK) == 0 ? -ESRCH : -ENOSYS;
	}
	size = ion_fd_read(fd, text, sizeof(text) - 1);
	ion_fd_close(&fd);
	if (size <= 0) {
		return -ESRCH;
	}
	text[size] = '\0';
	rest = strrchr(text, ')');
	/* state is field 3, starttime field 22 */
	if (rest == NULL || sscanf(rest,
							") %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
							"%*s %*s %llu",
							&ret->state, &ret->start_ticks) != 2) {
		return -ENOSYS;
	}
	return 0;
}

static bool exists(pid_t pid)
{
	return pid >= 1 && (kill(pid, 0) == 0 || errno != ESRCH);
}

bool ion_pidstat_is_running(pid_t pid)
{
	struct pidstat stat;
	if (!exists(pid)) {
		return false;
	}
	if (pidstat_read(pid, &stat) == 0) {
		return stat.state != 'Z' && stat.state != 'X';
	}
	/* it has gone meanwhile, or cannot be looked at */
	return exists(pid);
}

int ion_pidstat_started_at(pid_t pid, double *ret_seconds)
{
	struct timespec now, since_boot;
	struct pidstat stat;
	int code = pidstat_read(pid, &stat);
	if (code < 0) {
		return code;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	*ret_seconds = (double) (now.tv_sec - since_boot.tv_sec) +
				   (double) (now.tv_nsec - since_boot.tv_nsec) / 1e9 +
				   (double) stat.start_ticks / (double) sysconf(_SC_CLK_TCK);
	return 0;
}
