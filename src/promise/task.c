/*
 * See task.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_extensions.h"
#include "zend_fibers.h"

#include "promise/task.h"

#include "promise/state.h"

/* Set once at MINIT. -1: six other extensions were faster. Then no code is a task's: who waits for
 * himself is not told, and the cancelling of a task ends at what it waits for. */
static int place = -1;

void ion_task_init(void)
{
	place = zend_get_resource_handle("ion");
}

uint64_t ion_task_new(void)
{
	return ++ion_host_promise_state()->last_task_id;
}

uint64_t ion_task_current(void)
{
	return EXPECTED(place >= 0) ? (uintptr_t) EG(current_fiber_context)->reserved[place] : 0;
}

uint64_t ion_task_enter(uint64_t task)
{
	uint64_t before = ion_task_current();
	if (EXPECTED(place >= 0)) {
		EG(current_fiber_context)->reserved[place] = (void *) (uintptr_t) task;
	}
	return before;
}
