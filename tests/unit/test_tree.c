/*
 * Stopping a program with all that it brought about.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/pidfd.h"
#include "os/pidtree.h"
#include "proc/tree.h"

#define MS INT64_C(1000000)

static const struct ion_rung short_ladder[] = {{SIGTERM, 100 * MS}, {SIGKILL, 0}};
static const struct ion_rung only_kill[] = {{SIGKILL, 0}};
static const struct ion_rung only_term[] = {{SIGTERM, 100 * MS}};

/* Its pid is a line of the output. The subshell has ended when the next command begins. */
#define DAEMON "( setsid sh -c 'echo $$; exec sleep 60' & ); "
#define DEAF_DAEMON "( setsid sh -c \"trap '' TERM; echo \\$\\$; while :; do sleep 60; done\" & ); "

struct program {
	struct run run;
	char marker[ION_PIDTREE_MARKER_SIZE];
};

static void start(struct world *world, struct program *program, const char *script,
	const struct ion_rung *ladder, size_t ladder_size)
{
	struct ion_proc_spec spec = run_spec(run_shell(script));
	char variable[ION_PIDTREE_MARKER_SIZE + 64];
	const char *const envp[] = {"PATH=/usr/bin:/bin", variable, NULL};
	struct run *run = &program->run;

	ion_procset_marker(world->set, program->marker);
	snprintf(variable, sizeof(variable), ION_PIDTREE_VARIABLE "=outer/%s", program->marker);
	spec.envp = envp;
	spec.marker = program->marker;
	spec.ladder = ladder;
	spec.ladder_size = ladder_size;
	assert_int_equal(ion_proc_start(world->set, &spec, &run_events, run, &run->proc, &run->err), 0);
}

#define START(world, program, script, ladder) \
 start(world, program, script, ladder, ION_ARRAY_LEN(ladder))

/* Until the script has written `count` lines. */
static void wait_for_lines(struct world *world, struct run *run, int count)
{
	for (;;) {
		int lines = 0;
		for (size_t i = 0; i < run->size[1]; i++) {
			lines += run->out[1][i] == '\n';
		}
		if (lines >= count) {
			return;
		}
		assert_int_equal(ion_loop_run(world->loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
}

static void wait_for_done(struct world *world, struct run *run)
{
	while (run->done == 0) {
		assert_int_not_equal(ion_loop_run(world->loop, ION_LOOP_ONCE), ION_LOOP_FAILED);
	}
	assert_int_equal(run->done, 1);
}

static pid_t pid_in_line(const struct run *run, int line)
{
	const char *at = run->out[1];
	while (line-- > 0) {
		at = strchr(at, '\n') + 1;
	}
	return (pid_t) atoi(at);
}

static void assert_gone(const struct run *run, int lines)
{
	for (int i = 0; i < lines; i++) {
		assert_true(pid_in_line(run, i) > 1);
		assert_false(ion_pidstat_is_running(pid_in_line(run, i)));
	}
}

static void end_stranger(pid_t pid)
{
	struct pollfd end = {.fd = ion_pidfd_open(pid), .events = POLLIN};
	kill(pid, SIGKILL);
	if (end.fd >= 0) {
		poll(&end, 1, WATCHDOG_SECONDS * 1000);
		close(end.fd);
	}
}

static void a_stop_ends_all(void **state)
{
	static const char *const scripts[] = {
		"sleep 60 & echo $!; wait",
		"sh -c 'sleep 60 & echo $!; wait' & wait",
		DAEMON "sleep 60",
		DAEMON "exec sleep 60",
		"setsid sh -c 'sleep 60 & echo $!; wait'; echo",
		"env -i setsid sh -c 'sleep 60 & echo $!; wait'; echo",
	};
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(scripts); i++) {
		struct world world = world_new();
		struct program program = {0};
		START(&world, &program, scripts[i], run_ladder);
		wait_for_lines(&world, &program.run, 1);
		ion_proc_stop(program.run.proc, ION_CAUSE_TIMEOUT);
		assert_int_equal(program.run.done, 0);
		wait_for_done(&world, &program.run);
		assert_gone(&program.run, 1);
		assert_int_equal(program.run.result.cause, ION_CAUSE_TIMEOUT);
		assert_int_equal(program.run.result.exit.signal, SIGTERM);
		assert_int_equal(program.run.result.stop_signal, SIGTERM);
		assert_false(program.run.result.pipes_held);
		run_release(&program.run);
		world_free(&world);
	}
}

static void the_ladder_goes_on_for_the_others(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	int64_t begin;
	(void) state;
	START(&world, &program, DEAF_DAEMON "exec sleep 60", short_ladder);
	wait_for_lines(&world, &program.run, 1);
	begin = ion_clock_now_ns();
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &program.run);
	assert_gone(&program.run, 1);
	assert_true(ion_clock_now_ns() - begin >= 100 * MS);
	/* what it says is how the program ended, and when */
	assert_int_equal(program.run.result.exit.signal, SIGTERM);
	assert_int_equal(program.run.result.stop_signal, SIGTERM);
	run_release(&program.run);
	world_free(&world);
}

static void a_ladder_without_kill_ends_all_the_same(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	(void) state;
	START(&world, &program, DEAF_DAEMON "exec sleep 60", only_term);
	wait_for_lines(&world, &program.run, 1);
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &program.run);
	assert_gone(&program.run, 1);
	run_release(&program.run);
	world_free(&world);
}

