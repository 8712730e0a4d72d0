/*
 * What the files of this folder share. Nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_INTERNAL_H
#define ION_LOOP_INTERNAL_H

#include <event2/event.h>
#include <event2/event_struct.h>

#include "base/list.h"
#include "base/util.h"
#include "loop/loop.h"
#include "loop/timer.h"

#define ION_LOOP_MAGIC 0x10e0100u

/* epoll, and the pair for signals that libevent always makes: three descriptors, tried in pairs. */
#define ION_LOOP_BASE_FDS 4

/* A binary min-heap by (deadline, order of start). */
struct ion_timer_heap {
	struct ion_timer **items; /* owned array of borrowed timers */
	size_t count;
	size_t capacity;
	uint64_t last_order;
	uint64_t turn_order; /* last_order when the turn began: what is newer waits for the next one */
	int64_t wake_at_ns;  /* what the wake-up is set to; -1 = nothing (0 is a deadline long over) */
	int wake_fd;         /* owned timerfd; -1 = libevent's own timeout has to do */
	struct event wake;
};

struct ion_loop {
	ION_MAGIC_FIELD
	struct event_base *base; /* owned */
	struct ion_timer_heap timers;
	struct ion_timer *stop_timer; /* owned: ion_loop_stop_after(); NULL until first used */
	char *scratch;                /* owned; NULL until first used */
	char *buffer;                 /* owned; NULL while somebody has taken it */
	size_t wide_pipes;
	size_t refs;               /* what keeps the loop alive */
	struct ion_list owned_ios; /* every watcher that was made and not freed */
	struct ion_list owned_timers;
	struct ion_list deferred;     /* for the next turn */
	struct ion_list deferred_now; /* moved aside: being run in this one */
	struct ion_signals *signals;  /* owned; NULL until first used */
	struct ion_list pushed;       /* watchers to be called in the next turn without being polled */
	struct ion_io **guests; /* owned: by descriptor, the started ones of borrowed descriptors */
	size_t guests_size;
	uint64_t turn_number;
	size_t polled;   /* descriptors that the kernel is asked about, the loop's own excepted */
	size_t watchers; /* armed now, internal ones excepted */
	int base_fds[ION_LOOP_BASE_FDS]; /* the base's own descriptors, the first base_fd_count */
	size_t base_fd_count;            /* 0 = not known */
	unsigned generation;             /* of forks, when the base was made or made anew */
	int epoll_fd;                    /* the one of them that is the epoll set; -1 = not known */
	size_t served;                   /* calls from libevent */
	bool is_suspect;                 /* see ion_stale_suspect() */
	bool is_stale;
	bool is_abandoned;
	bool running;
	bool stop;        /* ion_loop_stop() */
	bool stop_at_end; /* of this turn: ion_loop_stop_after() */
	bool broken;      /* ion_loop_break() */
	void (*on_turn_end)(void *arg);
	void *on_turn_end_arg;
	void (*on_poll)(void *arg);
	void *on_poll_arg;
};

/* Which of the numbers the base has opened now. */
void ion_loop_note_base_fds(struct ion_loop *loop, const int *numbers, size_t count);

/*
 * A watched descriptor was closed by somebody else. When a copy of it is left, in a forked child mostly,
 * the kernel goes on telling of the number, and nobody can take it out of the epoll set any more: libevent
 * would spin over it and never return, or take it for the next descriptor of that number. So from then on
 * the loop waits for its epoll set from outside and asks about every guest that is said to be ready; once
 * something is told that is not so, a new set is made, and all is as before.
 */
void ion_stale_suspect(struct ion_loop *loop);

/* False when the descriptor is not what the kernel means: it is not to be served. */
bool ion_stale_check(struct ion_loop *loop, int fd, short what);

/* In place of event_base_loop() while there is a suspicion. */
int ion_stale_turn(struct ion_loop *loop, int event_flags);

/* Stops those whose descriptors others have closed. */
void ion_ios_evict_closed(struct ion_loop *loop);

/* Stops the watchers that are left and cuts them off: their owners may free them later. */
void ion_ios_orphan(struct ion_loop *loop);
void ion_timers_orphan(struct ion_loop *loop);

/* The same; NULL is allowed. */
void ion_signals_free(struct ion_signals *signals);

/* Calls the watchers of loop->pushed, but none that was pushed meanwhile. Ends early when the loop
 * is to end. */
void ion_ios_run_pushed(struct ion_loop *loop);

/* 0 or -errno. */
int ion_timers_init(struct ion_loop *loop);
void ion_timers_release(struct ion_loop *loop);

/* Makes the loop wake for the first deadline. False when one is due already: do not wait. */
bool ion_timers_prepare(struct ion_loop *loop);

/* Runs what is due, but nothing that was started meanwhile. Ends early when the loop is to end. */
void ion_timers_run(struct ion_loop *loop);

#endif
