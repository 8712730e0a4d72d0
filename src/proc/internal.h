/*
 * What the files of this folder share. Nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_INTERNAL_H
#define ION_PROC_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/list.h"
#include "base/util.h"
#include "loop/io.h"
#include "loop/timer.h"
#include "os/sigchld.h"
#include "os/spare.h"
#include "os/spawn.h"
#include "proc/proc.h"
#include "proc/procset.h"
#include "proc/scan.h"
#include "proc/tree.h"
#include "stream/reader.h"

#define ION_PROC_MAGIC 0x10e0400u
#define ION_PROCSET_MAGIC 0x10e0500u

/* How long killed processes are waited for that the kernel does not let go (a disk or network that
 * hangs). */
#define ION_KILL_PATIENCE_NS (10 * ION_NS_PER_SEC)

enum ion_proc_phase {
	ION_PHASE_RUNNING,
	ION_PHASE_STOPPING, /* on the ladder */
	ION_PHASE_CLEARING, /* has exited on the ladder; others of its tree have not */
	ION_PHASE_DRAINING, /* has exited; the pipes have not ended */
	ION_PHASE_ENDED,    /* reported */
};

/* A stream that the program writes and ION reads. */
struct ion_proc_out {
	struct ion_proc *proc;
	struct ion_reader reader;
	enum ion_proc_stream stream;
};

/* Standard input. */
struct ion_proc_in {
	struct ion_io *io; /* owned; NULL with fd == -1 */
	int fd;            /* owned */
	const char *data;  /* borrowed: the rest of the piece that next_input gave */
	size_t size;
	bool is_feeding; /* next_input is on the stack */
	bool is_ready;   /* ion_proc_feed_ready() came meanwhile */
	bool is_terminal;
};

struct ion_proc {
	ION_MAGIC_FIELD
	struct ion_list node; /* in the set */
	struct ion_procset *set;
	struct ion_proc_events events;
	void *arg; /* borrowed */
	struct ion_spawned child;
	struct ion_io *exit_io;  /* owned; on child.pidfd */
	struct ion_io *exec_io;  /* owned; on exec_fd. NULL when nobody asks */
	int exec_fd;             /* owned; at its end once the program runs */
	struct ion_timer *timer; /* owned; what it is for depends on the phase */
	struct ion_timer *idle;  /* owned; NULL = silence is no reason to stop */
	int64_t idle_ns;
	int64_t spoken_ns; /* when it last wrote something, if there is `idle` */
	struct ion_proc_in in;
	struct ion_proc_out out[2];
	enum ion_proc_phase phase;
	bool is_reaped;  /* result.exit is valid, the pid is not ours any more */
	bool is_stopped; /* result.cause is final */
	bool is_cut;     /* nobody waits for the pipes */
	bool is_referenced;
	bool is_detached;
	int64_t started_ns;
	int64_t drain_ns;
	int64_t deadline_ns; /* of the rung */
	struct ion_proc_result result;
	size_t rung; /* the next one */
	size_t ladder_size;
	struct ion_rung *ladder; /* owned */
	char *cgroup;            /* owned: its directory; NULL = none of its own */
	bool made_cgroup;        /* and ION removes it */
	struct ion_tree tree;
	struct ion_io *member_io; /* owned; on tree.pidfd */
	struct ion_timer *check;  /* owned; for the next table, or where there is no such descriptor */
	struct ion_defer step;    /* of a kill, or a look at what is left */
	bool waits;               /* for the next table of processes */
	bool is_hasty;            /* and may not */
	bool owes;                /* the signal of the rung, to others than the program */
	int64_t frozen_ns;        /* when those that were listed were stopped */
	int rung_signal;          /* of the last rung, whoever it was sent to */
	unsigned freezes;         /* passes of a kill so far */
	bool stops_tree;          /* a stop is for all of the tree, not for the program alone */
	bool is_killing;          /* between the first pass of a kill and the last */
	bool is_killed;
	bool is_over; /* without the loop: there is no rung left and it was killed */
};

struct ion_procset {
	ION_MAGIC_FIELD
	struct ion_loop *loop;       /* borrowed */
	struct ion_spawner *spawner; /* owned */
	struct ion_list procs;
	size_t count;
	struct ion_scan scan;
	int64_t born_ns;
	uint64_t markers;           /* given so far */
	struct ion_spare spare;     /* held while there are programs and none is being stopped */
	struct ion_defer take_back; /* of the spare ones */
	bool is_ending;             /* there is no loop any more */
	struct ion_sigchld sigchld;
	struct ion_io *wake_io;       /* owned; NULL with pidfds */
	struct ion_timer *wake_timer; /* owned; NULL with pidfds */
};

