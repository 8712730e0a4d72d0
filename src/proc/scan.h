/*
 * The table of all processes, read once for all that ask at the same time: a thousand programs that
 * are stopped together need a few, not thousands. Reading takes a while on a machine with many
 * processes, so after a burst its share of the time is bounded, and whoever needs a new table waits.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_SCAN_H
#define ION_PROC_SCAN_H

#include <stddef.h>
#include <stdint.h>

struct ion_pidtree;

/* Zeroed it is empty. The storage is the set's. */
struct ion_scan {
	struct ion_pidtree *table; /* owned; NULL until the first use */
	int64_t begun_ns;          /* 0 = there is nothing in it */
	int64_t cost_ns;           /* processor time of the last reading */
	int64_t paid_ns;           /* until then its share of the time is used up */
	size_t count;              /* how often it was read */
};

/* The processes as they were at some moment after `after_ns` (ion_clock_now_ns()). Borrowed until
 * the next reading. NULL when there is no such table yet. */
struct ion_pidtree *ion_scan_last(const struct ion_scan *scan, int64_t after_ns);

/* When they may be read again without holding others up. */
int64_t ion_scan_due_ns(const struct ion_scan *scan);

/* As they are now. NULL when they cannot be read, see os/pidtree.h. */
struct ion_pidtree *ion_scan_read(struct ion_scan *scan);

/* Frees the table; it can be used again. */
void ion_scan_release(struct ion_scan *scan);

#endif
