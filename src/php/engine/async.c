/*
 * See async.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_exceptions.h"

#include "php/engine/async.h"

#include "php/engine/fiber.h"
#include "php/engine/turn.h"
#include "promise/coroutine.h"
#include "promise/object.h"
#include "promise/task.h"

/* Set once at MINIT. */
static zend_internal_function fiber_main;

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

/* --- cancelling ---------------------------------------------------------------------------- */

/* The function has returned a promise, which is not waited for any longer. */
static void cancel_adopted(struct ion_promise *promise, zend_object *reason)
{
	if (promise->parked != NULL) {
		ion_reaction_drop(promise->parked);
	}
	GC_ADDREF(reason);
	ion_deferred_fail(&promise->std, reason);
}

static void async_cancel(zend_object *object, void *op, zend_object *reason)
{
	struct async *async = op;
	zend_object *fiber = async->fiber;
	if (ion_fiber_is_dead(fiber)) {
		cancel_adopted(ion_promise_from_obj(object), reason);
	} else if (!ion_fiber_is_suspended(fiber)) {
		if (async->cancel_reason == NULL) {
			GC_ADDREF(reason);
			async->cancel_reason = reason;
		}
	} else if (zend_fiber_switch_blocked()) {
		ion_turn_cancel(object, reason);
	} else {
		GC_ADDREF(fiber);
		ion_fiber_throw(fiber, reason);
		OBJ_RELEASE(fiber);
	}
}

static const struct ion_deferred_ops async_ops = {
	.cancel = async_cancel,
	.release = async_release,
	.trace = async_trace,
	.cancel_again = true,
};

static struct async *async_of(const struct ion_promise *promise)
{
	return promise != NULL && promise->source != NULL && promise->source->ops == &async_ops
			   ? promise->source->op
			   : NULL;
}

bool ion_async_throw_cancel(const struct ion_promise *promise)
{
	struct async *async = async_of(promise);
	zend_object *reason;
	if (async == NULL || async->cancel_reason == NULL) {
		return false;
	}
	reason = async->cancel_reason;
	async->cancel_reason = NULL;
	zend_throw_exception_internal(reason);
	return true;
}

/* --- the fiber ----------------------------------------------------------------------------- */

struct ion_promise *ion_async_promise(const zend_fiber *fiber)
{
	const zval *closure = &fiber->fci.function_name;
	zval *self;
	const zend_function *fn;
	if (Z_TYPE_P(closure) != IS_OBJECT || Z_OBJCE_P(closure) != zend_ce_closure) {
		return NULL;
	}
	fn = zend_get_closure_method_def(Z_OBJ_P(closure));
	self = zend_get_closure_this_ptr((zval *) closure);
	if (fn->common.function_name != fiber_main.function_name || Z_TYPE_P(self) != IS_OBJECT ||
		Z_OBJCE_P(self) != ion_ce_deferred) {
		return NULL;
	}
	return ion_promise_from_obj(Z_OBJ_P(self));
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
	ion_task_enter(0);
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
	ion_task_enter(promise->source->task);
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

/* --- ION::async() -------------------------------------------------------------------------- */

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

/* A Fiber over run_async() with this Deferred; one reference. May leave an exception. */
static zend_object *fiber_new(zend_object *promise)
{
	zval self, closure;
	zend_object *fiber;
	ZVAL_OBJ(&self, promise);
	zend_create_closure(
		&closure, (zend_function *) &fiber_main, ion_ce_deferred, ion_ce_deferred, &self);
	fiber = ion_fiber_new(&closure);
	zval_ptr_dtor(&closure);
	return fiber;
}

static bool is_startable(const zend_fcall_info *fci)
{
	if (fci->named_params != NULL) {
		zend_argument_value_error(2, "must not be a named argument: pass them by position");
		return false;
	}
	if (zend_fiber_switch_blocked()) {
		ion_misuse("ION::async() cannot start a Fiber here: PHP forbids to switch fibers in "
				   "destructors and during garbage collection");
		return false;
	}
	return true;
}

zend_object *ion_async(zend_fcall_info *fci, zend_fcall_info_cache *fcc)
{
	struct async *async;
	struct ion_promise *promise;
	zend_object *fiber;
	if (!is_startable(fci)) {
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
		ion_fiber_start(fiber);
	}
	OBJ_RELEASE(fiber);
	if (EG(exception)) {
		OBJ_RELEASE(&promise->std);
		return NULL;
	}
	return &promise->std;
}

/* --- start-up ------------------------------------------------------------------------------ */

/* The return type only; parameters have none. */
static const zend_internal_arg_info fiber_main_args[] = {
	{(const char *) (uintptr_t) 0, {0}, NULL},
};

void ion_async_init(void)
{
	fiber_main.type = ZEND_INTERNAL_FUNCTION;
	fiber_main.handler = run_async;
	fiber_main.function_name = zend_string_init_interned(ZEND_STRL("runAsync"), 1);
	fiber_main.scope = ion_ce_deferred;
	fiber_main.arg_info = (zend_internal_arg_info *) fiber_main_args + 1;
}
