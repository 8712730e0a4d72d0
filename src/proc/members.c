/*
 * Who belongs to a program at this moment, and SIGKILL for all of them.
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

#include "base/clock.h"
#include "os/cgroup.h"
#include "os/kill.h"
#include "os/pidtree.h"
#include "proc/internal.h"

/* A signal may miss who was forked so shortly before. */
#define SIGNAL_AGE_NS (ION_NS_PER_SEC / 20)

/* ---- who is there ---- */

void ion_proc_unwatch(struct ion_proc *proc)
{
	ion_io_free(proc->member_io);
	proc->member_io = NULL;
}

bool ion_proc_come_back(struct ion_proc *proc, int64_t due_ns)
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
	if (!proc->is_hasty && due_ns > ion_clock_now_ns() && ion_proc_come_back(proc, due_ns)) {
		proc->waits = true;
		return NULL;
	}
	return ion_scan_read(shared);
}

bool ion_proc_list(struct ion_proc *proc, int64_t after_ns)
{
	struct ion_pidtree *table;
	ion_procset_make_room(proc->set);
	table = scan(proc, after_ns);
	ion_proc_unwatch(proc);
	return table != NULL && ion_tree_list(&proc->tree, table, !proc->is_reaped);
}

int64_t ion_proc_signal_age(const struct ion_proc *proc)
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
	ion_procset_make_room(proc->set);
	table = scan_after_end(proc);
	if (proc->waits) {
		/* it says again and again that it has ended */
		if (proc->exit_io != NULL) {
			ion_io_stop(proc->exit_io);
		}
		return false;
	}
	ion_proc_unwatch(proc);
	if (table != NULL) {
		ion_tree_list(&proc->tree, table, code == 0);
	} else if (code == 0) {
		/* nobody can be found; its group, if it led one, has its number until it is reaped */
		ion_kill_group(proc->child.pid, SIGKILL);
	}
	return true;
}

/* ---- killing ---- */

void ion_proc_signal_root(struct ion_proc *proc, int signal)
{
	if (!proc->is_reaped) {
		ion_kill(proc->child.pid, proc->child.pidfd, signal);
	}
}

/* And the group that it leads, if there is one: in one go, so that nobody forks meanwhile. The number
 * is the program's own until it is reaped. */
void ion_proc_signal_group(struct ion_proc *proc, int signal)
{
	if (!proc->is_reaped) {
		ion_kill_group(proc->child.pid, signal);
	}
	ion_proc_signal_root(proc, signal);
}

static void kill_all(struct ion_proc *proc)
{
	if (proc->made_cgroup) {
		ion_cgroup_kill(proc->cgroup);
	}
	ion_proc_unwatch(proc);
	ion_proc_signal_group(proc, SIGKILL);
	ion_tree_signal(&proc->tree, SIGKILL);
	proc->is_killing = false;
	proc->is_killed = true;
}

/* One pass; true when it was the last one, and all are killed. */
static bool kill_step(struct ion_proc *proc)
{
	bool is_first = proc->freezes == 0;

	if (is_first) {
		ion_proc_signal_group(proc, SIGSTOP);
	}
	if (!ion_proc_list(proc, is_first ? ion_proc_signal_age(proc) : proc->frozen_ns)) {
		if (proc->waits) {
			return false;
		}
		kill_all(proc);
		return true;
	}
	if ((proc->tree.news.count == 0 && !is_first) || proc->freezes == ION_FREEZES_MAX) {
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

void ion_proc_begin_kill(struct ion_proc *proc)
{
	if (!proc->stops_tree) {
		ion_proc_signal_root(proc, SIGKILL);
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
	if (proc->owes && (ion_proc_list(proc, ion_proc_signal_age(proc)) || !proc->waits)) {
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
