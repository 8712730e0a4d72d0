/*
 * An intrusive, circular, doubly linked list. An unlinked node points to itself, so removing twice
 * is harmless. Whoever calls out while walking moves the nodes to a list of its own and pops: the
 * callee may then free any node.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_BASE_LIST_H
#define ION_BASE_LIST_H

#include <stdbool.h>

#include "base/util.h"

struct ion_list {
	struct ion_list *next;
	struct ion_list *prev;
};

#define ION_LIST_ENTRY(node, type, member) ION_CONTAINER_OF(node, type, member)

#define ion_list_foreach(node, head) \
 for (struct ion_list *node = (head)->next; node != (head); node = node->next)

static inline void ion_list_init(struct ion_list *node)
{
	node->next = node->prev = node;
}

static inline bool ion_list_empty(const struct ion_list *head)
{
	return head->next == head;
}

static inline void ion_list_push(struct ion_list *head, struct ion_list *node)
{
	node->prev = head->prev;
	node->next = head;
	head->prev->next = node;
	head->prev = node;
}

static inline void ion_list_remove(struct ion_list *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	ion_list_init(node);
}

/* NULL when empty. */
static inline struct ion_list *ion_list_pop(struct ion_list *head)
{
	struct ion_list *node = head->next;
	if (node == head) {
		return NULL;
	}
	ion_list_remove(node);
	return node;
}

/* Moves every node of `from` to the empty list `to`. */
static inline void ion_list_move_all(struct ion_list *from, struct ion_list *to)
{
	ion_list_init(to);
	if (!ion_list_empty(from)) {
		to->next = from->next;
		to->prev = from->prev;
		to->next->prev = to;
		to->prev->next = to;
		ion_list_init(from);
	}
}

#endif