static void nobody_waits_longer_than_needed(void **state)
{
	static const struct ion_rung patient[] = {{SIGTERM, 50000 * MS}, {SIGKILL, 0}};
	struct world world = world_new();
	struct program program = {0};
	int64_t begin = ion_clock_now_ns();
	(void) state;
	/* ends by itself, and starts another one on its way */
	START(&world, &program,
		"( setsid sh -c \"trap 'sleep 0.1; setsid sleep 0.1 & exit' TERM; echo \\$\\$; while :; do "
		"sleep 0.05; done\" & ); exec sleep 60",
		patient);
	wait_for_lines(&world, &program.run, 1);
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &program.run);
	assert_gone(&program.run, 1);
	assert_true(ion_clock_now_ns() - begin < 10000 * MS);
	run_release(&program.run);
	world_free(&world);
}

static void kill_takes_all_that_fork(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	(void) state;
	START(&world, &program,
		"echo $$; trap '' TERM; i=0; while [ $i -lt 5000 ]; do setsid sh -c '(sleep 60 &); sleep "
		"60' & "
		"i=$((i+1)); done; wait",
		only_kill);
	wait_for_lines(&world, &program.run, 1);
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &program.run);
	assert_int_equal(program.run.result.exit.signal, SIGKILL);

	/* nobody has the variable any more */
	struct ion_pidtree *tree = ion_pidtree_new();
	struct ion_pidtree_root root = {.pid = -1, .marker = program.marker};
	struct ion_pidlist none = {0}, found = {0};
	assert_int_equal(ion_pidtree_read(tree), 0);
	assert_int_equal(ion_pidtree_find(tree, &root, &none, &found), 0);
	assert_int_equal(found.count, 0);
	ion_pidlist_release(&found);
	ion_pidtree_free(tree);
	run_release(&program.run);
	world_free(&world);
}

static void strangers_live_on(void **state)
{
	struct world world = world_new();
	struct program program = {0}, other = {0};
	pid_t stranger = fork();
	(void) state;
	assert_true(stranger >= 0);
	if (stranger == 0) {
		execlp("sleep", "sleep", "60", NULL);
		_exit(127);
	}
	START(&world, &other, DAEMON "exec sleep 60", run_ladder);
	START(&world, &program, DAEMON "exec sleep 60", only_kill);
	wait_for_lines(&world, &program.run, 1);
	wait_for_lines(&world, &other.run, 1);
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &program.run);
	assert_gone(&program.run, 1);
	assert_true(ion_pidstat_is_running(stranger));
	assert_true(ion_pidstat_is_running(pid_in_line(&other.run, 0)));
	assert_false(ion_proc_has_ended(other.run.proc, &other.run.result.exit));
	ion_proc_stop(other.run.proc, ION_CAUSE_CANCEL);
	wait_for_done(&world, &other.run);
	assert_gone(&other.run, 1);
	assert_true(ion_pidstat_is_running(stranger));
	kill(stranger, SIGKILL);
	waitpid(stranger, NULL, 0);
	run_release(&program.run);
	run_release(&other.run);
	world_free(&world);
}

