/*
 * A waiting line by priority: a binary heap of entries that know their place, so that one can be
 * taken out of the middle. Both cost O(log n).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_QUEUE_LINE_H
#define ION_PHP_QUEUE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "php.h"

/* Part of what waits. */
struct ion_line_place {
	size_t at; /* 1 = the head; 0 = in no line */
	zend_long priority;
	uint64_t number; /* of its arrival: the lower one goes first among equals */
};

/* Zeroed memory is an empty one. */
struct ion_line {
	struct ion_line_place **heap; /* owned array of borrowed places */
	size_t count;
	size_t room;
	uint64_t last_number;
};

/* Behind all that have the same priority. */
void ion_line_push(struct ion_line *line, struct ion_line_place *place, zend_long priority);

/* The next one, which stays; NULL when the line is empty. */
struct ion_line_place *ion_line_head(const struct ion_line *line);

/* Harmless when it is in no line. */
void ion_line_remove(struct ion_line *line, struct ion_line_place *place);

/* Empty line only. */
void ion_line_release(struct ion_line *line);

#endif
