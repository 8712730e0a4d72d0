/*
 * Pid files. What counts is the lock on the file, not the number in it: the kernel gives the lock back
 * when its holder dies, however it does, and numbers are used again.
 *
 * The lock belongs to the open file (flock(2)), which a fork shares. So that no child holds on to it
 * when the master is gone, the child of every fork(2), whoever makes it, closes its copy before fork(2)
 * returns there; a program that is executed never has it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDFILE_H
#define ION_OS_PIDFILE_H

#include <stdbool.h>
#include <sys/types.h>

/* How many a process may hold. */
#define ION_PIDFILES_MAX 16

/*
 * Makes the file if need be, locks it and writes the pid into it. No symbolic link is followed. A slot
 * (>= 0), or -errno: -EWOULDBLOCK when somebody holds the lock, with the number in the file in
 * *ret_holder (0 = it says nothing useful; a number may be stale); -EINVAL when it is no plain file;
 * -EMFILE.
 */
int ion_pidfile_lock(const char *path, pid_t *ret_holder);

/* In a child that goes on as its parent (a daemon): writes its own pid. 0 or -errno. */
int ion_pidfile_rewrite(int slot);

/* Removes the file, or empties it where it may not be removed, and gives the lock back. Harmless in a
 * forked copy, which has neither. */
void ion_pidfile_release(int slot, const char *path);

/* Whether children that are forked from now on keep the locks: for the forks of a daemon. */
void ion_pidfile_keep_over_fork(bool keep);

#endif