/* members.c */

/* A tree that grows while it is being stopped is killed anyway, and again what is left. */
#define ION_FREEZES_MAX 16

/* The watcher of a member goes before its descriptor, which goes at the next listing or signal. */
void ion_proc_unwatch(struct ion_proc *proc);

/* Calls ion_proc_on_step() then; without the loop whoever turns in its place does. False without
 * memory. */
bool ion_proc_come_back(struct ion_proc *proc, int64_t due_ns);

/* Lists the members by a table that is younger than `after_ns`. False when there is none: proc->waits
 * tells whether it is a matter of time, and the proc is called back. Otherwise nobody can be found: no
 * /proc, or no memory. */
bool ion_proc_list(struct ion_proc *proc, int64_t after_ns);

/* What is young enough for a signal. */
int64_t ion_proc_signal_age(const struct ion_proc *proc);

/* To the program, unless it was reaped; the second one also to the group that it leads, if any. */
void ion_proc_signal_root(struct ion_proc *proc, int signal);
void ion_proc_signal_group(struct ion_proc *proc, int signal);

/* SIGKILL for all, or for a worker. */
void ion_proc_begin_kill(struct ion_proc *proc);

/* What is left to be sent: the next pass of a kill. True when nothing is. */
bool ion_proc_go_on(struct ion_proc *proc);

/* Whether the program has ended, or rather, whether it can be reaped; who is there of its tree is
 * listed then, in the last moment in which its numbers are its own. */
bool ion_proc_list_last(struct ion_proc *proc);

void ion_proc_on_step(void *arg);
void ion_proc_on_check(struct ion_timer *timer, void *arg);

/* stop.c */

/* False, with the old one still there, when there is no memory. */
bool ion_proc_set_ladder(struct ion_proc *proc, const struct ion_rung *ladder, size_t ladder_size);

/* Sends the next rung's signal; its grace, or -1 when there is no rung left. */
int64_t ion_proc_next_rung(struct ion_proc *proc);

/* The next rung that has a grace, and its timer. */
void ion_proc_climb(struct ion_proc *proc);

/* SIGKILL without a ladder, or after it. */
void ion_proc_kill_now(struct ion_proc *proc);

/* The program was reaped. Whether there is anybody else to wait for: the phase is CLEARING then. */
bool ion_proc_begin_clear(struct ion_proc *proc);

/* In that phase: whether all have ended; otherwise the next one is watched. */
bool ion_proc_clear(struct ion_proc *proc);

/* In that phase: the timer of a rung. False when nothing is left to be done. */
bool ion_proc_rung_over(struct ion_proc *proc);

void ion_proc_on_member_end(struct ion_io *io, unsigned events, void *arg);

/* proc.c, for start.c. */

/* Writes what there is of the input. 0, or -errno when the rest cannot be waited for: the program
 * must not go on as if its input had ended. */
int ion_proc_in_feed(struct ion_proc *proc);

/* Callbacks of the watchers. */
extern const struct ion_reader_events ion_proc_out_events;
void ion_proc_on_input(struct ion_io *io, unsigned events, void *arg);
void ion_proc_on_exit(struct ion_io *io, unsigned events, void *arg);
void ion_proc_on_exec(struct ion_io *io, unsigned events, void *arg);
void ion_proc_on_timer(struct ion_timer *timer, void *arg);
void ion_proc_on_idle(struct ion_timer *timer, void *arg);

/* Everything but the memory, of one that is in no set. */
void ion_proc_release(struct ion_proc *proc);
void ion_proc_free_memory(struct ion_proc *proc);

/* proc.c, for procset.c. */

/* Takes the status if it has ended; true then, and from then on. */
bool ion_proc_try_reap(struct ion_proc *proc);

/* In the loop: the program may have ended. May end in on_done, which frees it. */
void ion_proc_check_exit(struct ion_proc *proc);

/* Reads and throws away what is in the pipes. */
void ion_proc_discard(struct ion_proc *proc);

/* No watcher is left and standard input is closed; the child and its output are still there. */
void ion_proc_disarm(struct ion_proc *proc);

/* Disarms, takes it out of the set and frees it. The child has been settled or forgotten. */
void ion_proc_free(struct ion_proc *proc);

/* procset.c, for proc.c. */

void ion_procset_add(struct ion_procset *set, struct ion_proc *proc);
void ion_procset_remove(struct ion_procset *set, struct ion_proc *proc);

/* Before looking for the members of a tree: until the end of the turn there are a few descriptors for
 * it, however many others the process has used up. */
void ion_procset_make_room(struct ion_procset *set);

#endif
