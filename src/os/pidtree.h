/*
 * All processes at one moment, and which of them a program brought about.
 *
 * The kernel forgets the parents of a process: when its parent ends it becomes a child of init (or
 * of a "subreaper" above it), and by setsid(2) it can leave session and group, too. What stays is
 * the environment it was started with. So a process belongs to a root when
 *   - its chain of parents leads there, or to a member;
 *   - it is in a session or group that the root or a member leads;
 *   - it is an orphan in whose environment the variable ION_PIDTREE_VARIABLE names the root; the
 *     value is a path, "outer/inner", because ION runs below ION.
 * Not found is an orphan that is in a session of its own and whose environment was cleared, or
 * written over (programs that show their state in ps do that), or may not be read: of another user,
 * or of a set-user-ID program. Its descendants are not found then either.
 *
 * Never a member: this process and its ancestors.
 *
 * A table is only as good as the moment: what is forked while it is read may be missing. Whoever
 * needs all of a tree stops what it found (SIGSTOP) and reads again until nothing new appears.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIDTREE_H
#define ION_OS_PIDTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "os/pidlist.h"
#include "os/pidstat.h"

#define ION_PIDTREE_VARIABLE "_ION_TREE"

/* Room for one component of its value. */
#define ION_PIDTREE_MARKER_SIZE 48

/* For a value of it, with all its components. */
#define ION_PIDTREE_PATH_SIZE 4096

struct ion_pidtree;

/* Whose descendants are looked for. Zeroed but for pid, is_held and marker at first; what a find
 * learns about the root serves the later ones, when it has been reaped. */
struct ion_pidtree_root {
	pid_t pid;
	bool is_held;         /* an unreaped child of this process: nobody else has the number */
	const char *marker;   /* borrowed: one component of the variable; NULL = it has none */
	uint64_t start_ticks; /* 0 = not known: it was in no table */
	bool leads_session;   /* it made the session that has its number */
	bool leads_group;
};

/* The value of the variable for somebody below this process: `outer` is its own (NULL = it has none; what
 * is too long for any nesting of ours counts as none), `marker` the new component. */
void ion_pidtree_path(char *ret, size_t size, const char *outer, const char *marker);

/* Owned. NULL with errno: no memory. Empty until it is read. */
struct ion_pidtree *ion_pidtree_new(void);

/* NULL is allowed. */
void ion_pidtree_free(struct ion_pidtree *tree);

/*
 * Reads /proc: some 8 us for each process of the system. 0, -ENOSYS when there is no /proc, or one
 * of another PID namespace, whose numbers mean others; -ENOMEM, -EMFILE, -errno. It is empty then.
 */
int ion_pidtree_read(struct ion_pidtree *tree);

/* How many processes are in it. */
size_t ion_pidtree_count(const struct ion_pidtree *tree);

/* Fills pid->start_ticks. False when it was not there. */
bool ion_pidtree_identify(const struct ion_pidtree *tree, struct ion_pid *pid);

/* Whether it was there, and a zombie, then. */
bool ion_pidtree_has_ended(const struct ion_pidtree *tree, pid_t pid);

/*
 * The living members, without the root, parents before their children. `known` are earlier answers:
 * a member stays one when its parents are gone. Reads the environments of orphans that are younger
 * than the root, each once for the life of the table. `ret` is emptied first; it may not be `known`.
 * 0 or -ENOMEM.
 */
int ion_pidtree_find(struct ion_pidtree *tree, struct ion_pidtree_root *root,
	const struct ion_pidlist *known, struct ion_pidlist *ret);

#endif
