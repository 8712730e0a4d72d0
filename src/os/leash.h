/*
 * What ties a worker to its master: when the master is gone, even by SIGKILL, the worker is told by
 * a death signal and has ION_LEASH_GRACE_NS to finish by itself; then the kernel kills it, whatever
 * it is doing. A busy loop cannot put that off, because nothing in it has to cooperate.
 *
 * How: PR_SET_PDEATHSIG sends ION_LEASH_SIGNAL, whose handler arms a timer of the kernel that was
 * made beforehand and delivers SIGKILL. The handler does nothing when the master has said
 * "detached" in a page that both share. The master writes that page and never reads it: the worker
 * may write anything there.
 *
 * Limits, all of the kernel's making: the death signal comes when the THREAD that forked ends (in
 * ZTS builds: the PHP thread, not the process). It is lost when the worker changes its ids later
 * on by its own code, or blocks ION_LEASH_SIGNAL; the end of file on its channel remains then.
 * Across execve(2) the death signal stays and the handler does not: the program dies at once.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_LEASH_H
#define ION_OS_LEASH_H

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/clock.h"

/* Not the last one: that is valgrind's own. */
#define ION_LEASH_SIGNAL (SIGRTMAX - 1)
#define ION_LEASH_GRACE_NS (1500 * (ION_NS_PER_SEC / 1000))

/* The master's end. The storage is the caller's; it may move. */
struct ion_leash {
	uint32_t *word;      /* the shared page; NULL = none */
	unsigned generation; /* of the process that made it */
};

/* In the master, before the fork. 0 or -errno. Costs one mapping. */
int ion_leash_init(struct ion_leash *self);

/* In the master, right after the fork: children forked later do not get this page. A worker must
 * not be able to detach another one. */
void ion_leash_forked(struct ion_leash *self);

/*
 * In the master, at any time from ion_leash_init() on, also right before it ends: the worker lives
 * on. The worker still has the leash until it calls ion_leash_drop(); that only matters where
 * ion_leash_take() had to do without a timer, see there.
 */
void ion_leash_detach(struct ion_leash *self);

/* In the master, when the child has ended or nobody wants to detach it any more. In a forked copy
 * of the master: only forgets it. Twice is harmless. */
void ion_leash_release(struct ion_leash *self);

/*
 * In the worker, with `self` as inherited and `master` its pid from before the fork. AFTER the
 * privilege drop, because the kernel forgets the death signal when ids change. The process has one
 * leash; a worker of a worker takes its own in place of the inherited one. 0, or -errno:
 *   -ESRCH  the master is gone already and has not detached us: leave.
 * Without a timer (EAGAIN under RLIMIT_SIGPENDING, a filter) SIGKILL itself becomes the death
 * signal: no grace, and a detach counts only once ion_leash_drop() was called.
 */
int ion_leash_take(const struct ion_leash *self, pid_t master);

/* In the worker, when it learns that it is detached: no death signal, no timer. Harmless without a
 * leash. */
void ion_leash_drop(void);

#endif
