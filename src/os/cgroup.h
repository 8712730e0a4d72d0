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

/* Removes it, if nobody is in it any more. */
void ion_cgroup_remove(const char *path);

#endif
