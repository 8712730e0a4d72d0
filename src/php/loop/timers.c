/*
 * See timers.h. The promise is made first and the timer is started last: a fatal error between two
 * steps leaves no timer whose promise is not there.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/timers.h"

#include "base/clock.h"
#include "loop/loop.h"
#include "loop/timer.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "promise/promise.h"
#include "promise/sequence.h"

static void throw_no_timer(void)
{
	zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
}

/* --- once ---------------------------------------------------------------------------------- */

struct timer_op {
	struct ion_hold hold;
	struct ion_timer *timer; /* owned */
};

static void timer_op_release(void *arg)
{
	struct timer_op *op = arg;
	ion_timer_free(op->timer);
	op->timer = NULL;
	ion_hold_drop(&op->hold);
	efree(op);
}

static void timer_op_cancel(zend_object *promise, void *arg, zend_object *reason)
{
	(void) arg;
	GC_ADDREF(reason);
	ion_deferred_fail(promise, reason);
}

static const struct ion_deferred_ops timer_ops = {
	.cancel = timer_op_cancel,
	.release = timer_op_release,
};

static void settle_timer(void *arg)
{
	struct timer_op *op = arg;
	zend_object *promise = op->hold.object;
	zval value;
	ZVAL_TRUE(&value);
	GC_ADDREF(promise);
	ion_deferred_done(promise, &value);
	OBJ_RELEASE(promise);
}

static void on_timer(struct ion_timer *timer, void *arg)
{
	(void) timer;
	ion_boundary_from_loop(settle_timer, arg);
}

/* Misuse throws; what the world refuses fails the promise. Takes over the pending exception. */
static zend_object *failed_promise(void)
{
	zend_object *promise = ion_deferred_new(NULL, NULL);
	zend_object *exception = EG(exception);
	GC_ADDREF(exception);
	zend_clear_exception();
	ion_deferred_fail(promise, exception);
	return promise;
}

zend_object *ion_timer_promise(int64_t delay_ns)
{
	struct ion_loop *loop = ion_request_loop();
	struct timer_op *op;
	zend_object *promise;
	if (loop == NULL) {
		return failed_promise();
	}
	op = ecalloc(1, sizeof(*op));
	promise = ion_deferred_new(&timer_ops, op);
	op->timer = ion_timer_new(loop, on_timer, op);
	if (op->timer == NULL || ion_timer_start(op->timer, delay_ns) < 0) {
		OBJ_RELEASE(promise);
		throw_no_timer();
		return failed_promise();
	}
	ion_hold_take(&op->hold, promise);
	return promise;
}

/* --- again and again ----------------------------------------------------------------------- */

struct interval_op {
	struct ion_hold hold;
	struct ion_timer *timer; /* owned */
	zend_string *name;       /* owned; NULL = none. The key of ION_G(intervals) */
	int64_t started_ns;
	int64_t period_ns;
	zend_long run;
};

static void interval_op_release(void *arg)
{
	struct interval_op *op = arg;
	ion_timer_free(op->timer);
	if (op->name != NULL) {
		/* after reinit(), or the end of the request, the names are gone or somebody else's */
		if (ION_G(intervals) != NULL && zend_hash_find_ptr(ION_G(intervals), op->name) == op) {
			zend_hash_del(ION_G(intervals), op->name);
		}
		zend_string_release(op->name);
	}
	ion_hold_drop(&op->hold);
	efree(op);
}

static const struct ion_sequence_ops interval_ops = {
	.release = interval_op_release,
};

/* The next multiple of the period that is not over yet; sets op->run to the number of this one. */
static int64_t interval_next(struct interval_op *op)
{
	if (op->period_ns == 0) {
		op->run++;
		/* not "at once": it would stand before every other timer, for ever */
		return ion_clock_now_ns();
	}
	op->run = (zend_long) ((ion_clock_now_ns() - op->started_ns) / op->period_ns);
	return ion_clock_add(op->started_ns, (op->run + 1) * op->period_ns);
}

static void run_interval(void *arg)
{
	struct interval_op *op = arg;
	zend_object *sequence = op->hold.object;
	zval run;
	ZVAL_LONG(&run, op->run);
	GC_ADDREF(sequence);
	ion_sequence_run(sequence, &run);
	OBJ_RELEASE(sequence);
}

static void on_interval(struct ion_timer *timer, void *arg)
{
	struct interval_op *op = arg;
	/* cannot fail: the heap kept the room that this timer just left */
	ion_timer_start_at(timer, interval_next(op));
	ion_boundary_from_loop(run_interval, op);
}

bool ion_interval_exists(zend_string *name)
{
	ion_request_check();
	return ION_G(intervals) != NULL && zend_hash_exists(ION_G(intervals), name);
}

static void register_name(struct interval_op *op, zend_string *name)
{
	if (ZSTR_LEN(name) == 0) {
		return;
	}
	if (ION_G(intervals) == NULL) {
		ALLOC_HASHTABLE(ION_G(intervals));
		zend_hash_init(ION_G(intervals), 8, NULL, NULL, 0);
	}
	zend_hash_add_new_ptr(ION_G(intervals), name, op);
	op->name = zend_string_copy(name);
}

zend_object *ion_interval_new(int64_t period_ns, zend_string *name)
{
	struct ion_loop *loop = ion_request_loop();
	struct interval_op *op;
	zend_object *sequence;
	if (loop == NULL) {
		return NULL;
	}
	op = ecalloc(1, sizeof(*op));
	op->period_ns = period_ns;
	op->started_ns = ion_clock_now_ns();
	sequence = ion_sequence_new(&interval_ops, op);
	register_name(op, name);
	op->timer = ion_timer_new(loop, on_interval, op);
	if (op->timer == NULL ||
		ion_timer_start_at(op->timer, ion_clock_add(op->started_ns, period_ns)) < 0) {
		OBJ_RELEASE(sequence);
		throw_no_timer();
		return NULL;
	}
	ion_hold_take(&op->hold, sequence);
	return sequence;
}

bool ion_interval_cancel(zend_string *name)
{
	const struct interval_op *op;
	zend_object *sequence;
	if (!ion_interval_exists(name)) {
		return false;
	}
	op = zend_hash_find_ptr(ION_G(intervals), name);
	sequence = op->hold.object;
	GC_ADDREF(sequence);
	ion_sequence_end(sequence, "the interval was cancelled");
	OBJ_RELEASE(sequence);
	return true;
}
