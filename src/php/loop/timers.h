/*
 * ION::await() and ION::interval(): promises that a timer settles. The loop holds them as long as
 * their timer runs.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_TIMERS_H
#define ION_PHP_LOOP_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

/* A Deferred that is done with true after so many nanoseconds; one reference. Where there is no loop
 * or no memory for a timer it has failed. */
zend_object *ion_timer_promise(int64_t delay_ns);

/* Whether an interval of that name runs; "" is no name. */
bool ion_interval_exists(zend_string *name);

/* A Sequence that runs at each multiple of the period, with the number of the period, counted from 0;
 * what is over when its turn comes is left out. The name must be free; "" = none. One reference; NULL
 * with an exception. */
zend_object *ion_interval_new(int64_t period_ns, zend_string *name);

/* False: there is none of that name. Runs user code. */
bool ion_interval_cancel(zend_string *name);

#endif
