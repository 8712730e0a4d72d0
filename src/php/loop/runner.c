/*
 * The fibers in which a scheduler calls: see scheduler.h.
 *
 * The function of the fiber is a closure over a Runner, which holds what is being called, so that the cycle
 * collector sees it while user code is suspended. It holds the scheduler only while it calls: an idle
 * runner, which the scheduler holds, must not keep it alive.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "php/loop/scheduler.h"

#include <string.h>

#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/callable.h"
#include "promise/host.h"
#include "promise/object.h"

struct runner {
	zend_object *scheduler; /* owned; NULL while it is idle */
	struct ion_due call;    /* what is being called; a microtask has no arguments here */
	bool is_awaited; /* ion_runner_call() waits for it; not any more when user code has suspended */
	bool is_idle;
	zend_object std;
};

static zend_class_entry *ce_runner;
static zend_object_handlers runner_handlers;
static zend_function *fiber_construct;
static zend_function *fiber_start;
static zend_function *fiber_suspend;
static zend_function *fiber_resume;
static zend_internal_function runner_main;

static inline struct runner *runner_from_obj(zend_object *object)
{
	return (struct runner *) ((char *) object - offsetof(struct runner, std));
}

/* --- the object ---------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	struct runner *runner = zend_object_alloc(sizeof(*runner), class_entry);
	memset(runner, 0, offsetof(struct runner, std));
	zend_object_std_init(&runner->std, class_entry);
	object_properties_init(&runner->std, class_entry);
	runner->std.handlers = &runner_handlers;
	return &runner->std;
}

static void set_call(struct runner *runner, const struct ion_due *call)
{
	struct ion_due previous = runner->call;
	runner->call = *call;
	zval_ptr_dtor(&previous.closure);
	zval_ptr_dtor(&previous.argv[0]);
	zval_ptr_dtor(&previous.argv[1]);
}

static void forget_call(struct runner *runner)
{
	static const struct ion_due none;
	set_call(runner, &none);
}

static void free_obj(zend_object *object)
{
	struct runner *runner = runner_from_obj(object);
	zend_object_std_dtor(object);
	forget_call(runner);
	if (runner->scheduler != NULL) {
		OBJ_RELEASE(runner->scheduler);
	}
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	struct runner *runner = runner_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &runner->call.closure);
	zend_get_gc_buffer_add_zval(buffer, &runner->call.argv[1]);
	if (runner->scheduler != NULL) {
		zend_get_gc_buffer_add_obj(buffer, runner->scheduler);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

/* --- calling, in the fiber ----------------------------------------------------------------- */

static struct ion_scheduler *scheduler_of(const struct runner *runner)
{
	return ion_scheduler_from_obj(runner->scheduler);
}

/* Borrows from the closure. */
static struct ion_callable callable_of(zend_object *closure)
{
	struct ion_callable callable = {.fcc = empty_fcall_info_cache};
	zend_fcall_info_cache *fcc = &callable.fcc;
	ZVAL_OBJ(&callable.target, closure);
	closure->handlers->get_closure(
		closure, &fcc->called_scope, &fcc->function_handler, &fcc->object, false);
	return callable;
}

/* To the driver: what it cannot deal with leaves the loop. False: exit(). */
static bool report(struct runner *runner, zend_object *thrown)
{
	struct ion_scheduler *scheduler = scheduler_of(runner);
	zend_function *fail =
		zend_hash_str_find_ptr(&scheduler->std.ce->function_table, ZEND_STRL("fail"));
	enum ion_call outcome;
	zval argv[2], ret;
	ZVAL_COPY_VALUE(&argv[0], &runner->call.closure);
	ZVAL_OBJ(&argv[1], thrown);
	thrown = NULL;
	outcome = ion_host_call_method(&scheduler->std, fail, 2, argv, &ret, &thrown);
	zval_ptr_dtor(&argv[1]);
	if (outcome == ION_CALL_THREW) {
		ion_scheduler_raise(scheduler, thrown);
	}
	return outcome != ION_CALL_EXITED;
}

/* A callback has nothing to return. NULL: exit(). */
static zend_object *returned_something(struct runner *runner)
{
	struct ion_scheduler *scheduler = scheduler_of(runner);
	zend_function *returned =
		zend_hash_str_find_ptr(&scheduler->std.ce->function_table, ZEND_STRL("returned"));
	zend_object *thrown = NULL;
	zval argv[2], ret;
	ZVAL_COPY_VALUE(&argv[0], &runner->call.argv[0]);
	ZVAL_COPY_VALUE(&argv[1], &runner->call.closure);
	if (ion_host_call_method(&scheduler->std, returned, 2, argv, &ret, &thrown) ==
		ION_CALL_RETURNED) {
		return Z_OBJ(ret);
	}
	return thrown;
}

