/*
 * See fiber.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "php/engine/fiber.h"

/* Set once at MINIT. */
static zend_function *fiber_construct;
static zend_function *fiber_start;
static zend_function *fiber_suspend;
static zend_function *fiber_resume;
static zend_function *fiber_throw;

void ion_fiber_init(void)
{
	HashTable *methods = &zend_ce_fiber->function_table;
	fiber_construct = zend_hash_str_find_ptr(methods, ZEND_STRL("__construct"));
	fiber_start = zend_hash_str_find_ptr(methods, ZEND_STRL("start"));
	fiber_suspend = zend_hash_str_find_ptr(methods, ZEND_STRL("suspend"));
	fiber_resume = zend_hash_str_find_ptr(methods, ZEND_STRL("resume"));
	fiber_throw = zend_hash_str_find_ptr(methods, ZEND_STRL("throw"));
}

static void call(zend_object *fiber, zend_function *method, zval *argument)
{
	zend_object *thrown = NULL;
	zval ret;
	enum ion_call outcome =
		ion_host_call_method(fiber, method, argument != NULL ? 1 : 0, argument, &ret, &thrown);
	if (outcome == ION_CALL_RETURNED) {
		zval_ptr_dtor(&ret);
	} else if (outcome == ION_CALL_THREW) {
		zend_throw_exception_internal(thrown);
	}
}

zend_object *ion_fiber_new(zval *closure)
{
	zval fiber;
	object_init_ex(&fiber, zend_ce_fiber);
	call(Z_OBJ(fiber), fiber_construct, closure);
	return Z_OBJ(fiber);
}

bool ion_fiber_is_suspended(const zend_object *object)
{
	const zend_fiber *fiber = (const zend_fiber *) object;
	return fiber->context.status == ZEND_FIBER_STATUS_SUSPENDED && fiber->caller == NULL;
}

bool ion_fiber_is_dead(const zend_object *fiber)
{
	return ((const zend_fiber *) fiber)->context.status == ZEND_FIBER_STATUS_DEAD;
}

void ion_fiber_start(zend_object *fiber)
{
	call(fiber, fiber_start, NULL);
}

void ion_fiber_resume(zend_object *fiber)
{
	call(fiber, fiber_resume, NULL);
}

void ion_fiber_throw(zend_object *fiber, zend_object *exception)
{
	zval argument;
	ZVAL_OBJ(&argument, exception);
	call(fiber, fiber_throw, &argument);
}

enum ion_call ion_fiber_suspend(zval *ret, zend_object **thrown)
{
	return ion_host_call_method(NULL, fiber_suspend, 0, NULL, ret, thrown);
}
