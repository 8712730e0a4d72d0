/*
 * Control groups, see cgroups(7).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_CGROUP_H
#define ION_OS_CGROUP_H

#include <stdbool.h>

/* A directory that is made when it is not there (*ret_is_made), in one that is. Its file
 * cgroup.procs, open for writing: owned, close-on-exec, >= ION_FD_FIRST; or -errno, with nothing
 * left behind. -ENOTSUP when it is no directory of the cgroup file systems. */
int ion_cgroup_open(const char *path, bool *ret_is_made);

/* Kills all that are in it, at once: 0, or -errno where the kernel cannot (before Linux 5.14, and
 * cgroup v1) or the caller may not. */
int ion_cgroup_kill(const char *path);

struct ion_pidlist;

/* Adds the processes that are in it now, without start times. False when there is no memory. */
bool ion_cgroup_list(const char *path, struct ion_pidlist *list);

/* Removes it, if nobody is in it any more. */
void ion_cgroup_remove(const char *path);

#endif
