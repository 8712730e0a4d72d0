/*
 * What the promise layer keeps for one request. Embedded in the module globals by php/engine.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_STATE_H
#define ION_PROMISE_STATE_H

#include <stdint.h>

struct ion_promise_state {
	uint64_t last_task_id; /* coroutines and fibers are numbered; 0 = none */
	uint64_t current_task; /* the one whose code runs now: it owns the Deferreds made meanwhile */
};

/* Of this request and thread. Implemented in php/engine. */
struct ion_promise_state *ion_host_promise_state(void);

#endif
