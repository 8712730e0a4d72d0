/*
 * What the raw loop can wait for on behalf of PHP code: a turn, a time, a stream, a signal. One struct for
 * all kinds; whoever embeds it (ION\Watcher, the scheduler of the driver for Revolt) says what happens
 * when it is due, and holds the reference of the loop.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_WATCH_H
#define ION_PHP_LOOP_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"

struct ion_io;
struct ion_signal;
struct ion_timer;
struct ion_watch;

/* A kind. The loop of the request exists whenever one of these is called. */
struct ion_watch_kind {
	bool is_once; /* its owner ends it when it calls */
	/* False with an exception. */
	bool (*start)(struct ion_watch *watch, struct ion_loop *loop);
	/* Harmless when it is stopped, also after the loop is gone. */
	void (*stop)(struct ion_watch *watch);
	/* Stopped; frees what the kind has made. May be called twice. */
	void (*release)(struct ion_watch *watch);
};

/* Whoever embeds one. Both are called from the loop, inside of no boundary yet. */
struct ion_watch_owner {
	/* It may be stopped, started or freed. */
	void (*on_due)(struct ion_watch *watch);
	/* Its stream was closed by somebody else: stop it, and tell. */
	void (*on_closed)(struct ion_watch *watch);
};

struct ion_watch {
	const struct ion_watch_kind *kind;
	const struct ion_watch_owner *owner;
	zval subject;          /* owned: stream, socket or signal number; UNDEF = none */
	uint64_t enabled_turn; /* in which nothing of it may run */
	union {
		struct ion_defer defer;
		struct {
			struct ion_timer *timer; /* owned; NULL until first used */
			int64_t period_ns;
			int64_t started_ns;
		} time;
		struct {
			struct ion_io *io;    /* owned; NULL until first used */
			int fd;               /* borrowed: that of the next start */
			unsigned events;      /* enum ion_io_events */
			bool is_encrypted;    /* maybe: what was decrypted already has to be asked for */
			struct ion_list node; /* in ION_G(streams).watched while started */
		} stream;
		struct ion_signal *signal; /* owned; NULL until first used */
	};
};

/* Each sets up a stopped watch, whose memory is the caller's. */
void ion_watch_init_defer(struct ion_watch *watch, const struct ion_watch_owner *owner);
void ion_watch_init_time(
	struct ion_watch *watch, const struct ion_watch_owner *owner, int64_t period_ns, bool is_once);
/* Takes a reference on the subject. `fd` is what ion_watch_check_stream() gave. */
void ion_watch_init_stream(struct ion_watch *watch, const struct ion_watch_owner *owner,
	zval *subject, int fd, unsigned events);
void ion_watch_init_signal(
	struct ion_watch *watch, const struct ion_watch_owner *owner, int number);

/*
 * The descriptor of an open stream or socket, borrowed. A stream that is made of PHP code is asked for
 * the one below it, and may do anything meanwhile. False with an exception: a TypeError or ValueError
 * for argument 1, or what that code let go.
 */
bool ion_watch_check_stream(zval *subject, int *ret_fd);

/*
 * Before a watch is started again: the descriptor of a stream may have changed. The first asks for it,
 * as above, so that the owner has to look afterwards whether the watch is still there; then it gives
 * the second what it has got. -1 for what has none (any more).
 */
int ion_watch_find_fd(const struct ion_watch *watch);
void ion_watch_set_fd(struct ion_watch *watch, int fd);

/* Makes the loop of the request if need be. Runs no user code. False with an exception. */
bool ion_watch_start(struct ion_watch *watch);

/* Harmless when it is stopped. In a forked child the caller has called ion_request_check(). */
static inline void ion_watch_stop(struct ion_watch *watch)
{
	watch->kind->stop(watch);
}

/* Stopped: frees what it has. The subject is the owner's to let go. */
static inline void ion_watch_release(struct ion_watch *watch)
{
	watch->kind->release(watch);
}

/* Whether a loop that has nothing else to do calls it before it ends; it does at first. Only a deferred
 * call would be: all else needs the reference of its owner. */
void ion_watch_set_unreferenced(struct ion_watch *watch, bool is_unreferenced);

/* From the loop, by a kind: tells the owner, but not in the turn that started it. */
void ion_watch_due(struct ion_watch *watch);

#endif
