/*
 * ION\Watcher: one callback of the raw loop. What its kinds have in common is in php_watcher.c; a kind
 * starts and stops what it waits for.
 *
 * An enabled watcher is held by the loop (php/engine/hold.h), and a reference of the loop goes with it
 * as long as it is referenced.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_WATCHER_H
#define ION_PHP_LOOP_WATCHER_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"
#include "php/engine/hold.h"
#include "promise/callable.h"

struct ion_io;
struct ion_signal;
struct ion_timer;
struct ion_watcher;

/* A kind of watchers. The loop of the request exists whenever one of these is called. */
struct ion_watcher_kind {
	bool is_once; /* cancelled when it is called */
	/* False with an exception. */
	bool (*start)(struct ion_watcher *watcher, struct ion_loop *loop);
	/* Harmless when it is stopped, also after the loop is gone. */
	void (*stop)(struct ion_watcher *watcher);
	/* Stopped; frees what the kind has made. May be called twice. */
	void (*release)(struct ion_watcher *watcher);
};

struct ion_watcher {
	const struct ion_watcher_kind *kind;
	struct ion_hold hold; /* as long as it is enabled */
	struct ion_callable callback;
	zval subject; /* owned: stream or signal number, the callback's first argument; UNDEF = none */
	bool is_unreferenced;
	bool is_cancelled;
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
			unsigned events;      /* enum ion_io_events */
			bool is_socket;       /* which may be encrypted */
			struct ion_list node; /* in ION_G(streams).watched while enabled */
		} stream;
		struct ion_signal *signal; /* owned; NULL until first used */
	};
	zend_object std; /* last: the engine appends property slots */
};

/* Registers the class. */
void ion_watcher_minit(void);

/* Stopped, with its callback; the caller sets what the kind needs and then enables it. */
struct ion_watcher *ion_watcher_new(const struct ion_watcher_kind *kind, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc);

/* Enables a new watcher and returns it; frees it and returns NULL, with an exception, when it cannot
 * be enabled. */
struct ion_watcher *ion_watcher_begin(struct ion_watcher *watcher);

/* From the loop: calls the callback. Nothing happens in the turn that enabled it. */
void ion_watcher_due(struct ion_watcher *watcher);

void ion_watcher_cancel(struct ion_watcher *watcher);

/* An exception object that the callback, or ION in its place, let go: to the error handler, or it
 * leaves through dispatch(). Takes it over. */
void ion_watcher_failed(zend_object *exception);

/* Each gives a new, enabled watcher, owned by the caller; NULL with an exception. */
struct ion_watcher *ion_watch_defer(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watch_time(
	int64_t period_ns, bool is_once, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watch_stream(
	zval *subject, unsigned events, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watch_signal(
	int number, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);

#endif
