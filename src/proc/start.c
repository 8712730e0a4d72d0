/*
 * From a spec to a program that runs and is watched.
 * SPDX-License-Identifier: MIT
 */
#include "proc/proc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "os/cgroup.h"
#include "os/fd.h"
#include "os/pipe.h"
#include "proc/internal.h"

/* With the ladder of a stop. */
static struct ion_proc *proc_new(struct ion_procset *set, const struct ion_rung *ladder,
	size_t ladder_size, const struct ion_proc_events *events, void *arg)
{
	struct ion_proc *proc = calloc(1, sizeof(*proc));

	if (proc == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(proc, ION_PROC_MAGIC);
	ion_list_init(&proc->node);
	ion_defer_init(&proc->step, ion_proc_on_step, proc);
	ion_tree_init(&proc->tree, -1, NULL);
	proc->set = set;
	proc->events = *events;
	proc->arg = arg;
	proc->child.pid = proc->child.pidfd = proc->in.fd = proc->exec_fd = -1;
	for (int i = 0; i < 2; i++) {
		proc->out[i].proc = proc;
		ion_reader_init(&proc->out[i].reader);
		proc->out[i].stream = i == 0 ? ION_PROC_STDOUT : ION_PROC_STDERR;
	}
	proc->timer = ion_timer_new(set->loop, ion_proc_on_timer, proc);
	if (proc->timer == NULL || !ion_proc_set_ladder(proc, ladder, ladder_size)) {
		ion_timer_free(proc->timer);
		ion_proc_free_memory(proc);
		return NULL;
	}
	return proc;
}

/* ---- descriptors ---- */

/* The child's ends of what is opened for it here. */
struct ends {
	int of[3];  /* owned; -1 = none */
	int exec;   /* owned; -1 = none */
	int cgroup; /* owned; -1 = none */
};

static void ends_close(struct ends *ends)
{
	for (int i = 0; i < 3; i++) {
		ion_fd_close(&ends->of[i]);
	}
	ion_fd_close(&ends->exec);
	ion_fd_close(&ends->cgroup);
}

/* A captured stream with its watcher running; `fd` is taken. 0 or -errno. */
static int out_watch(struct ion_proc_out *out, int fd)
{
	int code = ion_reader_open(&out->reader, out->proc->set->loop, fd, &ion_proc_out_events, out);
	if (code < 0) {
		ion_fd_close(&fd);
		return code;
	}
	return ion_reader_start(&out->reader);
}

static int out_open(struct ion_proc_out *out, int *ret_theirs)
{
	struct ion_pipe pipe;
	int code = ion_pipe_in(&pipe);

	if (code < 0) {
		return code;
	}
	*ret_theirs = pipe.theirs;
	return out_watch(out, pipe.ours);
}

/* Takes `fd` and fills it before the program is there: mostly all of the input fits. 0 or -errno. */
static int in_watch(struct ion_proc *proc, int fd)
{
	proc->in.fd = fd;
	proc->in.io = ion_io_new(proc->set->loop, fd, ION_IO_WRITE, ion_proc_on_input, proc);
	return proc->in.io != NULL ? ion_proc_in_feed(proc) : -ENOMEM;
}

static int in_open(struct ion_proc *proc, int *ret_theirs)
{
	struct ion_pipe pipe;
	int code = ion_pipe_out(&pipe);

	if (code < 0) {
		return code;
	}
	*ret_theirs = pipe.theirs;
	return in_watch(proc, pipe.ours);
}

/* The terminal's program writes both streams to it, and reads from it. 0 or -errno. */
static int terminal_open(struct ion_proc *proc, const struct ion_proc_spec *spec)
{
	int code = ion_fd_dup(spec->terminal_fd);
	if (code >= 0) {
		code = out_watch(&proc->out[0], code);
	}
	if (code == 0 && spec->feeds_stdin) {
		proc->in.is_terminal = true;
		code = ion_fd_dup(spec->terminal_fd);
		if (code >= 0) {
			code = in_watch(proc, code);
		}
	}
	return code;
}

static int exec_open(struct ion_proc *proc, int *ret_theirs)
{
	struct ion_pipe pipe;
	int code = ion_pipe_in(&pipe);

	if (code < 0) {
		return code;
	}
	proc->exec_fd = pipe.ours;
	*ret_theirs = pipe.theirs;
	proc->exec_io = ion_io_new(proc->set->loop, pipe.ours, ION_IO_READ, ion_proc_on_exec, proc);
	return proc->exec_io != NULL ? ion_io_start(proc->exec_io) : -ENOMEM;
}

static int cgroup_open(struct ion_proc *proc, const char *path, int *ret_fd)
{
	int fd;
	proc->cgroup = strdup(path);
	if (proc->cgroup == NULL) {
		return -ENOMEM;
	}
	fd = ion_cgroup_open(path, &proc->made_cgroup);
	*ret_fd = fd >= 0 ? fd : -1;
	return fd >= 0 ? 0 : fd;
}

static int proc_open(struct ion_proc *proc, const struct ion_proc_spec *spec, struct ends *ends)
{
	int code = 0;
	if (proc->events.on_started != NULL) {
		code = exec_open(proc, &ends->exec);
	}
	if (code == 0 && spec->terminal_fd >= 0) {
		return terminal_open(proc, spec);
	}
	if (code == 0 && spec->captures[1]) {
		code = out_open(&proc->out[0], &ends->of[1]);
	}
	if (code == 0 && spec->captures[2]) {
		code = out_open(&proc->out[1], &ends->of[2]);
	}
	/* last: it calls out */
	if (code == 0 && spec->feeds_stdin) {
		code = in_open(proc, &ends->of[0]);
	}
	return code;
}

/* ---- the child ---- */

/* A child that cannot be watched must not run. 0 or -errno. */
static int proc_watch(struct ion_proc *proc, int64_t timeout_ns)
{
	int code = 0;
	if (proc->child.pidfd >= 0) {
		proc->exit_io =
			ion_io_new(proc->set->loop, proc->child.pidfd, ION_IO_READ, ion_proc_on_exit, proc);
		code = proc->exit_io != NULL ? ion_io_start(proc->exit_io) : -ENOMEM;
	}
	if (code == 0 && timeout_ns > 0) {
		code = ion_timer_start(proc->timer, timeout_ns);
	}
	if (code == 0 && proc->idle_ns > 0) {
		proc->spoken_ns = ion_clock_now_ns();
		proc->idle = ion_timer_new(proc->set->loop, ion_proc_on_idle, proc);
		code = proc->idle != NULL ? ion_timer_start(proc->idle, proc->idle_ns) : -ENOMEM;
	}
	return code;
}

/* Fills `fds`, which has room for all. How many there are. */
static size_t map_fds(
	const struct ion_proc_spec *spec, const struct ends *ends, struct ion_spawn_fd *fds)
{
	size_t count = 0;
	for (int i = 0; i < 3; i++) {
		if (ends->of[i] >= 0) {
			fds[count++] = (struct ion_spawn_fd){.target = i, .source = ends->of[i]};
		}
	}
	for (size_t i = 0; i < spec->fd_count; i++) {
		const struct ion_proc_fd *fd = &spec->fds[i];
		int source = fd->as_stream > 0 ? ends->of[fd->as_stream] : fd->fd;
		fds[count++] = (struct ion_spawn_fd){.target = fd->target, .source = source};
	}
	return count;
}

static int proc_spawn(struct ion_proc *proc, const struct ion_proc_spec *spec,
	const struct ends *ends, struct ion_err *err)
{
	struct ion_spawner *spawner = proc->set->spawner;
	struct ion_spawn_fd own[8];
	struct ion_spawn_fd *fds = own;
	struct ion_spawn_spec child = {
		.argv = spec->argv,
		.envp = spec->envp,
		.path = spec->path,
		.cwd = spec->cwd,
		.cred = spec->cred,
		.attributes = spec->attributes,
		.family = spec->family,
		.terminal = spec->terminal_target,
		.cgroup_fd = ends->cgroup,
		.exec_fd = ends->exec,
		.death_signal = spec->is_detached ? 0 : SIGKILL,
		.pid_namespace = spec->pid_namespace,
	};
	int code;

	if (spec->fd_count + 3 > ION_ARRAY_LEN(own)) {
		fds = calloc(spec->fd_count + 3, sizeof(*fds));
		if (fds == NULL) {
			return ion_err_set(err, ION_STAGE_FDS, ENOMEM);
		}
	}
	child.fd_count = map_fds(spec, ends, fds);
	child.fds = fds;
	proc->started_ns = ion_clock_now_ns();
	code = ion_spawn(spawner, &child, &proc->child, err);
	if (fds != own) {
		free(fds);
	}
	if (code < 0) {
		return code;
	}
	code = proc_watch(proc, spec->timeout_ns);
	if (code < 0) {
		ion_io_free(proc->exit_io);
		proc->exit_io = NULL;
		ion_spawn_abort(spawner, &proc->child);
		return ion_err_set(err, ION_STAGE_FORK, -code);
	}
	return 0;
}

static void proc_add(struct ion_proc *proc)
{
	ion_procset_add(proc->set, proc);
	proc->is_referenced = true;
	ion_loop_ref(proc->set->loop);
}

int ion_proc_start(struct ion_procset *set, const struct ion_proc_spec *spec,
	const struct ion_proc_events *events, void *arg, struct ion_proc **ret_proc,
	struct ion_err *err)
{
	struct ends ends = {.of = {-1, -1, -1}, .exec = -1, .cgroup = -1};
	struct ion_proc *proc = proc_new(set, spec->ladder, spec->ladder_size, events, arg);
	int code;

	if (proc == NULL) {
		return ion_err_set(err, ION_STAGE_PIPE, ENOMEM);
	}
	proc->drain_ns = spec->drain_ns;
	proc->idle_ns = spec->idle_ns;
	proc->is_detached = spec->is_detached;
	code = proc_open(proc, spec, &ends);
	if (code < 0) {
		ion_err_set(err, ION_STAGE_PIPE, -code);
		goto out;
	}
	code = spec->cgroup != NULL ? cgroup_open(proc, spec->cgroup, &ends.cgroup) : 0;
	if (code < 0) {
		ion_err_set(err, ION_STAGE_CGROUP, -code);
		goto out;
	}
	code = ion_procset_prepare(set);
	if (code < 0) {
		ion_err_set(err, ION_STAGE_FORK, -code);
		goto out;
	}
	code = proc_spawn(proc, spec, &ends, err);
	if (code == 0) {
		proc->stops_tree = true;
		ion_tree_init(&proc->tree, proc->child.pid, spec->marker);
		proc->tree.cgroup = proc->made_cgroup ? proc->cgroup : NULL;
		proc_add(proc);
		*ret_proc = proc;
	}

out:
	ends_close(&ends);
	if (code < 0) {
		ion_proc_release(proc);
		ion_procset_unprepare(set);
		ion_proc_free_memory(proc);
	}
	return code;
}

int ion_proc_adopt(struct ion_procset *set, const struct ion_proc_adopt *child,
	const struct ion_proc_events *events, void *arg, struct ion_proc **ret_proc)
{
	struct ion_proc *proc = proc_new(set, child->ladder, child->ladder_size, events, arg);
	int code;

	if (proc == NULL) {
		return -ENOMEM;
	}
	proc->started_ns = ion_clock_now_ns();
	proc->child.pid = child->pid;
	proc->child.pidfd = child->pidfd;
	ion_tree_init(&proc->tree, child->pid, child->marker);
	code = proc_watch(proc, 0);
	if (code < 0) {
		ion_proc_release(proc);
		ion_proc_free_memory(proc);
		return code;
	}
	proc_add(proc);
	*ret_proc = proc;
	return 0;
}
