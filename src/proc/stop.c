/*
 * The stop ladder. A rung's signal goes to the program and to all that it brought about; when the
 * program is gone and others are left the ladder goes on for them, and only when none is found any
 * more the stop is over. Signals are sent to forked workers alone: they end their own children.
 *
 * SIGKILL takes several turns of the loop. A process that is killed cannot be asked for its
 * children any more, and one that forks all the time would be ahead of every list; so all that is
 * found is stopped by SIGSTOP first, and looked for again, until nothing new appears. Then all are
 * killed at once. In between other programs get their turn, and share the tables with this one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "proc/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "os/cgroup.h"
#include "os/kill.h"
#include "os/pidtree.h"
#include "proc/internal.h"

/* A tree that grows while it is being stopped is killed anyway, and again what is left. */
#define FREEZES_MAX 16

/* What is left of a tree after a ladder that does not end with KILL has at least this time. */
#define LAST_GRACE_NS ION_NS_PER_SEC

/* How often the end of a process is asked for that there is no descriptor of. */
#define CHECK_NS (ION_NS_PER_SEC / 50)

/* A signal may miss who was forked so shortly before. */
#define SIGNAL_AGE_NS (ION_NS_PER_SEC / 20)

/* ---- who is there ---- */

/* The watcher goes before the descriptor, which goes at the next listing or signal. */
static void unwatch(struct ion_proc *proc)
{
	ion_io_free(proc->member_io);
	proc->member_io = NULL;
}

/* Calls ion_proc_on_step() then; without the loop whoever turns in its place does. */
static bool come_back(struct ion_proc *proc, int64_t due_ns)
{
	if (proc->set->is_ending) {
		return true;
	}
	if (proc->check == NULL) {
		proc->check = ion_timer_new(proc->set->loop, ion_proc_on_check, proc);
	}
	return proc->check != NULL && ion_timer_start_at(proc->check, due_ns) == 0;
}

/*
 * A table that is younger than `after_ns`. NULL when there is none: proc->waits tells whether it is a
 * matter of time, and the proc is called back. Otherwise nobody can be found: no /proc, or no memory.
 */
static struct ion_pidtree *scan(struct ion_proc *proc, int64_t after_ns)
{
	struct ion_scan *shared = &proc->set->scan;
	struct ion_pidtree *table = ion_scan_last(shared, after_ns);
	int64_t due_ns = ion_scan_due_ns(shared);

	proc->waits = false;
	if (table != NULL) {
		return table;
	}
	if (!proc->is_hasty && due_ns > ion_clock_now_ns() && come_back(proc, due_ns)) {
		proc->waits = true;
		return NULL;
	}
	return ion_scan_read(shared);
}

/* Lists the members. False as above. */
static bool list_members(struct ion_proc *proc, int64_t after_ns)
{
	struct ion_pidtree *table = scan(proc, after_ns);
	unwatch(proc);
	return table != NULL && ion_tree_list(&proc->tree, table, !proc->is_reaped);
}

/* What is good enough for a signal. */
static int64_t signal_age(const struct ion_proc *proc)
{
	int64_t oldest_ns = ion_clock_now_ns() - SIGNAL_AGE_NS;
	return oldest_ns > proc->started_ns ? oldest_ns : proc->started_ns;
}

/* A table in which it still ran may lack what it forked afterwards. */
static struct ion_pidtree *scan_after_end(struct ion_proc *proc)
{
	struct ion_pidtree *table = ion_scan_last(&proc->set->scan, proc->started_ns);
	proc->waits = false;
	if (table == NULL || !ion_pidtree_has_ended(table, proc->child.pid)) {
		table = scan(proc, ion_clock_now_ns());
	}
	return table;
}

bool ion_proc_list_last(struct ion_proc *proc)
{
	struct ion_pidtree *table;
	int code = ion_reap_peek(proc->child.pid, proc->child.pidfd);

	if (code == -EAGAIN) {
		return false;
	}
	table = scan_after_end(proc);
	if (proc->waits) {
		/* it says again and again that it has ended */
		if (proc->exit_io != NULL) {
			ion_io_stop(proc->exit_io);
		}
		return false;
	}
	unwatch(proc);
	if (table != NULL) {
		ion_tree_list(&proc->tree, table, code == 0);
	} else if (code == 0) {
		/* nobody can be found; its group, if it led one, has its number until it is reaped */
		ion_kill_group(proc->child.pid, SIGKILL);
	}
	return true;
}

/* ---- killing ---- */

static void kill_root(struct ion_proc *proc, int signal)
{
	if (!proc->is_reaped) {
		ion_kill(proc->child.pid, proc->child.pidfd, signal);
	}
}

