/*
 * Class ION\Process\ChildProcess: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/php_child.h"

#include <limits.h>

#include "base/clock.h"
#include "os/pty.h"
#include "php/child/child.h"
#include "php/engine/fork.h"
#include "php/ipc/php_ipc.h"
#include "php/pipe/php_pipe.h"
#include "php/process/exit_text.h"
#include "promise/object.h"

#include "stubs/child_arginfo.h"

zend_class_entry *ion_ce_child_process;

static bool has_run(const struct ion_child *child)
{
	return child->phase == ION_CHILD_RUNNING || child->phase == ION_CHILD_ENDED;
}

static bool is_alive(const struct ion_child *child)
{
	return child->phase == ION_CHILD_RUNNING || child->phase == ION_CHILD_STARTING;
}

/* --- the start ----------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_ChildProcess, __construct)
{
	struct ion_child *child = ion_child_this(ZEND_THIS);
	HashTable *options = NULL;
	struct ion_worker_options parsed;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (child->is_constructed) {
		zend_throw_error(
			NULL, "The constructor of ION\\Process\\ChildProcess cannot be called twice");
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	struct ion_callable main;
	bool is_queued;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child) || !ion_fork_check_process()) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_object *ipc;
	ZEND_PARSE_PARAMETERS_NONE();

	if ((!child->is_self && child->ipc == NULL && !ion_child_check_owner(child)) ||
		!check_channel(child)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_object *pipe;
	ZEND_PARSE_PARAMETERS_NONE();
	if (!ion_child_check_owner(child)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_object *pipe;
	zend_long descriptor;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(descriptor)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_object *terminal;
	zend_long columns, rows;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_LONG(columns)
		Z_PARAM_LONG(rows)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child) || !check_size(columns, 1) || !check_size(rows, 2)) {
		RETURN_THROWS();
	}
	terminal = ion_child_terminal(child);
	if (terminal == NULL) {
		ion_misuse("The child has no pseudo-terminal: give spawn() the option \"pty\"");
		RETURN_THROWS();
	}
	RETURN_BOOL(ion_pty_resize(ion_pipe_object_fd(terminal), (unsigned short) columns,
					(unsigned short) rows) == 0);
}

/* --- events -------------------------------------------------------------------------------- */

static void return_promise(INTERNAL_FUNCTION_PARAMETERS, enum ion_child_event event)
{
	struct ion_child *child = ion_child_this(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (!ion_child_check_owner(child)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
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
	RETURN_LONG(ion_child_this(ZEND_THIS)->pid);
}

ZEND_METHOD(ION_Process_ChildProcess, getId)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(ion_child_this(ZEND_THIS)->id);
}

ZEND_METHOD(ION_Process_ChildProcess, isStarted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(has_run(ion_child_this(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_ChildProcess, isAlive)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(is_alive(ion_child_this(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_ChildProcess, isFinished)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_child_this(ZEND_THIS)->phase == ION_CHILD_ENDED);
}

static const struct ion_exit *end_of(const struct ion_child *child, enum ion_exit_kind kind)
{
	return child->phase == ION_CHILD_ENDED && child->exit.kind == kind ? &child->exit : NULL;
}

ZEND_METHOD(ION_Process_ChildProcess, isSignaled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(end_of(ion_child_this(ZEND_THIS), ION_EXIT_SIGNAL) != NULL);
}

ZEND_METHOD(ION_Process_ChildProcess, getSignal)
{
	const struct ion_exit *end;
	ZEND_PARSE_PARAMETERS_NONE();
	end = end_of(ion_child_this(ZEND_THIS), ION_EXIT_SIGNAL);
	RETURN_LONG(end != NULL ? end->signal : 0);
}

ZEND_METHOD(ION_Process_ChildProcess, getExitStatus)
{
	const struct ion_exit *end;
	ZEND_PARSE_PARAMETERS_NONE();
	end = end_of(ion_child_this(ZEND_THIS), ION_EXIT_CODE);
	RETURN_LONG(end != NULL ? end->code : -1);
}

ZEND_METHOD(ION_Process_ChildProcess, getStartedTime)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_DOUBLE(ion_child_this(ZEND_THIS)->started_at);
}

ZEND_METHOD(ION_Process_ChildProcess, getUptime)
{
	const struct ion_child *child = ion_child_this(ZEND_THIS);
	int64_t lived_ns = child->duration_ns;
	ZEND_PARSE_PARAMETERS_NONE();
	if (is_alive(child)) {
		lived_ns = ion_clock_now_ns() - child->started_ns;
	}
	RETURN_DOUBLE((double) lived_ns / ION_NS_PER_SEC);
}

ZEND_METHOD(ION_Process_ChildProcess, getUsage)
{
	const struct ion_child *child = ion_child_this(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (child->phase != ION_CHILD_ENDED || child->exit.kind == ION_EXIT_LOST) {
		RETURN_NULL();
	}
	ion_exit_usage(&child->exit.usage, return_value);
}

ZEND_METHOD(ION_Process_ChildProcess, getError)
{
	const struct ion_child *child = ion_child_this(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (child->report == NULL) {
		RETURN_NULL();
	}
	RETURN_ARR(zend_array_dup(child->report));
}

void ion_child_minit(void)
{
	ion_ce_child_process = register_class_ION_Process_ChildProcess();
	ion_child_handlers_init(ion_ce_child_process);
}
