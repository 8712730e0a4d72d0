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

void ion_hold_set_idle(struct ion_hold *hold, bool is_idle)
{
	if (hold->object == NULL || hold->is_idle == is_idle || hold->loop != ION_G(loop)) {
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
	/* else it was inherited by a worker, which has abandoned that loop and its list */
	if (hold->loop == ION_G(loop)) {
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