/* And the group that it leads, if there is one: in one go, so that nobody forks meanwhile. The number
 * is the program's own until it is reaped. */
static void kill_root_group(struct ion_proc *proc, int signal)
{
	if (!proc->is_reaped) {
		ion_kill_group(proc->child.pid, signal);
	}
	kill_root(proc, signal);
}

static void kill_all(struct ion_proc *proc)
{
	if (proc->made_cgroup) {
		ion_cgroup_kill(proc->cgroup);
	}
	unwatch(proc);
	kill_root_group(proc, SIGKILL);
	ion_tree_signal(&proc->tree, SIGKILL);
	proc->is_killing = false;
	proc->is_killed = true;
}

/* One pass; true when it was the last one, and all are killed. */
static bool kill_step(struct ion_proc *proc)
{
	bool is_first = proc->freezes == 0;

	if (is_first) {
		kill_root_group(proc, SIGSTOP);
	}
	if (!list_members(proc, is_first ? signal_age(proc) : proc->frozen_ns)) {
		if (proc->waits) {
			return false;
		}
		kill_all(proc);
		return true;
	}
	if ((proc->tree.news.count == 0 && !is_first) || proc->freezes == FREEZES_MAX) {
		kill_all(proc);
		return true;
	}
	if (is_first) {
		ion_tree_signal(&proc->tree, SIGSTOP);
	} else {
		ion_tree_signal_news(&proc->tree, SIGSTOP);
	}
	proc->frozen_ns = ion_clock_now_ns();
	proc->freezes++;
	return false;
}

static void begin_kill(struct ion_proc *proc)
{
	if (!proc->stops_tree) {
		kill_root(proc, SIGKILL);
		return;
	}
	proc->is_killing = true;
	proc->owes = false;
	proc->freezes = 0;
	if (!kill_step(proc) && !proc->waits && !proc->set->is_ending) {
		ion_loop_defer(proc->set->loop, &proc->step);
	}
}

/* ---- in steps ---- */

/* The signal of the rung to those that it could not be sent to at once. */
static void pay(struct ion_proc *proc)
{
	if (proc->owes && (list_members(proc, signal_age(proc)) || !proc->waits)) {
		proc->owes = false;
		ion_tree_signal_news(&proc->tree, proc->rung_signal);
	}
}

bool ion_proc_go_on(struct ion_proc *proc)
{
	pay(proc);
	return !proc->is_killing || kill_step(proc);
}

void ion_proc_on_step(void *arg)
{
	struct ion_proc *proc = arg;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (!ion_proc_go_on(proc) && !proc->waits) {
		ion_loop_defer(proc->set->loop, &proc->step);
		return;
	}
	ion_proc_check_exit(proc);
}

void ion_proc_on_check(struct ion_timer *timer, void *arg)
{
	(void) timer;
	ion_proc_on_step(arg);
}

/* ---- the ladder ---- */

bool ion_proc_set_ladder(struct ion_proc *proc, const struct ion_rung *ladder, size_t ladder_size)
{
	struct ion_rung *copy = calloc(ladder_size, sizeof(*ladder));
	if (copy == NULL) {
		return false;
	}
	memcpy(copy, ladder, ladder_size * sizeof(*ladder));
	free(proc->ladder);
	proc->ladder = copy;
	proc->ladder_size = ladder_size;
	return true;
}

/* Of those that are sent when the program is gone its result knows nothing. */
static void note_signal(struct ion_proc *proc, int signal)
{
	proc->rung_signal = signal;
	if (!proc->is_reaped) {
		proc->result.stop_signal = signal;
	}
}

/* Whatever goes wrong (it has just ended, it runs as somebody else) the next rung comes. */
static void send_rung(struct ion_proc *proc, int signal)
{
	note_signal(proc, signal);
	if (signal == SIGKILL) {
		begin_kill(proc);
		return;
	}
	if (!proc->stops_tree) {
		kill_root(proc, signal);
		return;
	}
	proc->owes = false;
	if (list_members(proc, signal_age(proc))) {
		kill_root(proc, signal);
		ion_tree_signal(&proc->tree, signal);
	} else if (proc->waits) {
		kill_root(proc, signal);
		ion_tree_signal(&proc->tree, signal);
		proc->owes = true;
	} else if (proc->is_reaped || ion_kill_group(proc->child.pid, signal) < 0) {
		kill_root(proc, signal);
	}
}