/* What is kept for a fiber must not be there for the next callback in it. False: exit(). */
static bool clear_local(struct runner *runner)
{
	struct ion_scheduler *scheduler = scheduler_of(runner);
	const zend_class_entry *local;
	zend_object *thrown = NULL;
	enum ion_call outcome;
	zval ret;
	if (scheduler->local_clear == NULL && scheduler->local_name != NULL) {
		local = zend_hash_find_ptr(EG(class_table), scheduler->local_name);
		scheduler->local_clear =
			local != NULL ? zend_hash_str_find_ptr(&local->function_table, ZEND_STRL("clear"))
						  : NULL;
	}
	if (scheduler->local_clear == NULL) {
		return true;
	}
	outcome = ion_host_call_method(NULL, scheduler->local_clear, 0, NULL, &ret, &thrown);
	if (outcome == ION_CALL_THREW) {
		ion_scheduler_raise(scheduler, thrown);
	}
	return outcome != ION_CALL_EXITED;
}

/* What all calls end with. False: exit(), or the fiber is being destroyed. */
static bool end_call(struct runner *runner, enum ion_call outcome, zend_object *thrown)
{
	bool goes_on = outcome != ION_CALL_EXITED;
	if (outcome == ION_CALL_THREW) {
		goes_on = report(runner, thrown);
	}
	goes_on = goes_on && clear_local(runner);
	forget_call(runner);
	return goes_on && EG(exception) == NULL;
}

static bool call_due(struct runner *runner)
{
	struct ion_scheduler *scheduler = scheduler_of(runner);
	struct ion_callable callable;
	zend_object *thrown = NULL;
	enum ion_call outcome;
	zval ret;
	if (Z_ISUNDEF(scheduler->due.closure)) {
		return true;
	}
	set_call(runner, &scheduler->due);
	ZVAL_UNDEF(&scheduler->due.closure);
	callable = callable_of(Z_OBJ(runner->call.closure));
	outcome = ion_host_call_held(
		&callable, runner->call.has_subject ? 2 : 1, runner->call.argv, &ret, &thrown);
	if (outcome == ION_CALL_RETURNED && UNEXPECTED(Z_TYPE(ret) != IS_NULL)) {
		zval_ptr_dtor(&ret);
		thrown = returned_something(runner);
		outcome = thrown != NULL ? ION_CALL_THREW : ION_CALL_EXITED;
	}
	return end_call(runner, outcome, thrown);
}

static bool call_microtask(struct runner *runner, struct ion_microtask *task)
{
	struct ion_due call = {.has_subject = false};
	struct ion_callable callable;
	zend_object *thrown = NULL;
	enum ion_call outcome;
	zval ret;
	ZVAL_OBJ(&call.closure, task->closure);
	set_call(runner, &call);
	callable = callable_of(task->closure);
	if (task->argc == 0 && task->named == NULL) {
		outcome = ion_host_call_held(&callable, 0, NULL, &ret, &thrown);
	} else {
		/* what the arguments hold goes when the function lets go of it */
		outcome = ion_host_call_moving(
			&callable, task->argc, ion_microtask_argv(task), task->named, &ret, &thrown);
		if (task->argc > ION_MICROTASK_INLINE) {
			efree(task->many);
		}
		if (task->named != NULL) {
			zend_array_release(task->named);
		}
	}
	if (outcome == ION_CALL_RETURNED) {
		zval_ptr_dtor(&ret);
	}
	return end_call(runner, outcome, thrown);
}

static bool serve(struct runner *runner)
{
	struct ion_scheduler *scheduler = scheduler_of(runner);
	if (!call_due(runner)) {
		return false;
	}
	while (scheduler->microtasks.count > 0 && ion_scheduler_goes_on(scheduler)) {
		struct ion_microtask task = ion_microtasks_shift(&scheduler->microtasks);
		if (!call_microtask(runner, &task)) {
			return false;
		}
	}
	return true;
}

/* Until it is called again. False: it is being destroyed. */
static bool wait_idle(struct runner *runner)
{
	zend_object *scheduler = runner->scheduler;
	zend_object *thrown = NULL;
	enum ion_call outcome;
	zval sent;
	runner->is_idle = true;
	runner->scheduler = NULL;
	/* not the last one: whoever called this runner has one */
	OBJ_RELEASE(scheduler);
	outcome = ion_host_call_method(NULL, fiber_suspend, 0, NULL, &sent, &thrown);
	if (outcome == ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	}
	return outcome == ION_CALL_RETURNED;
}

