/*
 * See hold.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/hold.h"

#include "loop/loop.h"
#include "php/engine/globals.h"

void ion_hold_take(struct ion_hold *hold, zend_object *object)
{
	GC_ADDREF(object);
	hold->object = object;
	hold->loop = ION_G(loop);
	hold->is_idle = false;
	ion_list_push(&ION_G(holds), &hold->node);
	ion_loop_ref(ION_G(loop));
}

/* Else its loop is gone, or has been left to the parent of a fork. */
static bool is_current(const struct ion_hold *hold)
{
	return hold->loop != NULL && hold->loop == ION_G(loop);
}

bool ion_hold_is_taken(const struct ion_hold *hold)
{
	return hold->object != NULL && is_current(hold);
}

void ion_hold_set_idle(struct ion_hold *hold, bool is_idle)
{
	if (hold->object == NULL || hold->is_idle == is_idle || !is_current(hold)) {
		return;
	}
	hold->is_idle = is_idle;
	if (is_idle) {
		ion_loop_unref(ION_G(loop));
	} else {
		ion_loop_ref(ION_G(loop));
	}
}

void ion_hold_drop(struct ion_hold *hold)
{
	zend_object *object = hold->object;
	if (object == NULL) {
		return;
	}
	hold->object = NULL;
	if (is_current(hold)) {
		ion_list_remove(&hold->node);
		if (!hold->is_idle) {
			ion_loop_unref(ION_G(loop));
		}
	}
	OBJ_RELEASE(object);
}

void ion_hold_drop_all(void)
{
	/* from the head each time: freeing one object may drop other holds */
	while (!ion_list_empty(&ION_G(holds))) {
		ion_hold_drop(ION_LIST_ENTRY(ION_G(holds).next, struct ion_hold, node));
	}
}

void ion_hold_leave_all(void)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&ION_G(holds))) != NULL) {
		ION_LIST_ENTRY(node, struct ion_hold, node)->loop = NULL;
	}
}
