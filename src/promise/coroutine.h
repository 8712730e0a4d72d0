/*
 * ION::promise(): anything becomes a promise; generators are driven as coroutines.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_COROUTINE_H
#define ION_PROMISE_COROUTINE_H

#include "php.h"

/*
 * The rules of ION::promise(): a promise is itself, a Closure runs now (a generator function is a
 * coroutine), a Generator is driven, an array waits for the promises in it and keeps its keys,
 * anything else is settled with itself. One reference, owned by the caller; NULL when exit() is
 * under way.
 */
zend_object *ion_promise_from(zval *subject);

#endif
