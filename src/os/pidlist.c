/*
 * See pidlist.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidlist.h"

#include <stdlib.h>

bool ion_pidlist_add(struct ion_pidlist *list, struct ion_pid pid)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
		struct ion_pid *pids = realloc(list->pids, capacity * sizeof(*pids));
		if (pids == NULL) {
			return false;
		}
		list->pids = pids;
		list->capacity = capacity;
	}
	list->pids[list->count++] = pid;
	return true;
}

void ion_pidlist_release(struct ion_pidlist *list)
{
	free(list->pids);
	*list = (struct ion_pidlist){0};
}
