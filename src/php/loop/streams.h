/*
 * The streams that are watched, as PHP sees them: what the kernel cannot say. Bytes that PHP has read
 * already wait in the buffer of the stream, and the program may close a stream with a watcher on it.
 *
 * Every watched stream is looked at before the loop polls, if PHP code has run since. When there are
 * many, looks are spaced so that they take a twentieth of the time at most; the loop does not sleep
 * before the last one is made.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_STREAMS_H
#define ION_PHP_LOOP_STREAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct ion_timer;

struct ion_streams {
	struct ion_list watched; /* struct ion_watch, by stream.node */
	size_t count;
	bool is_dirty;           /* PHP code has run since the last look */
	int64_t next_look_ns;    /* not before */
	struct ion_timer *timer; /* owned; NULL until first used: wakes the loop for the next look */
};

void ion_streams_init(struct ion_streams *streams);

/* With the loop: frees the timer and forgets the watchers. */
void ion_streams_drop(struct ion_streams *streams);

#endif
