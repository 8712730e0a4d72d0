/*
 * ION\Watcher: one callback of the raw loop, as an object. What it waits for is a struct ion_watch.
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

#include "php/engine/hold.h"
#include "php/loop/watch.h"
#include "promise/callable.h"

struct ion_watcher {
	struct ion_watch watch;
	struct ion_hold hold; /* as long as it is enabled */
	struct ion_callable callback;
	bool is_unreferenced;
	bool is_cancelled;
	zend_object std; /* last: the engine appends property slots */
};

/* Registers the class. */
void ion_watcher_minit(void);

/* Each gives a new, enabled watcher, owned by the caller; NULL with an exception. */
struct ion_watcher *ion_watcher_defer(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watcher_time(
	int64_t period_ns, bool is_once, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watcher_stream(
	zval *subject, unsigned events, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
struct ion_watcher *ion_watcher_signal(
	int number, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);

/* An exception object that the callback, or ION in its place, let go: to the error handler, or it
 * leaves through dispatch(). Takes it over. */
void ion_watcher_failed(zend_object *exception);

#endif
