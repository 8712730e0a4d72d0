/*
 * The methods of class Fiber, for C. What a fiber lets go when it is entered is in EG(exception)
 * afterwards.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_FIBER_H
#define ION_PHP_FIBER_H

#include <stdbool.h>

#include "php.h"

#include "promise/host.h"

/* Looks up the methods; once, at MINIT. */
void ion_fiber_init(void);

/* A Fiber that will run the closure (borrowed); one reference. May leave an exception. */
zend_object *ion_fiber_new(zval *closure);

/* It can be resumed: it is not the caller of a fiber that runs either. */
bool ion_fiber_is_suspended(const zend_object *fiber);

bool ion_fiber_is_dead(const zend_object *fiber);

/* Each: the caller holds the fiber, and has asked zend_fiber_switch_blocked(). */
void ion_fiber_start(zend_object *fiber);
void ion_fiber_resume(zend_object *fiber);
void ion_fiber_throw(zend_object *fiber, zend_object *exception);

/* Of the one that runs. As ion_host_call(), with what it was resumed with; EXITED also when it is
 * being destroyed. */
enum ion_call ion_fiber_suspend(zval *ret, zend_object **thrown);

#endif
