/*
 * Coroutines: a generator that yields promises, driven in a loop. What is settled already and what
 * is no promise comes straight back; otherwise the coroutine's promise parks at the yielded one.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_generators.h"

#include "promise/coroutine.h"

#include "promise/host.h"
#include "promise/object.h"
#include "promise/task.h"

/* Set once at MINIT. */
static zend_function *generator_current;
static zend_function *generator_send;
static zend_function *generator_throw;

void ion_coroutine_init(void)
{
	HashTable *methods = &zend_ce_generator->function_table;
	generator_current = zend_hash_str_find_ptr(methods, ZEND_STRL("current"));
	generator_send = zend_hash_str_find_ptr(methods, ZEND_STRL("send"));
	generator_throw = zend_hash_str_find_ptr(methods, ZEND_STRL("throw"));
	ion_task_init();
}

/* --- one step ------------------------------------------------------------------------------ */

static bool has_ended(const zend_object *generator)
{
	return ((const zend_generator *) generator)->execute_data == NULL;
}

static bool is_running(const zend_object *generator)
{
	return (((const zend_generator *) generator)->flags & ZEND_GENERATOR_CURRENTLY_RUNNING) != 0;
}

/* The generator itself, or the one that it delegates to. */
static bool is_running_within(zend_object *generator)
{
	return is_running(generator) ||
		   (!has_ended(generator) &&
			   is_running(&zend_generator_get_current((zend_generator *) generator)->std));
}

/* Runs the generator to its next yield or its end. `argument` is freed. */
static enum ion_call step(struct ion_promise *promise, zend_function *method, zval *argument,
	zval *ret, zend_object **thrown)
{
	zend_object *generator = promise->source->generator;
	uint64_t previous_task = ion_task_enter(promise->source->task);
	enum ion_call outcome;
	promise->flags |= ION_PROMISE_RUNNING;
	GC_ADDREF(generator);
	outcome = ion_host_call_method(generator, method, Z_TYPE_P(argument) != IS_UNDEF ? 1 : 0,
		Z_TYPE_P(argument) != IS_UNDEF ? argument : NULL, ret, thrown);
	OBJ_RELEASE(generator);
	promise->flags &= ~ION_PROMISE_RUNNING;
	ion_task_enter(previous_task);
	zval_ptr_dtor(argument);
	ZVAL_UNDEF(argument);
	return outcome;
}

/* The generator returned, threw, or was ended by somebody else. */
static void end_coroutine(struct ion_work *work, struct ion_promise *promise, enum ion_call outcome,
	zval *ret, zend_object *thrown)
{
	zend_generator *generator = (zend_generator *) promise->source->generator;
	if (outcome == ION_CALL_THREW) {
		ZVAL_OBJ(ret, thrown);
		ion_work_resolve(work, promise, false, ret);
		return;
	}
	zval_ptr_dtor(ret);
	if (Z_ISUNDEF(generator->retval)) {
		ZVAL_OBJ(ret, ion_host_exception_new(ion_ce_cancel_exception,
						  "The generator of the coroutine was ended before it returned"));
		ion_work_resolve(work, promise, false, ret);
		return;
	}
	ZVAL_COPY_DEREF(ret, &generator->retval);
	ion_work_resolve(work, promise, true, ret);
}

/* What the yield gives: the method to go on with and its argument; NULL when it has to wait.
 * `yielded` is owned by the call. */
static zend_function *answer(struct ion_promise *promise, zval *yielded, zval *argument)
{
	struct ion_promise *other = ion_promise_from_zval(yielded);
	zend_function *method = generator_send;
	if (promise->source->cancel_reason != NULL) {
		ZVAL_OBJ(argument, promise->source->cancel_reason);
		promise->source->cancel_reason = NULL;
		method = generator_throw;
	} else if (other == NULL) {
		ZVAL_COPY_VALUE(argument, yielded);
		return method;
	} else if (ion_promise_has_settled(other)) {
		other->flags |= ION_PROMISE_HANDLED;
		ZVAL_COPY(argument, &other->result);
		method = other->status == ION_PROMISE_DONE ? generator_send : generator_throw;
	} else if (other == promise) {
		ZVAL_OBJ(argument, ion_host_exception_new(ion_ce_invalid_usage_exception,
							   "A coroutine cannot wait for its own promise"));
		method = generator_throw;
	} else {
		ion_promise_park(promise, other, ION_REACT_COROUTINE);
		method = NULL;
	}
	zval_ptr_dtor(yielded);
	return method;
}

static void drive(
	struct ion_work *work, struct ion_promise *promise, zend_function *method, zval *argument)
{
	while (method != NULL) {
		zend_object *thrown = NULL;
		zval ret;
		enum ion_call outcome = step(promise, method, argument, &ret, &thrown);
		if (outcome == ION_CALL_EXITED) {
			ion_work_exit(work);
			return;
		}
		if (UNEXPECTED(promise->source == NULL)) {
			/* settled by somebody meanwhile: the end of a subclass' game */
			zval_ptr_dtor(&ret);
			if (thrown != NULL) {
				OBJ_RELEASE(thrown);
			}
			return;
		}
		if (outcome == ION_CALL_THREW || has_ended(promise->source->generator)) {
			end_coroutine(work, promise, outcome, &ret, thrown);
			return;
		}
		method = answer(promise, &ret, argument);
	}
}

