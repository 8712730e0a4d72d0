/*
 * What the promise layer keeps for one request. Embedded in the module globals by php/engine; all
 * zero at the start of a request (after a fatal error the pointers are stale).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_STATE_H
#define ION_PROMISE_STATE_H

#include <stdbool.h>
#include <stdint.h>

struct ion_drain;
struct ion_timeout;

struct ion_promise_state {
	uint64_t last_task_id;        /* coroutines and fibers are numbered; 0 = none */
	struct ion_drain *drains;     /* objects that wait to be released, while somebody releases */
	bool is_collecting;           /* the cycle collector runs */
	uint8_t epoch;                /* a worker has another one than the process it was forked from */
	struct ion_timeout *timeouts; /* running Deferred::timeout()s; php/promise/timeout.h */
};

/* Of this request and thread. Implemented in php/engine. */
struct ion_promise_state *ion_host_promise_state(void);

#endif
