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
#include "os/affinity.h"
#include "os/attributes.h"

/* Room for a mask of ION_CPUS_MAX processors, too. */
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

/* No source has the number of a target; -1 = /dev/null. */
struct ion_child_fd {
	int target;
	int source;
	bool is_copy; /* for the parent: see os/plan.h */
};

/* Everything is borrowed and must stay as it is until the child has left this memory. */
struct ion_child_plan {
	const char *const *argv;
	const char *const *envp;
	const char *const *candidates; /* paths to try in turn; NULL-terminated */
	const char *cwd;               /* NULL = inherited */
	struct ion_child_fd *fds;      /* by target, ascending; 0, 1 and 2 are among them */
	size_t fd_count;
	int family;    /* enum ion_spawn_family */
	int terminal;  /* target; -1 = none */
	int cgroup_fd; /* no target; -1 = none */
	int exec_fd;   /* no target, close-on-exec; -1 = none */
	bool cgroup_is_copy;
	bool exec_is_copy;
	bool in_pid_namespace;
	int umask; /* -1 = stays */
	bool set_priority;
	int priority;
	bool no_new_privs;
	const struct ion_limit *limits;
	size_t limit_count;
	const unsigned long *cpus; /* mask of ION_CPUS_MAX bits; NULL = stays */
	struct ion_child_cred cred;
	pid_t parent;
	int death_signal;   /* when the parent's thread ends; 0 = none */
	char *scratch;      /* ION_CHILD_SCRATCH bytes, aligned for anything */
	struct ion_err err; /* what the child leaves behind; code == 0 = it did not fail so far */
};

/* For clone(2): takes a struct ion_child_plan, with all signals blocked. Never returns. */
int ion_childside_main(void *plan);

#endif
