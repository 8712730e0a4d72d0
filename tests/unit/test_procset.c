/*
 * All programs of a request at once: its end, a fork, and SIGCHLD in other hands.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "loop/timer.h"

#define MS INT64_C(1000000)

static const struct ion_rung short_ladder[] = {{SIGTERM, 50 * MS}, {SIGKILL, 0}};
static const struct ion_rung no_kill[] = {{SIGUSR1, 30 * MS}, {SIGTERM, 30 * MS}};

static void start(
	struct world *world, struct run *run, const char *script, const struct ion_rung *ladder)
{
	struct ion_proc_spec spec = run_spec(run_shell(script));
	spec.ladder = ladder;
	assert_int_equal(ion_proc_start(world->set, &spec, &run_events, run, &run->proc, &run->err), 0);
}

static void wait_for_output(struct world *world, struct run *run)
{
	while (run->size[1] == 0) {
		assert_int_equal(ion_loop_run(world->loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
}

static void methods_have_names(void **state)
{
	struct world world = world_new();
	const char *spawn = getenv("ION_SPAWN"), *sigchld = getenv("ION_FORCE_SIGCHLD");
	bool is_forced = sigchld != NULL && strcmp(sigchld, "1") == 0;
	(void) state;
	assert_string_equal(ion_procset_reap_method(world.set), is_forced ? "sigchld" : "pidfd");
	assert_string_equal(ion_procset_spawn_method(world.set),
		is_forced || (spawn != NULL && strcmp(spawn, "vfork") == 0) ? "vfork" : "async");
	world_free(&world);
}

static void shutdown_ends_everything(void **state)
{
	struct world world = world_new();
	struct run polite = {0}, deaf = {0}, patient = {0}, noisy = {.limit = 10}, over = {0},
			   draining = {0};
	int64_t begin;
	(void) state;
	ion_procset_shutdown(world.set);
	start(&world, &polite, "exec sleep 60", run_ladder);
	start(&world, &deaf, "trap '' TERM; echo ready; exec sleep 60", short_ladder);
	start(&world, &patient, "trap '' TERM USR1; echo ready; exec sleep 60", no_kill);
	start(&world, &noisy, "trap '' TERM; exec yes", short_ladder);
	start(&world, &over, "exit 0", run_ladder);
	start(&world, &draining, "sleep 60 & echo $!", run_ladder);
	wait_for_output(&world, &deaf);
	wait_for_output(&world, &patient);
	wait_for_output(&world, &noisy);
	wait_for_output(&world, &draining);
	begin = ion_clock_now_ns();
	ion_procset_shutdown(world.set);
	assert_true(ion_clock_now_ns() - begin < 2000 * MS);
	assert_int_equal(ion_loop_ref_count(world.loop), 0);
	kill(atoi(draining.out[1]), SIGKILL);
	struct run *runs[] = {&polite, &deaf, &patient, &noisy, &draining};
	for (size_t i = 0; i < ION_ARRAY_LEN(runs); i++) {
		assert_int_equal(runs[i]->done, 0);
		run_release(runs[i]);
	}
	run_release(&over);
	world_free(&world);
}

static void shutdown_goes_on_with_a_ladder(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	(void) state;
	start(&world, &run, "trap '' TERM; echo ready; exec sleep 60", short_ladder);
	wait_for_output(&world, &run);
	ion_proc_stop(run.proc, ION_CAUSE_CANCEL);
	ion_procset_shutdown(world.set);
	run_release(&run);
	world_free(&world);
}

static void shutdown_knows_no_largest_descriptor(void **state)
{
	struct world world = world_new();
	int fds[1100];
	struct run run = {0};
	(void) state;
	leave_all_room();
	for (size_t i = 0; i < ION_ARRAY_LEN(fds); i++) {
		fds[i] = fcntl(0, F_DUPFD_CLOEXEC, 3);
		assert_true(fds[i] >= 0);
	}
	start(&world, &run, "echo ready; exec sleep 60", run_ladder);
	wait_for_output(&world, &run);
	ion_procset_shutdown(world.set);
	run_release(&run);
	for (size_t i = 0; i < ION_ARRAY_LEN(fds); i++) {
		close(fds[i]);
	}
	world_free(&world);
}

/* In a forked child: its parent's programs, watchers and signals stay the parent's. */
static void forget_leaves_them_to_the_parent(void **state)
{
	struct world world = world_new();
	struct run runs[3] = {{0}};
	int status;
	(void) state;
	start(&world, &runs[0], "echo ready; read x < /dev/null; sleep 0.1; echo end; exit 5",
		run_ladder);
	start(&world, &runs[1], "exit 6", run_ladder);
	start(&world, &runs[2], "sleep 0.1; exit 7", run_ladder);
	wait_for_output(&world, &runs[0]);
	pid_t pid = fork();
	if (pid == 0) {
		bool is_right = ion_loop_after_fork(world.loop) == 0;
		ion_procset_forget(world.set);
		is_right = is_right && ion_procset_count(world.set) == 0 &&
				   ion_loop_ref_count(world.loop) == 0 && runs[0].done == 0;
		ion_procset_free(world.set);
		ion_loop_free(world.loop);
		/* and it can run programs of its own */
		struct world own = world_new();
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell("exit 8"));
		run_program(own.loop, own.set, &spec, &run);
		is_right = is_right && run.result.exit.code == 8;
		world_free(&own);
		_exit(is_right ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(ion_loop_run(world.loop, 0), ION_LOOP_DRY);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(runs[i].done, 1);
		assert_int_equal(runs[i].result.exit.code, 5 + i);
		run_release(&runs[i]);
	}
	world_free(&world);
}

/* ---- SIGCHLD ---- */

static int calls;
static int others_calls;

