/*
 * The only door into user code (see also promise/host.h, which this implements).
 *
 * Callbacks of the loop enter through ion_boundary_from_loop(): it catches what a callback lets go
 * (an exception, exit(), the longjmp of a fatal error), breaks the loop, and what was caught goes
 * on from ion_boundary_run_loop() after libevent has unwound. A longjmp over libevent's frames
 * would leave its base marked as running for ever.
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

/* True where the running code is a callback of the loop itself, with no fiber of its own in
 * between: nobody may wait there. */
bool ion_boundary_in_loop_context(void);

/*
 * Runs engine code that calls no user code but may end in a fatal error (an allocation over the
 * memory limit), below the frames of libevent or of a start that has descriptors open. False: it
 * did, the loop is broken, and the error goes on from ion_boundary_run_loop() or from
 * ion_boundary_rethrow().
 */
bool ion_boundary_guard(void (*fn)(void *arg), void *arg);

/*
 * Runs engine code that calls no user code but may end in a fatal error, while the caller holds what
 * is not the engine's to give back: `release(arg)` does, and the error goes on. Without an error
 * nothing is released.
 */
void ion_boundary_holding(void (*fn)(void *arg), void (*release)(void *arg), void *arg);

/* Goes on with a fatal error that was caught outside of the loop; else does nothing. */
void ion_boundary_rethrow(void);

/*
 * For a process that is about to end: runs engine code that may run user code and may end in a
 * fatal error or exit(), which go no further. False when a fatal error did.
 */
bool ion_boundary_contain(void (*fn)(void *arg), void *arg);

/* zend_objects_store_call_destructors() for a process that has inherited objects: it would write to
 * every one of them. Those that `is_parents` knows are passed over; of the others the destructors
 * were marked as run. */
void ion_boundary_destroy_objects(bool (*is_parents)(const zend_object *object));

/* A function of another extension; what it throws is dropped. *ret is the caller's. */
void ion_boundary_call_internal(zend_function *fn, uint32_t argc, zval *argv, zval *ret);

/* Prints what was thrown as PHP does when nobody has caught it, or gives it to the handler of
 * set_exception_handler(). Clears EG(exception). */
void ion_boundary_uncaught(void);

/* What engine code that may have run user code left in EG(exception), as ion_host_call() would say
 * it; `ret` is destroyed unless it returned. */
enum ion_call ion_boundary_outcome(zval *ret, zend_object **thrown);

/* Conversions may call user code (__toString()). *ret is owned by the caller. */
enum ion_call ion_boundary_to_string(zval *value, zend_string **ret, zend_object **thrown);

/*
 * The next element of an iterator (generators and userland iterators run user code). `is_first`
 * rewinds instead of moving on. Returned: *ret_value is owned by the caller, UNDEF at the end.
 */
enum ion_call ion_boundary_iterate(
	zend_object_iterator *iterator, bool is_first, zval *ret_value, zend_object **thrown);

#endif
