/*
 * See procset.h.
 * SPDX-License-Identifier: MIT
 */
#include "proc/procset.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "os/fd.h"
#include "proc/internal.h"

/* Without pidfds: somebody may take SIGCHLD over, or block it, while the loop sleeps. */
#define WAKE_CHECK_NS (ION_NS_PER_SEC / 10)

/* The same for the end of a process that there is no descriptor of. */
#define MEMBER_CHECK_NS (ION_NS_PER_SEC / 50)

/* Looks at every program once; the callbacks may start and end any of them. */
static void procset_scan(struct ion_procset *set)
{
	struct ion_list left;
	struct ion_list *node;

	ion_list_move_all(&set->procs, &left);
	while ((node = ion_list_pop(&left)) != NULL) {
		ion_list_push(&set->procs, node);
		ion_proc_check_exit(ION_LIST_ENTRY(node, struct ion_proc, node));
	}
}

static void on_wake(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_procset *set = arg;
	(void) io;
	(void) events;
	ION_MAGIC_CHECK(set, ION_PROCSET_MAGIC);
	/* before the look: a signal that comes meanwhile wakes again */
	ion_sigchld_clear(&set->sigchld);
	procset_scan(set);
}

static void on_wake_check(struct ion_timer *timer, void *arg)
{
	struct ion_procset *set = arg;
	ION_MAGIC_CHECK(set, ION_PROCSET_MAGIC);
	ion_sigchld_check(&set->sigchld);
	/* armed first: the scan may end the last program, which stops it */
	ion_timer_start(timer, WAKE_CHECK_NS);
	procset_scan(set);
}

/* 0 or -errno; what was made stays and is freed with the set. */
static int procset_make_wakers(struct ion_procset *set)
{
	set->wake_io = ion_io_new(set->loop, set->sigchld.wake_fd, ION_IO_READ, on_wake, set);
	set->wake_timer = ion_timer_new(set->loop, on_wake_check, set);
	return set->wake_io != NULL && set->wake_timer != NULL ? 0 : -ENOMEM;
}

static void on_take_back(void *arg)
{
	struct ion_procset *set = arg;
	ION_MAGIC_CHECK(set, ION_PROCSET_MAGIC);
	ion_spare_take(&set->spare);
}

struct ion_procset *ion_procset_new(struct ion_loop *loop)
{
	int code = ENOMEM;
	struct ion_procset *set = calloc(1, sizeof(*set));

