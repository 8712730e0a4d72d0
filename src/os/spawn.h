/*
 * Starting programs by one clone(2) of the vfork family: the child borrows the caller's memory, so
 * the cost does not depend on how much there is of it.
 *
 * Two ways, chosen when the spawner is made. "vfork": the caller sleeps until the child has called
 * execve(2) or failed; failures are known at once. "async": the child gets a stack and copies of
 * all its data in a slot of its own and the caller goes on; the kernel clears a word of the slot
 * when the child leaves the memory (CLONE_CHILD_CLEARTID), and only then is the slot used again.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SPAWN_H
#define ION_OS_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"
#include "os/attributes.h"

struct ion_cred;
struct ion_spawn_slot;
struct ion_spawner;

/*
 * One descriptor of the program. Sources may be any descriptors, targets too: a source that is in
 * the way of a target is moved out of it before. Each target at most once.
 */
struct ion_spawn_fd {
	int target; /* 0..ION_SPAWN_TARGET_MAX */
	int source; /* -1 = /dev/null */
};

#define ION_SPAWN_TARGET_MAX 65535

enum ion_spawn_family {
	ION_SPAWN_SAME_GROUP,
	ION_SPAWN_NEW_GROUP,   /* setpgid(2) */
	ION_SPAWN_NEW_SESSION, /* setsid(2), and so a new group */
};

/*
 * All borrowed for the call. 0, 1 and 2 are /dev/null unless `fds` says otherwise; no other
 * descriptor but those of `fds` is open in the program.
 */
struct ion_spawn_spec {
	const char *const *argv; /* NULL-terminated, not empty */
	const char *const *envp; /* NULL-terminated */
	/*
	 * Where an argv[0] without a slash is looked up; NULL = the system's default. Only absolute
	 * entries count: an empty or relative one would run what lies in the current directory.
	 */
	const char *path;
	const char *cwd;             /* NULL = inherited */
	const struct ion_cred *cred; /* NULL = the caller's identity */
	const struct ion_spawn_fd *fds;
	size_t fd_count;
	struct ion_attributes attributes;
	enum ion_spawn_family family;
	int terminal;     /* >= 0: this target becomes the controlling terminal; needs a new session */
	int cgroup_fd;    /* >= 0: cgroup.procs of the group to join, open for writing */
	int exec_fd;      /* >= 0: closed by execve(2) and not before, so that its peer sees it */
	int death_signal; /* sent when the calling thread ends; 0 = none */
	bool pid_namespace; /* it becomes the init of a new one (CLONE_NEWPID) */
};

/* A child. The storage is the caller's and must not move until ion_spawn_settle(). */
struct ion_spawned {
	pid_t pid;
	int pidfd;                   /* owned; -1 where the kernel has none */
	struct ion_spawn_slot *slot; /* weak: cleared when the child has left it */
};

/* Heap; for one thread. NULL with errno. */
struct ion_spawner *ion_spawner_new(void);

/* Every child must have been settled; in a forked child, ion_spawn_forget() does that. */
void ion_spawner_free(struct ion_spawner *spawner);

bool ion_spawner_is_async(const struct ion_spawner *spawner);
bool ion_spawner_has_pidfd(const struct ion_spawner *spawner);

/*
 * 0, or -errno with `err` and no child left. In the asynchronous way what only the child sees is
 * found later, by ion_spawn_settle().
 */
int ion_spawn(struct ion_spawner *spawner, const struct ion_spawn_spec *spec,
	struct ion_spawned *ret, struct ion_err *err);

/* Gives the slot back when the child has left it. Cheap; for whoever learns that it runs. */
void ion_spawn_poll(struct ion_spawner *spawner, struct ion_spawned *child);

/*
 * Sleeps until the child has left this memory, by becoming the program or by ending, for whoever is
 * about to leave it himself: an extension may be unloaded under the child's feet. Not for ever: a
 * program may lie on a disk that hangs.
 */
void ion_spawn_await(const struct ion_spawned *child);

/*
 * What it failed at, if the program never ran (*ret_err, code 0 otherwise). Gives the slot back and
 * closes the pidfd. `is_dead` = the caller has its status; otherwise (somebody else took it, or the
 * caller gives up waiting) a child that may still be there keeps its slot for good.
 */
void ion_spawn_settle(
	struct ion_spawner *spawner, struct ion_spawned *child, bool is_dead, struct ion_err *ret_err);

/* Kills a child that cannot be looked after, waits for its end and settles it. */
void ion_spawn_abort(struct ion_spawner *spawner, struct ion_spawned *child);

/* In a forked child, where the memory is a copy: the same without asking how it went. */
void ion_spawn_forget(struct ion_spawner *spawner, struct ion_spawned *child);

#endif
