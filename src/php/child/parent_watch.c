/*
 * Process::whenParentExit(): the end of the parent, by a pidfd of it. It does not depend on the
 * channel, which may be closed or be held open by somebody else.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/php_child.h"

#include <errno.h>
#include <string.h>

#include "loop/io.h"
#include "os/fd.h"
#include "os/pidfd.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/promise.h"

struct ion_parent_watch {
	pid_t pid;
	int fd;               /* owned; -1 = it has ended */
	struct ion_io *io;    /* owned */
	zend_object *promise; /* owned */
};

static void stop_watching(struct ion_parent_watch *watch)
{
	ion_io_free(watch->io);
	watch->io = NULL;
	ion_fd_close(&watch->fd);
}

static void settle(void *arg)
{
	struct ion_parent_watch *watch = arg;
	zend_object *promise = watch->promise;
	zval pid;
	ZVAL_LONG(&pid, watch->pid);
	GC_ADDREF(promise);
	ion_deferred_done(promise, &pid);
	OBJ_RELEASE(promise);
}

static void on_parent_end(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_parent_watch *watch = arg;
	(void) io;
	(void) events;
	stop_watching(watch);
	ion_boundary_from_loop(settle, watch);
}

/* 0, or -errno: cannot be watched. -ESRCH: it has ended. */
static int watch_parent(struct ion_parent_watch *watch, struct ion_loop *loop)
{
	watch->fd = ion_pidfd_open(watch->pid);
	if (watch->fd < 0) {
		return watch->fd;
	}
	/* it may have ended before, and the number be somebody else's by now */
	if (ion_parent_pid() != watch->pid) {
		return -ESRCH;
	}
	watch->io = ion_io_new(loop, watch->fd, ION_IO_READ, on_parent_end, watch);
	return watch->io != NULL ? ion_io_start(watch->io) : -ENOMEM;
}

static struct ion_parent_watch *watch_new(void)
{
	pid_t known = ION_G(family).parent_pid;
	struct ion_parent_watch *watch = ecalloc(1, sizeof(*watch));
	watch->fd = -1;
	watch->pid = known != 0 ? known : ion_parent_pid();
	watch->promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
	return watch;
}

static zend_object *watch_error(int code)
{
	zend_object *exception = ion_host_exception_new(
		ion_ce_process_exception, "Cannot watch the parent process: %s", strerror(code));
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), code);
	return exception;
}

zend_object *ion_parent_watch_promise(void)
{
	struct ion_family *family = &ION_G(family);
	struct ion_loop *loop = ion_request_loop();
	zend_object *promise;
	int status;
	if (loop == NULL) {
		return NULL;
	}
	if (family->parent_watch != NULL) {
		GC_ADDREF(family->parent_watch->promise);
		return family->parent_watch->promise;
	}
	family->parent_watch = watch_new();
	promise = family->parent_watch->promise;
	GC_ADDREF(promise);
	status = watch_parent(family->parent_watch, loop);
	if (status < 0) {
		stop_watching(family->parent_watch);
	}
	if (status == -ESRCH) {
		settle(family->parent_watch);
	} else if (status < 0) {
		/* the next one to ask may have more luck */
		ion_parent_watch_drop();
		ion_deferred_fail(promise, watch_error(-status));
	}
	return promise;
}

void ion_parent_watch_drop(void)
{
	struct ion_parent_watch *watch = ION_G(family).parent_watch;
	if (watch == NULL) {
		return;
	}
	ION_G(family).parent_watch = NULL;
	stop_watching(watch);
	OBJ_RELEASE(watch->promise);
	efree(watch);
}
