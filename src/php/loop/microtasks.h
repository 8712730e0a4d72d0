/*
 * A queue of calls with their arguments.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_MICROTASKS_H
#define ION_PHP_LOOP_MICROTASKS_H

#include <stdint.h>

#include "php.h"

/* Most calls have no more; these need no memory of their own. */
#define ION_MICROTASK_INLINE 3

struct ion_microtask {
	zend_object *closure; /* owned */
	uint32_t argc;
	union {
		zval few[ION_MICROTASK_INLINE]; /* owned */
		zval *many;                     /* owned, with its elements, when there are more */
	};
	HashTable *named; /* owned; NULL = none */
};

/* All zero is an empty one. */
struct ion_microtasks {
	struct ion_microtask *items; /* owned ring */
	uint32_t capacity;           /* 0 or a power of two */
	uint32_t first;
	uint32_t count;
};

/* Behind the others. Takes references on what it is given; `named` may be NULL. */
void ion_microtasks_push(struct ion_microtasks *tasks, zend_object *closure, uint32_t argc,
	zval *argv, HashTable *named);

/* The first one is the caller's from now on. There must be one. */
struct ion_microtask ion_microtasks_shift(struct ion_microtasks *tasks);

static inline zval *ion_microtask_argv(struct ion_microtask *task)
{
	return task->argc > ION_MICROTASK_INLINE ? task->many : task->few;
}

/* Frees all of them. May run destructors; they may push more, which are freed, too. */
void ion_microtasks_release(struct ion_microtasks *tasks);

void ion_microtasks_trace(struct ion_microtasks *tasks, zend_get_gc_buffer *buffer);

#endif
