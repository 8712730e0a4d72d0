/*
 * The children of this request seen as a whole: those that have ended and were not asked for yet,
 * who waits for the next one, who waits for all. Part of the module globals.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_WAITING_H
#define ION_PHP_WAITING_H

#include <stdint.h>
#include <sys/types.h>

#include "php.h"

#include "base/list.h"

struct ion_child;

/* As many as the kernel keeps zombies by default: who never waits loses the oldest. */
#define ION_ENDED_MAX 32768

/* What Process::wait() says of one child. */
struct ion_ended {
	pid_t pid;
	int code; /* -1 = unknown */
	int signal;
};

struct ion_waiting {
	struct ion_ended *ended; /* owned ring; NULL while it is empty */
	size_t first;
	size_t count;
	size_t capacity;
	struct ion_list waiters;
	zend_object *all; /* owned: the promise of whenAllExit(); NULL unless asked for and pending */
	uint64_t started;
	uint64_t finished;
	uint64_t signaled;
	uint64_t failed;
};

/* All zero before. */
void ion_waiting_init(struct ion_waiting *waiting);

/* At the end of the request, and in a forked child for what it inherited. */
void ion_waiting_drop(void);

/* A child was forked. */
void ion_waiting_started(void);

/* It has ended: noted for who waits. Runs no user code. */
void ion_waiting_ended(const struct ion_child *child);

/* It never ran. */
void ion_waiting_failed(void);

/* After the promises of a child that has ended, or could not be started, were settled: tells those
 * who wait. Runs user code. */
void ion_waiting_notify(void);

/* --- within this folder -------------------------------------------------------------------- */

/* The next one that has ended, taken from the list. False when there is none. */
bool ion_waiting_take(struct ion_ended *ret);

/* Some are alive or queued, detached ones left aside. */
bool ion_waiting_has_more(void);

/* The promise of the next end: an array, or false when no child is left. One reference. */
zend_object *ion_waiting_next(void);

/* The promise of whenAllExit(). One reference. */
zend_object *ion_waiting_all(void);

/* pid, code, signal. Owned by the caller. */
void ion_ended_array(const struct ion_ended *ended, zval *ret);

#endif
