/*
 * The disposition of SIGCHLD while there are children: made such that the kernel keeps their
 * statuses, and, where it has no pidfds, such that their end wakes the loops that wait for it.
 *
 * The signal belongs to the process and to whoever takes it, so ION takes it for as long as it has
 * children, passes every signal on to the handler that was there, and puts the old disposition back
 * if nobody has changed it meanwhile.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SIGCHLD_H
#define ION_OS_SIGCHLD_H

#include <signal.h>
#include <stdbool.h>

/* One interested party; one thread's. The storage is the caller's. */
struct ion_sigchld {
	bool wants_wakeup;
	bool is_held;
	bool was_blocked; /* in this thread; unblocked while held */
	int wake_fd;      /* owned eventfd; -1 without wake-ups */
	int seat;         /* where the handler looks for wake_fd; -1 = none */
};

/* 0 or -errno. `wants_wakeup`: makes wake_fd, readable after every SIGCHLD while held. */
int ion_sigchld_init(struct ion_sigchld *self, bool wants_wakeup);
void ion_sigchld_release(struct ion_sigchld *self);

/* Before the first child is made, and when the last one is gone. Holding again is harmless. */
void ion_sigchld_hold(struct ion_sigchld *self);
void ion_sigchld_drop(struct ion_sigchld *self);

/*
 * Somebody may have set a disposition of his own since: looks, and takes the signal again in front
 * of him. True when that was so: signals may have been missed.
 */
bool ion_sigchld_check(struct ion_sigchld *self);

/* How many came to this process so far while somebody wanted wake-ups; wraps around. */
unsigned ion_sigchld_arrived(void);

/* Makes wake_fd unreadable until the next signal. Before looking at the children, not after. */
void ion_sigchld_clear(struct ion_sigchld *self);

#endif
