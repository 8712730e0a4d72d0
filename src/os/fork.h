/*
 * Noticing that this process is a forked copy of the one that made something.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_FORK_H
#define ION_OS_FORK_H

/* Once for the process: has the C library count every fork(2), whoever makes it. 0 or -errno. */
int ion_fork_watch(void);

/* Grows in the child of every fork. A load from memory: cheaper than asking for the pid. */
unsigned ion_fork_generation(void);

#endif
