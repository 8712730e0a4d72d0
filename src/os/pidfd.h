/*
 * A descriptor of a process that is not our child: readable when it has ended.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDFD_H
#define ION_OS_PIDFD_H

#include <stdbool.h>
#include <sys/types.h>

/* Owned, close-on-exec, >= ION_FD_FIRST. -errno: -ESRCH, -ENOSYS before Linux 5.3. */
int ion_pidfd_open(pid_t pid);

struct ion_pid;

/* The same for a process that was found earlier. -ESRCH also when another one has its number. */
int ion_pidfd_open_found(const struct ion_pid *found);

/* Whether the process has ended (a zombie has), asked now. */
bool ion_pidfd_has_ended(int pidfd);

/* The parent's pid, as it is now: 1 or a subreaper's when the parent is gone. */
pid_t ion_parent_pid(void);

#endif
