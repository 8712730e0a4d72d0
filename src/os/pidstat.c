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

/* Fields 3 to 8, 20 and 22 of proc(5). */
static bool parse(const char *rest, struct ion_pidstat *ret)
{
	int parent, group, session;
	unsigned long long start_ticks;

	if (sscanf(rest,
			") %c %d %d %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %d %*s %llu",
			&ret->state, &parent, &group, &session, &ret->threads, &start_ticks) != 6) {
		return false;
	}
	ret->parent = parent;
	ret->group = group;
	ret->session = session;
	ret->id.start_ticks = start_ticks;
	return true;
}

static int read_stat(int directory, const char *path, pid_t pid, struct ion_pidstat *ret)
{
	char text[STAT_SIZE];
	const char *rest;
	ssize_t size;
	int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		return errno == ENOENT ? -ESRCH : -errno;
	}
	size = ion_fd_read(fd, text, sizeof(text) - 1);
	ion_fd_close(&fd);
	if (size <= 0) {
		return -ESRCH;
	}
	text[size] = '\0';
	rest = strrchr(text, ')');
	ret->id.pid = pid;
	return rest != NULL && parse(rest, ret) ? 0 : -ENOSYS;
}

int ion_pidstat_read_at(int proc_fd, pid_t pid, struct ion_pidstat *ret)
{
	char path[32];
	snprintf(path, sizeof(path), "%d/stat", (int) pid);
	return read_stat(proc_fd, path, pid, ret);
}

int ion_pidstat_read(pid_t pid, struct ion_pidstat *ret)
{
	char path[32];
	int code;
	snprintf(path, sizeof(path), "/proc/%d/stat", (int) pid);
	code = read_stat(AT_FDCWD, path, pid, ret);
	if (code == -ESRCH && access("/proc/self/stat", R_OK) < 0) {
		return -ENOSYS;
	}
	return code;
}

bool ion_pidstat_is_dead(const struct ion_pidstat *stat)
{
	return (stat->state == 'Z' && stat->threads <= 1) || stat->state == 'X';
}

static bool exists(pid_t pid)
{
	return pid >= 1 && (kill(pid, 0) == 0 || errno != ESRCH);
}

bool ion_pidstat_is_running(pid_t pid)
{
	struct ion_pidstat stat;
	if (!exists(pid)) {
		return false;
	}
	if (ion_pidstat_read(pid, &stat) == 0) {
		return !ion_pidstat_is_dead(&stat);
	}
	/* it has gone meanwhile, or cannot be looked at */
	return exists(pid);
}

int ion_pidstat_started_at(pid_t pid, double *ret_seconds)
{
	struct timespec now, since_boot;
	struct ion_pidstat stat;
	int code = ion_pidstat_read(pid, &stat);
	if (code < 0) {
		return code;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	*ret_seconds = (double) (now.tv_sec - since_boot.tv_sec) +
				   (double) (now.tv_nsec - since_boot.tv_nsec) / 1e9 +
				   (double) stat.id.start_ticks / (double) sysconf(_SC_CLK_TCK);
	return 0;
}
