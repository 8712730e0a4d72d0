/*
 * Class ION\ResolvablePromise.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/promise/php_promise.h"

ZEND_METHOD(ION_ResolvablePromise, done)
{
	zval *value = NULL;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	struct ion_promise *other;
	zval copy;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_check_settle(promise, "done")) {
		RETURN_THROWS();
	}
	other = value != NULL ? ion_promise_from_zval(value) : NULL;
	if (other != NULL) {
		ion_promise_adopt(promise, other);
	} else {
		ZVAL_NULL(&copy);
		if (value != NULL) {
			ZVAL_COPY(&copy, value);
		}
		ion_promise_settle(promise, true, &copy);
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_ResolvablePromise, fail)
{
	zval *error;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	zval copy;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(error, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_check_settle(promise, "fail")) {
		RETURN_THROWS();
	}
	ZVAL_COPY(&copy, error);
	ion_promise_settle(promise, false, &copy);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}
