/*
 * See foreign.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/foreign/foreign.h"

#include <errno.h>
#include <string.h>

#include "loop/io.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/kill.h"
#include "os/pidfd.h"
#include "os/pidstat.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/promise.h"

static void stop_watching(struct ion_foreign *foreign)
{
	ion_io_free(foreign->io);
	foreign->io = NULL;
}

/* The descriptor says nothing more, and goes; after its watcher. */
static void note_end(struct ion_foreign *foreign)
{
	stop_watching(foreign);
	ion_fd_close(&foreign->pidfd);
}

bool ion_foreign_is_alive(struct ion_foreign *foreign)
{
	/* what waits for the loop keeps its watcher: the loop reports the end */
	if (foreign->pidfd >= 0 && foreign->promise == NULL && ion_pidfd_has_ended(foreign->pidfd)) {
		note_end(foreign);
	}
	return foreign->pidfd >= 0 && !ion_pidfd_has_ended(foreign->pidfd);
}

int ion_foreign_kill(struct ion_foreign *foreign, int signal)
{
	if (!ion_foreign_is_alive(foreign)) {
		return -ESRCH;
	}
	return ion_kill_pidfd(foreign->pid, foreign->pidfd, signal);
}

/* --- the end ------------------------------------------------------------------------------- */

static void settle(struct ion_foreign *foreign, zend_object *failure)
{
	zend_object *promise = foreign->promise;
	zval value;
	GC_ADDREF(&foreign->std);
	foreign->promise = NULL;
	ion_hold_drop(&foreign->hold);
	if (failure != NULL) {
		ion_deferred_fail(promise, failure);
	} else {
		ZVAL_OBJ(&value, &foreign->std);
		ion_deferred_done(promise, &value);
	}
	OBJ_RELEASE(promise);
	OBJ_RELEASE(&foreign->std);
}

static void settle_end(void *arg)
{
	settle(arg, NULL);
}

static void on_end(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_foreign *foreign = arg;
	(void) io;
	(void) events;
	note_end(foreign);
	if (foreign->promise != NULL) {
		ion_boundary_from_loop(settle_end, foreign);
	}
}

static zend_object *watch_error(pid_t pid, int code)
{
	zend_object *exception = ion_host_exception_new(ion_ce_process_exception,
		"Cannot watch the process with pid %d: %s", (int) pid, strerror(code));
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), code);
	return exception;
}

static void watch(struct ion_foreign *foreign)
{
	struct ion_loop *loop = ion_request_loop();
	int status = -ENOMEM;
	if (loop == NULL) {
		zend_clear_exception();
	} else if (ion_foreign_is_alive(foreign)) {
		foreign->io = ion_io_new(loop, foreign->pidfd, ION_IO_READ, on_end, foreign);
		status = foreign->io != NULL ? ion_io_start(foreign->io) : -ENOMEM;
	} else {
		note_end(foreign);
		settle(foreign, NULL);
		return;
	}
	if (status < 0) {
		stop_watching(foreign);
		settle(foreign, watch_error(foreign->pid, -status));
		return;
	}
	ion_hold_take(&foreign->hold, &foreign->std);
}

/* In a forked copy the watcher and the promise are the parent's; the descriptor is good. */
static void drop_inherited(struct ion_foreign *foreign)
{
	ion_request_check();
	if (foreign->promise != NULL && foreign->generation != ion_fork_generation()) {
		stop_watching(foreign);
		OBJ_RELEASE(foreign->promise);
		foreign->promise = NULL;
	}
}

zend_object *ion_foreign_promise(struct ion_foreign *foreign)
{
	zend_object *promise;
	drop_inherited(foreign);
	if (foreign->promise != NULL) {
		GC_ADDREF(foreign->promise);
		return foreign->promise;
	}
	promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
	GC_ADDREF(promise);
	foreign->promise = promise;
	foreign->generation = ion_fork_generation();
	watch(foreign);
	return promise;
}

/* --- the object ---------------------------------------------------------------------------- */

zend_class_entry *ion_ce_foreign_process;
static zend_object_handlers handlers;

/* 0 or -errno. */
static int open_process(struct ion_foreign *foreign, pid_t pid)
{
	int status;
	foreign->pid = pid;
	foreign->pidfd = ion_pidfd_open(pid);
	if (foreign->pidfd < 0) {
		status = foreign->pidfd;
		foreign->pidfd = -1;
		/* the number of a thread, which is no process */
		return status == -EINVAL || status == -ENOENT ? -ESRCH : status;
	}
	status = ion_pidstat_started_at(pid, &foreign->started_at);
	/* afterwards: as long as it lives the number is its own, and so is what was read */
	if (ion_pidfd_has_ended(foreign->pidfd)) {
		return -ESRCH;
	}
	return status == -EMFILE || status == -ENFILE ? status : 0;
}

zend_object *ion_foreign_new(pid_t pid)
{
	zval object;
	int status;
	object_init_ex(&object, ion_ce_foreign_process);
	status = open_process(ion_foreign_from_obj(Z_OBJ(object)), pid);
	if (status < 0) {
		zval_ptr_dtor(&object);
		ion_process_throw(-status, "Cannot attach to the process with pid %d", (int) pid);
		return NULL;
	}
	return Z_OBJ(object);
}

static zend_object *foreign_create(zend_class_entry *class_entry)
{
	struct ion_foreign *foreign = zend_object_alloc(sizeof(struct ion_foreign), class_entry);
	memset(foreign, 0, offsetof(struct ion_foreign, std));
	foreign->pidfd = -1;
	zend_object_std_init(&foreign->std, class_entry);
	object_properties_init(&foreign->std, class_entry);
	foreign->std.handlers = &handlers;
	return &foreign->std;
}

static void foreign_free(zend_object *object)
{
	struct ion_foreign *foreign = ion_foreign_from_obj(object);
	note_end(foreign);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(object);
	if (foreign->promise != NULL) {
		OBJ_RELEASE(foreign->promise);
		foreign->promise = NULL;
	}
}

static HashTable *foreign_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_foreign *foreign = ion_foreign_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (foreign->promise != NULL) {
		zend_get_gc_buffer_add_obj(buffer, foreign->promise);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void ion_foreign_handlers_init(zend_class_entry *class_entry)
{
	ion_ce_foreign_process = class_entry;
	class_entry->create_object = foreign_create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(struct ion_foreign, std);
	handlers.free_obj = foreign_free;
	handlers.get_gc = foreign_get_gc;
	handlers.clone_obj = NULL;
}
