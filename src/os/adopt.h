/*
 * Being the parent of orphans: a process whose parent ends becomes a child of the nearest ancestor
 * that is a "subreaper", else of the init of its PID namespace.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_ADOPT_H
#define ION_OS_ADOPT_H

#include <stdbool.h>
#include <sys/types.h>

struct ion_pidlist;

/*
 * Whether orphans below this process become its children (PR_SET_CHILD_SUBREAPER); *ret_former (may
 * be NULL) says what it was. Kept over execve(2), not inherited over fork(2). 0 or -errno.
 */
int ion_adopt_set(bool adopts, bool *ret_former);

/* The pid of some child that has ended and is not reaped, whoever made it; 0 = there is none. */
pid_t ion_adopt_ended(void);

/*
 * All children, of every thread, whoever made them, without start times. *ret must be zeroed; it is
 * to be released in any case. 0, -ENOMEM, or -ENOSYS where /proc is missing or belongs to another
 * PID namespace.
 */
int ion_adopt_children(struct ion_pidlist *ret);

#endif
