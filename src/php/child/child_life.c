/*
 * The life of a child as its parent sees it: started, ended. Everything here runs from the loop.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/child.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "base/clock.h"
#include "loop/io.h"
#include "os/fd.h"
#include "os/fork.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "php/waiting/waiting.h"
#include "proc/proc.h"
#include "proc/procset.h"

/* --- the registry -------------------------------------------------------------------------- */

static void registry_add(struct ion_child *child)
{
	HashTable **children = &ION_G(family).children;
	zval value;
	if (*children == NULL) {
		ALLOC_HASHTABLE(*children);
		zend_hash_init(*children, 8, NULL, ZVAL_PTR_DTOR, 0);
	}
	ZVAL_OBJ_COPY(&value, &child->std);
	zend_hash_index_update(*children, (zend_ulong) child->pid, &value);
}

/* The child may be freed by it. */
static void registry_remove(struct ion_child *child)
{
	HashTable *children = ION_G(family).children;
	if (children != NULL) {
		zend_hash_index_del(children, (zend_ulong) child->pid);
	}
}

/* --- the end ------------------------------------------------------------------------------- */

static void drop_report(struct ion_child *child)
{
	ion_io_free(child->report_io);
	child->report_io = NULL;
	ion_fd_close(&child->report_fd);
}

void ion_child_let_go(struct ion_child *child)
{
	child->proc = NULL;
	drop_report(child);
	ion_leash_release(&child->leash);
}

/* A child that failed while it applied its options has its reason in the pipe. */
static void take_last_report(struct ion_child *child);

static void end(void *arg)
{
	struct ion_child *child = arg;
	GC_ADDREF(&child->std);
	/* first, for those who are told by what follows */
	ion_waiting_ended(child);
	if (child->phase == ION_CHILD_STARTING && child->program != NULL) {
		ion_child_program_fail(child);
	} else if (child->phase == ION_CHILD_STARTING) {
		take_last_report(child);
	}
	drop_report(child);
	/* messages, then the end of the channel, then the end of the child; a fatal error or exit() in
	 * one of them breaks the loop, and the rest of this is not heard of */
	if (child->ipc != NULL) {
		ion_ipc_finish(child->ipc);
	}
	if (child->phase != ION_CHILD_FAILED) {
		child->phase = ION_CHILD_ENDED;
	}
	registry_remove(child);
	ion_child_settle(child, ION_CHILD_ON_STARTED);
	ion_child_settle(child, ION_CHILD_ON_READY);
	ion_child_settle(child, ION_CHILD_ON_EXIT);
	ion_waiting_notify();
	OBJ_RELEASE(&child->std);
}

void ion_child_done(struct ion_child *child, const struct ion_proc_result *result)
{
	child->exit = result->exit;
	/* others of its tree may have lived longer */
	child->duration_ns = result->duration_ns;
	child->proc = NULL;
	ion_leash_release(&child->leash);
	ion_boundary_from_loop(end, child);
}

static void on_done(void *arg, const struct ion_proc_result *result)
{
	ion_child_done(arg, result);
}

static const struct ion_proc_events events = {
	.on_done = on_done,
};

void ion_child_reference(struct ion_child *child)
{
	/* of a worker it is the pipe of its report that keeps the loop so long */
	bool is_awaited = child->program != NULL && child->phase == ION_CHILD_STARTING;
	if (child->proc != NULL) {
		ion_proc_set_referenced(child->proc, is_awaited || !child->is_unreferenced);
	}
}

void ion_child_began(struct ion_child *child, pid_t pid)
{
	child->pid = pid;
	child->started_at = ion_clock_wall();
	child->started_ns = ion_clock_now_ns();
	ion_child_reference(child);
	registry_add(child);
	ion_waiting_started();
}

