/*
 * See watch.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/loop/watch.h"

#include "php/engine/globals.h"

bool ion_watch_start(struct ion_watch *watch)
{
	struct ion_loop *loop = ion_request_loop();
	if (loop == NULL || !watch->kind->start(watch, loop)) {
		return false;
	}
	watch->enabled_turn = ion_loop_turn_number(loop);
	return true;
}

void ion_watch_due(struct ion_watch *watch)
{
	if (watch->enabled_turn != ion_loop_turn_number(ION_G(loop))) {
		watch->owner->on_due(watch);
	}
}
