/*
 * See proc.h. What runs when: the watchers of the two output pipes, of standard input and of the
 * exit, and one timer, which is the timeout while the program runs, the grace of a rung while it is
 * being stopped, and the drain limit afterwards. on_done is called at the end of one of those
 * callbacks only, after everything else has been taken down.
 * SPDX-License-Identifier: MIT
 */
#include "proc/proc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "os/cgroup.h"
#include "os/fd.h"
#include "os/kill.h"
#include "os/pipe.h"
#include "proc/internal.h"

#define FEED_BUDGET (4 * ION_PIPE_SIZE)

static const char *const cause_names[] = {
#define ION_CAUSE_NAME(id, name) [ION_CAUSE_##id] = name,
	ION_CAUSES(ION_CAUSE_NAME)
#undef ION_CAUSE_NAME
};

_Static_assert(ION_ARRAY_LEN(cause_names) == ION_CAUSE_COUNT, "one name per cause");

const char *ion_cause_name(enum ion_cause cause)
{
	return (unsigned) cause < ION_CAUSE_COUNT ? cause_names[cause] : "unknown";
}

/* ---- the end ---- */

static void in_close(struct ion_proc *proc)
{
	/* the watcher first: see loop/io.h */
	ion_io_free(proc->in.io);
	proc->in.io = NULL;
	ion_fd_close(&proc->in.fd);
	proc->in.size = 0;
}

static void exec_close(struct ion_proc *proc)
{
	ion_io_free(proc->exec_io);
	proc->exec_io = NULL;
	ion_fd_close(&proc->exec_fd);
}

static bool proc_has_ended_pipes(const struct ion_proc *proc)
{
	return !ion_reader_is_open(&proc->out[0].reader) && !ion_reader_is_open(&proc->out[1].reader);
}

void ion_proc_disarm(struct ion_proc *proc)
{
	in_close(proc);
	for (int i = 0; i < 2; i++) {
		ion_reader_unwatch(&proc->out[i].reader);
	}
	ion_io_free(proc->exit_io);
	proc->exit_io = NULL;
	exec_close(proc);
	ion_timer_free(proc->timer);
	proc->timer = NULL;
	ion_timer_free(proc->idle);
	proc->idle = NULL;
	ion_timer_free(proc->check);
	proc->check = NULL;
	ion_io_free(proc->member_io);
	proc->member_io = NULL;
	ion_defer_cancel(&proc->step);
}

void ion_proc_release(struct ion_proc *proc)
{
	ion_proc_disarm(proc);
	ion_reader_close(&proc->out[0].reader);
	ion_reader_close(&proc->out[1].reader);
}

void ion_proc_free_memory(struct ion_proc *proc)
{
	ION_MAGIC_SET(proc, 0);
	if (proc->made_cgroup) {
		ion_cgroup_remove(proc->cgroup);
	}
	ion_tree_release(&proc->tree);
	free(proc->cgroup);
	free(proc->ladder);
	free(proc);
}

void ion_proc_free(struct ion_proc *proc)
{
	struct ion_loop *loop = proc->set->loop;
	bool is_referenced = proc->is_referenced;
	ion_proc_release(proc);
	ion_procset_remove(proc->set, proc);
	if (is_referenced) {
		ion_loop_unref(loop);
	}
	ion_proc_free_memory(proc);
}

static enum ion_cause proc_cause(const struct ion_proc *proc)
{
	if (proc->is_stopped) {
		return proc->result.cause;
	}
	switch (proc->result.exit.kind) {
		case ION_EXIT_CODE:
			return ION_CAUSE_EXIT;
		case ION_EXIT_SIGNAL:
			return ION_CAUSE_SIGNAL;
		case ION_EXIT_LOST:
			break;
	}
	return ION_CAUSE_LOST;
}

/* Reports and frees; the last thing a callback of the loop does. */
static void proc_finish(struct ion_proc *proc)
{
	struct ion_loop *loop = proc->set->loop;

	proc->phase = ION_PHASE_ENDED;
	proc->result.pipes_held = !proc_has_ended_pipes(proc);
	proc->result.cause = proc_cause(proc);
	ion_proc_release(proc);
	ion_procset_remove(proc->set, proc);
	/* the set may be gone after this */
	proc->events.on_done(proc->arg, &proc->result);
	if (proc->is_referenced) {
		ion_loop_unref(loop);
	}
	ion_proc_free_memory(proc);
}

/* ---- output ---- */

