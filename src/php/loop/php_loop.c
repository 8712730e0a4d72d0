/*
 * Class ION: the loop and its timers. Parse, call the layer below, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php_ion.h"
#include "zend_exceptions.h"

#include "php/loop/php_loop.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "loop/io.h"
#include "loop/loop.h"
#include "loop/timer.h"
#include "os/sigwatch.h"
#include "php/engine/async.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "php/engine/options.h"
#include "php/loop/scheduler.h"
#include "php/loop/watcher.h"
#include "php/promise/php_promise_family.h"
#include "proc/procset.h"
#include "promise/coroutine.h"
#include "promise/promise.h"
#include "promise/sequence.h"

#include "stubs/loop_arginfo.h"

/* --- running ------------------------------------------------------------------------------- */

ZEND_METHOD(ION, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(ION, dispatch)
{
	zend_long flags = 0;
	struct ion_loop *loop;
	enum ion_loop_end end;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(flags)
	ZEND_PARSE_PARAMETERS_END();

	if ((flags & ~(ION_LOOP_ONCE | ION_LOOP_NONBLOCK)) != 0) {
		zend_argument_value_error(
			1, "must be a combination of ION::LOOP_ONCE and ION::LOOP_NONBLOCK");
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_THROWS();
	}
	if (ion_loop_is_running(loop)) {
		zend_throw_exception(ion_ce_invalid_usage_exception,
			"The loop runs already: ION::dispatch() cannot be nested. In a callback, return and "
			"let "
			"the loop go on, or wait with Promise::await() in a Fiber made by ION::async()",
			0);
		RETURN_THROWS();
	}
	end = ion_boundary_run_loop(loop, (unsigned) flags);
	if (EG(exception)) {
		RETURN_THROWS();
	}
	if (end == ION_LOOP_FAILED) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, 0, "The event loop failed: %s", strerror(errno));
		RETURN_THROWS();
	}
	RETURN_BOOL(end == ION_LOOP_STOPPED || end == ION_LOOP_TURNED);
}

ZEND_METHOD(ION, stop)
{
	double after = 0.0;
	int64_t after_ns;
	struct ion_loop *loop;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE(after)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(after, 1, &after_ns)) {
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_THROWS();
	}
	if (after_ns == 0) {
		ion_loop_stop(loop);
	} else if (ion_loop_stop_after(loop, after_ns) < 0) {
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
	}
}

ZEND_METHOD(ION, reinit)
{
	ZEND_PARSE_PARAMETERS_NONE();

	if (ion_boundary_loop_is_running()) {
		zend_throw_exception(ion_ce_invalid_usage_exception,
			"ION::reinit() cannot be called while the loop runs: a child that was forked in a "
			"callback leaves the loop by itself when the callback returns",
			0);
		RETURN_THROWS();
	}
	ion_request_reinit();
}

/* --- timers -------------------------------------------------------------------------------- */

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

ZEND_METHOD(ION, await)
{
	double seconds;
	int64_t delay_ns;
	struct ion_loop *loop;
	struct timer_op *op;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_DOUBLE(seconds)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &delay_ns)) {
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_OBJ(failed_promise());
	}
	op = ecalloc(1, sizeof(*op));
	op->timer = ion_timer_new(loop, on_timer, op);
	if (op->timer == NULL || ion_timer_start(op->timer, delay_ns) < 0) {
		ion_timer_free(op->timer);
		efree(op);
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
		RETURN_OBJ(failed_promise());
	}
	promise = ion_deferred_new(&timer_ops, op);
	ion_hold_take(&op->hold, promise);
	RETURN_OBJ(promise);
}

/* --- intervals ----------------------------------------------------------------------------- */

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

static bool interval_name_is_free(const zend_string *name)
{
	if (ZSTR_LEN(name) == 0) {
		return true;
	}
	if (ION_G(intervals) == NULL) {
		ALLOC_HASHTABLE(ION_G(intervals));
		zend_hash_init(ION_G(intervals), 8, NULL, NULL, 0);
	}
	return !zend_hash_exists(ION_G(intervals), (zend_string *) name);
}

ZEND_METHOD(ION, interval)
{
	double seconds;
	zend_string *name = ZSTR_EMPTY_ALLOC();
	int64_t period_ns;
	struct ion_loop *loop;
	struct interval_op *op;
	zend_object *sequence;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_DOUBLE(seconds)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &period_ns)) {
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_THROWS();
	}
	if (!interval_name_is_free(name)) {
		zend_argument_value_error(
			2, "must not be the name of an interval that runs: '%s' does", ZSTR_VAL(name));
		RETURN_THROWS();
	}
	op = ecalloc(1, sizeof(*op));
	op->period_ns = period_ns;
	op->started_ns = ion_clock_now_ns();
	op->timer = ion_timer_new(loop, on_interval, op);
	if (op->timer == NULL ||
		ion_timer_start_at(op->timer, ion_clock_add(op->started_ns, period_ns)) < 0) {
		ion_timer_free(op->timer);
		efree(op);
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
		RETURN_THROWS();
	}
	if (ZSTR_LEN(name) > 0) {
		op->name = zend_string_copy(name);
		zend_hash_add_new_ptr(ION_G(intervals), name, op);
	}
	sequence = ion_sequence_new(&interval_ops, op);
	ion_hold_take(&op->hold, sequence);
	RETURN_OBJ(sequence);
}

