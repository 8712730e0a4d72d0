/*
 * Waiting for a promise: a fiber is suspended, top-level code drives the loop, and where neither is
 * possible the caller is told what to do instead.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_AWAIT_H
#define ION_PHP_AWAIT_H

#include "php.h"

/* Also of fiber.h and async.h; once, at MINIT, when class Deferred exists. */
void ion_await_init(void);

/* False with an InvalidUsageException that says what to do instead, where nobody may wait: in a
 * callback of the loop without a fiber, or where the engine forbids to switch fibers. */
bool ion_await_is_possible(void);

/* Waits for the promise (or the next run of a Sequence) and puts its value into *ret (owned by the
 * caller), or leaves an exception in EG(exception) and *ret UNDEF. */
void ion_await(zend_object *promise, zval *ret);

#endif
