/*
 * What runs between clone(2) and execve(2), and the plan it follows. The child shares its memory,
 * and in the asynchronous way its thread-local storage too, with a parent that may be running: it
 * makes raw system calls only, allocates nothing, and writes nothing but its own stack, the scratch
 * room and the error record of its plan.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_CHILDSIDE_H
#define ION_OS_CHILDSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

#define ION_CHILD_SCRATCH 2048

/* The identity to take. */
struct ion_child_cred {
	bool set_groups;
	bool set_gid;
	bool set_uid;
	uid_t uid;
	gid_t gid;
	const gid_t *groups;
	gid_t *seen_groups; /* room for group_count + 1 of them: what the kernel says afterwards */
	size_t group_count;
};

/* Everything is borrowed and must stay as it is until the child has left this memory. */
struct ion_child_plan {
	const char *const *argv;
	const char *const *envp;
	const char *const *candidates; /* paths to try in turn; NULL-terminated */
	const char *cwd;               /* NULL = inherited */
	int stdio[3];                  /* >= ION_FD_FIRST, or -1 = /dev/null */
	struct ion_child_cred cred;
	pid_t parent;
	int death_signal;   /* when the parent's thread ends; 0 = none */
	char *scratch;      /* ION_CHILD_SCRATCH bytes, aligned for anything */
	struct ion_err err; /* what the child leaves behind; code == 0 = it did not fail so far */
};

/* For clone(2): takes a struct ion_child_plan, with all signals blocked. Never returns. */
int ion_childside_main(void *plan);

#endif
