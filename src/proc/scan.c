/*
 * See scan.h.
 * SPDX-License-Identifier: MIT
 */
#include "proc/scan.h"

#include "base/clock.h"
#include "os/pidtree.h"

/* A fifth of the time is for reading, but for the first few: a program that is stopped alone waits
 * for nothing. */
#define SHARE 5
#define BURST 6

struct ion_pidtree *ion_scan_last(const struct ion_scan *scan, int64_t after_ns)
{
	return scan->begun_ns > after_ns ? scan->table : NULL;
}

int64_t ion_scan_due_ns(const struct ion_scan *scan)
{
	return scan->paid_ns - BURST * SHARE * scan->cost_ns;
}

struct ion_pidtree *ion_scan_read(struct ion_scan *scan)
{
	/* of a busy machine's time only what was had counts */
	int64_t begun_ns = ion_clock_now_ns(), begun_cpu_ns = ion_clock_cpu_ns(), now_ns;

	scan->begun_ns = 0;
	if (scan->table == NULL) {
		scan->table = ion_pidtree_new();
	}
	if (scan->table == NULL || ion_pidtree_read(scan->table) < 0) {
		return NULL;
	}
	scan->count++;
	scan->begun_ns = begun_ns;
	now_ns = ion_clock_now_ns();
	scan->cost_ns = ion_clock_cpu_ns() - begun_cpu_ns;
	if (scan->paid_ns < now_ns) {
		scan->paid_ns = now_ns;
	}
	scan->paid_ns += SHARE * scan->cost_ns;
	return scan->table;
}

void ion_scan_release(struct ion_scan *scan)
{
	ion_pidtree_free(scan->table);
	scan->table = NULL;
	scan->begun_ns = 0;
}
