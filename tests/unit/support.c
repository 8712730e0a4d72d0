/*
 * See support.h.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_FD 4096

/* set by libc whenever it sets a disposition; not in its headers */
#define SA_RESTORER 0x04000000

struct snapshot {
	char *fds; /* one line per descriptor */
	sigset_t mask;
	struct sigaction actions[NSIG];
};

static struct snapshot before;

static char *list_fds(void)
{
	char *list = calloc(1, 1);
	size_t size = 0;
	for (int fd = 0; fd < MAX_FD; fd++) {
		char path[64], target[256], line[400];
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		ssize_t length = readlink(path, target, sizeof(target) - 1);
		if (length < 0) {
			continue;
		}
		target[length] = '\0';
		int written = snprintf(line, sizeof(line), "%d %s\n", fd, target);
		list = realloc(list, size + (size_t) written + 1);
		memcpy(list + size, line, (size_t) written + 1);
		size += (size_t) written;
	}
	return list;
}

static void take(struct snapshot *ret)
{
	ret->fds = list_fds();
	sigprocmask(SIG_SETMASK, NULL, &ret->mask);
	for (int signal = 1; signal < NSIG; signal++) {
		memset(&ret->actions[signal], 0, sizeof(ret->actions[signal]));
		sigaction(signal, NULL, &ret->actions[signal]);
	}
}

int support_setup(void **state)
{
	*state = NULL;
	alarm(WATCHDOG_SECONDS);
	take(&before);
	return 0;
}

int support_teardown(void **state)
{
	static struct snapshot after;
	int bad = 0;
	(void) state;
	alarm(0);
	take(&after);
	if (strcmp(before.fds, after.fds) != 0) {
		fprintf(stderr, "descriptors before:\n%safter:\n%s", before.fds, after.fds);
		bad++;
	}
	for (int signal = 1; signal < NSIG; signal++) {
		if (sigismember(&before.mask, signal) != sigismember(&after.mask, signal)) {
			fprintf(stderr, "signal mask changed: %d\n", signal);
			bad++;
		}
		if (before.actions[signal].sa_handler != after.actions[signal].sa_handler ||
			((before.actions[signal].sa_flags ^ after.actions[signal].sa_flags) & ~SA_RESTORER)) {
			fprintf(stderr, "disposition changed: %d\n", signal);
			bad++;
		}
	}
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD) {
		fprintf(stderr, "a child is left\n");
		bad++;
	}
	free(before.fds);
	free(after.fds);
	return bad == 0 ? 0 : -1;
}

const struct ion_rung run_ladder[2] = {
	{SIGTERM, 5 * INT64_C(1000000000)},
	{SIGKILL, 0},
};

static char *run_reserve(void *arg, enum ion_proc_stream stream, size_t *ret_size)
{
	struct run *run = arg;
	if (run->limit > 0 && run->size[stream] >= run->limit) {
		return NULL;
	}
	if (run->capacity[stream] - run->size[stream] < 65536) {
		run->capacity[stream] = run->capacity[stream] * 2 + 65536;
		run->out[stream] = realloc(run->out[stream], run->capacity[stream] + 1);
		run->out[stream][run->size[stream]] = '\0';
	}
	*ret_size = run->capacity[stream] - run->size[stream];
	if (run->limit > 0 && *ret_size > run->limit - run->size[stream]) {
		*ret_size = run->limit - run->size[stream];
	}
	return run->out[stream] + run->size[stream];
}

static void run_commit(void *arg, enum ion_proc_stream stream, size_t size)
{
	struct run *run = arg;
	assert_int_equal(run->done, 0);
	assert_true(size > 0);
	run->chunks++;
	if (run->limit == 0 || run->size[stream] < run->limit) {
		run->size[stream] += size;
		run->out[stream][run->size[stream]] = '\0';
	}
	if (run->on_output != NULL) {
		run->on_output(run);
	}
}

