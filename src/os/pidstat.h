/*
 * What the kernel says of any process by its number.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDSTAT_H
#define ION_OS_PIDSTAT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* One process and no other one: numbers are used again, a number with its start time is not. */
struct ion_pid {
	pid_t pid;
	uint64_t start_ticks; /* clock ticks since the machine was started */
};

struct ion_pidstat {
	struct ion_pid id;
	pid_t parent;
	pid_t group;
	pid_t session;
	int threads;
	char state; /* R S D T Z ..., of its first thread */
};

/* 0, -ESRCH when there is no such process (or /proc hides it), -ENOSYS without /proc, -errno. */
int ion_pidstat_read(pid_t pid, struct ion_pidstat *ret);

/* The same through a descriptor of /proc. */
int ion_pidstat_read_at(int proc_fd, pid_t pid, struct ion_pidstat *ret);

/* A zombie, with no thread that goes on after the first one has ended. */
bool ion_pidstat_is_dead(const struct ion_pidstat *stat);

/* Exists and is no zombie; whoever it belongs to. False for numbers that no process has (< 1). */
bool ion_pidstat_is_running(pid_t pid);

/* When it was started, in seconds since the epoch: 0, -ESRCH (or /proc hides it), -ENOSYS without
 * /proc, -errno.
 * To a clock tick (10 ms), and as the clock of the machine stands now. */
int ion_pidstat_started_at(pid_t pid, double *ret_seconds);

#endif
