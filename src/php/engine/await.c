/*
 * See await.h.
 *
 * Whoever waits has an AWAIT reaction at the promise. Its memory belongs to the waiting call; it
 * holds the fiber, which the promise reports to the cycle collector, and nothing else holds the
 * fiber for its sake: a fiber that waits for a promise nobody can reach is garbage, and unwinds.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "php/engine/await.h"

#include "loop/loop.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "php/promise/timeout.h"
#include "promise/coroutine.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/state.h"

/* Set once at MINIT. */
static zend_function *fiber_construct;
static zend_function *fiber_start;
static zend_function *fiber_suspend;
static zend_function *fiber_resume;
static zend_function *fiber_throw;
static zend_internal_function fiber_main;

struct ion_promise_state *ion_host_promise_state(void)
{
	return &ION_G(promises);
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

/* --- entering fibers ----------------------------------------------------------------------- */

static bool is_suspended(const zend_fiber *fiber)
{
	return fiber->context.status == ZEND_FIBER_STATUS_SUSPENDED && fiber->caller == NULL;
}

/* By one of its methods; what the fiber lets go is left in EG(exception). */
static void enter_fiber(zend_object *fiber, zend_function *method, zval *argument)
{
	uint64_t previous_task = ION_G(promises).current_task;
	zend_object *thrown = NULL;
	zval ret;
	enum ion_call outcome =
		ion_host_call_method(fiber, method, argument != NULL ? 1 : 0, argument, &ret, &thrown);
	ION_G(promises).current_task = previous_task;
	if (outcome == ION_CALL_RETURNED) {
		zval_ptr_dtor(&ret);
	} else if (outcome == ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	}
}

/*
 * In a destructor no fiber can be entered; it goes on in the next turn of the loop. The turn is a
 * Deferred that times out at once, held by the loop.
 */
struct later {
	struct ion_hold hold;
	zend_object *fiber;  /* owned */
	zend_object *reason; /* owned: what to throw; NULL = resume */
};

static void later_release(void *op)
{
	struct later *later = op;
	OBJ_RELEASE(later->fiber);
	if (later->reason != NULL) {
		OBJ_RELEASE(later->reason);
	}
	ion_hold_drop(&later->hold);
	efree(later);
}

static void later_trace(void *op, zend_get_gc_buffer *buffer)
{
	struct later *later = op;
	zend_get_gc_buffer_add_obj(buffer, later->fiber);
	if (later->reason != NULL) {
		zend_get_gc_buffer_add_obj(buffer, later->reason);
	}
}

static void wake_fiber(zend_object *fiber, zend_object *reason);

static void later_is_now(zend_object *promise, void *op, zend_object *unused)
{
	struct later *later = op;
	zend_object *fiber = later->fiber;
	zend_object *reason = later->reason;
	zval none;
	(void) unused;
	later->reason = NULL;
	GC_ADDREF(fiber);
	ZVAL_NULL(&none);
	ion_deferred_done(promise, &none);
	wake_fiber(fiber, reason);
	if (reason != NULL) {
		OBJ_RELEASE(reason);
	}
	OBJ_RELEASE(fiber);
}

static const struct ion_deferred_ops later_ops = {
	.cancel = later_is_now,
	.release = later_release,
	.trace = later_trace,
};

static void wake_fiber_later(zend_object *fiber, zend_object *reason)
{
	struct later *later;
	zend_object *promise;
	if (ion_request_loop() == NULL) {
		return;
	}
	later = ecalloc(1, sizeof(*later));
	GC_ADDREF(fiber);
	later->fiber = fiber;
	if (reason != NULL) {
		GC_ADDREF(reason);
		later->reason = reason;
	}
	promise = ion_deferred_new(&later_ops, later);
	ion_hold_take(&later->hold, promise);
	ion_timeout_start(ion_promise_from_obj(promise), 0.0, 0);
	OBJ_RELEASE(promise);
}

/* Both borrowed; `reason` NULL resumes. */
static void wake_fiber(zend_object *fiber, zend_object *reason)
{
	zval argument;
	if (!is_suspended((const zend_fiber *) fiber)) {
		return;
	}
	if (zend_fiber_switch_blocked()) {
		wake_fiber_later(fiber, reason);
	} else if (reason == NULL) {
		enter_fiber(fiber, fiber_resume, NULL);
	} else {
		ZVAL_OBJ(&argument, reason);
		enter_fiber(fiber, fiber_throw, &argument);
	}
}

/* --- fibers of ION::async() ---------------------------------------------------------------- */

struct async {
	zend_object *fiber; /* owned; NULL before the start */
	struct ion_callable callable;
	uint32_t argc;
	zval *argv;                 /* owned */
	zend_object *cancel_reason; /* owned: cancelled while it ran; thrown at its next await() */
};

static void async_release(void *op)
{
	struct async *async = op;
	if (async->fiber != NULL) {
		ion_release_later(async->fiber);
	}
	ion_release_value_later(&async->callable.target);
	for (uint32_t i = 0; i < async->argc; i++) {
		ion_release_value_later(&async->argv[i]);
	}
	if (async->argv != NULL) {
		efree(async->argv);
	}
	if (async->cancel_reason != NULL) {
		OBJ_RELEASE(async->cancel_reason);
	}
	efree(async);
}

static void async_trace(void *op, zend_get_gc_buffer *buffer)
{
	struct async *async = op;
	if (async->fiber != NULL) {
		zend_get_gc_buffer_add_obj(buffer, async->fiber);
	}
	zend_get_gc_buffer_add_zval(buffer, &async->callable.target);
	for (uint32_t i = 0; i < async->argc; i++) {
		zend_get_gc_buffer_add_zval(buffer, &async->argv[i]);
	}
	if (async->cancel_reason != NULL) {
		zend_get_gc_buffer_add_obj(buffer, async->cancel_reason);
	}
}

static void async_cancel(zend_object *object, void *op, zend_object *reason)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	struct async *async = op;
	zend_object *fiber = async->fiber;
	if (is_suspended((const zend_fiber *) fiber)) {
		GC_ADDREF(fiber);
		wake_fiber(fiber, reason);
		OBJ_RELEASE(fiber);
		return;
	}
	if (((const zend_fiber *) fiber)->context.status == ZEND_FIBER_STATUS_DEAD) {
		/* the function has returned a promise */
		if (promise->parked != NULL) {
			ion_reaction_drop(promise->parked);
		}
		GC_ADDREF(reason);
		ion_deferred_fail(object, reason);
	} else if (async->cancel_reason == NULL) {
		GC_ADDREF(reason);
		async->cancel_reason = reason;
	}
}