int ion_child_adopt(struct ion_child *child, pid_t pid, int pidfd)
{
	struct ion_proc_adopt adopt = {
		.pid = pid,
		.pidfd = pidfd,
		.ladder = child->options.ladder.rungs,
		.ladder_size = child->options.ladder.size,
		.marker = child->marker,
	};
	int status = ion_proc_adopt(ION_G(procs), &adopt, &events, child, &child->proc);
	if (status == 0) {
		ion_child_began(child, pid);
	}
	return status;
}

/* --- the start ----------------------------------------------------------------------------- */

static void settle_started(void *arg)
{
	struct ion_child *child = arg;
	GC_ADDREF(&child->std);
	ion_child_settle(child, ION_CHILD_ON_STARTED);
	OBJ_RELEASE(&child->std);
}

void ion_child_runs(struct ion_child *child)
{
	child->phase = ION_CHILD_RUNNING;
	ion_child_reference(child);
	ion_boundary_from_loop(settle_started, child);
}

zend_object *ion_child_start_error(
	const struct ion_child *child, const struct ion_err *err, zend_string *bad_name)
{
	zend_string *detail = bad_name != NULL ? zend_string_copy(bad_name)
										   : ion_worker_options_detail(&child->options, err->stage);
	/* many workers may have one class, and many classes one function */
	zend_string *subject = child->std.ce == ion_ce_child_process
							   ? zend_strpprintf(0, "worker %s", ZSTR_VAL(child->name))
							   : zend_strpprintf(0, "%s with %s", ZSTR_VAL(child->std.ce->name),
									 ZSTR_VAL(child->name));
	zend_object *exception =
		ion_spawn_exception_new(ZSTR_VAL(subject), err, detail != NULL ? ZSTR_VAL(detail) : NULL);
	zend_string_release(subject);
	if (detail != NULL) {
		zend_string_release(detail);
	}
	return exception;
}

/* False when there is nothing in the pipe yet. */
static bool take_report(struct ion_child *child, zend_object **ret_failure)
{
	struct ion_err err = {0};
	int got = ion_self_report_read(child->report_fd, &err);
	*ret_failure = NULL;
	if (got == -EAGAIN) {
		return false;
	}
	if (got == 1 && err.code != 0) {
		*ret_failure = ion_child_start_error(child, &err, NULL);
	} else if (got < 0) {
		ion_err_set(&err, ION_STAGE_PIPE, -got);
		*ret_failure = ion_child_start_error(child, &err, NULL);
	}
	/* 0: it died before it could say anything, and its end will tell how */
	return true;
}

static void take_last_report(struct ion_child *child)
{
	zend_object *failure;
	if (take_report(child, &failure) && failure != NULL) {
		ion_child_fail(child, failure);
	}
}

struct report {
	struct ion_child *child;
	zend_object *failure;
};

static void settle_report(void *arg)
{
	struct report *report = arg;
	struct ion_child *child = report->child;
	GC_ADDREF(&child->std);
	if (report->failure != NULL) {
		ion_child_fail(child, report->failure);
	} else {
		child->phase = ION_CHILD_RUNNING;
		ion_child_settle(child, ION_CHILD_ON_STARTED);
	}
	OBJ_RELEASE(&child->std);
}

static void on_report(struct ion_io *io, unsigned ready, void *arg)
{
	struct report report = {.child = arg};
	(void) io;
	(void) ready;
	if (!take_report(report.child, &report.failure)) {
		return;
	}
	drop_report(report.child);
	if (report.failure != NULL && report.child->proc != NULL) {
		/* it leaves by itself; a worker that only says so is made to */
		ion_proc_kill(report.child->proc, SIGKILL);
	}
	ion_boundary_from_loop(settle_report, &report);
}

int ion_child_await_report(struct ion_child *child, int fd)
{
	child->phase = ION_CHILD_STARTING;
	child->report_fd = fd;
	child->report_io = ion_io_new(ION_G(loop), fd, ION_IO_READ, on_report, child);
	return child->report_io != NULL ? ion_io_start(child->report_io) : -ENOMEM;
}