void ion_work_start_coroutine(
	struct ion_work *work, struct ion_promise *promise, zend_object *generator)
{
	struct ion_source *source = ion_promise_source(promise);
	zval argument;
	if (is_running(generator)) {
		ZVAL_OBJ(
			&argument, ion_host_exception_new(ion_ce_invalid_usage_exception,
						   "The generator is running already, it cannot be driven as a coroutine"));
		OBJ_RELEASE(generator);
		ion_work_resolve(work, promise, false, &argument);
		return;
	}
	source->generator = generator;
	source->task = ion_task_new();
	promise->status = ION_PROMISE_IN_PROGRESS;
	promise->flags |= ION_PROMISE_COROUTINE;
	ZVAL_UNDEF(&argument);
	drive(work, promise, generator_current, &argument);
}

void ion_work_resume_coroutine(
	struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value)
{
	if (promise->source == NULL || promise->source->generator == NULL) {
		zval_ptr_dtor(value);
		return;
	}
	if (UNEXPECTED(!is_done && is_running_within(promise->source->generator))) {
		/* somebody else runs it, or it is being destroyed and this comes from its finally block:
		 * Generator::throw() would throw in the middle of that */
		ion_work_resolve(work, promise, false, value);
		return;
	}
	drive(work, promise, is_done ? generator_send : generator_throw, value);
}

/* --- ION::promise() ------------------------------------------------------------------------ */

static zend_object *promise_from_generator(zend_object *generator)
{
	struct ion_promise *promise;
	struct ion_work *work;
	if (is_running(generator)) {
		ion_misuse("The generator is running already, it cannot be driven as a coroutine");
		return NULL;
	}
	promise = ion_promise_from_obj(ion_deferred_new(NULL, NULL));
	work = ion_work_begin();
	GC_ADDREF(generator);
	ion_work_start_coroutine(work, promise, generator);
	ion_work_end(work);
	return &promise->std;
}

zend_object *ion_promise_call(const struct ion_callable *callable, uint32_t argc, zval *argv)
{
	struct ion_promise *promise = ion_promise_from_obj(ion_deferred_new(NULL, NULL));
	uint64_t previous_task;
	zend_object *thrown = NULL;
	struct ion_work *work = ion_work_begin();
	enum ion_call outcome;
	zval ret;
	promise->status = ION_PROMISE_IN_PROGRESS;
	promise->source->task = ion_task_new();
	previous_task = ion_task_enter(promise->source->task);
	outcome = ion_host_call(callable, argc, argv, &ret, &thrown);
	ion_task_enter(previous_task);
	if (outcome == ION_CALL_EXITED) {
		ion_work_exit(work);
	} else if (outcome == ION_CALL_THREW) {
		ZVAL_OBJ(&ret, thrown);
		ion_work_resolve(work, promise, false, &ret);
	} else if (Z_TYPE(ret) == IS_OBJECT && Z_OBJCE(ret) == zend_ce_generator) {
		ion_work_start_coroutine(work, promise, Z_OBJ(ret));
	} else {
		ion_work_resolve(work, promise, true, &ret);
	}
	ion_work_end(work);
	return &promise->std;
}

static zend_object *promise_of(zval *value)
{
	struct ion_promise *promise = ion_promise_new(ion_ce_promise, 0);
	zval copy;
	ZVAL_COPY(&copy, value);
	ion_promise_settle(promise, true, &copy);
	return &promise->std;
}

static zend_object *promise_from_closure(zval *closure)
{
	struct ion_callable callable;
	zend_object *promise;
	if (!ion_callable_init_zval(&callable, closure, NULL)) {
		return promise_of(closure);
	}
	promise = ion_promise_call(&callable, 0, NULL);
	ion_callable_release(&callable);
	return promise;
}

static zend_object *promise_from(zval *subject)
{
	struct ion_promise *promise = ion_promise_from_zval(subject);
	if (promise != NULL) {
		GC_ADDREF(&promise->std);
		return &promise->std;
	}
	if (Z_TYPE_P(subject) == IS_ARRAY) {
		return ion_promise_combine(ION_COMBINE_ALL, Z_ARRVAL_P(subject));
	}
	if (Z_TYPE_P(subject) == IS_OBJECT && Z_OBJCE_P(subject) == zend_ce_closure) {
		return promise_from_closure(subject);
	}
	if (Z_TYPE_P(subject) == IS_OBJECT && Z_OBJCE_P(subject) == zend_ce_generator) {
		return promise_from_generator(Z_OBJ_P(subject));
	}
	return promise_of(subject);
}

zend_object *ion_promise_from(zval *subject)
{
	zend_object *promise;
	ZVAL_DEREF(subject);
	promise = promise_from(subject);
	if (UNEXPECTED(EG(exception) != NULL) && promise != NULL) {
		OBJ_RELEASE(promise);
		return NULL;
	}
	return promise;
}
