/*
 * What a new process is given beside its identity: the same for programs (os/spawn.h) and forked
 * workers (os/self.h).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_ATTRIBUTES_H
#define ION_OS_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

/* RLIM_INFINITY = unlimited. */
struct ion_limit {
	int resource; /* RLIMIT_x */
	rlim_t soft;
	rlim_t hard;
};

/* Everything is borrowed. Zeroed but for umask = -1 it asks for nothing. */
struct ion_attributes {
	int umask; /* -1 = stays */
	const struct ion_limit *limits;
	size_t limit_count;
	bool set_priority;
	int priority;      /* nice value, -20..19 */
	const int *cpus;   /* numbers of processors */
	size_t cpu_count;  /* 0 = stays */
	bool no_new_privs; /* set-user-ID programs give nothing any more; for good */
};

#endif
