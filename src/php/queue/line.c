/*
 * See line.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/queue/line.h"

static bool is_before(const struct ion_line_place *a, const struct ion_line_place *b)
{
	return a->priority != b->priority ? a->priority > b->priority : a->number < b->number;
}

/* Places are counted from 1: the parent of n is n / 2. */
static void put(struct ion_line *line, size_t at, struct ion_line_place *place)
{
	line->heap[at - 1] = place;
	place->at = at;
}

static void sift_up(struct ion_line *line, size_t at, struct ion_line_place *place)
{
	while (at > 1 && is_before(place, line->heap[at / 2 - 1])) {
		put(line, at, line->heap[at / 2 - 1]);
		at /= 2;
	}
	put(line, at, place);
}

static void sift_down(struct ion_line *line, size_t at, struct ion_line_place *place)
{
	size_t child;
	while ((child = at * 2) <= line->count) {
		if (child < line->count && is_before(line->heap[child], line->heap[child - 1])) {
			child++;
		}
		if (!is_before(line->heap[child - 1], place)) {
			break;
		}
		put(line, at, line->heap[child - 1]);
		at = child;
	}
	put(line, at, place);
}

void ion_line_push(struct ion_line *line, struct ion_line_place *place, zend_long priority)
{
	if (line->count == line->room) {
		size_t room = line->room > 0 ? line->room * 2 : 16;
		line->heap = safe_erealloc(line->heap, room, sizeof(struct ion_line_place *), 0);
		line->room = room;
	}
	place->priority = priority;
	place->number = ++line->last_number;
	sift_up(line, ++line->count, place);
}

struct ion_line_place *ion_line_head(const struct ion_line *line)
{
	return line->count > 0 ? line->heap[0] : NULL;
}

void ion_line_remove(struct ion_line *line, struct ion_line_place *place)
{
	size_t at = place->at;
	struct ion_line_place *last;
	if (at == 0) {
		return;
	}
	place->at = 0;
	last = line->heap[--line->count];
	if (last == place) {
		return;
	}
	if (at > 1 && is_before(last, line->heap[at / 2 - 1])) {
		sift_up(line, at, last);
	} else {
		sift_down(line, at, last);
	}
}

void ion_line_release(struct ion_line *line)
{
	if (line->heap != NULL) {
		efree(line->heap);
	}
	memset(line, 0, sizeof(*line));
}