/* The function of the fiber. One in which user code has suspended meanwhile is not used again. */
static ZEND_NAMED_FUNCTION(run)
{
	struct runner *runner = runner_from_obj(Z_OBJ_P(ZEND_THIS));

	ZEND_PARSE_PARAMETERS_NONE();

	while (serve(runner) && runner->is_awaited && wait_idle(runner)) {
	}
}

/* --- calling, from outside ----------------------------------------------------------------- */

/* NULL with an exception. */
static zend_object *fiber_new(struct runner *runner)
{
	zval self, closure, fiber, ret;
	zend_object *thrown = NULL;
	ZVAL_OBJ(&self, &runner->std);
	zend_create_closure(&closure, (zend_function *) &runner_main, ce_runner, ce_runner, &self);
	object_init_ex(&fiber, zend_ce_fiber);
	if (ion_host_call_method(Z_OBJ(fiber), fiber_construct, 1, &closure, &ret, &thrown) ==
		ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
		OBJ_RELEASE(Z_OBJ(fiber));
		ZVAL_OBJ(&fiber, NULL);
	}
	zval_ptr_dtor(&closure);
	return Z_OBJ(fiber);
}

static struct runner *runner_of(zend_object *fiber)
{
	return runner_from_obj(
		Z_OBJ_P(zend_get_closure_this_ptr(&((zend_fiber *) fiber)->fci.function_name)));
}

/* At the end of a request every object is destroyed while it is still used, a fiber by ending it. */
static zend_object *alive_or_null(zend_object *fiber)
{
	if (fiber != NULL && ((zend_fiber *) fiber)->context.status == ZEND_FIBER_STATUS_DEAD) {
		OBJ_RELEASE(fiber);
		return NULL;
	}
	return fiber;
}

static void switch_to(zend_object *fiber, zend_function *method)
{
	zend_object *thrown = NULL;
	enum ion_call outcome;
	zval ret;
	outcome = ion_host_call_method(fiber, method, 0, NULL, &ret, &thrown);
	if (outcome == ION_CALL_RETURNED) {
		zval_ptr_dtor(&ret);
	} else if (outcome == ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	}
}

zend_object *ion_runner_call(struct ion_scheduler *scheduler, zend_object *fiber)
{
	zend_function *method;
	struct runner *runner;
	if (zend_fiber_switch_blocked()) {
		ion_misuse("Callbacks cannot be called here: PHP forbids to switch fibers in destructors "
				   "and during garbage collection");
		return fiber;
	}
	fiber = alive_or_null(fiber);
	method = fiber != NULL ? fiber_resume : fiber_start;
	runner = runner_from_obj(fiber != NULL ? &runner_of(fiber)->std : create(ce_runner));
	if (fiber == NULL) {
		fiber = fiber_new(runner);
		if (fiber == NULL) {
			OBJ_RELEASE(&runner->std);
			return NULL;
		}
	} else {
		GC_ADDREF(&runner->std);
	}
	runner->is_awaited = true;
	runner->is_idle = false;
	runner->scheduler = &scheduler->std;
	GC_ADDREF(&scheduler->std);
	switch_to(fiber, method);
	runner->is_awaited = false;
	if (!runner->is_idle) {
		OBJ_RELEASE(fiber);
		fiber = NULL;
	}
	OBJ_RELEASE(&runner->std);
	return fiber;
}

/* --- start-up ------------------------------------------------------------------------------ */

/* The return type only; parameters have none. */
static const zend_internal_arg_info runner_main_args[] = {
	{(const char *) (uintptr_t) 0, {0}, NULL},
};

void ion_runner_minit(zend_class_entry *class_entry)
{
	HashTable *methods = &zend_ce_fiber->function_table;
	fiber_construct = zend_hash_str_find_ptr(methods, ZEND_STRL("__construct"));
	fiber_start = zend_hash_str_find_ptr(methods, ZEND_STRL("start"));
	fiber_suspend = zend_hash_str_find_ptr(methods, ZEND_STRL("suspend"));
	fiber_resume = zend_hash_str_find_ptr(methods, ZEND_STRL("resume"));
	ce_runner = class_entry;
	ce_runner->create_object = create;
	runner_handlers = *zend_get_std_object_handlers();
	runner_handlers.offset = offsetof(struct runner, std);
	runner_handlers.free_obj = free_obj;
	runner_handlers.get_gc = get_gc;
	runner_handlers.clone_obj = NULL;
	runner_main.type = ZEND_INTERNAL_FUNCTION;
	runner_main.handler = run;
	runner_main.function_name = zend_string_init_interned(ZEND_STRL("run"), 1);
	runner_main.scope = ce_runner;
	runner_main.arg_info = (zend_internal_arg_info *) runner_main_args + 1;
}