static void a_normal_end_leaves_them_alone(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	pid_t left;
	size_t scans = ion_procset_scan_count(world.set);
	(void) state;
	START(&world, &program, "( setsid sh -c 'echo $$; exec sleep 60 >&- 2>&-' & ); exit 3",
		run_ladder);
	wait_for_done(&world, &program.run);
	assert_int_equal(program.run.result.exit.code, 3);
	left = pid_in_line(&program.run, 0);
	assert_true(ion_pidstat_is_running(left));
	assert_int_equal(ion_procset_scan_count(world.set), scans);
	end_stranger(left);
	run_release(&program.run);
	world_free(&world);
}

static void many_are_stopped_by_few_looks(void **state)
{
	enum { COUNT = 100 };
	struct world world = world_new();
	struct program *programs = calloc(COUNT, sizeof(*programs));
	size_t scans;
	(void) state;
	assert_non_null(programs);
	for (int i = 0; i < COUNT; i++) {
		START(&world, &programs[i], DAEMON "exec sleep 60", only_kill);
	}
	for (int i = 0; i < COUNT; i++) {
		wait_for_lines(&world, &programs[i].run, 1);
	}
	scans = ion_procset_scan_count(world.set);
	for (int i = 0; i < COUNT; i++) {
		ion_proc_stop(programs[i].run.proc, ION_CAUSE_CANCEL);
	}
	assert_true(ion_procset_scan_count(world.set) <= scans + 10);
	for (int i = 0; i < COUNT; i++) {
		wait_for_done(&world, &programs[i].run);
		assert_gone(&programs[i].run, 1);
		run_release(&programs[i].run);
	}
	print_message("%d programs, %zu looks\n", COUNT, ion_procset_scan_count(world.set) - scans);
	free(programs);
	world_free(&world);
}

static void a_shutdown_ends_all(void **state)
{
	struct world world = world_new();
	struct program polite = {0}, deaf = {0}, stopping = {0}, clearing = {0}, killing = {0};
	struct program *all[] = {&polite, &deaf, &stopping, &clearing, &killing};
	(void) state;
	START(&world, &polite, DAEMON "exec sleep 60", run_ladder);
	START(&world, &deaf, DEAF_DAEMON "exec sleep 60", short_ladder);
	START(&world, &stopping, DEAF_DAEMON "trap '' TERM; while :; do sleep 60; done", short_ladder);
	START(&world, &clearing, DEAF_DAEMON "exec sleep 60", short_ladder);
	START(&world, &killing, DAEMON "exec sleep 60", only_kill);
	for (size_t i = 0; i < ION_ARRAY_LEN(all); i++) {
		wait_for_lines(&world, &all[i]->run, 1);
	}
	ion_proc_stop(stopping.run.proc, ION_CAUSE_CANCEL);
	ion_proc_stop(clearing.run.proc, ION_CAUSE_CANCEL);
	while (!ion_proc_has_ended(clearing.run.proc, &clearing.run.result.exit)) {
		assert_int_equal(ion_loop_run(world.loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
	ion_loop_run(world.loop, ION_LOOP_NONBLOCK);
	assert_true(ion_pidstat_is_running(pid_in_line(&clearing.run, 0)));
	ion_proc_stop(killing.run.proc, ION_CAUSE_CANCEL);
	ion_procset_shutdown(world.set);
	assert_int_equal(ion_procset_count(world.set), 0);
	for (size_t i = 0; i < ION_ARRAY_LEN(all); i++) {
		assert_int_equal(all[i]->run.done, 0);
		assert_gone(&all[i]->run, 1);
		run_release(&all[i]->run);
	}
	world_free(&world);
}

static void one_signal_goes_to_all(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	size_t count;
	(void) state;
	START(&world, &program, DAEMON "sleep 60 & echo $!; wait", run_ladder);
	wait_for_lines(&world, &program.run, 2);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, NSIG, &count), -EINVAL);
	assert_int_equal(count, 0);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, 0, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGSTOP, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGCONT, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGKILL, &count), 0);
	assert_int_equal(count, 3);
	wait_for_done(&world, &program.run);
	assert_int_equal(program.run.result.cause, ION_CAUSE_SIGNAL);
	for (int i = 0; i < 2; i++) {
		end_stranger(pid_in_line(&program.run, i));
	}
	assert_gone(&program.run, 2);
	run_release(&program.run);
	world_free(&world);
}

