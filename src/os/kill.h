/*
 * The one place that sends signals.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_KILL_H
#define ION_OS_KILL_H

#include <sys/types.h>

/*
 * Through the pidfd when there is one, which can never hit a recycled pid; else by pid, and then
 * only while the caller has not reaped that child: a zombie keeps its number. 0, -ESRCH, -EINVAL,
 * -EPERM. Refuses pid <= 1 with -EINVAL: kill(0) and kill(-1) hit everybody.
 */
int ion_kill(pid_t pid, int pidfd, int signal);

/* Through the pidfd or not at all, for a process that is nobody's child here. -ENOSYS. */
int ion_kill_pidfd(pid_t pid, int pidfd, int signal);

struct ion_pid;

/* To a process that is nobody's child here, found earlier: never to another one that has got its
 * number since. Without pidfds a moment remains between the look and the signal. The same answers. */
int ion_kill_found(const struct ion_pid *found, int signal);

/* Every process of the group `group` > 1, as far as the caller may; the same answers. */
int ion_kill_group(pid_t group, int signal);

#endif
