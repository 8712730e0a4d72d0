/*
 * Class ION\Process\ChildProcess: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/php_child.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>

#include "base/clock.h"
#include "os/pty.h"
#include "php/child/child.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "php/ipc/php_ipc.h"
#include "php/pipe/php_pipe.h"
#include "php/process/exit_text.h"
#include "proc/proc.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/promise.h"

#include "stubs/child_arginfo.h"

zend_class_entry *ion_ce_child_process;

static struct ion_child *this_child(const zval *this_zv)
{
	return ion_child_from_obj(Z_OBJ_P(this_zv));
}

static bool has_run(const struct ion_child *child)
{
	return child->phase == ION_CHILD_RUNNING || child->phase == ION_CHILD_ENDED;
}

static bool is_alive(const struct ion_child *child)
{
	return child->phase == ION_CHILD_RUNNING || child->phase == ION_CHILD_STARTING;
}

/* The object controls a process of this process. False with an exception. */
static bool check_owner(const struct ion_child *child)
{
	if (child->is_self) {
		ion_misuse(
			"This ChildProcess is the running process itself: only its parent can control it");
	} else if (ion_child_is_inherited(child)) {
		ion_misuse("This ChildProcess belongs to the parent process, of which this one is a copy");
	} else if (!child->is_constructed) {
		ion_misuse("The constructor of ION\\Process\\ChildProcess was not called");
	} else {
		return true;
	}
	return false;
}

/* --- the start ----------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_ChildProcess, __construct)
{
	struct ion_child *child = this_child(ZEND_THIS);
	HashTable *options = NULL;
	struct ion_worker_options parsed;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (child->is_constructed) {
		zend_throw_error(NULL, "The constructor cannot be called twice");
		RETURN_THROWS();
	}
	if (!ion_worker_options_parse(options, &parsed)) {
		ion_worker_options_release(&parsed);
		RETURN_THROWS();
	}
	child->options = parsed;
	child->is_constructed = true;
}

ZEND_METHOD(ION_Process_ChildProcess, start)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	struct ion_callable main;
	bool is_queued;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child) || !ion_fork_check_process()) {
		RETURN_THROWS();
	}
	if (child->phase != ION_CHILD_NEW) {
		ion_misuse("A ChildProcess is started once: make a new one");
		RETURN_THROWS();
	}
	ion_callable_init(&main, &fci, &fcc);
	is_queued = ion_child_enqueue(child, &main);
	ion_callable_release(&main);
	if (!is_queued) {
		RETURN_THROWS();
	}
	RETURN_COPY(ZEND_THIS);
}

/* False with an exception. */
static bool check_channel(const struct ion_child *child)
{
	if (child->program != NULL && child->ipc == NULL) {
		ion_misuse("A program has no channel; ION\\Process::spawnScript() starts a script that has "
				   "one");
		return false;
	}
	return true;
}

ZEND_METHOD(ION_Process_ChildProcess, getIPC)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_object *ipc;
	ZEND_PARSE_PARAMETERS_NONE();

	if ((!child->is_self && child->ipc == NULL && !check_owner(child)) || !check_channel(child)) {
		RETURN_THROWS();
	}
	ipc = ion_child_ipc(child);
	if (ipc == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(ipc);
}

/* --- pipes --------------------------------------------------------------------------------- */

static void return_pipe(INTERNAL_FUNCTION_PARAMETERS, zend_long descriptor)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_object *pipe;
	ZEND_PARSE_PARAMETERS_NONE();
	if (!check_owner(child)) {
		RETURN_THROWS();
	}
	pipe = ion_child_pipe(child, descriptor);
	if (pipe == NULL) {
		RETURN_NULL();
	}
	RETURN_OBJ_COPY(pipe);
}

ZEND_METHOD(ION_Process_ChildProcess, getStdin)
{
	return_pipe(INTERNAL_FUNCTION_PARAM_PASSTHRU, 0);
}

ZEND_METHOD(ION_Process_ChildProcess, getStdout)
{
	return_pipe(INTERNAL_FUNCTION_PARAM_PASSTHRU, 1);
}

ZEND_METHOD(ION_Process_ChildProcess, getStderr)
{
	return_pipe(INTERNAL_FUNCTION_PARAM_PASSTHRU, 2);
}

ZEND_METHOD(ION_Process_ChildProcess, getPipe)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_object *pipe;
	zend_long descriptor;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(descriptor)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child)) {
		RETURN_THROWS();
	}
	pipe = ion_child_pipe(child, descriptor);
	if (pipe == NULL) {
		zend_argument_value_error(1, "must be a descriptor that is a pipe to this process");
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(pipe);
}

static bool check_size(zend_long size, uint32_t arg_num)
{
	if (size < 1 || size > USHRT_MAX) {
		zend_argument_value_error(arg_num, "must be between 1 and %d", USHRT_MAX);
		return false;
	}
	return true;
}

