/*
 * Class ION\Process\ChildProcess, its methods that do something to the process: parse, check, call,
 * return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/child.h"

#include <errno.h>
#include <signal.h>

#include "php/child/php_child.h"
#include "php/engine/errors.h"
#include "php/engine/options.h"
#include "php/ipc/php_ipc.h"
#include "proc/proc.h"
#include "promise/object.h"
#include "promise/promise.h"

bool ion_child_check_owner(const struct ion_child *child)
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

ZEND_METHOD(ION_Process_ChildProcess, kill)
{
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_string *name = NULL;
	zend_long number = SIGTERM;
	int signal = 0, status;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child) || !ion_arg_signal(name, number, 1, &signal)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zend_string *name = NULL;
	zend_long number = SIGKILL;
	int signal = 0, status;
	size_t count;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child) || !ion_arg_signal(name, number, 1, &signal)) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	zval *given = NULL;
	struct ion_ladder ladder = {0};
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_OR_NULL(given)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_child_check_owner(child) ||
		(given != NULL && !ion_ladder_parse_stop(given, &ladder))) {
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
	struct ion_child *child = ion_child_this(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();

	if (!ion_child_check_owner(child)) {
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
		ion_misuse(
			"A program cannot be detached once it runs: give spawn() the option \"detached\"");
		RETURN_THROWS();
	}
	child->is_detached = child->is_unreferenced = true;
	ion_leash_detach(&child->leash);
	ion_proc_detach(child->proc);
	ion_child_reference(child);
	ion_ipc_send_control(child->ipc, ION_FRAME_DETACH, NULL);
	ion_ipc_close(child->ipc);
}

static void set_referenced(INTERNAL_FUNCTION_PARAMETERS, bool is_referenced)
{
	struct ion_child *child = ion_child_this(ZEND_THIS);
	ZEND_PARSE_PARAMETERS_NONE();
	if (!ion_child_check_owner(child)) {
		RETURN_THROWS();
	}
	/* a worker that was detached is on its own for good */
	if (child->program != NULL || !child->is_detached) {
		child->is_unreferenced = !is_referenced;
		ion_child_reference(child);
	}
	RETURN_COPY(ZEND_THIS);
}

ZEND_METHOD(ION_Process_ChildProcess, ref)
{
	set_referenced(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(ION_Process_ChildProcess, unref)
{
	set_referenced(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}
