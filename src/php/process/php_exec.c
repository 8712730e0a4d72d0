/*
 * The operation between proc and promise: output is collected or given to callbacks, input comes
 * from a feed source, and the end becomes an Exec or an exception, once.
 *
 * While the program runs, the loop holds the promise; the operation is freed when the promise is
 * settled or destroyed.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/process/php_exec.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "os/fork.h"
#include "os/sig.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "php/process/exec_exception.h"
#include "php/process/exec_options.h"
#include "php/process/exec_output.h"
#include "php/process/exec_result.h"
#include "php/process/feed.h"
#include "php/process/program.h"
#include "proc/proc.h"
#include "promise/promise.h"

#define TOO_MUCH "printed more than it may"

struct exec_op {
	struct ion_hold hold;
	struct ion_proc *proc; /* borrowed from the set; NULL before and after */
	unsigned generation;   /* of forks, when it was started: in a forked child `proc` is gone */
	struct ion_exec_output output;
	enum ion_overflow overflow;
	bool throws;
	int64_t timeout_ns;
	int64_t idle_ns;
	double started_at;
	pid_t pid;
	struct ion_program_names names;
	zend_string
		*caller_cwd; /* owned: for messages, if names.cwd is not there; NULL = not asked for */
	struct ion_feed_source *feed; /* owned */
	bool feed_is_open;            /* user code may be asked for input */
	zend_object *cancel_reason;   /* owned */
	zend_object *feed_error;      /* owned: what the source of input threw */
};

/* --- output -------------------------------------------------------------------------------- */

static char *on_reserve(void *arg, enum ion_proc_stream stream, size_t *ret_size)
{
	struct exec_op *op = arg;
	return ion_exec_output_reserve(&op->output, stream, ret_size);
}

static void on_commit(void *arg, enum ion_proc_stream stream, size_t size)
{
	struct exec_op *op = arg;
	switch (ion_exec_output_commit(&op->output, stream, size)) {
		case ION_OUTPUT_THREW:
			if (op->proc != NULL) {
				ion_proc_stop(op->proc, ION_CAUSE_CANCEL);
			}
			break;
		case ION_OUTPUT_OVERFLOWED:
			if (op->overflow != ION_OVERFLOW_TRUNCATE) {
				ion_proc_stop(op->proc, ION_CAUSE_OVERFLOW);
			}
			break;
		case ION_OUTPUT_TAKEN:
			break;
	}
}

/* --- input --------------------------------------------------------------------------------- */

struct pull {
	struct exec_op *op;
	const char **data;
	size_t *size;
	enum ion_feed result;
};

static void pull_input(void *arg)
{
	struct pull *pull = arg;
	struct exec_op *op = pull->op;
	zend_object *thrown = NULL;
	pull->result = ion_feed_source_next(op->feed, pull->data, pull->size, &thrown);
	if (thrown == NULL) {
		return;
	}
	if (op->feed_error != NULL) {
		OBJ_RELEASE(op->feed_error);
	}
	op->feed_error = thrown;
	if (op->proc != NULL) {
		ion_proc_stop(op->proc, ION_CAUSE_CANCEL);
	}
}

static enum ion_feed on_next_input(void *arg, const char **ret_data, size_t *ret_size)
{
	struct exec_op *op = arg;
	struct pull pull = {op, ret_data, ret_size, ION_FEED_END};
	if (ion_feed_source_is_plain(op->feed)) {
		pull_input(&pull);
		return pull.result;
	}
	if (!op->feed_is_open) {
		/* asked from the start, with descriptors half made: no place for user code. Nor is what
		 * comes right after it: there the code might wait, and the program end meanwhile. */
		return ION_FEED_WAIT;
	}
	ion_boundary_from_loop(pull_input, &pull);
	return pull.result;
}

static void on_feed_ready(void *arg)
{
	struct exec_op *op = arg;
	if (op->proc != NULL && op->generation == ion_fork_generation()) {
		ion_proc_feed_ready(op->proc);
	}
}

/* --- the end ------------------------------------------------------------------------------- */

static void op_release(void *arg)
{
	struct exec_op *op = arg;
	ion_exec_output_release(&op->output);
	ion_program_names_release(&op->names);
	if (op->caller_cwd != NULL) {
		zend_string_release(op->caller_cwd);
	}
	ion_feed_source_free(op->feed);
	if (op->cancel_reason != NULL) {
		OBJ_RELEASE(op->cancel_reason);
	}
	if (op->feed_error != NULL) {
		OBJ_RELEASE(op->feed_error);
	}
	ion_hold_drop(&op->hold);
	efree(op);
}