static char *out_reserve(void *arg, size_t *ret_size)
{
	struct ion_proc_out *out = arg;
	return out->proc->events.reserve(out->proc->arg, out->stream, ret_size);
}

static void out_commit(void *arg, size_t size)
{
	struct ion_proc_out *out = arg;
	struct ion_proc *proc = out->proc;
	if (proc->idle != NULL) {
		proc->spoken_ns = ion_clock_now_ns();
	}
	proc->events.commit(proc->arg, out->stream, size);
}

static void on_output(void *arg)
{
	struct ion_proc_out *out = arg;
	struct ion_proc *proc = out->proc;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	/* it writes, so it runs: its slot is free again */
	ion_spawn_poll(proc->set->spawner, &proc->child);
	ion_reader_read(&out->reader);
	if (proc->phase == ION_PHASE_DRAINING && proc_has_ended_pipes(proc)) {
		proc_finish(proc);
	}
}

const struct ion_reader_events ion_proc_out_events = {
	.on_readable = on_output,
	.reserve = out_reserve,
	.commit = out_commit,
};

void ion_proc_discard(struct ion_proc *proc)
{
	ion_reader_discard(&proc->out[0].reader);
	ion_reader_discard(&proc->out[1].reader);
}

/* ---- exit ---- */

bool ion_proc_try_reap(struct ion_proc *proc)
{
	bool wants_list = proc->phase == ION_PHASE_STOPPING && proc->stops_tree;

	if (proc->is_reaped || (wants_list && !ion_proc_list_last(proc))) {
		return proc->is_reaped;
	}
	if (ion_reap(proc->child.pid, proc->child.pidfd, &proc->result.exit) == 0) {
		proc->is_reaped = true;
		proc->result.duration_ns = ion_clock_now_ns() - proc->started_ns;
	}
	return proc->is_reaped;
}

/* The program is gone: nothing but its output, and others of its tree, may be left. */
static void proc_bury(struct ion_proc *proc)
{
	ion_io_free(proc->exit_io);
	proc->exit_io = NULL;
	ion_timer_free(proc->idle);
	proc->idle = NULL;
	exec_close(proc);
	ion_spawn_settle(proc->set->spawner, &proc->child, proc->result.exit.kind != ION_EXIT_LOST,
		&proc->result.err);
	in_close(proc);
	if (proc->result.err.code != 0) {
		/* nothing ever ran that could have written */
		ion_reader_close(&proc->out[0].reader);
		ion_reader_close(&proc->out[1].reader);
	}
}

static void drain_pipes(struct ion_proc *proc)
{
	ion_reader_drain(&proc->out[0].reader);
	ion_reader_drain(&proc->out[1].reader);
}

static void proc_drain(struct ion_proc *proc)
{
	ion_timer_stop(proc->timer);
	proc->phase = ION_PHASE_DRAINING;
	drain_pipes(proc);
	if (proc_has_ended_pipes(proc) || proc->is_cut || proc->drain_ns == 0 ||
		ion_timer_start(proc->timer, proc->drain_ns) < 0) {
		proc_finish(proc);
	}
}

void ion_proc_check_exit(struct ion_proc *proc)
{
	if (proc->phase >= ION_PHASE_DRAINING) {
		return;
	}
	if (proc->phase != ION_PHASE_CLEARING) {
		if (!ion_proc_try_reap(proc)) {
			return;
		}
		proc_bury(proc);
	}
	if ((proc->phase == ION_PHASE_CLEARING || ion_proc_begin_clear(proc)) &&
		!ion_proc_clear(proc)) {
		return;
	}
	proc_drain(proc);
}

void ion_proc_on_exit(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_proc *proc = arg;
	(void) io;
	(void) events;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	ion_proc_check_exit(proc);
}

/*
 * The other end of the pipe was closed by execve(2), or by the end of a child that did not come so
 * far. Both happen after it has left this memory, so that its record is complete.
 */
void ion_proc_on_exec(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_proc *proc = arg;
	(void) io;
	(void) events;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	exec_close(proc);
	ion_spawn_poll(proc->set->spawner, &proc->child);
	if (proc->child.slot == NULL) {
		proc->events.on_started(proc->arg);
	}
}

/* ---- from outside ---- */

void ion_proc_set_referenced(struct ion_proc *proc, bool is_referenced)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (proc->is_referenced == is_referenced) {
		return;
	}
	proc->is_referenced = is_referenced;
	if (is_referenced) {
		ion_loop_ref(proc->set->loop);
	} else {
		ion_loop_unref(proc->set->loop);
	}
}

