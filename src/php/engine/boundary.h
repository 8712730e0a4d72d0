/*
 * The only door into user code (see also promise/host.h, which this implements).
 *
 * Callbacks of the loop enter through ion_boundary_from_loop(): it catches what a callback lets go
 * (an exception, exit(), the longjmp of a fatal error), breaks the loop, and what was caught goes on
 * from ion_boundary_run_loop() after libevent has unwound. A longjmp over libevent's frames would
 * leave its base marked as running for ever.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_BOUNDARY_H
#define ION_PHP_BOUNDARY_H

#include "php.h"

#include "loop/loop.h"
#include "promise/host.h"

/* Runs `fn(arg)` from a callback of the loop. Whatever it leaves pending breaks the loop. */
void ion_boundary_from_loop(void (*fn)(void *arg), void *arg);

/*
 * Runs the loop. Does not return when a fatal error was caught; an exception or exit() is in
 * EG(exception) when it returns. Not nested: check ion_boundary_loop_is_running() first.
 */
enum ion_loop_end ion_boundary_run_loop(struct ion_loop *loop, unsigned flags);

bool ion_boundary_loop_is_running(void);

/* True where the running code is a callback of the loop itself, with no fiber of its own in between:
 * nobody may wait there. */
bool ion_boundary_in_loop_context(void);

/* One class of callback left: conversions that may call user code, such as __toString(). Same
 * results as ion_host_call(). */
enum ion_call ion_boundary_to_string(zval *value, zend_string **ret, zend_object **thrown);

#endif