/* A program that runs keeps the promise by the loop. But its objects may be a cycle once the request
 * has ended, or in a child that was forked. */
static void op_trace(void *arg, zend_get_gc_buffer *buffer)
{
	struct exec_op *op = arg;
	ion_exec_output_trace(&op->output, buffer);
	if (op->feed != NULL) {
		ion_feed_source_trace(op->feed, buffer);
	}
	if (op->cancel_reason != NULL) {
		zend_get_gc_buffer_add_obj(buffer, op->cancel_reason);
	}
	if (op->feed_error != NULL) {
		zend_get_gc_buffer_add_obj(buffer, op->feed_error);
	}
}

/* The cause that users see. A Deferred::timeout() cancels with a TimeoutException. And a program
 * that printed too much did so, whether or not it ended before anybody read it. */
static enum ion_cause visible_cause(const struct exec_op *op, enum ion_cause cause)
{
	if ((cause == ION_CAUSE_EXIT || cause == ION_CAUSE_SIGNAL) &&
		op->overflow != ION_OVERFLOW_TRUNCATE && ion_exec_output_has_overflowed(&op->output)) {
		return ION_CAUSE_OVERFLOW;
	}
	if (cause == ION_CAUSE_CANCEL && op->cancel_reason != NULL &&
		instanceof_function(op->cancel_reason->ce, ion_ce_timeout_exception)) {
		return ION_CAUSE_TIMEOUT;
	}
	return cause;
}

static void make_result(struct exec_op *op, const struct ion_proc_result *result, zval *ret)
{
	struct ion_exec_outcome outcome = {
		.command = op->names.command,
		.pid = op->pid,
		.stdout_data = ion_exec_output_take(&op->output, ION_PROC_STDOUT),
		.stderr_data = ion_exec_output_take(&op->output, ION_PROC_STDERR),
		.truncated = ion_exec_output_has_overflowed(&op->output),
		.started_at = op->started_at,
		.cause = visible_cause(op, result->cause),
		.result = result,
	};
	ion_exec_result_new(&outcome, ret);
}

static zend_object *timeout_error(const struct exec_op *op, enum ion_cause cause)
{
	if (cause == ION_CAUSE_IDLE) {
		return ion_host_exception_new(ion_ce_timeout_exception,
			"'%s' printed nothing for %.6g s and was stopped", ZSTR_VAL(op->names.command),
			(double) op->idle_ns / ION_NS_PER_SEC);
	}
	return ion_host_exception_new(ion_ce_timeout_exception,
		"'%s' took longer than %.6g s and was stopped", ZSTR_VAL(op->names.command),
		(double) op->timeout_ns / ION_NS_PER_SEC);
}

/* The exception that the outcome calls for, or NULL. Owned by the caller. */
static zend_object *outcome_error(
	struct exec_op *op, const struct ion_proc_result *result, zval *exec)
{
	zend_object *error = NULL;
	zend_string *cwd = op->names.cwd != NULL ? op->names.cwd : op->caller_cwd;
	if (op->feed_error != NULL || op->output.error != NULL) {
		zend_object **first = op->feed_error != NULL ? &op->feed_error : &op->output.error;
		error = *first;
		*first = NULL;
		return error;
	}
	if (result->cause == ION_CAUSE_TIMEOUT || result->cause == ION_CAUSE_IDLE) {
		/* a cancel() that comes later changes nothing any more */
		error = timeout_error(op, result->cause);
		zend_update_property(ion_ce_cancel_exception, error, ZEND_STRL("result"), exec);
	} else if (op->cancel_reason != NULL) {
		error = op->cancel_reason;
		op->cancel_reason = NULL;
		zend_update_property(ion_ce_cancel_exception, error, ZEND_STRL("result"), exec);
	} else if (op->overflow == ION_OVERFLOW_FAIL && ion_exec_output_has_overflowed(&op->output)) {
		error = ion_exec_exception_new(exec, cwd, TOO_MUCH);
	} else if (op->throws && !ion_exec_result_is_ok(exec)) {
		bool is_too_much =
			op->overflow == ION_OVERFLOW_KILL && ion_exec_output_has_overflowed(&op->output);
		error = ion_exec_exception_new(exec, cwd, is_too_much ? TOO_MUCH : NULL);
	}
	return error;
}

/* The end of the input is the end of its generator, whose finally blocks may throw. False when one
 * of them called exit(). */
static bool close_feed(struct exec_op *op)
{
	zend_object *thrown = NULL;
	zval none;
	ion_feed_source_free(op->feed);
	op->feed = NULL;
	if (EXPECTED(EG(exception) == NULL)) {
		return true;
	}
	ZVAL_NULL(&none);
	if (ion_boundary_outcome(&none, &thrown) == ION_CALL_EXITED) {
		return false;
	}
	if (op->feed_error == NULL) {
		op->feed_error = thrown;
	} else {
		OBJ_RELEASE(thrown);
	}
	return true;
}

