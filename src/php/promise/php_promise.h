/*
 * What the files of the family share: registration, and arguments.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROMISE_H
#define ION_PHP_PROMISE_H

#include "php.h"

#include "promise/object.h"

/* Each registers its class; parents first. In php_promise.c all four, as the generated header is
 * included there; the methods stand with their classes. */
ZEND_METHOD(ION_ResolvablePromise, done);
ZEND_METHOD(ION_ResolvablePromise, fail);
ZEND_METHOD(ION_Deferred, __construct);
ZEND_METHOD(ION_Deferred, cancel);
ZEND_METHOD(ION_Deferred, timeout);
ZEND_METHOD(ION_Sequence, __construct);
ZEND_METHOD(ION_Sequence, __invoke);
ZEND_METHOD(ION_Sequence, cancel);
ZEND_METHOD(ION_Sequence, getIterator);

static inline struct ion_promise *ion_this_promise(const zval *this_zv)
{
	return ion_promise_from_obj(Z_OBJ_P(this_zv));
}

/* The first lines of every constructor; false with an Error at a second call. */
bool ion_promise_construct(struct ion_promise *promise);

/* get_iterator of Sequence. */
zend_object_iterator *ion_sequence_get_iterator(
	zend_class_entry *class_entry, zval *object, int by_ref);

#endif