ZEND_METHOD(ION, cancelInterval)
{
	zend_string *name;
	struct interval_op *op;
	zend_object *sequence;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	op = ION_G(intervals) != NULL ? zend_hash_find_ptr(ION_G(intervals), name) : NULL;
	if (op == NULL) {
		RETURN_FALSE;
	}
	sequence = op->hold.object;
	GC_ADDREF(sequence);
	ion_sequence_end(sequence, "the interval was cancelled");
	OBJ_RELEASE(sequence);
	RETURN_TRUE;
}

/* --- watchers ------------------------------------------------------------------------------ */

static void return_watcher(zval *return_value, struct ion_watcher *watcher)
{
	if (watcher != NULL) {
		RETVAL_OBJ(&watcher->std);
	}
}

ZEND_METHOD(ION, defer)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	return_watcher(return_value, ion_watcher_defer(&fci, &fcc));
}

static void watch_time(INTERNAL_FUNCTION_PARAMETERS, bool is_once)
{
	double seconds;
	int64_t period_ns;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_DOUBLE(seconds)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &period_ns)) {
		RETURN_THROWS();
	}
	return_watcher(return_value, ion_watcher_time(period_ns, is_once, &fci, &fcc));
}

ZEND_METHOD(ION, delay)
{
	watch_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(ION, repeat)
{
	watch_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

static void watch_stream(INTERNAL_FUNCTION_PARAMETERS, unsigned events)
{
	zval *stream;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ZVAL(stream)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	return_watcher(return_value, ion_watcher_stream(stream, events, &fci, &fcc));
}

ZEND_METHOD(ION, onReadable)
{
	watch_stream(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_IO_READ);
}

ZEND_METHOD(ION, onWritable)
{
	watch_stream(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_IO_WRITE);
}

ZEND_METHOD(ION, onSignal)
{
	zend_string *name;
	zend_long number;
	int signal;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_STR_OR_LONG(name, number)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	if (!ion_sigwatch_is_allowed(signal)) {
		zend_argument_value_error(
			1, "must be a signal that a program can have: not KILL, STOP, SEGV, BUS, FPE, ILL");
		RETURN_THROWS();
	}
	return_watcher(return_value, ion_watcher_signal(signal, &fci, &fcc));
}

/* --- promises ------------------------------------------------------------------------------ */

static void return_promise(zval *return_value, zend_object *promise)
{
	if (promise != NULL) {
		RETVAL_OBJ(promise);
	}
}

ZEND_METHOD(ION, promise)
{
	zval *subject;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(subject)
	ZEND_PARSE_PARAMETERS_END();

	return_promise(return_value, ion_promise_from(subject));
}

ZEND_METHOD(ION, async)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;

	ZEND_PARSE_PARAMETERS_START(1, -1)
		Z_PARAM_FUNC(fci, fcc)
		Z_PARAM_VARIADIC_WITH_NAMED(fci.params, fci.param_count, fci.named_params)
	ZEND_PARSE_PARAMETERS_END();

	return_promise(return_value, ion_async(&fci, &fcc));
}

ZEND_METHOD(ION, deferred)
{
	zend_fcall_info resolver, canceller = empty_fcall_info;
	zend_fcall_info_cache resolver_fcc, canceller_fcc = empty_fcall_info_cache;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_FUNC(resolver, resolver_fcc)
		Z_PARAM_OPTIONAL
		Z_PARAM_FUNC_OR_NULL(canceller, canceller_fcc)
	ZEND_PARSE_PARAMETERS_END();

	return_promise(
		return_value, ion_deferred_user(&resolver, &resolver_fcc, &canceller, &canceller_fcc));
}

/* --- errors and numbers -------------------------------------------------------------------- */

ZEND_METHOD(ION, setErrorHandler)
{
	zend_fcall_info fci = empty_fcall_info;
	zend_fcall_info_cache fcc = empty_fcall_info_cache;
	struct ion_callable previous = ION_G(error_handler);

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC_OR_NULL(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	ion_callable_init(&ION_G(error_handler), &fci, &fcc);
	ion_callable_release(&previous);
}

ZEND_METHOD(ION, getStats)
{
	bool reset = false;
	struct ion_loop *loop;
	zend_long children;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(reset)
	ZEND_PARSE_PARAMETERS_END();

	loop = ION_G(loop);
	children = ION_G(family).children != NULL
				   ? (zend_long) zend_hash_num_elements(ION_G(family).children)
				   : 0;
	array_init(return_value);
	add_assoc_double(return_value, "php_time", (double) ION_G(php_time_ns) / ION_NS_PER_SEC);
	add_assoc_long(return_value, "calls_count", (zend_long) ION_G(calls_count));
	add_assoc_double(return_value, "reset_ts", ION_G(stats_reset_at));
	add_assoc_long(
		return_value, "watchers", loop != NULL ? (zend_long) ion_loop_watcher_count(loop) : 0);
	/* forked workers are in the same set as programs */
	add_assoc_long(return_value, "execs",
		ION_G(procs) != NULL ? (zend_long) ion_procset_count(ION_G(procs)) - children : 0);
	add_assoc_long(return_value, "children", children);
	add_assoc_long(return_value, "channels", (zend_long) ION_G(channel_count));
	if (reset) {
		ION_G(php_time_ns) = 0;
		ION_G(calls_count) = 0;
		ION_G(stats_reset_at) = ion_clock_wall();
	}
}

void ion_class_minit(void)
{
	register_class_ION();
	ion_watcher_minit();
	ion_scheduler_minit();
}
