/*
 * The table of all processes, read once for all that ask in the same moment: a thousand programs
 * that are stopped together need one.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_SCAN_H
#define ION_PROC_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct ion_pidtree;

/* Zeroed it is empty. The storage is the set's. */
struct ion_scan {
	struct ion_pidtree *table; /* owned; NULL until the first use */
	uint64_t turn;             /* of the loop, in which it was read */
	int64_t begun_ns;          /* 0 = what is there is of no use */
	size_t count;              /* how often it was read */
};

/*
 * The processes as they were after `after_ns` (ion_clock_now_ns(); 0 = any time in this turn), read
 * now unless that was done in this turn already. Borrowed until the next call. NULL when they
 * cannot be read, see os/pidtree.h.
 */
struct ion_pidtree *ion_scan_get(struct ion_scan *scan, uint64_t turn, int64_t after_ns);

/* The next one reads again. */
void ion_scan_outdate(struct ion_scan *scan);

/* Frees the table; it can be used again. */
void ion_scan_release(struct ion_scan *scan);

#endif
