/*
 * Forking this process as a whole, and noticing that it is a forked copy of the one that made
 * something.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_FORK_H
#define ION_OS_FORK_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* Once for the process: has the C library count every fork(2), whoever makes it. 0 or -errno. */
int ion_fork_watch(void);

/* Grows in the child of every fork. A load from memory: cheaper than asking for the pid. */
unsigned ion_fork_generation(void);

/*
 * Whether forked children get a pidfd here: the kernel has pidfd_open(2) and waitid(P_PIDFD), no
 * filter forbids them, and ION_FORCE_SIGCHLD=1 is not set. Two system calls; ask once and keep it.
 */
bool ion_fork_has_pidfd(void);

/*
 * fork(3) of the C library, so that its own state and pthread_atfork(3) handlers are in order.
 * Returns the child's pid, 0 in the child, or -errno without a child.
 *
 * All signals are blocked over the fork. The parent gets its mask back at once. In the child they
 * STAY blocked: a signal that arrives before its event loop is its own would run the parent's
 * handlers, on descriptors it shares with the parent. When that is done the child calls either
 * ion_fork_reset_signals() or ion_fork_restore_mask() with *ret_mask, the mask before the fork.
 *
 * ret_pidfd != NULL: the parent gets a pidfd of the child, owned, close-on-exec, >= ION_FD_FIRST
 * (-1 in the child); only where ion_fork_has_pidfd(). NULL: none; SIGCHLD is the caller's matter.
 * The room for the descriptor is taken before the fork, so that EMFILE is found while there is no
 * child yet. If the pidfd cannot be had all the same (another thread took the room, or the kernel
 * has no memory), a child that nobody could watch must not live: it is killed and reaped, and the
 * error returned. It may have run some instructions by then, with signals blocked.
 */
pid_t ion_fork(int *ret_pidfd, sigset_t *ret_mask);

/*
 * In the child: a handler is the parent's code on the parent's behalf, so every signal that has one
 * goes back to its default, but for those in `kept` (NULL = none), whose handlers the caller
 * answers for, and the ones listed in fork.c with their reasons. Also for a parent that only waits for
 * the child to take its place. What is ignored stays ignored.
 * Then the mask is emptied, and what arrived meanwhile is delivered.
 */
void ion_fork_reset_signals(const sigset_t *kept);

/* In the child of a fork that goes on as the parent did: handlers stay, the mask comes back. */
void ion_fork_restore_mask(const sigset_t *mask);

#endif
