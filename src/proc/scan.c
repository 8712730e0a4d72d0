/*
 * See scan.h.
 * SPDX-License-Identifier: MIT
 */
#include "proc/scan.h"

#include "base/clock.h"
#include "os/pidtree.h"

/* A callback may hold up its turn for long. */
#define AGE_MAX_NS (ION_NS_PER_SEC / 4)

struct ion_pidtree *ion_scan_get(struct ion_scan *scan, uint64_t turn, int64_t after_ns)
{
	int64_t now_ns = ion_clock_now_ns();

	if (scan->begun_ns > after_ns && scan->turn == turn && now_ns - scan->begun_ns < AGE_MAX_NS) {
		return scan->table;
	}
	scan->begun_ns = 0;
	if (scan->table == NULL) {
		scan->table = ion_pidtree_new();
	}
	if (scan->table == NULL || ion_pidtree_read(scan->table) < 0) {
		return NULL;
	}
	scan->turn = turn;
	scan->begun_ns = now_ns;
	scan->count++;
	return scan->table;
}

void ion_scan_outdate(struct ion_scan *scan)
{
	scan->begun_ns = 0;
}

void ion_scan_release(struct ion_scan *scan)
{
	ion_pidtree_free(scan->table);
	scan->table = NULL;
	scan->begun_ns = 0;
}
