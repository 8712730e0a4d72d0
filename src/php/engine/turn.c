/*
 * See turn.h. A turn is a Deferred that times out at once.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/turn.h"

#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "php/promise/timeout.h"
#include "promise/object.h"

struct turn {
	struct ion_hold hold;
	zend_object *promise; /* owned: what is cancelled then; NULL = nothing */
	zend_object *reason;  /* owned; NULL = the same */
};

static void turn_release(void *op)
{
	struct turn *turn = op;
	zend_object *promise = turn->promise;
	zend_object *reason = turn->reason;
	ion_hold_drop(&turn->hold);
	efree(turn);
	if (promise != NULL) {
		OBJ_RELEASE(promise);
		OBJ_RELEASE(reason);
	}
}

static void turn_trace(void *op, zend_get_gc_buffer *buffer)
{
	const struct turn *turn = op;
	if (turn->promise != NULL) {
		zend_get_gc_buffer_add_obj(buffer, turn->promise);
		zend_get_gc_buffer_add_obj(buffer, turn->reason);
	}
}

static void turn_is_here(zend_object *self, void *op, zend_object *timed_out)
{
	struct turn *turn = op;
	zend_object *promise = turn->promise;
	zend_object *reason = turn->reason;
	zval none;
	(void) timed_out;
	turn->promise = turn->reason = NULL;
	ZVAL_NULL(&none);
	ion_deferred_done(self, &none);
	if (promise != NULL) {
		ion_promise_cancel(ion_promise_from_obj(promise), reason);
		OBJ_RELEASE(promise);
		OBJ_RELEASE(reason);
	}
}

static const struct ion_deferred_ops turn_ops = {
	.cancel = turn_is_here,
	.release = turn_release,
	.trace = turn_trace,
};

/* Both borrowed. */
static zend_object *turn_new(zend_object *to_cancel, zend_object *reason)
{
	struct turn *turn;
	zend_object *self;
	if (ion_request_loop() == NULL) {
		return NULL;
	}
	turn = ecalloc(1, sizeof(*turn));
	self = ion_deferred_new(&turn_ops, turn);
	if (to_cancel != NULL) {
		GC_ADDREF(to_cancel);
		GC_ADDREF(reason);
		turn->promise = to_cancel;
		turn->reason = reason;
	}
	if (!ion_timeout_start(ion_promise_from_obj(self), 0.0, 0)) {
		OBJ_RELEASE(self);
		return NULL;
	}
	ion_hold_take(&turn->hold, self);
	return self;
}

zend_object *ion_turn_new(void)
{
	return turn_new(NULL, NULL);
}

void ion_turn_cancel(zend_object *promise, zend_object *reason)
{
	zend_object *self = turn_new(promise, reason);
	if (self != NULL) {
		OBJ_RELEASE(self);
	}
}
