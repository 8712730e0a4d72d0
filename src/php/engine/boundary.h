/*
 * The only door into user code. Callbacks of the loop enter through ion_boundary_from_loop(): it
 * catches what a callback lets go (exceptions, exit(), and the longjmp of a fatal error), breaks
 * the loop, and ion_boundary_leave_loop() lets it go on from dispatch() after libevent has
 * unwound. A longjmp over libevent's frames would leave its base marked as running for ever.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_BOUNDARY_H
#define ION_PHP_BOUNDARY_H

#include "php.h"

#include "promise/host.h"

/* Runs `fn(arg)` from a callback of the loop. Whatever it leaves pending breaks the loop. */
void ion_boundary_from_loop(void (*fn)(void *arg), void *arg);

/* After the loop returned: goes on with a bailout caught above (does not return then). An exception
 * is simply still in EG(exception). */
void ion_boundary_leave_loop(void);

/* True while a callback of the loop runs in the current fiber (or in the main one): there nobody may
 * drive the loop or wait without a fiber of his own. */
bool ion_boundary_in_loop_context(void);

#endif