static enum ion_feed run_next_input(void *arg, const char **ret_data, size_t *ret_size)
{
	struct run *run = arg;
	size_t size = run->input_size;
	if (size == 0) {
		return ION_FEED_END;
	}
	if (run->input_piece > 0 && size > run->input_piece) {
		size = run->input_piece;
	}
	*ret_data = run->input;
	*ret_size = size;
	run->input += size;
	run->input_size -= size;
	return ION_FEED_DATA;
}

static void run_done(void *arg, const struct ion_proc_result *result)
{
	struct run *run = arg;
	run->done++;
	run->result = *result;
	if (result->err.code != 0) {
		run->err = result->err;
	}
	run->proc = NULL;
	if (run->on_end != NULL) {
		run->on_end(run);
	}
}

const struct ion_proc_events run_events = {
	.reserve = run_reserve,
	.commit = run_commit,
	.next_input = run_next_input,
	.on_done = run_done,
};

struct ion_proc_spec run_spec(const char *const *argv)
{
	return (struct ion_proc_spec){
		ION_PROC_SPEC_DEFAULTS,
		.argv = argv,
		.envp = (const char *const *) environ,
		.path = getenv("PATH"),
		.captures = {false, true, true},
		.ladder = run_ladder,
		.ladder_size = 2,
		.drain_ns = INT64_C(1000000000),
	};
}

void run_release(struct run *run)
{
	for (int i = 0; i < 3; i++) {
		free(run->out[i]);
	}
	memset(run, 0, sizeof(*run));
}

void run_wait(struct ion_loop *loop, struct run *run)
{
	enum ion_loop_end end = ion_loop_run(loop, 0);
	assert_int_equal(end, ION_LOOP_DRY);
	assert_int_equal(run->done, 1);
	assert_int_equal(ion_loop_ref_count(loop), 0);
}

void run_program(struct ion_loop *loop, struct ion_procset *set, const struct ion_proc_spec *spec,
	struct run *run)
{
	int code = ion_proc_start(set, spec, &run_events, run, &run->proc, &run->err);
	if (code == 0) {
		run_wait(loop, run);
	} else {
		assert_int_equal(code, -run->err.code);
		assert_int_equal(run->done, 0);
	}
	assert_int_equal(ion_procset_count(set), 0);
}

const char *const *run_shell(const char *script)
{
	static const char *argv[4];
	argv[0] = "/bin/sh";
	argv[1] = "-c";
	argv[2] = script;
	argv[3] = NULL;
	return argv;
}

bool is_async(struct ion_procset *set)
{
	return strcmp(ion_procset_spawn_method(set), "async") == 0;
}

struct world world_new(void)
{
	struct world world;
	world.loop = ion_loop_new();
	assert_non_null(world.loop);
	world.set = ion_procset_new(world.loop);
	assert_non_null(world.set);
	return world;
}

void world_free(struct world *world)
{
	assert_int_equal(ion_procset_count(world->set), 0);
	ion_procset_free(world->set);
	assert_int_equal(ion_loop_watcher_count(world->loop), 0);
	ion_loop_free(world->loop);
}

char *run_output(const struct ion_proc_spec *spec, struct ion_err *ret_err)
{
	struct world world = world_new();
	struct run run = {0};
	char *said;
	run_program(world.loop, world.set, spec, &run);
	*ret_err = run.err;
	said = run.out[1];
	run.out[1] = NULL;
	run_release(&run);
	world_free(&world);
	return said;
}

struct ion_cred cred_of_nobody(gid_t *groups, size_t count)
{
	return (struct ion_cred){
		.set_groups = true,
		.set_gid = true,
		.set_uid = true,
		.uid = NOBODY,
		.gid = 1234,
		.groups = groups,
		.group_count = count,
	};
}

struct rlimit leave_room(int count)
{
	struct rlimit old, low;
	int next = dup(0);
	close(next);
	getrlimit(RLIMIT_NOFILE, &old);
	low = (struct rlimit){(rlim_t) (next + count), old.rlim_max};
	setrlimit(RLIMIT_NOFILE, &low);
	return old;
}

void leave_all_room(void)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}
