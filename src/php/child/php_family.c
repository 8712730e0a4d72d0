/*
 * What class ION\Process says of parents and children.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/php_child.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "os/fork.h"
#include "php/child/child.h"
#include "php/daemon/daemon.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "promise/object.h"

/* What the parent had is none of ours; a copy made by somebody else may not know that yet. */
static struct ion_family *family(void)
{
	ion_request_check();
	return &ION_G(family);
}

/* --- forking by hand ----------------------------------------------------------------------- */

static bool may_fork(void)
{
	if (!ion_fork_check_process() || !ion_fork_check_place("ION\\Process::fork()")) {
		return false;
	}
	if (ion_boundary_loop_is_running()) {
		ion_misuse(
			"ION\\Process::fork(): not in a callback of the loop, which the child would have to "
			"leave. Use ION\\Process\\ChildProcess");
	} else if (EG(active_fiber) != NULL) {
		ion_misuse(
			"ION\\Process::fork(): not in a Fiber, whose caller would go on in both processes. Use "
			"ION\\Process\\ChildProcess");
	} else {
		return true;
	}
	return false;
}

ZEND_METHOD(ION_Process, fork)
{
	pid_t parent = getpid();
	sigset_t mask;
	pid_t pid;
	ZEND_PARSE_PARAMETERS_NONE();

	if (!may_fork()) {
		RETURN_THROWS();
	}
	pid = ion_fork(NULL, &mask);
	if (pid < 0) {
		ion_process_throw(-pid, "Cannot fork");
		RETURN_THROWS();
	}
	if (pid == 0) {
		ion_fork_refresh_engine();
		ion_request_reinit();
		ION_G(family).parent_pid = parent;
		ion_fork_restore_mask(&mask);
	}
	RETURN_LONG(pid);
}

/* --- the parent ---------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process, ready)
{
	zend_object *ipc;
	ZEND_PARSE_PARAMETERS_NONE();
	family();
	ipc = ion_family_parent_ipc();
	if (EG(exception) != NULL) {
		RETURN_THROWS();
	}
	if (ipc != NULL) {
		/* a master that is gone need not know */
		ion_ipc_send_control(ipc, ION_FRAME_READY, NULL);
	} else {
		ion_daemon_ready();
	}
}

ZEND_METHOD(ION_Process, isChild)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(family()->parent_pid != 0);
}

ZEND_METHOD(ION_Process, hasParentIPC)
{
	ZEND_PARSE_PARAMETERS_NONE();
	family();
	RETURN_BOOL(ion_family_has_parent_ipc());
}

ZEND_METHOD(ION_Process, getParentIPC)
{
	zend_object *ipc;
	ZEND_PARSE_PARAMETERS_NONE();
	family();
	ipc = ion_family_parent_ipc();
	if (EG(exception) != NULL) {
		RETURN_THROWS();
	}
	if (ipc == NULL) {
		RETURN_NULL();
	}
	RETURN_OBJ_COPY(ipc);
}

ZEND_METHOD(ION_Process, whenParentExit)
{
	zend_object *promise;
	ZEND_PARSE_PARAMETERS_NONE();
	promise = ion_parent_watch_promise();
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

/* --- the children -------------------------------------------------------------------------- */

static zval *find_child(zend_long pid)
{
	HashTable *children = family()->children;
	return children != NULL ? zend_hash_index_find(children, (zend_ulong) pid) : NULL;
}

ZEND_METHOD(ION_Process, hasChildProcess)
{
	zend_long pid;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(pid)
	ZEND_PARSE_PARAMETERS_END();

	RETURN_BOOL(find_child(pid) != NULL);
}

ZEND_METHOD(ION_Process, getChildProcess)
{
	zend_long pid;
	zval *child;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(pid)
	ZEND_PARSE_PARAMETERS_END();

	child = find_child(pid);
	if (child == NULL) {
		RETURN_NULL();
	}
	RETURN_COPY(child);
}

ZEND_METHOD(ION_Process, getChildProcesses)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (family()->children == NULL) {
		RETURN_EMPTY_ARRAY();
	}
	RETURN_ARR(zend_array_dup(ION_G(family).children));
}