int64_t ion_proc_next_rung(struct ion_proc *proc)
{
	const struct ion_rung *rung;
	if (proc->rung == proc->ladder_size) {
		return -1;
	}
	rung = &proc->ladder[proc->rung++];
	send_rung(proc, rung->signal);
	return rung->grace_ns;
}

void ion_proc_kill_now(struct ion_proc *proc)
{
	note_signal(proc, SIGKILL);
	proc->rung = proc->ladder_size;
	begin_kill(proc);
}

/* Until the next rung; after the last one until KILL, or until what was killed is given up. */
static void wait_on_rung(struct ion_proc *proc, int64_t grace_ns)
{
	if (proc->rung == proc->ladder_size) {
		if (proc->phase != ION_PHASE_CLEARING) {
			/* there is nothing to wait for but the end of the program */
			return;
		}
		if (proc->is_killing || proc->is_killed) {
			grace_ns = ION_KILL_PATIENCE_NS;
		} else if (grace_ns == 0) {
			grace_ns = LAST_GRACE_NS;
		}
	}
	proc->deadline_ns = ion_clock_add(ion_clock_now_ns(), grace_ns);
	if (ion_timer_start_at(proc->timer, proc->deadline_ns) < 0 && !proc->is_killed) {
		/* no memory to be patient with */
		ion_proc_kill_now(proc);
	}
}

void ion_proc_climb(struct ion_proc *proc)
{
	int64_t grace_ns;
	do {
		grace_ns = ion_proc_next_rung(proc);
	} while (grace_ns == 0 && proc->rung < proc->ladder_size);
	wait_on_rung(proc, grace_ns < 0 ? 0 : grace_ns);
}

/* The exit watcher of a status that was taken early still fires; without pidfds somebody has to. */
static void wake(struct ion_proc *proc)
{
	if (proc->phase == ION_PHASE_DRAINING ||
		(proc->phase != ION_PHASE_CLEARING && proc->child.pidfd < 0)) {
		/* without memory for it: the drain limit, or the set's own timer, comes later */
		ion_timer_start(proc->timer, 0);
	}
}

void ion_proc_stop(struct ion_proc *proc, enum ion_cause cause)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (proc->phase == ION_PHASE_ENDED || proc->phase == ION_PHASE_CLEARING || proc->is_cut) {
		return;
	}
	/* a program that has ended by itself has, whether or not the loop knows it: nothing is
	 * signalled and its end is what it was; but nobody waits for its pipes any longer */
	if (proc->phase == ION_PHASE_DRAINING || ion_proc_try_reap(proc)) {
		proc->is_cut = true;
		wake(proc);
		return;
	}
	if (proc->phase == ION_PHASE_RUNNING) {
		proc->phase = ION_PHASE_STOPPING;
		proc->is_stopped = true;
		proc->result.cause = cause;
		ion_timer_stop(proc->timer);
		ion_proc_climb(proc);
	}
}

int ion_proc_stop_with(struct ion_proc *proc, const struct ion_rung *ladder, size_t ladder_size)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (!ion_proc_set_ladder(proc, ladder, ladder_size)) {
		return -ENOMEM;
	}
	proc->rung = 0;
	if (proc->phase == ION_PHASE_CLEARING ||
		(proc->phase == ION_PHASE_STOPPING && !ion_proc_try_reap(proc))) {
		ion_timer_stop(proc->timer);
		ion_proc_climb(proc);
		/* the watcher of a member went with the list */
		ion_loop_defer(proc->set->loop, &proc->step);
	} else {
		ion_proc_stop(proc, ION_CAUSE_CANCEL);
	}
	return 0;
}

/* ---- what is left when the program is gone ---- */

/* False when it cannot be waited for. */
static bool watch(struct ion_proc *proc, int pidfd)
{
	if (pidfd < 0) {
		return come_back(proc, ion_clock_add(ion_clock_now_ns(), CHECK_NS));
	}
	proc->member_io = ion_io_new(proc->set->loop, pidfd, ION_IO_READ, ion_proc_on_member_end, proc);
	return proc->member_io != NULL && ion_io_start(proc->member_io) == 0;
}

/* Those that were not there when the signal was sent get it, too. */
static void signal_news(struct ion_proc *proc)
{
	if (proc->tree.news.count == 0 || proc->is_killing) {
		return;
	}
	if (proc->is_killed) {
		begin_kill(proc);
	} else {
		ion_tree_signal_news(&proc->tree, proc->rung_signal);
	}
}

