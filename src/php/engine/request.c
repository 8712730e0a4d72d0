/*
 * What one request has: made on first use, dropped after a fork, gone at its end.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "loop/loop.h"
#include "os/fork.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "php/ipc/php_ipc.h"
#include "php/loop/scheduler.h"
#include "php/pipe/php_pipe.h"
#include "php/promise/timeout.h"
#include "php/signal/php_signal.h"
#include "proc/procset.h"
#include "promise/host.h"

static bool is_inherited(void)
{
	return ION_G(loop) != NULL && ION_G(generation) != ion_fork_generation();
}

void ion_request_check(void)
{
	if (UNEXPECTED(is_inherited())) {
		ion_request_reinit();
	}
}

struct ion_loop *ion_request_loop(void)
{
	ion_request_check();
	if (EXPECTED(ION_G(loop) != NULL)) {
		return ION_G(loop);
	}
	ION_G(generation) = ion_fork_generation();
	ION_G(loop) = ion_loop_new();
	if (ION_G(loop) == NULL) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, errno, "cannot make an event loop: %s", strerror(errno));
	}
	return ION_G(loop);
}

struct ion_procset *ion_request_procs(void)
{
	struct ion_loop *loop = ion_request_loop();
	if (loop == NULL || ION_G(procs) != NULL) {
		return loop != NULL ? ION_G(procs) : NULL;
	}
	ION_G(procs) = ion_procset_new(loop);
	if (ION_G(procs) == NULL) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, errno, "cannot watch programs: %s", strerror(errno));
	}
	return ION_G(procs);
}

/*
 * `is_running`: this process was forked in a callback of the loop, which is still below us. What the
 * callbacks that have not returned may look at stays as it is, for good, and the loop is left as soon
 * as they have; whoever runs it frees it.
 */
static void drop_all(bool is_running)
{
	/* before the holds: objects that go with them are silent then */
	ion_ipc_drop_all();
	ion_pipe_drop_all();
	if (is_running) {
		ion_hold_leave_all();
	} else {
		ion_hold_drop_all();
	}
	ion_daemon_drop_orphans();
	ion_signal_drop();
	ion_waiting_drop();
	ion_family_drop();
	if (ION_G(intervals) != NULL) {
		zend_hash_destroy(ION_G(intervals));
		FREE_HASHTABLE(ION_G(intervals));
		ION_G(intervals) = NULL;
	}
	if (!is_running) {
		ion_procset_free(ION_G(procs));
	}
	ION_G(procs) = NULL;
	ion_timeouts_drop_all();
	ion_schedulers_drop_all();
	ion_streams_drop(&ION_G(streams));
	if (is_running) {
		ion_loop_break(ION_G(loop));
	} else {
		ion_loop_free(ION_G(loop));
	}
	ION_G(loop) = NULL;
}

void ion_request_reinit(void)
{
	bool is_running;
	ion_daemon_forked();
	if (ION_G(loop) == NULL) {
		return;
	}
	/* First of all, or every step below would take the parent's watchers out of the epoll set that
	 * both processes share. If it fails (no memory, no descriptor) the base is left as it is:
	 * leaked, but the parent is unharmed. */
	if (is_inherited() && ion_loop_after_fork(ION_G(loop)) < 0) {
		/* forked in a callback, it is still below us */
		ion_loop_break(ION_G(loop));
		ION_G(loop) = NULL;
		ION_G(procs) = NULL;
		ion_ipc_drop_all();
		ion_pipe_drop_all();
		ion_list_init(&ION_G(holds));
		ion_schedulers_forget_all();
		ION_G(daemon).orphans = NULL;
		ion_signal_forget();
		ion_waiting_drop();
		ion_streams_drop(&ION_G(streams));
		return;
	}
	is_running = ion_loop_is_running(ION_G(loop));
	if (ION_G(procs) != NULL && !is_running) {
		ion_procset_forget(ION_G(procs));
	}
	drop_all(is_running);
}

void ion_request_abandon(void)
{
	ion_daemon_forked();
	if (ION_G(loop) == NULL || !ion_loop_abandon(ION_G(loop))) {
		ion_request_reinit();
		return;
	}
	ION_G(loop) = NULL;
	if (ION_G(procs) != NULL) {
		ion_procset_abandon(ION_G(procs));
		ION_G(procs) = NULL;
	}
	ion_ipc_abandon_all();
	ion_pipe_abandon_all();
	ion_family_abandon();
	ion_list_init(&ION_G(holds));
	ion_list_init(&ION_G(schedulers));
	ION_G(intervals) = NULL;
	ION_G(daemon).orphans = NULL;
	ion_signal_forget();
	ion_waiting_drop();
	ion_streams_drop(&ION_G(streams));
}

void ion_request_shutdown(void)
{
	/* a forked child that never used the loop: its parent's programs are not its own */
	ion_request_check();
	ion_family_leave();
	ion_pipe_flush_all();
	if (ION_G(procs) != NULL) {
		ion_procset_shutdown(ION_G(procs));
	}
	drop_all(false);
	/* pid files are held until nothing runs any more that was started under them */
	ion_daemon_end();
	ion_callable_release(&ION_G(error_handler));
}