static void what_an_ended_program_left_is_hit(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	struct ion_exit exit;
	size_t count;
	(void) state;
	START(&world, &program, DAEMON "exit 4", run_ladder);
	wait_for_lines(&world, &program.run, 1);
	while (!ion_proc_has_ended(program.run.proc, &exit)) {
		assert_int_equal(ion_loop_run(world.loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
	assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGKILL, &count), 0);
	assert_int_equal(count, 1);
	wait_for_done(&world, &program.run);
	assert_int_equal(program.run.result.exit.code, 4);
	assert_int_equal(program.run.result.cause, ION_CAUSE_EXIT);
	end_stranger(pid_in_line(&program.run, 0));
	assert_gone(&program.run, 1);
	run_release(&program.run);
	world_free(&world);
}

static void signals_during_a_stop_do_no_harm(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	size_t count;
	(void) state;
	START(&world, &program, DEAF_DAEMON "exec sleep 60", run_ladder);
	wait_for_lines(&world, &program.run, 1);
	ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
	while (!ion_proc_has_ended(program.run.proc, &program.run.result.exit)) {
		assert_int_equal(ion_loop_run(world.loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
	ion_loop_run(world.loop, ION_LOOP_NONBLOCK);
	assert_int_equal(ion_proc_kill(program.run.proc, SIGKILL), -ESRCH);
	ion_proc_stop(program.run.proc, ION_CAUSE_TIMEOUT);
	assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGSTOP, &count), 0);
	/* a shell and its sleep */
	assert_in_range(count, 1, 2);
	assert_int_equal(
		ion_proc_stop_with(program.run.proc, short_ladder, ION_ARRAY_LEN(short_ladder)), 0);
	wait_for_done(&world, &program.run);
	assert_gone(&program.run, 1);
	assert_int_equal(program.run.result.cause, ION_CAUSE_CANCEL);
	run_release(&program.run);
	world_free(&world);
}

static void a_worker_is_stopped_alone(void **state)
{
	struct world world = world_new();
	struct program program = {0};
	struct ion_proc_adopt worker = {
		.pidfd = -1, .ladder = only_kill, .ladder_size = ION_ARRAY_LEN(only_kill)};
	int ends[2];
	pid_t own = 0;
	size_t count;
	(void) state;
	for (int round = 0; round < 2; round++) {
		assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
		assert_int_equal(ion_procset_wake_by_signal(world.set), 0);
		assert_int_equal(ion_procset_prepare(world.set), 0);
		worker.pid = fork();
		assert_true(worker.pid >= 0);
		if (worker.pid == 0) {
			own = fork();
			if (own == 0) {
				execlp("sleep", "sleep", "60", NULL);
			}
			_exit(write(ends[1], &own, sizeof(own)) != sizeof(own) || pause());
		}
		assert_int_equal(read(ends[0], &own, sizeof(own)), sizeof(own));
		close(ends[0]);
		close(ends[1]);
		program.run.done = 0;
		assert_int_equal(
			ion_proc_adopt(world.set, &worker, &run_events, &program.run, &program.run.proc), 0);
		if (round == 0) {
			ion_proc_stop(program.run.proc, ION_CAUSE_CANCEL);
		} else {
			assert_int_equal(ion_proc_kill_tree(program.run.proc, SIGKILL, &count), 0);
			assert_int_equal(count, 2);
		}
		wait_for_done(&world, &program.run);
		if (round == 0) {
			assert_true(ion_pidstat_is_running(own));
		}
		end_stranger(own);
	}
	run_release(&program.run);
	world_free(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(a_stop_ends_all),
		ION_TEST(the_ladder_goes_on_for_the_others),
		ION_TEST(a_ladder_without_kill_ends_all_the_same),
		ION_TEST(nobody_waits_longer_than_needed),
		ION_TEST(kill_takes_all_that_fork),
		ION_TEST(strangers_live_on),
		ION_TEST(a_normal_end_leaves_them_alone),
		ION_TEST(many_are_stopped_by_few_looks),
		ION_TEST(a_shutdown_ends_all),
		ION_TEST(one_signal_goes_to_all),
		ION_TEST(what_an_ended_program_left_is_hit),
		ION_TEST(signals_during_a_stop_do_no_harm),
		ION_TEST(a_worker_is_stopped_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
