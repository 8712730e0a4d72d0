/*
 * Promises: one value or failure that arrives once, and the reactions to it. No descriptors and no
 * loop here; what settles a promise lives above.
 *
 * Settlement is synchronous: the reactions run before the settling call returns, depth first in
 * the order of registration, from an explicit work list on the heap, so that a chain of any length
 * uses no C stack. Every call below that settles may run user code and may longjmp.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_PROMISE_H
#define ION_PROMISE_PROMISE_H

#include "php.h"

/* A Deferred that ION makes: users may cancel it but not settle it. */
struct ion_deferred_ops {
	/*
	 * cancel() or timeout() was called while pending: `reason` is the CancelException (borrowed).
	 * The operation settles the promise now or later, by ion_deferred_fail() with the reason. NULL
	 * = the promise is failed with the reason at once. Called once, unless `cancel_again`.
	 */
	void (*cancel)(zend_object *promise, void *op, zend_object *reason);
	/* The promise was settled or destroyed: `op` is not used by it any more. Runs once; may not run
	 * user code. May be NULL. */
	void (*release)(void *op);
	/* Adds the values that `op` owns, for the cycle collector. NULL = none. */
	void (*trace)(void *op, zend_get_gc_buffer *buffer);
	/* A cancel() that follows another is passed on too (code that caught the first). */
	bool cancel_again;
};

/* One reference, owned by the caller (and usually another taken for the loop). */
zend_object *ion_deferred_new(const struct ion_deferred_ops *ops, void *op);

/* For a worker: an object of the promise family, and one that its parent has made. */
bool ion_promise_is_family(const zend_object *object);
bool ion_promise_is_parents(const zend_object *object);

bool ion_promise_is_settled(const zend_object *promise);

/*
 * Settles a promise that ION made. `value` is borrowed (copied); `exception` is owned by the call.
 * Not settled twice: a settled promise ignores it and drops the exception. When the exception is a
 * CancelException the state becomes `canceled`, else `failed`.
 * After the call EG(exception) may hold an exit() under way, or what a destructor or a fiber that
 * was resumed let go; the caller returns to the loop.
 */
void ion_deferred_done(zend_object *promise, zval *value);
void ion_deferred_fail(zend_object *promise, zend_object *exception);

extern zend_class_entry *ion_ce_promise;
extern zend_class_entry *ion_ce_resolvable_promise;
extern zend_class_entry *ion_ce_deferred;
extern zend_class_entry *ion_ce_sequence;

#endif
