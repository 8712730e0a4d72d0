/*
 * Taking signals for one thread's event loop. The handler counts and makes a descriptor readable;
 * everything else happens in the loop.
 *
 * A signal belongs to the process, so one watch has it at a time: the first thread that takes it.
 * A handler that was there before is called after ours (see ion_sig_set_judge()); whoever sets
 * a handler of his own afterwards has the signal, until it is taken again. Giving back restores the
 * disposition that was there bit for bit, unless it is not ours any more.
 *
 * The child of every fork(2), whoever makes it, has none of this: the old dispositions are back
 * before fork(2) returns there.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SIGWATCH_H
#define ION_OS_SIGWATCH_H

#include <signal.h>
#include <stdbool.h>

#include "os/sigchld.h"

/* The storage is the caller's; used by one thread. */
struct ion_sigwatch {
	int wake_fd; /* owned eventfd: readable after a signal, SIGCHLD excepted */
	/* SIGCHLD has a descriptor of its own, sigchld.wake_fd; -1 until it is taken first */
	struct ion_sigchld sigchld;
	unsigned chld_seen;
};

/* Whether a program may have it: not KILL and STOP, nor the faults (SEGV, BUS, FPE, ILL), which
 * come again for ever when a handler returns; nor the one that ties workers to their master. */
bool ion_sigwatch_is_allowed(int signal);

/* 0 or -errno. */
int ion_sigwatch_init(struct ion_sigwatch *self);

/* Gives everything back. */
void ion_sigwatch_release(struct ion_sigwatch *self);

/*
 * From now on counted. Unblocks it in this thread. Taking again takes it back from whoever has set
 * a handler since. 0, -EINVAL, or -EBUSY: another thread has it.
 */
int ion_sigwatch_take(struct ion_sigwatch *self, int signal);

/*
 * Ignores it until it is given back or taken. 0, -EINVAL (also for SIGCHLD: the statuses of children
 * would be lost), or -EBUSY: it is taken. Forked children go on ignoring it, as they would anyway.
 */
int ion_sigwatch_ignore(struct ion_sigwatch *self, int signal);

/* Harmless for a signal that was not taken. What was counted is forgotten. */
void ion_sigwatch_give_back(struct ion_sigwatch *self, int signal);

/* How many came since the last call. */
unsigned ion_sigwatch_count(struct ion_sigwatch *self, int signal);

/* Whether some came since the last count. */
bool ion_sigwatch_has_arrived(struct ion_sigwatch *self, int signal);

/* Makes wake_fd unreadable until the next signal. Before counting, not after. */
void ion_sigwatch_clear(struct ion_sigwatch *self);

#endif
