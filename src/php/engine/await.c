/*
 * See await.h.
 *
 * Whoever waits has an AWAIT reaction at the promise. Its memory belongs to the waiting call; it
 * holds the fiber, which the promise reports to the cycle collector, and nothing else holds the
 * fiber for its sake: a fiber that waits for a promise nobody can reach is garbage, and unwinds.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "php/engine/await.h"

#include "loop/loop.h"
#include "php/engine/async.h"
#include "php/engine/boundary.h"
#include "php/engine/fiber.h"
#include "php/engine/globals.h"
#include "php/engine/turn.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/state.h"
#include "promise/task.h"

struct ion_promise_state *ion_host_promise_state(void)
{
	return &ION_G(promises);
}

void ion_await_init(void)
{
	ion_fiber_init();
	ion_async_init();
}

/* --- who may wait -------------------------------------------------------------------------- */

bool ion_await_is_possible(void)
{
	if (ion_boundary_in_loop_context()) {
		ion_misuse("Cannot wait here: a callback of the loop runs, and the loop has to go "
				   "on first. Run the code in a Fiber (ION::async()), or use yield in a coroutine, "
				   "or then()");
	} else if (zend_fiber_switch_blocked()) {
		ion_misuse("Cannot wait here: PHP forbids to switch fibers in destructors and "
				   "during garbage collection. Use then()");
	} else if (EG(active_fiber) != NULL &&
			   (EG(active_fiber)->flags & ZEND_FIBER_FLAG_DESTROYED) != 0) {
		ion_misuse(
			"await() cannot wait here: the Fiber is being destroyed, its finally blocks run");
	} else if (EG(active_fiber) == NULL && ion_boundary_loop_is_running()) {
		ion_misuse("Cannot wait here: the loop runs in a suspended fiber. Use then()");
	} else {
		return true;
	}
	return false;
}

/* The code that gives the result waits for it. */
static bool is_own_code(const struct ion_promise *promise)
{
	return promise->source != NULL && promise->source->task != 0 &&
		   promise->source->task == ion_task_current();
}

/* --- waiters ------------------------------------------------------------------------------- */

struct waiter {
	struct ion_reaction reaction; /* its target is the fiber; at top level the promise itself */
	struct ion_promise *owner;    /* weak: the promise of the fiber, parked here; NULL = none */
	bool has_fired;
	bool is_done;
	zval value; /* owned */
};

static void unpark(struct waiter *waiter)
{
	if (waiter->owner != NULL) {
		waiter->owner->parked = NULL;
		waiter->owner = NULL;
	}
}

/* On the heap: a longjmp over the waiting call must not leave a reaction in a dead stack. */
static struct waiter *waiter_new(struct ion_promise *promise, zend_object *target,
	void (*on_fire)(struct ion_reaction *self, bool is_done, zval *value))
{
	struct waiter *waiter = ecalloc(1, sizeof(*waiter));
	waiter->reaction.kind = ION_REACT_AWAIT;
	waiter->reaction.on_fire = on_fire;
	ion_reaction_attach(promise, &waiter->reaction, target);
	return waiter;
}

static void waiter_free(struct waiter *waiter)
{
	unpark(waiter);
	if (waiter->reaction.source != NULL) {
		ion_reaction_drop(&waiter->reaction);
	}
	zval_ptr_dtor(&waiter->value);
	efree(waiter);
}

static void take_outcome(struct ion_reaction *reaction, bool is_done, zval *value)
{
	struct waiter *waiter = (struct waiter *) reaction;
	unpark(waiter);
	waiter->has_fired = true;
	waiter->is_done = is_done;
	ZVAL_COPY(&waiter->value, value);
}

/* Puts the outcome into *ret or EG(exception). */
static void give(bool is_done, zval *value, zval *ret)
{
	if (is_done) {
		ZVAL_COPY(ret, value);
		return;
	}
	GC_ADDREF(Z_OBJ_P(value));
	zend_throw_exception_internal(Z_OBJ_P(value));
}

/* --- in a fiber ---------------------------------------------------------------------------- */

/* The waiter has what it waited for, and waits for the turn: so it ends with the waiting when
 * somebody else ends that before. */
