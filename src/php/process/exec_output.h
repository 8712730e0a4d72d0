/*
 * What a program of exec() prints: straight into the strings of its result, or to callbacks.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_OUTPUT_H
#define ION_PHP_PROCESS_EXEC_OUTPUT_H

#include <stdbool.h>

#include "php.h"

#include "proc/proc.h"
#include "promise/callable.h"

struct ion_exec_options;

struct ion_exec_output_buffer {
	zend_string *string; /* owned; NULL while empty. Its length is the room, `used` what is in it */
	size_t used;
	bool is_stuck; /* it could not grow: the fatal error of the memory limit is on its way */
	bool overflowed;
};

/* By descriptors of the program: [1] and [2]. */
struct ion_exec_output {
	struct ion_exec_output_buffer buffers[3];
	size_t limit;                     /* bytes of each */
	struct ion_callable callbacks[3]; /* owned; empty = it is collected */
	zend_string *chunk;               /* owned: what is being read for them; NULL = none */
	zend_object *error; /* owned: what one of them threw; NULL = nothing. May be taken */
};

enum ion_exec_output_outcome {
	ION_OUTPUT_TAKEN,
	ION_OUTPUT_OVERFLOWED, /* the first byte over the limit */
	ION_OUTPUT_THREW,      /* a callback did; it is not called again */
};

/* Takes the callbacks out of the options. */
void ion_exec_output_init(struct ion_exec_output *output, struct ion_exec_options *options);
void ion_exec_output_release(struct ion_exec_output *output);

/* For the cycle collector. */
void ion_exec_output_trace(const struct ion_exec_output *output, zend_get_gc_buffer *buffer);

/* See struct ion_proc_events. A commit may run user code. */
char *ion_exec_output_reserve(
	struct ion_exec_output *output, enum ion_proc_stream stream, size_t *ret_size);
enum ion_exec_output_outcome ion_exec_output_commit(
	struct ion_exec_output *output, enum ion_proc_stream stream, size_t size);

bool ion_exec_output_has_overflowed(const struct ion_exec_output *output);

/* What was collected; owned by the caller. */
zend_string *ion_exec_output_take(struct ion_exec_output *output, enum ion_proc_stream stream);

#endif
