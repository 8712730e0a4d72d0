/*
 * Whose code runs: a coroutine or a fiber of ION::async() is a task, and has a number. It owns the
 * Deferreds that are made meanwhile, and must not wait for itself.
 *
 * The number stands in the context of the fiber that runs: fibers are switched by users, too (and by
 * the schedulers of other libraries), in the middle of a step and in any order.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_TASK_H
#define ION_PROMISE_TASK_H

#include <stdint.h>

/* Takes a place in the contexts of fibers; once, at MINIT. */
void ion_task_init(void);

/* The number of a new one. */
uint64_t ion_task_new(void);

/* The one whose code runs; 0 = none. */
uint64_t ion_task_current(void);

/* From now on, in this fiber, the code of `task` runs (0 = of none). Returns which one did before, for
 * whoever calls to put back. */
uint64_t ion_task_enter(uint64_t task);

#endif