void ion_proc_detach(struct ion_proc *proc)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	proc->is_detached = true;
}

/* Nothing is done at each write but to note the time of it. */
void ion_proc_on_idle(struct ion_timer *timer, void *arg)
{
	struct ion_proc *proc = arg;
	int64_t silent_ns = ion_clock_now_ns() - proc->spoken_ns;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (proc->phase != ION_PHASE_RUNNING) {
		return;
	}
	if (silent_ns >= proc->idle_ns || ion_timer_start(timer, proc->idle_ns - silent_ns) < 0) {
		ion_proc_stop(proc, ION_CAUSE_IDLE);
	}
}

void ion_proc_on_timer(struct ion_timer *timer, void *arg)
{
	struct ion_proc *proc = arg;
	(void) timer;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (proc->phase == ION_PHASE_DRAINING) {
		if (!proc->is_cut) {
			/* a callback may have kept the loop from looking for all that time */
			drain_pipes(proc);
		}
		proc_finish(proc);
	} else if (proc->phase == ION_PHASE_CLEARING) {
		if (ion_proc_rung_over(proc)) {
			ion_proc_check_exit(proc);
		} else {
			proc_drain(proc);
		}
	} else if (proc->is_reaped) {
		ion_proc_check_exit(proc);
	} else if (proc->phase == ION_PHASE_RUNNING) {
		ion_proc_stop(proc, ION_CAUSE_TIMEOUT);
	} else {
		ion_proc_climb(proc);
	}
}

pid_t ion_proc_pid(const struct ion_proc *proc)
{
	return proc->child.pid;
}

/* ---- standard input ---- */

/* A terminal stays open on our side: its program is told of the end by the character for it. Should
 * there be no room for that, it waits for input that does not come, as at any terminal. */
static void in_end(struct ion_proc *proc)
{
	static const char end_of_input = 4; /* VEOF of termios(3): Ctrl-D */
	if (proc->in.is_terminal) {
		ion_pipe_write(proc->in.fd, &end_of_input, 1);
	}
	in_close(proc);
}

/* The next piece into proc->in. False when there is none to write now. */
static bool in_fetch(struct ion_proc *proc)
{
	struct ion_proc_in *in = &proc->in;
	enum ion_feed feed;

	in->is_ready = false;
	in->is_feeding = true;
	feed = proc->events.next_input(proc->arg, &in->data, &in->size);
	in->is_feeding = false;
	if (feed == ION_FEED_DATA) {
		return true;
	}
	in->size = 0;
	if (feed == ION_FEED_END) {
		in_end(proc);
		return false;
	}
	/* ready again before the answer was given */
	if (in->is_ready) {
		return true;
	}
	ion_io_stop(in->io);
	return false;
}

int ion_proc_in_feed(struct ion_proc *proc)
{
	struct ion_proc_in *in = &proc->in;
	size_t budget = FEED_BUDGET;

	while (in->fd >= 0 && (in->size > 0 || in_fetch(proc))) {
		ssize_t taken;
		if (in->size == 0) {
			continue;
		}
		taken = budget > 0 ? ion_pipe_write(in->fd, in->data, in->size) : -EAGAIN;
		if (taken == -EAGAIN) {
			return ion_io_start(in->io);
		}
		if (taken < 0) {
			/* EPIPE: it does not want more, which is no error */
			in_close(proc);
			return 0;
		}
		in->data += taken;
		in->size -= (size_t) taken;
		proc->result.input_taken += (size_t) taken;
		budget -= budget < (size_t) taken ? budget : (size_t) taken;
	}
	return 0;
}

void ion_proc_on_input(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_proc *proc = arg;
	(void) io;
	(void) events;
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (ion_proc_in_feed(proc) < 0) {
		ion_proc_kill_now(proc);
	}
}

void ion_proc_feed_ready(struct ion_proc *proc)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	proc->in.is_ready = true;
	if (!proc->in.is_feeding && proc->in.fd >= 0 && ion_proc_in_feed(proc) < 0) {
		ion_proc_kill_now(proc);
	}
}

void ion_proc_feed_soon(struct ion_proc *proc)
{
	ION_MAGIC_CHECK(proc, ION_PROC_MAGIC);
	if (proc->in.fd >= 0 && ion_io_start(proc->in.io) < 0) {
		ion_proc_kill_now(proc);
	}
}
