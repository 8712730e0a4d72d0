/*
 * What cannot be done now and will be in the next turn of the loop: PHP forbids to switch fibers while
 * a destructor runs.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_TURN_H
#define ION_PHP_TURN_H

#include "php.h"

/* A Deferred that is done in the next turn; the loop holds it until then. One reference; NULL with an
 * exception: there is no loop. */
zend_object *ion_turn_new(void);

/* Cancels the promise in the next turn, unless it is settled by then. Both are held meanwhile. */
void ion_turn_cancel(zend_object *promise, zend_object *reason);

#endif
