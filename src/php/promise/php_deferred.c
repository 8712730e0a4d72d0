/*
 * Class ION\Deferred.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/promise/php_promise.h"

#include "php/engine/options.h"
#include "php/promise/php_promise_family.h"
#include "php/promise/timeout.h"
#include "promise/host.h"
#include "promise/task.h"

static void init_deferred(
	struct ion_promise *promise, const struct ion_callable *canceller, bool is_protected)
{
	struct ion_source *source;
	if (ion_promise_has_settled(promise)) {
		return;
	}
	source = ion_promise_source(promise);
	ion_callable_release(&source->canceller);
	ion_callable_copy(&source->canceller, canceller);
	if (is_protected) {
		promise->flags |= ION_PROMISE_PROTECTED;
		source->scope = ion_promise_caller_scope(promise);
	}
}

ZEND_METHOD(ION_Deferred, __construct)
{
	zend_fcall_info fci = empty_fcall_info;
	zend_fcall_info_cache fcc = empty_fcall_info_cache;
	bool is_protected = true;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	struct ion_callable canceller;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_FUNC_OR_NULL(fci, fcc)
		Z_PARAM_BOOL(is_protected)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_construct(promise)) {
		RETURN_THROWS();
	}
	ion_callable_init(&canceller, &fci, &fcc);
	init_deferred(promise, &canceller, is_protected);
	ion_callable_release(&canceller);
}

ZEND_METHOD(ION_Deferred, cancel)
{
	zend_string *reason;
	zend_object *exception;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(reason)
	ZEND_PARSE_PARAMETERS_END();

	exception = ion_host_exception_new(ion_ce_cancel_exception, "%s", ZSTR_VAL(reason));
	ion_promise_cancel(ion_this_promise(ZEND_THIS), exception);
	OBJ_RELEASE(exception);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Deferred, timeout)
{
	double seconds;
	int64_t delay_ns;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_DOUBLE(seconds)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_seconds(seconds, 1, &delay_ns)) {
		RETURN_THROWS();
	}
	if (!ion_promise_has_settled(promise) && !ion_timeout_start(promise, seconds, delay_ns)) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

/* What the resolver throws is the outcome, unless there is one already. */
static void resolver_failed(struct ion_promise *promise, zend_object *thrown)
{
	zval exception;
	ZVAL_OBJ(&exception, thrown);
	if (promise->status == ION_PROMISE_PENDING) {
		ion_promise_settle(promise, false, &exception);
	} else {
		zend_throw_exception_internal(thrown);
	}
}

zend_object *ion_deferred_user(zend_fcall_info *resolver, zend_fcall_info_cache *resolver_fcc,
	zend_fcall_info *canceller, zend_fcall_info_cache *canceller_fcc)
{
	struct ion_promise *promise = ion_promise_from_obj(ion_promise_create(ion_ce_deferred));
	struct ion_callable callable;
	zend_object *thrown = NULL;
	zval argument, ret;
	promise->flags |= ION_PROMISE_CONSTRUCTED;
	ion_callable_init(&callable, canceller, canceller_fcc);
	init_deferred(promise, &callable, true);
	ion_callable_release(&callable);
	promise->source->creator = ion_task_current();
	ion_callable_init(&callable, resolver, resolver_fcc);
	ZVAL_OBJ(&argument, &promise->std);
	switch (ion_host_call(&callable, 1, &argument, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			zval_ptr_dtor(&ret);
			break;
		case ION_CALL_THREW:
			resolver_failed(promise, thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
	ion_callable_release(&callable);
	if (EG(exception)) {
		OBJ_RELEASE(&promise->std);
		return NULL;
	}
	return &promise->std;
}