bool ion_proc_clear(struct ion_proc *proc)
{
	/* the list of a control group is as new as can be, and the table must not be older */
	int64_t after_ns = proc->tree.cgroup != NULL ? ion_clock_now_ns() : 0;
	int pidfd;

	unwatch(proc);
	while (!proc->is_killing) {
		if (ion_tree_next(&proc->tree, &pidfd)) {
			proc->waits = false;
			return !proc->set->is_ending && !watch(proc, pidfd);
		}
		/* all that were known have ended. A table that shows nobody is conclusive, however old it is:
		 * who is known is in it as long as he lives, with all that he brings about */
		if (!list_members(proc, after_ns)) {
			return !proc->waits;
		}
		if (proc->tree.members.count == 0) {
			return true;
		}
		after_ns = ion_clock_now_ns();
		signal_news(proc);
	}
	return false;
}

bool ion_proc_begin_clear(struct ion_proc *proc)
{
	if (proc->phase != ION_PHASE_STOPPING || proc->tree.members.count == 0) {
		return false;
	}
	proc->phase = ION_PHASE_CLEARING;
	signal_news(proc);
	if (!proc->set->is_ending) {
		const struct ion_rung *last = &proc->ladder[proc->rung - 1];
		if (proc->rung == proc->ladder_size) {
			wait_on_rung(proc, last->grace_ns);
		} else if (ion_timer_start_at(proc->timer, proc->deadline_ns) < 0) {
			ion_proc_kill_now(proc);
		}
	}
	return true;
}

bool ion_proc_rung_over(struct ion_proc *proc)
{
	if (proc->rung < proc->ladder_size) {
		ion_proc_climb(proc);
	} else if (!proc->is_killed && !proc->is_killing) {
		ion_proc_kill_now(proc);
		wait_on_rung(proc, 0);
	} else {
		return false;
	}
	return true;
}

void ion_proc_on_member_end(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_proc *proc = arg;
	(void) io;
	(void) events;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	ion_proc_check_exit(proc);
}

/* ---- single signals ---- */

int ion_proc_kill(struct ion_proc *proc, int signal)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (signal < 0 || signal >= NSIG) {
		return -EINVAL;
	}
	if (proc->phase >= ION_PHASE_CLEARING) {
		return -ESRCH;
	}
	/* asked right before: a zombie takes signals without a word, and without a pidfd the number of
	 * a child that somebody else has reaped may be a stranger's by now */
	if (ion_proc_try_reap(proc)) {
		wake(proc);
		return -ESRCH;
	}
	return ion_kill(proc->child.pid, proc->child.pidfd, signal);
}

/* Lists all members, stopped if they are to be. False when they cannot be found. */
static bool gather(struct ion_proc *proc, bool freezes)
{
	int64_t after_ns = signal_age(proc);

	for (int i = 0; i < FREEZES_MAX; i++) {
		if (!list_members(proc, after_ns)) {
			return i > 0;
		}
		if (!freezes || (proc->tree.news.count == 0 && i > 0)) {
			break;
		}
		ion_tree_signal(&proc->tree, SIGSTOP);
		after_ns = ion_clock_now_ns();
	}
	return true;
}

int ion_proc_kill_tree(struct ion_proc *proc, int signal, size_t *ret_count)
{
	bool freezes = signal == SIGKILL || signal == SIGSTOP;
	bool has_ended;
	int code = -ESRCH;

	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	*ret_count = 0;
	if (signal < 0 || signal >= NSIG) {
		return -EINVAL;
	}
	proc->is_hasty = true;
	/* before the status is taken, which gives the numbers of its session and group away */
	has_ended = proc->is_reaped || ion_proc_list_last(proc);
	if (has_ended && ion_proc_try_reap(proc)) {
		wake(proc);
	} else if (freezes) {
		kill_root_group(proc, SIGSTOP);
	}
	if (gather(proc, freezes)) {
		code = has_ended ? -ESRCH : ion_kill(proc->child.pid, proc->child.pidfd, signal);
		*ret_count = ion_tree_signal(&proc->tree, signal) + (code == 0);
	} else if (!has_ended) {
		ion_kill_group(proc->child.pid, signal);
		code = ion_kill(proc->child.pid, proc->child.pidfd, signal);
		*ret_count = code == 0;
	}
	proc->is_hasty = false;
	if (proc->phase == ION_PHASE_CLEARING) {
		/* the watcher of a member went with the list */
		ion_loop_defer(proc->set->loop, &proc->step);
	}
	return *ret_count > 0 ? 0 : code;
}

bool ion_proc_has_ended(struct ion_proc *proc, struct ion_exit *ret)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (!ion_proc_try_reap(proc)) {
		return false;
	}
	wake(proc);
	*ret = proc->result.exit;
	return true;
}
