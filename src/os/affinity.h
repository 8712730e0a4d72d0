/*
 * The processors that a process may run on.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_AFFINITY_H
#define ION_OS_AFFINITY_H

#include <stddef.h>
#include <sys/types.h>

/* The most that any kernel is built for; one that is built for less masks the rest away. Numbers of
 * processors are below it. */
#define ION_CPUS_MAX 8192

/*
 * Exactly these processors, or -errno with the process where it was: the kernel would leave out those
 * that do not exist, here that is -EINVAL. pid 0 = this process (its thread).
 */
int ion_affinity_set(pid_t pid, const int *cpus, size_t count);

/* Their numbers, rising, into `ret` of ION_CPUS_MAX; how many, or -errno. */
int ion_affinity_get(pid_t pid, int *ret);

#endif
