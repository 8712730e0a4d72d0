/*
 * Sequences: promises that run again and again. What feeds one (an interval, a signal) lives above.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_SEQUENCE_H
#define ION_PROMISE_SEQUENCE_H

#include "php.h"

/* A Sequence that ION makes. `release(op)` runs once, when the sequence is cancelled or destroyed;
 * it may not run user code. */
struct ion_sequence_ops {
	/* the first handler, waiter or iterator came, or the last one went; may be NULL */
	void (*listen)(void *op, bool wanted);
	/* The next run is waited for, or not: a foreach that is busy with an earlier one does not wait.
	 * For what can be left where it is meanwhile; may be NULL. */
	void (*wait)(void *op, bool is_waiting);
	/* For a foreach that is the only listener: the next value, if it need not be waited for. *ret is
	 * the caller's. False with an exception too. May be NULL. */
	bool (*take)(void *op, zval *ret);
	void (*release)(void *op);
	/* Adds the values that `op` owns, for the cycle collector. NULL = none. */
	void (*trace)(void *op, zend_get_gc_buffer *buffer);
};

/* One reference, owned by the caller. */
zend_object *ion_sequence_new(const struct ion_sequence_ops *ops, void *op);

/* One run with one value (borrowed). Runs user code; what handlers throw and nobody catches goes to
 * the error handler. */
void ion_sequence_run(zend_object *sequence, zval *value);

/* The end: waiters fail with a CancelException holding `reason`, iterators end. */
void ion_sequence_end(zend_object *sequence, const char *reason);

/* What ion_sequence_new() was given; NULL after the end. */
void *ion_sequence_op(const zend_object *sequence);

/* Somebody waits for a run (a handler, a waiter or an iterator). */
bool ion_sequence_is_listened(const zend_object *sequence);

#endif
