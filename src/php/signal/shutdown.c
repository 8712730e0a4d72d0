/*
 * Process::whenShutdown(): the three signals that ask a program to end. The first one settles the
 * promise; whoever sends a second one does not want to wait.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/signal/signal.h"

#include <errno.h>
#include <signal.h>

#include "base/util.h"
#include "loop/loop.h"
#include "loop/signal.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "proc/procset.h"
#include "promise/object.h"
#include "promise/promise.h"

static const int numbers[] = {SIGTERM, SIGINT, SIGQUIT};

struct ion_shutdown {
	struct ion_signal *signals[ION_ARRAY_LEN(numbers)]; /* owned */
	struct ion_hold hold; /* the promise, while somebody has asked for it and nothing came */
	zend_object *promise; /* owned; NULL unless asked for */
	int requested;        /* 0 = not yet */
};

static void settle(void *arg)
{
	struct ion_shutdown *shutdown = arg;
	zend_object *promise = shutdown->promise;
	zval number;
	if (promise == NULL) {
		return;
	}
	ZVAL_LONG(&number, shutdown->requested);
	GC_ADDREF(promise);
	ion_hold_drop(&shutdown->hold);
	ion_deferred_done(promise, &number);
	OBJ_RELEASE(promise);
}

/* As a shell says of a program that ended by a signal. */
static void leave(void *arg)
{
	const int *number = arg;
	if (ION_G(procs) != NULL) {
		ion_procset_kill_all(ION_G(procs), SIGKILL);
	}
	EG(exit_status) = 128 + *number;
	if (EG(exception) == NULL) {
		zend_throw_unwind_exit();
	}
}

static void on_signal(struct ion_signal *signal, void *arg)
{
	struct ion_shutdown *shutdown = arg;
	int number = ion_signal_number(signal);
	if (shutdown->requested != 0) {
		ion_boundary_from_loop(leave, &number);
		return;
	}
	shutdown->requested = number;
	ion_boundary_from_loop(settle, shutdown);
}

static void shutdown_free(struct ion_shutdown *shutdown)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(numbers); i++) {
		ion_signal_free(shutdown->signals[i]);
	}
	ion_hold_drop(&shutdown->hold);
	if (shutdown->promise != NULL) {
		OBJ_RELEASE(shutdown->promise);
	}
	efree(shutdown);
}

static int watch(struct ion_shutdown *shutdown, struct ion_loop *loop)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(numbers); i++) {
		int status;
		shutdown->signals[i] = ion_signal_new(loop, numbers[i], on_signal, shutdown);
		status = shutdown->signals[i] != NULL ? ion_signal_start(shutdown->signals[i]) : -errno;
		if (status < 0) {
			return status;
		}
	}
	return 0;
}

/* NULL with an exception. */
static struct ion_shutdown *shutdown_get(void)
{
	struct ion_loop *loop = ion_request_loop();
	struct ion_shutdown *shutdown = ION_G(signals).shutdown;
	int status;
	if (loop == NULL || shutdown != NULL) {
		return loop != NULL ? shutdown : NULL;
	}
	shutdown = ecalloc(1, sizeof(*shutdown));
	status = watch(shutdown, loop);
	if (status < 0) {
		shutdown_free(shutdown);
		ion_process_throw(-status, "Cannot take the signals TERM, INT and QUIT");
		return NULL;
	}
	ION_G(signals).shutdown = shutdown;
	return shutdown;
}

zend_object *ion_shutdown_promise(void)
{
	struct ion_shutdown *shutdown = shutdown_get();
	if (shutdown == NULL) {
		return NULL;
	}
	if (shutdown->promise == NULL) {
		shutdown->promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
		if (shutdown->requested != 0) {
			settle(shutdown);
		} else {
			ion_hold_take(&shutdown->hold, shutdown->promise);
		}
	}
	GC_ADDREF(shutdown->promise);
	return shutdown->promise;
}

bool ion_shutdown_is_requested(void)
{
	struct ion_shutdown *shutdown = shutdown_get();
	if (shutdown == NULL) {
		return false;
	}
	/* also for a program that works without running the loop */
	for (size_t i = 0; i < ION_ARRAY_LEN(numbers); i++) {
		if (ion_signal_has_arrived(shutdown->signals[i])) {
			return true;
		}
	}
	return shutdown->requested != 0;
}

void ion_shutdown_drop(void)
{
	struct ion_shutdown *shutdown = ION_G(signals).shutdown;
	ION_G(signals).shutdown = NULL;
	if (shutdown != NULL) {
		shutdown_free(shutdown);
	}
}