	if (set == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(set, ION_PROCSET_MAGIC);
	ion_list_init(&set->procs);
	set->loop = loop;
	set->born_ns = ion_clock_now_ns();
	set->sigchld.wake_fd = set->sigchld.seat = -1;
	set->spare = (struct ion_spare) ION_SPARE_NONE;
	ion_defer_init(&set->take_back, on_take_back, set);
	set->spawner = ion_spawner_new();
	if (set->spawner == NULL) {
		goto fail;
	}
	code = -ion_sigchld_init(&set->sigchld, !ion_spawner_has_pidfd(set->spawner));
	if (code != 0) {
		goto fail;
	}
	if (set->sigchld.wants_wakeup) {
		code = -procset_make_wakers(set);
		if (code != 0) {
			goto fail;
		}
	}
	return set;

fail:
	ion_procset_free(set);
	errno = code;
	return NULL;
}

void ion_procset_free(struct ion_procset *set)
{
	if (set == NULL) {
		return;
	}
	ION_ASSERT(set->count == 0);
	ion_defer_cancel(&set->take_back);
	ion_spare_give(&set->spare);
	ion_io_free(set->wake_io);
	ion_timer_free(set->wake_timer);
	ion_sigchld_release(&set->sigchld);
	ion_spawner_free(set->spawner);
	ion_scan_release(&set->scan);
	ION_MAGIC_SET(set, 0);
	free(set);
}

size_t ion_procset_count(const struct ion_procset *set)
{
	return set->count;
}

const char *ion_procset_spawn_method(const struct ion_procset *set)
{
	return ion_spawner_is_async(set->spawner) ? "async" : "vfork";
}

const char *ion_procset_reap_method(const struct ion_procset *set)
{
	return ion_spawner_has_pidfd(set->spawner) ? "pidfd" : "sigchld";
}

struct ion_proc *ion_procset_find(const struct ion_procset *set, pid_t pid)
{
	ion_list_foreach (node, &set->procs) {
		struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		if (proc->child.pid == pid) {
			return proc;
		}
	}
	return NULL;
}

bool ion_procset_awaits(const struct ion_procset *set, pid_t pid)
{
	ion_list_foreach (node, &set->procs) {
		const struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		/* the number of one that is reaped may be another's now */
		if (proc->child.pid == pid && !proc->is_reaped) {
			return true;
		}
	}
	return false;
}

size_t ion_procset_kill_all(struct ion_procset *set, int signal)
{
	size_t count = 0;
	ion_list_foreach (node, &set->procs) {
		struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		if (!proc->is_detached && ion_proc_kill(proc, signal) == 0) {
			count++;
		}
	}
	return count;
}

int ion_procset_prepare(struct ion_procset *set)
{
	int code = 0;
	ion_sigchld_hold(&set->sigchld);
	if (set->wake_io != NULL) {
		code = ion_io_start(set->wake_io);
		if (code == 0 && !ion_timer_is_started(set->wake_timer)) {
			code = ion_timer_start(set->wake_timer, WAKE_CHECK_NS);
		}
	}
	return code;
}

int ion_procset_wake_by_signal(struct ion_procset *set)
{
	int code;
	if (set->sigchld.wants_wakeup) {
		return 0;
	}
	ion_sigchld_release(&set->sigchld);
	code = ion_sigchld_init(&set->sigchld, true);
	if (code < 0) {
		return code;
	}
	return procset_make_wakers(set);
}

void ion_procset_add(struct ion_procset *set, struct ion_proc *proc)
{
	ion_list_push(&set->procs, &proc->node);
	set->count++;
	/* the start may want more descriptors itself */
	ion_loop_defer(set->loop, &set->take_back);
}

void ion_procset_make_room(struct ion_procset *set)
{
	ion_spare_give(&set->spare);
	if (!set->is_ending) {
		ion_loop_defer(set->loop, &set->take_back);
	}
}

void ion_procset_remove(struct ion_procset *set, struct ion_proc *proc)
{
	ion_list_remove(&proc->node);
	set->count--;
	ion_procset_unprepare(set);
}

void ion_procset_unprepare(struct ion_procset *set)
{
	if (set->count == 0) {
		if (set->wake_io != NULL) {
			ion_io_stop(set->wake_io);
			ion_timer_stop(set->wake_timer);
		}
		ion_sigchld_drop(&set->sigchld);
		ion_defer_cancel(&set->take_back);
		ion_spare_give(&set->spare);
		ion_scan_release(&set->scan);
	}
}

void ion_procset_marker(struct ion_procset *set, char *ret)
{
	ion_tree_marker(ret, set->born_ns, ++set->markers);
}

size_t ion_procset_scan_count(const struct ion_procset *set)
{
	return set->scan.count;
}

/* ---- without the loop ---- */

static void proc_drop(struct ion_proc *proc)
{
	struct ion_err err;
	if (!proc->is_reaped) {
		/* it lives on, and has to be out of here first */
		ion_spawn_await(&proc->child);
	}
	ion_spawn_settle(proc->set->spawner, &proc->child,
		proc->is_reaped && proc->result.exit.kind != ION_EXIT_LOST, &err);
	ion_proc_free(proc);
}

/* Whether it, or anybody of its tree on the ladder, is still there. */
static bool is_left(struct ion_proc *proc)
{
	if (proc->phase == ION_PHASE_DRAINING || proc->is_detached) {
		return false;
	}
	if (proc->phase != ION_PHASE_CLEARING) {
		if (!ion_proc_try_reap(proc)) {
			return true;
		}
		if (!ion_proc_begin_clear(proc)) {
			return false;
		}
	}
	return !ion_proc_clear(proc);
}

/* Sends what comes next; after the last rung SIGKILL, and then there is only patience. */
static void shutdown_climb(struct ion_proc *proc, int64_t now_ns)
{
	int64_t grace_ns;
	if (proc->phase == ION_PHASE_RUNNING) {
		proc->phase = ION_PHASE_STOPPING;
	}
	grace_ns = ion_proc_next_rung(proc);
	if (grace_ns < 0) {
		if (!proc->is_killed) {
			ion_proc_kill_now(proc);
		}
		proc->is_over = true;
		grace_ns = ION_KILL_PATIENCE_NS;
	}
	proc->deadline_ns = ion_clock_add(now_ns, grace_ns);
}

/* One look at one program: reaps it, or sends what is due. When to look again. */
static int64_t shutdown_step(struct ion_proc *proc, int64_t now_ns)
{
	ion_proc_discard(proc);
	if (!is_left(proc) || (proc->is_over && proc->deadline_ns <= now_ns)) {
		proc_drop(proc);
		return ION_NS_FOREVER;
	}
	if (ion_proc_go_on(proc) && proc->deadline_ns <= now_ns) {
		shutdown_climb(proc, now_ns);
	}
	if (proc->waits) {
		int64_t due_ns = ion_scan_due_ns(&proc->set->scan);
		return due_ns < proc->deadline_ns || proc->is_killing ? due_ns : proc->deadline_ns;
	}
	if (proc->is_killing) {
		return now_ns;
	}
	if (proc->phase == ION_PHASE_CLEARING && proc->tree.pidfd < 0) {
		int64_t check_ns = ion_clock_add(now_ns, MEMBER_CHECK_NS);
		return check_ns < proc->deadline_ns ? check_ns : proc->deadline_ns;
	}
	return proc->deadline_ns;
}

/* Every program once. When to look again. */
static int64_t shutdown_pass(struct ion_procset *set)
{
	int64_t now_ns = ion_clock_now_ns();
	int64_t next_ns = ION_NS_FOREVER;
	struct ion_list left;
	struct ion_list *node;

	ion_list_move_all(&set->procs, &left);
	while ((node = ion_list_pop(&left)) != NULL) {
		ion_list_push(&set->procs, node);
		int64_t due_ns = shutdown_step(ION_LIST_ENTRY(node, struct ion_proc, node), now_ns);
		next_ns = due_ns < next_ns ? due_ns : next_ns;
	}
	return next_ns;
}

static void add_pollfd(struct pollfd *fds, size_t *count, int fd)
{
	if (fd >= 0) {
		fds[(*count)++] = (struct pollfd){.fd = fd, .events = POLLIN};
	}
}

/* Sleeps until one of the programs ends or says something, or until `next_ns`. */
static void shutdown_wait(struct ion_procset *set, struct pollfd *fds, int64_t next_ns)
{
	int64_t now_ns = ion_clock_now_ns();
	int64_t wait_ns = next_ns > now_ns ? next_ns - now_ns : 0;
	size_t count = 0;

	if (fds == NULL || set->sigchld.wants_wakeup) {
		wait_ns = wait_ns < WAKE_CHECK_NS ? wait_ns : WAKE_CHECK_NS;
	}
	if (fds != NULL) {
		add_pollfd(fds, &count, set->sigchld.wake_fd);
		ion_list_foreach (node, &set->procs) {
			struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
			if (!proc->waits) {
				add_pollfd(fds, &count, proc->is_reaped ? proc->tree.pidfd : proc->child.pidfd);
			}
			add_pollfd(fds, &count, proc->out[0].reader.fd);
			add_pollfd(fds, &count, proc->out[1].reader.fd);
		}
	}
	ion_fd_poll(fds, count, wait_ns);
	if (set->sigchld.wants_wakeup) {
		ion_sigchld_check(&set->sigchld);
		ion_sigchld_clear(&set->sigchld);
	}
}

void ion_procset_shutdown(struct ion_procset *set)
{
	/* nobody is added meanwhile; without memory for it the waits are short instead */
	struct pollfd *fds = calloc(set->count * 3 + 1, sizeof(*fds));

	set->is_ending = true;
	ion_list_foreach (node, &set->procs) {
		struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		ion_proc_disarm(proc);
		/* what stands on a rung already has its grace from now on */
		proc->deadline_ns = proc->rung == 0 ? 0
											: ion_clock_add(ion_clock_now_ns(),
												  proc->ladder[proc->rung - 1].grace_ns);
	}
	for (;;) {
		int64_t next_ns = shutdown_pass(set);
		if (set->count == 0) {
			break;
		}
		shutdown_wait(set, fds, next_ns);
	}
	set->is_ending = false;
	free(fds);
}

/* Of a copy: the number stays in memory that both processes share until one of them writes. */
static void close_inherited(int fd)
{
	ion_fd_close(&fd);
}

void ion_procset_abandon(struct ion_procset *set)
{
	ion_list_foreach (node, &set->procs) {
		const struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		close_inherited(proc->child.pidfd);
		close_inherited(proc->tree.pidfd);
		close_inherited(proc->in.fd);
		close_inherited(proc->out[0].reader.fd);
		close_inherited(proc->out[1].reader.fd);
	}
	for (int i = 0; i < ION_SPARES; i++) {
		close_inherited(set->spare.fds[i]);
	}
	ion_sigchld_release(&set->sigchld);
}

void ion_procset_forget(struct ion_procset *set)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&set->procs)) != NULL) {
		struct ion_proc *proc = ION_LIST_ENTRY(node, struct ion_proc, node);
		ion_proc_disarm(proc);
		proc->made_cgroup = false;
		ion_spawn_forget(set->spawner, &proc->child);
		ion_proc_free(proc);
	}
}