static const struct ion_deferred_ops async_ops = {
	.cancel = async_cancel,
	.release = async_release,
	.trace = async_trace,
	.cancel_again = true,
};

/* The promise of a fiber that ION::async() started; NULL for others. */
static struct ion_promise *promise_of_fiber(zend_fiber *fiber)
{
	zval *closure = &fiber->fci.function_name;
	zval *self;
	const zend_function *fn;
	if (Z_TYPE_P(closure) != IS_OBJECT || Z_OBJCE_P(closure) != zend_ce_closure) {
		return NULL;
	}
	fn = zend_get_closure_method_def(Z_OBJ_P(closure));
	self = zend_get_closure_this_ptr(closure);
	if (fn->common.function_name != fiber_main.function_name || Z_TYPE_P(self) != IS_OBJECT ||
		Z_OBJCE_P(self) != ion_ce_deferred) {
		return NULL;
	}
	return ion_promise_from_obj(Z_OBJ_P(self));
}

static struct async *async_of(const struct ion_promise *promise)
{
	return promise != NULL && promise->source != NULL && promise->source->ops == &async_ops
			   ? promise->source->op
			   : NULL;
}

/* What the function gave settles the promise, still in the fiber. */
static void settle_async(
	struct ion_promise *promise, enum ion_call outcome, zval *ret, bool is_generator)
{
	zend_object *coroutine;
	if (is_generator && outcome == ION_CALL_RETURNED) {
		coroutine = ion_promise_from(ret);
		zval_ptr_dtor(ret);
		if (coroutine == NULL) {
			return;
		}
		ZVAL_OBJ(ret, coroutine);
	}
	ION_G(promises).current_task = 0;
	ion_promise_settle(promise, outcome == ION_CALL_RETURNED, ret);
}

/* The body of the fiber: a closure over the Deferred. */
static ZEND_NAMED_FUNCTION(run_async)
{
	struct ion_promise *promise = ion_promise_from_obj(Z_OBJ_P(ZEND_THIS));
	struct async *async = async_of(promise);
	zend_object *thrown = NULL;
	enum ion_call outcome;
	bool is_generator;
	zval ret;

	ZEND_PARSE_PARAMETERS_NONE();

	if (async == NULL) {
		return;
	}
	is_generator = ion_callable_is_generator(&async->callable);
	ION_G(promises).current_task = promise->source->task;
	/* the promise keeps the callable and the arguments until it is settled below */
	outcome = ion_host_call_held(&async->callable, async->argc, async->argv, &ret, &thrown);
	if (outcome == ION_CALL_EXITED) {
		return;
	}
	if (outcome == ION_CALL_THREW) {
		ZVAL_OBJ(&ret, thrown);
	}
	settle_async(promise, outcome, &ret, is_generator);
}

static struct async *async_new(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct async *async = ecalloc(1, sizeof(*async));
	ion_callable_init(&async->callable, fci, fcc);
	async->argc = fci->param_count;
	if (async->argc > 0) {
		async->argv = safe_emalloc(async->argc, sizeof(zval), 0);
	}
	for (uint32_t i = 0; i < async->argc; i++) {
		ZVAL_COPY(&async->argv[i], &fci->params[i]);
	}
	return async;
}

