/*
 * What the files of this folder share. Nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_INTERNAL_H
#define ION_LOOP_INTERNAL_H

#include <event2/event.h>
#include <event2/event_struct.h>

#include "base/util.h"
#include "loop/loop.h"

#define ION_LOOP_MAGIC 0x10e0100u

struct ion_loop {
	ION_MAGIC_FIELD
	struct event_base *base; /* owned */
	char *scratch;           /* owned; NULL until first used */
	size_t refs;             /* what keeps the loop alive */
	size_t watchers;         /* armed now */
	struct event stop_event; /* ion_loop_stop_after() */
	bool running;
	bool stop;         /* ion_loop_stop() */
	bool stop_at_end;  /* of this turn: ion_loop_stop_after() */
	bool broken;       /* ion_loop_break() */
	void (*on_turn_end)(void *arg);
	void *on_turn_end_arg;
};

#endif
