/*
 * The door back out: what the promise layer asks of the layer above it. Implemented in
 * php/engine/boundary.c, the only file that enters user code.
 *
 * All of these may longjmp (zend_bailout: fatal error, memory limit, time limit). The caller keeps
 * no state on the C stack that a later run of the loop would look at.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_HOST_H
#define ION_PROMISE_HOST_H

#include "php.h"

#include "promise/callable.h"

enum ion_call {
	ION_CALL_RETURNED, /* *ret is owned by the caller */
	ION_CALL_THREW,    /* *thrown is owned by the caller; EG(exception) is clear again */
	/* exit() is on its way (EG(exception) holds it): unwind to whoever called, touch nothing,
	 * run no further user code */
	ION_CALL_EXITED,
};

/* Calls with `argc` arguments (borrowed). Arguments that the callback takes by reference are
 * wrapped. An exception that is pending already when it is called is a bug of the caller. */
enum ion_call ion_host_call(const struct ion_callable *callable, uint32_t argc, zval *argv,
	zval *ret, zend_object **thrown);

/* The same, where the owner of `callable` keeps it as long as it runs. Nothing here holds it then, so
 * that the cycle collector sees every reference to what a suspended fiber runs. */
enum ion_call ion_host_call_held(const struct ion_callable *callable, uint32_t argc, zval *argv,
	zval *ret, zend_object **thrown);

/* The same with arguments that are taken over: what they hold goes as soon as the callback lets go of
 * it, while it still runs. `named` (borrowed, NULL = none) has more of them, by name. */
enum ion_call ion_host_call_moving(const struct ion_callable *callable, uint32_t argc, zval *argv,
	HashTable *named, zval *ret, zend_object **thrown);

/* A method of an internal class (Generator::send, Fiber::resume, Iterator::next ...); `fn` from the
 * class' function table. `object` may be NULL for a static method. */
enum ion_call ion_host_call_method(zend_object *object, zend_function *fn, uint32_t argc,
	zval *argv, zval *ret, zend_object **thrown);

/*
 * A failure that nobody will handle any more: to the handler of ION::setErrorHandler(), else an
 * E_WARNING with class, message and origin. Runs user code. Called from dtor_obj: an exception that
 * is pending already is kept and comes first.
 */
void ion_host_report_unhandled(zend_object *exception, zend_string *file, uint32_t line);

/*
 * Before objects are released while an exception is on its way. A generator with a finally block that
 * is destroyed then looks at the opline of the current frame (PHP 8.4); that of an internal function
 * was never written: it is what was on the stack before.
 */
void ion_host_clear_opline(void);

/* The exceptions of the promise family; registered by php/engine before any promise class. */
extern zend_class_entry *ion_ce_runtime_exception;
extern zend_class_entry *ion_ce_invalid_usage_exception;
extern zend_class_entry *ion_ce_promise_exception;
extern zend_class_entry *ion_ce_cancel_exception;
extern zend_class_entry *ion_ce_timeout_exception;

struct ion_timeout;

/* Stops and frees the timer of a Deferred::timeout(). Implemented in php/promise/timeout.c. */
void ion_host_timeout_free(struct ion_timeout *timeout);

/* An exception object that is not thrown, owned by the caller. Its file and line are those of the
 * code that runs now. */
zend_object *ion_host_exception_new(zend_class_entry *class_entry, const char *format, ...)
	ZEND_ATTRIBUTE_FORMAT(printf, 2, 3);

#endif
