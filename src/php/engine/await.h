/*
 * Waiting for a promise: a fiber is suspended, top-level code drives the loop, and where neither is
 * possible the caller is told what to do instead. And fibers started by ION::async().
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_AWAIT_H
#define ION_PHP_AWAIT_H

#include "php.h"

/* Looks up the methods of Fiber; once, at MINIT, when class Deferred exists. */
void ion_await_init(void);

/* False with an InvalidUsageException that says what to do instead, where nobody may wait: in a
 * callback of the loop without a fiber, or where the engine forbids to switch fibers. */
bool ion_await_is_possible(void);

/* Waits for the promise (or the next run of a Sequence) and puts its value into *ret (owned by the
 * caller), or leaves an exception in EG(exception) and *ret UNDEF. */
void ion_await(zend_object *promise, zval *ret);

/* ION::async(): runs the callable in a new Fiber. Returns a Deferred, owned by the caller; NULL with
 * EG(exception) set when exit() was called in it or the fiber could not start. */
zend_object *ion_async(zend_fcall_info *fci, zend_fcall_info_cache *fcc);

#endif
