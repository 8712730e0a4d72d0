/*
 * The programs that one request started and that still run. Owns them, their spawner (the arena of
 * child stacks) and, where the kernel has no pidfd, the SIGCHLD notification.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_PROCSET_H
#define ION_PROC_PROCSET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct ion_loop;
struct ion_proc;
struct ion_procset;

/* Heap. `loop` is borrowed and must outlive the set. NULL with errno. */
struct ion_procset *ion_procset_new(struct ion_loop *loop);

/*
 * Before a child is made outside of ion_proc_start(). 0 or -errno. ion_procset_unprepare() undoes
 * it when no child came of it.
 */
int ion_procset_prepare(struct ion_procset *set);

/* Before that, where the child will have no pidfd although programs have one: the call that makes
 * one for a child of fork(2) is younger, and tools that watch programs know it later. */
int ion_procset_wake_by_signal(struct ion_procset *set);

/* What stands for the next program in the variable ION_PIDTREE_VARIABLE of its environment: `ret`
 * has room for ION_PIDTREE_MARKER_SIZE. */
void ion_procset_marker(struct ion_procset *set, char *ret);

/* How often all processes of the system were looked at. */
size_t ion_procset_scan_count(const struct ion_procset *set);

void ion_procset_unprepare(struct ion_procset *set);

/* The program or child with this number that has not been reported as ended; NULL = none. Borrowed. */
struct ion_proc *ion_procset_find(const struct ion_procset *set, pid_t pid);

/* Whether there is such a one and its status has not been taken yet. */
bool ion_procset_awaits(const struct ion_procset *set, pid_t pid);

/* Sends all that are not detached a signal, at once and beside their ladders. How many got it. */
size_t ion_procset_kill_all(struct ion_procset *set, int signal);

size_t ion_procset_count(const struct ion_procset *set);

/*
 * The end of the request: every program that still runs goes through its stop ladder at once, with
 * all that it brought about, all of them side by side, without the loop; what a ladder leaves alive
 * is killed. All are reaped and
 * freed; on_done is not called. Blocks no longer than the longest ladder.
 */
void ion_procset_shutdown(struct ion_procset *set);

/* In a forked child: forgets the parent's programs. Descriptors are closed, nothing is signalled
 * or reaped, on_done is not called. The loop must be private already (ion_loop_after_fork). */
void ion_procset_forget(struct ion_procset *set);

/* The same for a child that has abandoned its loop (ion_loop_abandon): descriptors are closed, and
 * nothing is written to the memory of the programs. The set is not used again. */
void ion_procset_abandon(struct ion_procset *set);

/* Empty set only. NULL is allowed. */
void ion_procset_free(struct ion_procset *set);

/* How programs are started and their end is seen here ("async"|"vfork", "pidfd"|"sigchld"); for
 * phpinfo(). Static strings. */
const char *ion_procset_spawn_method(const struct ion_procset *set);
const char *ion_procset_reap_method(const struct ion_procset *set);

#endif