ZEND_METHOD(ION_Process_ChildProcess, resize)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_object *terminal;
	zend_long columns, rows;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_LONG(columns)
		Z_PARAM_LONG(rows)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child) || !check_size(columns, 1) || !check_size(rows, 2)) {
		RETURN_THROWS();
	}
	terminal = ion_child_terminal(child);
	if (terminal == NULL) {
		ion_misuse("The child has no pseudo-terminal: option \"pty\"");
		RETURN_THROWS();
	}
	RETURN_BOOL(ion_pty_resize(ion_pipe_object_fd(terminal), (unsigned short) columns,
					(unsigned short) rows) == 0);
}

/* --- events -------------------------------------------------------------------------------- */

static void return_promise(INTERNAL_FUNCTION_PARAMETERS, enum ion_child_event event)
{
	struct ion_child *child = this_child(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (!check_owner(child)) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_child_promise(child, event));
}

ZEND_METHOD(ION_Process_ChildProcess, whenStarted)
{
	return_promise(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_CHILD_ON_STARTED);
}

ZEND_METHOD(ION_Process_ChildProcess, whenReady)
{
	struct ion_child *child = this_child(ZEND_THIS);
	if (!check_channel(child)) {
		RETURN_THROWS();
	}
	return_promise(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_CHILD_ON_READY);
	/* the word comes by the channel, which nobody else may be reading */
	if (EG(exception) == NULL && child->promises[ION_CHILD_ON_READY] != NULL &&
		!child->wants_control && ion_child_ipc(child) != NULL) {
		child->wants_control = true;
		ion_ipc_want(child->ipc, true);
	}
}

ZEND_METHOD(ION_Process_ChildProcess, whenExit)
{
	return_promise(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_CHILD_ON_EXIT);
}

/* --- state --------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_ChildProcess, getPID)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(this_child(ZEND_THIS)->pid);
}

ZEND_METHOD(ION_Process_ChildProcess, getId)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(this_child(ZEND_THIS)->id);
}

ZEND_METHOD(ION_Process_ChildProcess, isStarted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(has_run(this_child(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_ChildProcess, isAlive)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(is_alive(this_child(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_ChildProcess, isFinished)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(this_child(ZEND_THIS)->phase == ION_CHILD_ENDED);
}

static const struct ion_exit *end_of(const struct ion_child *child, enum ion_exit_kind kind)
{
	return child->phase == ION_CHILD_ENDED && child->exit.kind == kind ? &child->exit : NULL;
}

ZEND_METHOD(ION_Process_ChildProcess, isSignaled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(end_of(this_child(ZEND_THIS), ION_EXIT_SIGNAL) != NULL);
}

ZEND_METHOD(ION_Process_ChildProcess, getSignal)
{
	const struct ion_exit *end;
	ZEND_PARSE_PARAMETERS_NONE();
	end = end_of(this_child(ZEND_THIS), ION_EXIT_SIGNAL);
	RETURN_LONG(end != NULL ? end->signal : 0);
}

ZEND_METHOD(ION_Process_ChildProcess, getExitStatus)
{
	const struct ion_exit *end;
	ZEND_PARSE_PARAMETERS_NONE();
	end = end_of(this_child(ZEND_THIS), ION_EXIT_CODE);
	RETURN_LONG(end != NULL ? end->code : -1);
}

ZEND_METHOD(ION_Process_ChildProcess, getStartedTime)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_DOUBLE(this_child(ZEND_THIS)->started_at);
}

ZEND_METHOD(ION_Process_ChildProcess, getUptime)
{
	const struct ion_child *child = this_child(ZEND_THIS);
	int64_t lived_ns = child->duration_ns;
	ZEND_PARSE_PARAMETERS_NONE();
	if (is_alive(child)) {
		lived_ns = ion_clock_now_ns() - child->started_ns;
	}
	RETURN_DOUBLE((double) lived_ns / ION_NS_PER_SEC);
}

ZEND_METHOD(ION_Process_ChildProcess, getUsage)
{
	const struct ion_child *child = this_child(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (child->phase != ION_CHILD_ENDED || child->exit.kind == ION_EXIT_LOST) {
		RETURN_NULL();
	}
	ion_exit_usage(&child->exit.usage, return_value);
}

ZEND_METHOD(ION_Process_ChildProcess, getError)
{
	const struct ion_child *child = this_child(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (child->report == NULL) {
		RETURN_NULL();
	}
	RETURN_ARR(zend_array_dup(child->report));
}

/* --- control ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_ChildProcess, kill)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_string *name = NULL;
	zend_long number = SIGTERM;
	int signal = 0, status;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child) || !ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	if (child->proc == NULL) {
		RETURN_FALSE;
	}
	status = ion_proc_kill(child->proc, signal);
	if (status < 0 && status != -ESRCH) {
		ion_process_throw(
			-status, "Cannot send signal %d to the child with pid %d", signal, (int) child->pid);
		RETURN_THROWS();
	}
	RETURN_BOOL(status == 0);
}

ZEND_METHOD(ION_Process_ChildProcess, killTree)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zend_string *name = NULL;
	zend_long number = SIGKILL;
	int signal = 0, status;
	size_t count;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child) || !ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	if (child->proc == NULL) {
		RETURN_LONG(0);
	}
	status = ion_proc_kill_tree(child->proc, signal, &count);
	if (status < 0 && status != -ESRCH) {
		ion_process_throw(-status, "Cannot send signal %d to the tree of the child with pid %d",
			signal, (int) child->pid);
		RETURN_THROWS();
	}
	RETURN_LONG((zend_long) count);
}

void ion_child_call_off(struct ion_child *child)
{
	GC_ADDREF(&child->std);
	ion_child_dequeue(child);
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		/* somebody asked for this: nobody need be warned */
		if (child->promises[event] == NULL) {
			zend_object *promise = ion_child_promise(child, event);
			ion_promise_from_obj(promise)->flags |= ION_PROMISE_HANDLED;
			OBJ_RELEASE(promise);
		}
	}
	ion_child_fail(child, ion_host_exception_new(ion_ce_cancel_exception,
							  "The child was stopped before it was started"));
	OBJ_RELEASE(&child->std);
}