static void on_sigchld(int signal)
{
	(void) signal;
	calls++;
}

static void on_sigchld_info(int signal, siginfo_t *info, void *context)
{
	(void) signal;
	(void) context;
	others_calls += info != NULL;
}

static void run_codes(struct world *world, int count)
{
	for (int i = 0; i < count; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell("exit 9"));
		run_program(world->loop, world->set, &spec, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
		assert_int_equal(run.result.exit.code, 9);
		run_release(&run);
	}
}

static void sigchld_ignored(void **state)
{
	struct sigaction before, now;
	struct sigaction actions[2] = {
		{.sa_handler = SIG_IGN}, {.sa_handler = on_sigchld, .sa_flags = SA_NOCLDWAIT}};
	(void) state;
	for (int i = 0; i < 2; i++) {
		struct world world = world_new();
		sigaction(SIGCHLD, &actions[i], &before);
		run_codes(&world, 3);
		sigaction(SIGCHLD, &before, &now);
		assert_ptr_equal(now.sa_handler, actions[i].sa_handler);
		assert_int_equal(now.sa_flags & SA_NOCLDWAIT, actions[i].sa_flags & SA_NOCLDWAIT);
		world_free(&world);
	}
}

static void sigchld_blocked(void **state)
{
	struct world world = world_new();
	sigset_t set, before, now;
	(void) state;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &before);
	run_codes(&world, 3);
	sigprocmask(SIG_SETMASK, NULL, &now);
	assert_int_equal(sigismember(&now, SIGCHLD), 1);
	/* nothing may stay pending: it is not ours only */
	sigprocmask(SIG_SETMASK, &before, NULL);
	world_free(&world);
}

/* A handler that was there before is called as if ION were not, and is there again afterwards. */
static void sigchld_handled_before(void **state)
{
	struct world world = world_new();
	struct sigaction before, now, action = {.sa_handler = on_sigchld, .sa_flags = SA_RESTART};
	(void) state;
	sigaction(SIGCHLD, &action, &before);
	calls = 0;
	run_codes(&world, 5);
	assert_int_equal(calls, 5);
	sigaction(SIGCHLD, &before, &now);
	assert_ptr_equal(now.sa_handler, on_sigchld);
	world_free(&world);
}

/* A handler that comes while programs run: both see the end, and it stays. */
static void sigchld_handled_later(void **state)
{
	struct world world = world_new();
	struct sigaction before, now,
		action = {.sa_sigaction = on_sigchld_info, .sa_flags = SA_SIGINFO};
	struct run run = {0}, second = {0};
	(void) state;
	sigaction(SIGCHLD, NULL, &before);
	start(&world, &run, "sleep 0.3; exit 9", run_ladder);
	sigaction(SIGCHLD, &action, NULL);
	others_calls = 0;
	run_wait(world.loop, &run);
	assert_int_equal(run.result.exit.code, 9);
	assert_int_equal(others_calls, 1);
	start(&world, &second, "exit 9", run_ladder);
	/* takes it away again, without a word */
	sigaction(SIGCHLD, &before, NULL);
	run_wait(world.loop, &second);
	assert_int_equal(second.result.exit.code, 9);
	sigaction(SIGCHLD, &before, &now);
	assert_true(now.sa_handler == before.sa_handler);
	run_release(&run);
	run_release(&second);
	world_free(&world);
}

static struct sigaction saved;

/* What event libraries do: they call the one they replaced. */
static void on_sigchld_chaining(int signal, siginfo_t *info, void *context)
{
	calls++;
	if ((saved.sa_flags & SA_SIGINFO) && saved.sa_sigaction != NULL) {
		saved.sa_sigaction(signal, info, context);
	}
}

static void sigchld_chained_in_a_circle(void **state)
{
	struct world world = world_new();
	struct sigaction before, action = {.sa_sigaction = on_sigchld_chaining, .sa_flags = SA_SIGINFO};
	struct run run = {0}, second = {0};
	(void) state;
	sigaction(SIGCHLD, NULL, &before);
	start(&world, &run, "sleep 0.3; exit 9", run_ladder);
	sigaction(SIGCHLD, &action, &saved);
	calls = 0;
	/* chains ours in front of the one that calls ours */
	start(&world, &second, "exit 9", run_ladder);
	assert_int_equal(ion_loop_run(world.loop, 0), ION_LOOP_DRY);
	assert_int_equal(run.result.exit.code, 9);
	assert_int_equal(second.result.exit.code, 9);
	assert_int_equal(calls, 2);
	sigaction(SIGCHLD, &before, NULL);
	run_release(&run);
	run_release(&second);
	world_free(&world);
}

static void two_sets_do_not_mix(void **state)
{
	struct world one = world_new(), two = world_new();
	struct run first = {0}, second = {0};
	(void) state;
	start(&one, &first, "sleep 0.1; exit 1", run_ladder);
	start(&two, &second, "exit 2", run_ladder);
	run_wait(two.loop, &second);
	assert_int_equal(first.done, 0);
	run_wait(one.loop, &first);
	assert_int_equal(first.result.exit.code, 1);
	assert_int_equal(second.result.exit.code, 2);
	run_release(&first);
	run_release(&second);
	world_free(&one);
	world_free(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(methods_have_names),
		ION_TEST(shutdown_ends_everything),
		ION_TEST(shutdown_goes_on_with_a_ladder),
		ION_TEST(shutdown_knows_no_largest_descriptor),
		ION_TEST(forget_leaves_them_to_the_parent),
		ION_TEST(sigchld_ignored),
		ION_TEST(sigchld_blocked),
		ION_TEST(sigchld_handled_before),
		ION_TEST(sigchld_handled_later),
		ION_TEST(sigchld_chained_in_a_circle),
		ION_TEST(two_sets_do_not_mix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