/* A Fiber over run_async() with this Deferred; NULL with an exception. */
static zend_object *fiber_new(zend_object *promise)
{
	zval self, closure, fiber, ret;
	zend_object *thrown = NULL;
	ZVAL_OBJ(&self, promise);
	zend_create_closure(
		&closure, (zend_function *) &fiber_main, ion_ce_deferred, ion_ce_deferred, &self);
	object_init_ex(&fiber, zend_ce_fiber);
	if (ion_host_call_method(Z_OBJ(fiber), fiber_construct, 1, &closure, &ret, &thrown) ==
		ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	}
	zval_ptr_dtor(&closure);
	return Z_OBJ(fiber);
}

zend_object *ion_async(zend_fcall_info *fci, zend_fcall_info_cache *fcc)
{
	struct async *async;
	struct ion_promise *promise;
	zend_object *fiber;
	if (fci->named_params != NULL) {
		zend_argument_value_error(2, "must not be a named argument: pass them by position");
		return NULL;
	}
	if (zend_fiber_switch_blocked()) {
		ion_misuse("ION::async() cannot start a Fiber here: PHP forbids to switch fibers in "
				   "destructors and during garbage collection");
		return NULL;
	}
	async = async_new(fci, fcc);
	promise = ion_promise_from_obj(ion_deferred_new(&async_ops, async));
	promise->flags |= ION_PROMISE_FIBER;
	promise->status = ION_PROMISE_IN_PROGRESS;
	promise->source->task = ion_task_new();
	async->fiber = fiber = fiber_new(&promise->std);
	GC_ADDREF(fiber);
	if (EG(exception) == NULL) {
		enter_fiber(fiber, fiber_start, NULL);
	}
	OBJ_RELEASE(fiber);
	if (EG(exception)) {
		OBJ_RELEASE(&promise->std);
		return NULL;
	}
	return &promise->std;
}

/* --- waiting ------------------------------------------------------------------------------- */

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

static void on_fire_fiber(struct ion_reaction *reaction, bool is_done, zval *value)
{
	zend_object *fiber = reaction->target;
	take_outcome(reaction, is_done, value);
	wake_fiber(fiber, NULL);
}

/* A cancel() that came while the fiber ran. */
static bool throw_late_cancel(struct async *async)
{
	zend_object *reason;
	if (async == NULL || async->cancel_reason == NULL) {
		return false;
	}
	reason = async->cancel_reason;
	async->cancel_reason = NULL;
	zend_throw_exception_internal(reason);
	return true;
}

static void await_in_fiber(struct ion_promise *promise, zval *ret)
{
	zend_fiber *fiber = EG(active_fiber);
	struct ion_promise *owner = promise_of_fiber(fiber);
	uint64_t task = ION_G(promises).current_task;
	zend_object *thrown = NULL;
	struct waiter *waiter;
	enum ion_call outcome;
	zval sent;
	if (throw_late_cancel(async_of(owner))) {
		return;
	}
	waiter = waiter_new(promise, &fiber->std, on_fire_fiber);
	if (owner != NULL && owner->parked == NULL) {
		owner->parked = &waiter->reaction;
		waiter->owner = owner;
	}
	outcome = ion_host_call_method(NULL, fiber_suspend, 0, NULL, &sent, &thrown);
	ION_G(promises).current_task = task;
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
		end = ion_boundary_run_loop(loop, ION_LOOP_ONCE);
		if (!waiter->has_fired && EG(exception) == NULL && end != ION_LOOP_TURNED) {
			throw_never(promise, end);
		}
	}
	if (EG(exception) == NULL) {
		give(waiter->is_done, &waiter->value, ret);
	}
	waiter_free(waiter);
}

/* The code that gives the result waits for it. */
static bool is_own_code(const struct ion_promise *promise)
{
	return promise->source != NULL && promise->source->task != 0 &&
		   promise->source->task == ION_G(promises).current_task;
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

/* --- start-up ------------------------------------------------------------------------------ */

/* The return type only; parameters have none. */
static const zend_internal_arg_info fiber_main_args[] = {
	{(const char *) (uintptr_t) 0, {0}, NULL},
};

void ion_await_init(void)
{
	HashTable *methods = &zend_ce_fiber->function_table;
	fiber_construct = zend_hash_str_find_ptr(methods, ZEND_STRL("__construct"));
	fiber_start = zend_hash_str_find_ptr(methods, ZEND_STRL("start"));
	fiber_suspend = zend_hash_str_find_ptr(methods, ZEND_STRL("suspend"));
	fiber_resume = zend_hash_str_find_ptr(methods, ZEND_STRL("resume"));
	fiber_throw = zend_hash_str_find_ptr(methods, ZEND_STRL("throw"));
	fiber_main.type = ZEND_INTERNAL_FUNCTION;
	fiber_main.handler = run_async;
	fiber_main.function_name = zend_string_init_interned(ZEND_STRL("runAsync"), 1);
	fiber_main.scope = ion_ce_deferred;
	fiber_main.arg_info = (zend_internal_arg_info *) fiber_main_args + 1;
}