/* A promise of the child that is gone already. */
static zend_object *gone(struct ion_child *child)
{
	zend_object *promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
	zval value;
	ZVAL_OBJ(&value, &child->std);
	ion_deferred_done(promise, &value);
	return promise;
}

ZEND_METHOD(ION_Process_ChildProcess, stop)
{
	struct ion_child *child = this_child(ZEND_THIS);
	zval *given = NULL;
	struct ion_ladder ladder = {0};
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_OR_NULL(given)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_owner(child) || (given != NULL && !ion_ladder_parse_stop(given, &ladder))) {
		ion_ladder_release(&ladder);
		RETURN_THROWS();
	}
	if (child->phase == ION_CHILD_NEW) {
		ion_ladder_release(&ladder);
		ion_misuse("A ChildProcess that was never started cannot be stopped");
		RETURN_THROWS();
	}
	if (child->phase == ION_CHILD_QUEUED) {
		ion_child_call_off(child);
	}
	if (child->proc == NULL) {
		promise = gone(child);
	} else {
		promise = ion_child_promise(child, ION_CHILD_ON_EXIT);
		if (given == NULL || ion_proc_stop_with(child->proc, ladder.rungs, ladder.size) < 0) {
			ion_proc_stop(child->proc, ION_CAUSE_CANCEL);
		}
	}
	ion_ladder_release(&ladder);
	if (EG(exception) != NULL) {
		OBJ_RELEASE(promise);
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process_ChildProcess, detach)
{
	struct ion_child *child = this_child(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();

	if (!check_owner(child)) {
		RETURN_THROWS();
	}
	if (child->proc == NULL) {
		ion_misuse("Only a child that runs can be detached");
		RETURN_THROWS();
	}
	if (child->is_detached) {
		return;
	}
	if (child->program != NULL) {
		/* what makes it die with us is its own by now */
		ion_misuse("A program is detached from its start on: option \"detached\"");
		RETURN_THROWS();
	}
	child->is_detached = child->is_unreferenced = true;
	ion_leash_detach(&child->leash);
	ion_proc_detach(child->proc);
	ion_child_reference(child);
	ion_ipc_send_control(child->ipc, ION_FRAME_DETACH, NULL);
	ion_ipc_close(child->ipc);
}

static void set_referenced(struct ion_child *child, bool is_referenced)
{
	/* a worker that was detached is on its own for good */
	if (child->program != NULL || !child->is_detached) {
		child->is_unreferenced = !is_referenced;
		ion_child_reference(child);
	}
}

ZEND_METHOD(ION_Process_ChildProcess, ref)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!check_owner(this_child(ZEND_THIS))) {
		RETURN_THROWS();
	}
	set_referenced(this_child(ZEND_THIS), true);
	RETURN_COPY(ZEND_THIS);
}

ZEND_METHOD(ION_Process_ChildProcess, unref)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!check_owner(this_child(ZEND_THIS))) {
		RETURN_THROWS();
	}
	set_referenced(this_child(ZEND_THIS), false);
	RETURN_COPY(ZEND_THIS);
}

void ion_child_minit(void)
{
	ion_ce_child_process = register_class_ION_Process_ChildProcess();
	ion_child_handlers_init(ion_ce_child_process);
}