static void resume_in_next_turn(struct waiter *waiter, zend_object *fiber)
{
	zend_object *turn = ion_turn_new();
	if (turn != NULL) {
		ion_reaction_attach(ion_promise_from_obj(turn), &waiter->reaction, fiber);
		OBJ_RELEASE(turn);
	}
}

static void on_fire_fiber(struct ion_reaction *reaction, bool is_done, zval *value)
{
	struct waiter *waiter = (struct waiter *) reaction;
	zend_object *fiber = reaction->target;
	if (!waiter->has_fired) {
		take_outcome(reaction, is_done, value);
	}
	if (!ion_fiber_is_suspended(fiber)) {
		return;
	}
	if (zend_fiber_switch_blocked()) {
		resume_in_next_turn(waiter, fiber);
	} else {
		ion_fiber_resume(fiber);
	}
}

static void await_in_fiber(struct ion_promise *promise, zval *ret)
{
	zend_fiber *fiber = EG(active_fiber);
	struct ion_promise *owner = ion_async_promise(fiber);
	zend_object *thrown = NULL;
	struct waiter *waiter;
	enum ion_call outcome;
	zval sent;
	if (ion_async_throw_cancel(owner)) {
		return;
	}
	waiter = waiter_new(promise, &fiber->std, on_fire_fiber);
	if (owner != NULL && owner->parked == NULL) {
		owner->parked = &waiter->reaction;
		waiter->owner = owner;
	}
	outcome = ion_fiber_suspend(&sent, &thrown);
	if (outcome == ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	} else if (outcome == ION_CALL_RETURNED) {
		zval_ptr_dtor(&sent);
		if (waiter->has_fired) {
			give(waiter->is_done, &waiter->value, ret);
		} else {
			ion_misuse("The fiber was resumed by somebody else while it waited for a promise");
		}
	}
	waiter_free(waiter);
}

/* --- at top level -------------------------------------------------------------------------- */

static void throw_never(const struct ion_promise *promise, enum ion_loop_end end)
{
	const char *why =
		end == ION_LOOP_STOPPED ? "the loop was stopped" : "nothing keeps the loop alive any more";
	zend_throw_exception_ex(ion_ce_promise_exception, 0,
		"Cannot wait any longer: %s, and the %s %s%s%smade in %s:%u is still %s", why,
		ZSTR_VAL(promise->std.ce->name), promise->name != NULL ? "'" : "",
		promise->name != NULL ? ZSTR_VAL(promise->name) : "", promise->name != NULL ? "' " : "",
		promise->file != NULL ? ZSTR_VAL(promise->file) : "[internal]", promise->line,
		ion_promise_state_name(promise));
}

/* The callbacks that run meanwhile are not the code of the task that waits. */
static enum ion_loop_end run_turn(struct ion_loop *loop)
{
	uint64_t task = ion_task_enter(0);
	enum ion_loop_end end = ion_boundary_run_loop(loop, ION_LOOP_ONCE);
	ion_task_enter(task);
	return end;
}

static void await_at_top(struct ion_promise *promise, zval *ret)
{
	struct ion_loop *loop;
	struct waiter *waiter = waiter_new(promise, &promise->std, take_outcome);
	while (!waiter->has_fired && EG(exception) == NULL) {
		enum ion_loop_end end;
		/* asked for each time: a callback may fork, and the child has another one */
		loop = ion_request_loop();
		if (loop == NULL) {
			break;
		}
		end = run_turn(loop);
		if (!waiter->has_fired && EG(exception) == NULL && end != ION_LOOP_TURNED) {
			throw_never(promise, end);
		}
	}
	if (EG(exception) == NULL) {
		give(waiter->is_done, &waiter->value, ret);
	}
	waiter_free(waiter);
}

void ion_await(zend_object *object, zval *ret)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	ZVAL_UNDEF(ret);
	if (ion_promise_has_settled(promise)) {
		promise->flags |= ION_PROMISE_HANDLED;
		give(promise->status == ION_PROMISE_DONE, &promise->result, ret);
	} else if (is_own_code(promise)) {
		ion_misuse("await() cannot wait for the promise of the code that calls it");
	} else if (!ion_await_is_possible()) {
		return;
	} else if (EG(active_fiber) != NULL) {
		await_in_fiber(promise, ret);
	} else {
		GC_ADDREF(object);
		await_at_top(promise, ret);
		OBJ_RELEASE(object);
	}
}
