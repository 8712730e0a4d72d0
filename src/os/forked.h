/*
 * Which children came of a fork(2) in this process, whoever called it: their status is wanted by
 * that code, other than the status of an orphan that was adopted. The children say so themselves,
 * in memory that both share, before fork(2) returns to them or to the parent, which sleeps meanwhile.
 *
 * Not known are children of vfork(2), posix_spawn(3) and bare clone(2), and those made before.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_FORKED_H
#define ION_OS_FORKED_H

#include <stdbool.h>
#include <sys/types.h>

/* So many of them are remembered at a time. */
#define ION_FORKED_MAX 4096

/* From now on; for one user in the process. 0 or -errno: -EBUSY when there is one already. */
int ion_forked_watch(void);

/* Harmless when it was not watched, and in a forked child. */
void ion_forked_unwatch(void);

bool ion_forked_has(pid_t pid);

/* Forgets those that have been reaped: their numbers are used again. */
void ion_forked_sweep(void);

#endif
