/*
 * See timeout.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/promise/timeout.h"

#include "loop/timer.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/host.h"
#include "promise/state.h"

struct ion_timeout {
	struct ion_timeout *next; /* in the list of the request, so that none outlives the loop */
	struct ion_timeout **link;
	struct ion_timer *timer;     /* owned */
	struct ion_promise *promise; /* weak: frees the timeout when it goes */
	double seconds;
};

void ion_host_timeout_free(struct ion_timeout *timeout)
{
	*timeout->link = timeout->next;
	if (timeout->next != NULL) {
		timeout->next->link = timeout->link;
	}
	ion_timer_free(timeout->timer);
	efree(timeout);
}

static void cancel_late(void *arg)
{
	struct ion_timeout *timeout = arg;
	zend_object *promise = &timeout->promise->std;
	zend_object *reason = ion_host_exception_new(
		ion_ce_timeout_exception, "Timed out after %.6g s", timeout->seconds);
	GC_ADDREF(promise);
	timeout->promise->source->timeout = NULL;
	ion_host_timeout_free(timeout);
	ion_promise_cancel(ion_promise_from_obj(promise), reason);
	OBJ_RELEASE(reason);
	OBJ_RELEASE(promise);
}

static void on_timeout(struct ion_timer *timer, void *arg)
{
	(void) timer;
	ion_boundary_from_loop(cancel_late, arg);
}

bool ion_timeout_start(struct ion_promise *promise, double seconds, int64_t delay_ns)
{
	struct ion_promise_state *state = ion_host_promise_state();
	struct ion_loop *loop = ion_request_loop();
	struct ion_source *source = ion_promise_source(promise);
	struct ion_timeout *timeout;
	struct ion_timer *timer;
	if (loop == NULL) {
		return false;
	}
	timeout = emalloc(sizeof(*timeout));
	timer = ion_timer_new(loop, on_timeout, timeout);
	if (timer == NULL || ion_timer_start(timer, delay_ns) < 0) {
		ion_timer_free(timer);
		efree(timeout);
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
		return false;
	}
	if (source->timeout != NULL) {
		ion_host_timeout_free(source->timeout);
	}
	*timeout = (struct ion_timeout){
		.next = state->timeouts,
		.link = &state->timeouts,
		.timer = timer,
		.promise = promise,
		.seconds = seconds,
	};
	if (timeout->next != NULL) {
		timeout->next->link = &timeout->next;
	}
	state->timeouts = timeout;
	source->timeout = timeout;
	return true;
}

void ion_timeouts_drop_all(void)
{
	struct ion_promise_state *state = ion_host_promise_state();
	while (state->timeouts != NULL) {
		state->timeouts->promise->source->timeout = NULL;
		ion_host_timeout_free(state->timeouts);
	}
}
