/*
 * Deferred::timeout(): a timer that cancels. It holds no reference, keeps no loop alive, and goes
 * with the Deferred.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROMISE_TIMEOUT_H
#define ION_PHP_PROMISE_TIMEOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "promise/object.h"

/* Replaces an earlier one. `seconds` is what the message says. False with an exception. */
bool ion_timeout_start(struct ion_promise *promise, double seconds, int64_t delay_ns);

/* Before the loop is freed: no promise has a timeout any more. */
void ion_timeouts_drop_all(void);

#endif
