/*
 * Class ION: parse, call the layer below, return.
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
#include "os/sigwatch.h"
#include "php/engine/async.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "php/loop/scheduler.h"
#include "php/loop/timers.h"
#include "php/loop/watcher.h"
#include "php/promise/php_promise_family.h"
#include "proc/procset.h"
#include "promise/coroutine.h"
#include "promise/promise.h"

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

ZEND_METHOD(ION, await)
{
	double seconds;
	int64_t delay_ns;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_DOUBLE(seconds)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &delay_ns)) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_timer_promise(delay_ns));
}

ZEND_METHOD(ION, interval)
{
	double seconds;
	zend_string *name = ZSTR_EMPTY_ALLOC();
	int64_t period_ns;
	zend_object *sequence;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_DOUBLE(seconds)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &period_ns)) {
		RETURN_THROWS();
	}
	if (ion_interval_exists(name)) {
		zend_argument_value_error(
			2, "must not be the name of an interval that runs: '%s' does", ZSTR_VAL(name));
		RETURN_THROWS();
	}
	sequence = ion_interval_new(period_ns, name);
	if (sequence == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(sequence);
}

ZEND_METHOD(ION, cancelInterval)
{
	zend_string *name;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	RETURN_BOOL(ion_interval_cancel(name));
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
