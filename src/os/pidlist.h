/*
 * A list of processes that grows.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDLIST_H
#define ION_OS_PIDLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "os/pidstat.h"

/* Owned: `pids` is free(3)d by ion_pidlist_release(). Zeroed it is empty. */
struct ion_pidlist {
	struct ion_pid *pids;
	size_t count;
	size_t capacity;
};

/* False when there is no memory. */
bool ion_pidlist_add(struct ion_pidlist *list, struct ion_pid pid);
void ion_pidlist_release(struct ion_pidlist *list);

#endif