struct done {
	struct exec_op *op;
	const struct ion_proc_result *result;
};

static void settle(void *arg)
{
	struct done *done = arg;
	struct exec_op *op = done->op;
	zend_object *promise = op->hold.object;
	zend_object *error;
	zval exec;
	op->proc = NULL;
	if (op->feed != NULL && !close_feed(op)) {
		return;
	}
	GC_ADDREF(promise);
	if (done->result->err.code != 0) {
		ion_deferred_fail(promise, ion_program_error(&op->names, &done->result->err));
	} else {
		make_result(op, done->result, &exec);
		error = outcome_error(op, done->result, &exec);
		if (error != NULL) {
			ion_deferred_fail(promise, error);
		} else {
			ion_deferred_done(promise, &exec);
		}
		zval_ptr_dtor(&exec);
	}
	OBJ_RELEASE(promise);
}

static void on_done(void *arg, const struct ion_proc_result *result)
{
	struct exec_op *op = arg;
	struct done done = {op, result};
	zend_object *promise = op->hold.object;
	GC_ADDREF(promise);
	ion_boundary_from_loop(settle, &done);
	if (UNEXPECTED(ION_G(bailout_pending)) && !ion_promise_is_settled(promise)) {
		/* it will never be; a shutdown function that runs the loop must not wait for it */
		ion_hold_drop(&op->hold);
	}
	OBJ_RELEASE(promise);
}

static void op_cancel(zend_object *promise, void *arg, zend_object *reason)
{
	struct exec_op *op = arg;
	(void) promise;
	if (op->cancel_reason != NULL || op->proc == NULL || op->generation != ion_fork_generation()) {
		return;
	}
	GC_ADDREF(reason);
	op->cancel_reason = reason;
	ion_proc_stop(op->proc, ION_CAUSE_CANCEL);
}

static const struct ion_deferred_ops op_ops = {
	.cancel = op_cancel,
	.release = op_release,
	.trace = op_trace,
};

/* --- the start ----------------------------------------------------------------------------- */

static const struct ion_proc_events plain_events = {
	.reserve = on_reserve,
	.commit = on_commit,
	.next_input = on_next_input,
	.on_done = on_done,
};

static struct exec_op *op_new(struct ion_exec_options *options)
{
	struct exec_op *op = ecalloc(1, sizeof(*op));
	op->generation = ion_fork_generation();
	ion_exec_output_init(&op->output, options);
	op->overflow = options->overflow;
	op->throws = options->throws;
	op->timeout_ns = options->timeout_ns;
	op->idle_ns = options->idle_ns;
	op->feed = options->feed;
	options->feed = NULL;
	ion_program_names_init(&op->names, options);
	if (options->cwd == NULL && (options->throws || options->overflow == ION_OVERFLOW_FAIL)) {
		char directory[MAXPATHLEN];
		/* as it is now: the caller may be elsewhere when the program ends */
		if (VCWD_GETCWD(directory, sizeof(directory)) != NULL) {
			op->caller_cwd = zend_string_init(directory, strlen(directory), 0);
		}
	}
	op->started_at = ion_clock_wall();
	return op;
}

static void op_started(struct exec_op *op, zend_object *promise, zval *pid)
{
	op->pid = ion_proc_pid(op->proc);
	ion_hold_take(&op->hold, promise);
	if (pid != NULL) {
		ZEND_TRY_ASSIGN_REF_LONG(pid, op->pid);
	}
	if (op->feed != NULL && !ion_feed_source_is_plain(op->feed)) {
		ion_feed_source_on_ready(op->feed, ION_G(loop), on_feed_ready, op);
		op->feed_is_open = true;
		ion_proc_feed_soon(op->proc);
	}
}

zend_object *ion_exec_start(struct ion_exec_options *options)
{
	struct ion_err err = {0};
	struct exec_op *op = op_new(options);
	zend_object *promise = ion_deferred_new(&op_ops, op);
	struct ion_program_start start = {
		.options = options,
		.events = &plain_events,
		.arg = op,
		.feeds_stdin = op->feed != NULL,
	};
	if (ion_program_start(&start, &op->names, &op->proc, &err) < 0) {
		ion_deferred_fail(promise, ion_program_error(&op->names, &err));
	} else {
		op_started(op, promise, options->pid);
	}
	ion_program_start_release(&start);
	ion_boundary_rethrow();
	return promise;
}
