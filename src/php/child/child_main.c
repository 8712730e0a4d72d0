/*
 * The child's own program: from the fork to _exit(2).
 *
 * The order matters. Signals stay blocked and nothing of the loop is touched until the inherited
 * base is private; privileges are dropped before the first line of user code; and the leash is put
 * on after the drop, which would take it off.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_generators.h"
#include "zend_virtual_cwd.h"

#include "php/child/child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "loop/loop.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/stdio.h"
#include "php/child/php_child.h"
#include "php/daemon/daemon.h"
#include "php/engine/await.h"
#include "php/engine/boundary.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "promise/coroutine.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/promise.h"

/* A worker that cannot even begin: no PHP has run, and none will. 127 as of a shell that cannot run
 * a program. */
#define CANNOT_BEGIN 127

/* What went wrong in PHP, as of any script. */
#define UNCAUGHT 255

/* --- user code ----------------------------------------------------------------------------- */

static void print_uncaught(void *arg)
{
	(void) arg;
	ion_boundary_uncaught();
}

/* True when the worker has to leave: exit(), or an exception that nobody caught, which is then
 * reported and printed. */
static bool must_leave(void)
{
	zend_object *exception = EG(exception);
	if (EXPECTED(exception == NULL)) {
		return false;
	}
	if (zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception)) {
		zend_clear_exception();
		if (EG(exit_status) == UNCAUGHT) {
			/* some releases leave by this way, too, when the memory limit is reached */
			ion_child_report_fatal_error(NULL);
		}
		return true;
	}
	/* nothing may be pending while the report is encoded */
	EG(exception) = NULL;
	ion_child_report_exception(exception);
	EG(exception) = exception;
	ion_boundary_contain(print_uncaught, NULL);
	EG(exit_status) = UNCAUGHT;
	return true;
}

/* A coroutine and a promise are waited for. Not one that runs again and again: a worker whose last
 * expression is whenIncoming()->then(...) serves until its master hangs up. */
static void await_result(zval *result)
{
	zend_object *promise;
	zval unused;
	struct ion_promise *given = ion_promise_from_zval(result);
	bool is_coroutine = Z_TYPE_P(result) == IS_OBJECT && Z_OBJCE_P(result) == zend_ce_generator;
	if (!is_coroutine && (given == NULL || ion_promise_repeats(given))) {
		return;
	}
	promise = ion_promise_from(result);
	if (promise != NULL) {
		ion_await(promise, &unused);
		zval_ptr_dtor(&unused);
		OBJ_RELEASE(promise);
	}
}

