/*
 * Reaping orphans: processes that this one has not made and whose parent it became. Each is reaped
 * by its number, after the owner has said that nobody wants its status.
 *
 * SIGCHLD wakes the loop (loop/signal.h); all that have ended are then reaped in one go, at the
 * beginning of the next turn. While the loop does not run nothing is reaped, and nothing is lost.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_ORPHANS_H
#define ION_PROC_ORPHANS_H

#include <stdbool.h>
#include <sys/types.h>

struct ion_loop;
struct ion_orphans;

/* Whether somebody in this process wants the status of this child. */
typedef bool (*ion_orphans_wanted)(pid_t pid, void *arg);

/*
 * Heap. Makes this process the parent of orphans, and reaps those that have ended already, so
 * `is_wanted` is called from within. NULL with errno: EBUSY when another thread does the same.
 */
struct ion_orphans *ion_orphans_new(struct ion_loop *loop, ion_orphans_wanted is_wanted, void *arg);

/* Takes SIGCHLD back from whoever has set a handler since, and reaps what has ended. 0 or -errno. */
int ion_orphans_refresh(struct ion_orphans *orphans);

/* The parent of orphans no more, or again, for as long as a program may take the place of this one:
 * it would inherit that. */
void ion_orphans_pause(struct ion_orphans *orphans, bool pause);

/* What this process was before is back, and what it has adopted stays its child. In a forked copy
 * nothing but memory is given back. NULL is allowed; before the loop is freed. */
void ion_orphans_free(struct ion_orphans *orphans);

#endif
