/*
 * The event loop: one libevent base, what keeps it alive, and the ways to leave it. Watchers live
 * in loop/io.h and loop/timer.h; no other folder sees libevent.
 *
 * What keeps the loop running is counted by ION, not by libevent: an armed watcher alone does not.
 * The owner of running work calls ion_loop_ref() when it starts and ion_loop_unref() when it ends,
 * so work that nobody waits for (a timeout) can be armed without keeping the process alive.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_LOOP_H
#define ION_LOOP_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct ion_loop;

enum ion_loop_flags {
	ION_LOOP_ONCE = 1,
	ION_LOOP_NONBLOCK = 2,
};

enum ion_loop_end {
	ION_LOOP_DRY,     /* nothing keeps the loop alive any more */
	ION_LOOP_STOPPED, /* ion_loop_stop() */
	ION_LOOP_BROKEN,  /* ion_loop_break(): somebody must leave through the caller of run */
	ION_LOOP_TURNED,  /* one turn was asked for and made; the loop is still alive */
	ION_LOOP_FAILED,  /* libevent refused; errno tells */
};

/* Heap; NULL with errno when no base can be made (EMFILE, ENOMEM). */
struct ion_loop *ion_loop_new(void);

/* Watchers that still exist are stopped and cut off: they can only be freed from then on (starting
 * one gives -ESHUTDOWN). NULL is allowed. */
void ion_loop_free(struct ion_loop *loop);

/*
 * In the child after fork(2), before anything else touches a watcher: makes the inherited base
 * private (event_reinit), so that what follows cannot remove the parent's registrations from the
 * epoll set both share. Then free the loop. Returns 0 or -errno.
 */
int ion_loop_after_fork(struct ion_loop *loop);

/*
 * The same for a child that never goes on in the parent's code, in place of freeing the loop: its
 * descriptors are closed, and its memory is left as it is. To make it private and empty means to
 * write to every watcher, and a master of thousands of workers would give each of them a copy of
 * all of that. Watchers may be freed afterwards, and do nothing. False: nothing was done, because
 * it is not known which descriptors are the loop's.
 */
bool ion_loop_abandon(struct ion_loop *loop);

/* Must not be called while running: see ion_loop_is_running(). */
enum ion_loop_end ion_loop_run(struct ion_loop *loop, unsigned flags);

bool ion_loop_is_running(const struct ion_loop *loop);

/* Ends the run after the current callback. Outside of a run: the next run makes one turn without
 * waiting and ends as stopped. */
void ion_loop_stop(struct ion_loop *loop);

/* Ends the run after the iteration in which the delay expires; forgotten when the run ends before.
 * Does not keep the loop alive. Returns 0 or -errno. */
int ion_loop_stop_after(struct ion_loop *loop, int64_t delay_ns);

/* Ends the run after the current callback, as ION_LOOP_BROKEN; the next run starts afresh. No
 * effect outside of a run. */
void ion_loop_break(struct ion_loop *loop);

/* Within a run: it was stopped or broken, so whoever has more than one thing to tell its owner
 * leaves the rest for the next turn. After a callback that forked this is so in the child, too: it
 * must not go on with descriptors that it shares with its parent. */
bool ion_loop_is_ending(const struct ion_loop *loop);

void ion_loop_ref(struct ion_loop *loop);
void ion_loop_unref(struct ion_loop *loop);
size_t ion_loop_ref_count(const struct ion_loop *loop);

/* Watchers armed now, timers and descriptors together. */
size_t ion_loop_watcher_count(const struct ion_loop *loop);

/* Name of the kernel interface in use ("epoll"); the version of libevent, loaded and compiled with. */
const char *ion_loop_method(const struct ion_loop *loop);
const char *ion_loop_engine_version(void);
const char *ion_loop_header_version(void);

/* Called at the end of every turn that ran callbacks; NULL = none. For statistics. */
void ion_loop_on_turn_end(struct ion_loop *loop, void (*on_turn_end)(void *arg), void *arg);

/* Called in every turn right before the loop asks the kernel what is ready, with or without
 * waiting; NULL = none. It may start, stop and push watchers, and break the loop. */
void ion_loop_on_poll(struct ion_loop *loop, void (*on_poll)(void *arg), void *arg);

/* Grows with every turn and with the end of every run: two calls that see the same number are in
 * one turn, or in one stretch outside of the loop. */
uint64_t ion_loop_turn_number(const struct ion_loop *loop);

/*
 * Work for the beginning of the next turn, before the loop waits. It runs in the frame of
 * ion_loop_run() itself, never below a frame of libevent: the process may fork there, and the child
 * may free the loop (after ion_loop_after_fork()) if it never returns from `run`.
 * Storage is the owner's; `run` may cancel, queue again or free any of them, its own included.
 */
struct ion_defer {
	struct ion_list node;
	void (*run)(void *arg);
	void *arg; /* borrowed */
	bool is_queued;
	bool is_optional; /* no reason for a run to serve it before it ends as dry; false at first */
};

void ion_defer_init(struct ion_defer *defer, void (*run)(void *arg), void *arg);

/*
 * Queues it, once, behind the others; what is queued while they run goes to the turn after. A turn
 * does not wait while some are queued, and a single one (ION_LOOP_ONCE) that ran some does not
 * either. They do not keep the loop alive, but a run that would end as dry serves what is queued
 * first, once. When the loop is freed they are forgotten.
 */
void ion_loop_defer(struct ion_loop *loop, struct ion_defer *defer);

/* Harmless when it is not queued; also after the loop is gone. */
void ion_defer_cancel(struct ion_defer *defer);

/* A large buffer for what is being received, kept by the loop between two uses. Owned by the taker,
 * who gives it back, or frees it with free(3) when the loop may be gone. NULL = no memory. */
#define ION_LOOP_BUFFER (256u << 10)
char *ion_loop_take_buffer(struct ion_loop *loop);
void ion_loop_give_buffer(struct ion_loop *loop, char *buffer);

/*
 * Pipes that may be wide at the same time (see stream/reader.h), counted. All pipes of a user share a
 * budget (fs.pipe-user-pages-soft, 64 MiB by default); over it even new ordinary pipes shrink to a
 * page, so one loop takes a quarter of it at most. False = there are that many already.
 */
bool ion_loop_take_wide_pipe(struct ion_loop *loop);
void ion_loop_give_wide_pipe(struct ion_loop *loop);

/* 64 KiB of scratch that a callback may use until it returns. Borrowed. */
#define ION_LOOP_SCRATCH 65536
char *ion_loop_scratch(struct ion_loop *loop);

#endif