/* At top level, where a script stands: it may wait. */
static void call_main(struct ion_child *child)
{
	zend_object *thrown = NULL;
	zval argument, result;
	ZVAL_OBJ(&argument, ION_G(family).parent_ipc);
	switch (ion_host_call(&child->main, 1, &argument, &result, &thrown)) {
		case ION_CALL_RETURNED:
			await_result(&result);
			zval_ptr_dtor(&result);
			break;
		case ION_CALL_THREW:
			zend_throw_exception_internal(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
}

static void run(void *arg)
{
	call_main(arg);
	if (!must_leave() && ION_G(loop) != NULL) {
		if (ION_G(family).parent_ipc != NULL) {
			ion_ipc_leave(ION_G(family).parent_ipc);
		}
		ion_boundary_run_loop(ION_G(loop), 0);
		must_leave();
	}
}

/* What its shutdown functions and destructors did is known by now. */
static void leave_channel(void)
{
	const struct ion_family *family = &ION_G(family);
	if (EG(exit_status) == UNCAUGHT && !family->has_reported) {
		ion_boundary_contain(ion_child_report_fatal_error, NULL);
	}
	if (family->parent_ipc != NULL) {
		ion_ipc_flush_now(family->parent_ipc);
	}
}

/* --- the beginning ------------------------------------------------------------------------- */

/* The master has said that this worker may outlive it. */
static void on_detach(void *arg)
{
	(void) arg;
	ion_leash_drop();
}

static const struct ion_ipc_control control = {
	.on_detach = on_detach,
};

bool ion_child_become_self(struct ion_child *child, int fd)
{
	zend_object *inherited = child->ipc;
	zval context;
	ZVAL_OBJ(&context, &child->std);
	child->ipc = ion_ipc_new(ION_CHANNEL_WORKER, &context, &control, NULL);
	if (child->ipc == NULL) {
		ion_fd_close(&fd);
		return false;
	}
	if (ion_ipc_connect(child->ipc, fd) < 0) {
		ion_fd_close(&fd);
		return false;
	}
	if (inherited != NULL) {
		ion_ipc_forget_control(inherited);
		OBJ_RELEASE(inherited);
	}
	GC_ADDREF(child->ipc);
	ION_G(family).parent_ipc = child->ipc;
	child->pid = getpid();
	child->generation = ion_fork_generation();
	child->is_self = true;
	child->phase = ION_CHILD_RUNNING;
	child->started_at = ion_clock_wall();
	child->started_ns = ion_clock_now_ns();
	return true;
}

/* The parent's ends are closed: a pipe that its own reader holds open for writing never ends. */
static int apply_stdio(const struct ion_stdio_opened *opened, struct ion_err *err)
{
	int sources[3] = {ION_STDIO_KEEP, ION_STDIO_KEEP, ION_STDIO_KEEP};
	int status;
	for (size_t i = 0; i < opened->fd_count; i++) {
		const struct ion_proc_fd *fd = &opened->fds[i];
		if (fd->fd != fd->target) {
			sources[fd->target] = fd->fd >= 0 ? fd->fd : ION_STDIO_NOTHING;
		}
	}
	status = ion_stdio_map(sources);
	for (size_t i = 0; i < opened->pipe_count; i++) {
		int fd = opened->pipes[i].fd;
		ion_fd_close(&fd);
	}
	for (size_t i = 0; i < opened->their_count; i++) {
		int fd = opened->theirs[i];
		ion_fd_close(&fd);
	}
	return status < 0 ? ion_err_set(err, ION_STAGE_FDS, -status) : 0;
}

static int apply_options(
	struct ion_child *child, const struct ion_child_birth *birth, struct ion_err *err)
{
	struct ion_self_spec spec;
	int status = birth->stdio != NULL ? apply_stdio(birth->stdio, err) : 0;
	if (status < 0) {
		return status;
	}
	ion_worker_options_spec(&child->options, birth->cred, &spec);
	status = ion_self_apply(&spec, err);
	if (status < 0) {
		return status;
	}
	if (spec.cwd != NULL) {
		/* threaded builds of PHP have a working directory of their own */
		VCWD_CHDIR(spec.cwd);
	}
	/* after the drop, which clears it */
	status = ion_leash_take(&child->leash, birth->master);
	return status < 0 ? ion_err_set(err, ION_STAGE_SIGNALS, -status) : 0;
}

static void report(const struct ion_child_birth *birth, const struct ion_err *err)
{
	int fd = birth->report_fd;
	if (fd >= 0) {
		ion_self_report_write(fd, err);
		ion_fd_close(&fd);
	} else if (err->code != 0 && err->code != ESRCH) {
		/* it asked for nothing that could fail, so nobody listens */
		fprintf(stderr, "ION: a child process cannot begin: %s: %s\n", ion_stage_name(err->stage),
			strerror(err->code));
	}
}

struct begin {
	struct ion_child *child;
	const struct ion_child_birth *birth;
	bool is_ready;
};

/* Before the first line of user code. */
static void begin(void *arg)
{
	struct begin *begin = arg;
	struct ion_child *child = begin->child;
	struct ion_err err = {0};
	sigset_t kept;
	ion_fork_refresh_engine();
	ion_fork_cut_off();
	ion_request_abandon();
	ION_G(family).is_worker = true;
	ION_G(family).parent_pid = begin->birth->master;
	if (apply_options(child, begin->birth, &err) < 0) {
		report(begin->birth, &err);
		return;
	}
	if (ion_request_loop() == NULL || !ion_child_become_self(child, begin->birth->channel_fd)) {
		ion_err_set(&err, ION_STAGE_LOOP, errno != 0 ? errno : ENOMEM);
		report(begin->birth, &err);
		return;
	}
	if (child->options.title != NULL) {
		ion_daemon_set_title(child->options.title);
	}
	sigemptyset(&kept);
	sigaddset(&kept, ION_LEASH_SIGNAL);
	ion_fork_reset_signals(&kept);
	report(begin->birth, &err);
	begin->is_ready = true;
}

ZEND_NORETURN void ion_child_main(struct ion_child *child, const struct ion_child_birth *birth)
{
	struct begin start = {.child = child, .birth = birth};
	if (!ion_boundary_contain(begin, &start) || !start.is_ready) {
		_exit(CANNOT_BEGIN);
	}
	if (!ion_boundary_contain(run, child)) {
		ion_boundary_contain(ion_child_report_fatal_error, NULL);
		EG(exit_status) = UNCAUGHT;
	}
	ion_fork_leave(leave_channel);
}
