/*
 * The stop ladder. A rung's signal goes to the program and to all that it brought about; when the
 * program is gone and others are left the ladder goes on for them, and only when none is found any
 * more the stop is over. Signals are sent to forked workers alone: they end their own children.
 *
 * SPDX-License-Identifier: MIT
 */
#include "proc/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "os/kill.h"
#include "proc/internal.h"

/* What is left of a tree after a ladder that does not end with KILL has at least this time. */
#define LAST_GRACE_NS ION_NS_PER_SEC

/* How often the end of a process is asked for that there is no descriptor of. */
#define CHECK_NS (ION_NS_PER_SEC / 50)

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
		ion_proc_begin_kill(proc);
		return;
	}
	if (!proc->stops_tree) {
		ion_proc_signal_root(proc, signal);
		return;
	}
	proc->owes = false;
	if (ion_proc_list(proc, ion_proc_signal_age(proc))) {
		ion_proc_signal_root(proc, signal);
		ion_tree_signal(&proc->tree, signal);
	} else if (proc->waits) {
		ion_proc_signal_root(proc, signal);
		ion_tree_signal(&proc->tree, signal);
		proc->owes = true;
	} else if (proc->is_reaped || ion_kill_group(proc->child.pid, signal) < 0) {
		ion_proc_signal_root(proc, signal);
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
	ion_proc_begin_kill(proc);
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
		return ion_proc_come_back(proc, ion_clock_add(ion_clock_now_ns(), CHECK_NS));
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
		ion_proc_begin_kill(proc);
	} else {
		ion_tree_signal_news(&proc->tree, proc->rung_signal);
	}
}

bool ion_proc_clear(struct ion_proc *proc)
{
	/* the list of a control group is as new as can be, and the table must not be older */
	int64_t after_ns = proc->tree.cgroup != NULL ? ion_clock_now_ns() : 0;
	int pidfd;

	ion_procset_make_room(proc->set);
	ion_proc_unwatch(proc);
	while (!proc->is_killing) {
		if (ion_tree_next(&proc->tree, &pidfd)) {
			proc->waits = false;
			return !proc->set->is_ending && !watch(proc, pidfd);
		}
		/* all that were known have ended. A table that shows nobody is conclusive, however old it is:
		 * who is known is in it as long as he lives, with all that he brings about */
		if (!ion_proc_list(proc, after_ns)) {
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
	int64_t after_ns = ion_proc_signal_age(proc);

	for (int i = 0; i < ION_FREEZES_MAX; i++) {
		if (!ion_proc_list(proc, after_ns)) {
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

/*
 * A process that was about to fork when it was stopped may have done so after the last look. Once it
 * has been sent SIGKILL it forks no more, and what it has forked is there to be seen.
 */
static size_t kill_late(struct ion_proc *proc)
{
	size_t count = 0;
	for (int i = 0; i < ION_FREEZES_MAX && ion_proc_list(proc, ion_clock_now_ns()); i++) {
		if (proc->tree.news.count == 0) {
			break;
		}
		count += ion_tree_signal_news(&proc->tree, SIGKILL);
	}
	return count;
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
		ion_proc_signal_group(proc, SIGSTOP);
	}
	if (gather(proc, freezes)) {
		code = has_ended ? -ESRCH : ion_kill(proc->child.pid, proc->child.pidfd, signal);
		*ret_count = ion_tree_signal(&proc->tree, signal) + (code == 0);
		if (signal == SIGKILL) {
			*ret_count += kill_late(proc);
		}
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
