/*
 * ION::async(): fibers that give the result of a Deferred.
 *
 * The Deferred owns the fiber, which owns the Deferred as long as it runs: one that nobody can reach
 * any more, waiting for what will never come, is garbage, and unwinds.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_ASYNC_H
#define ION_PHP_ASYNC_H

#include "php.h"

#include "zend_fibers.h"

struct ion_promise;

/* Once, at MINIT, when class Deferred exists. */
void ion_async_init(void);

/* Runs the callable in a new Fiber. Returns a Deferred, owned by the caller; NULL with EG(exception)
 * set when exit() was called in it or the fiber could not start. */
zend_object *ion_async(zend_fcall_info *fci, zend_fcall_info_cache *fcc);

/* The promise of a fiber that was started so; NULL for others. */
struct ion_promise *ion_async_promise(const zend_fiber *fiber);

/* Throws what such a promise (NULL is allowed) was cancelled with while its fiber ran. */
bool ion_async_throw_cancel(const struct ion_promise *promise);

#endif
