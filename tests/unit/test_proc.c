/*
 * The life of a program that starts: output, input, ends, stops.
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
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "loop/timer.h"

#define MS INT64_C(1000000)

static const struct ion_rung short_ladder[2] = {{SIGTERM, 50 * MS}, {SIGKILL, 0}};

/* ---- output and ends ---- */

static void captures_output_and_status(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("echo out; echo err >&2; exit 7"));
	(void) state;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.err.code, 0);
	assert_string_equal(run.out[1], "out\n");
	assert_string_equal(run.out[2], "err\n");
	assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
	assert_int_equal(run.result.exit.kind, ION_EXIT_CODE);
	assert_int_equal(run.result.exit.code, 7);
	assert_int_equal(run.result.stop_signal, 0);
	assert_false(run.result.pipes_held);
	assert_true(run.result.duration_ns > 0);
	assert_true(run.result.exit.usage.max_rss_bytes > 0);
	run_release(&run);
	world_free(&world);
}

static void reports_exit_codes_as_they_are(void **state)
{
	static const int codes[] = {0, 1, 126, 127, 128, 137, 255};
	struct world world = world_new();
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(codes); i++) {
		char script[32];
		struct run run = {0};
		snprintf(script, sizeof(script), "exit %d", codes[i]);
		struct ion_proc_spec spec = run_spec(run_shell(script));
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
		assert_int_equal(run.result.exit.code, codes[i]);
		assert_int_equal(run.size[1], 0);
		run_release(&run);
	}
	world_free(&world);
}

static void reports_signals_as_signals(void **state)
{
	static const int signals[] = {SIGKILL, SIGTERM, SIGSEGV, SIGUSR1, SIGPIPE};
	struct world world = world_new();
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(signals); i++) {
		char script[64];
		struct run run = {0};
		snprintf(script, sizeof(script), "ulimit -c 0; kill -%d $$; exit 3", signals[i]);
		struct ion_proc_spec spec = run_spec(run_shell(script));
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_SIGNAL);
		assert_int_equal(run.result.exit.kind, ION_EXIT_SIGNAL);
		assert_int_equal(run.result.exit.signal, signals[i]);
		assert_false(run.result.exit.core_dumped);
		run_release(&run);
	}
	world_free(&world);
}

static void waits_for_a_program_without_streams(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("exec >&- 2>&- <&-; sleep 0.05; exit 4"));
	(void) state;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.exit.code, 4);
	assert_true(run.result.duration_ns >= 50 * MS);
	run_release(&run);
	spec = run_spec(run_shell("exit 5"));
	spec.captures[1] = spec.captures[2] = false;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.exit.code, 5);
	world_free(&world);
}

static char *pattern(size_t size)
{
	char *data = malloc(size + 1);
	uint32_t value = 12345;
	for (size_t i = 0; i < size; i++) {
		value = value * 1664525 + 1013904223;
		data[i] = (char) (value >> 24);
	}
	return data;
}

static void carries_every_byte_both_ways(void **state)
{
	static const size_t sizes[] = {
		0, 1, 4095, 65535, 65536, 65537, 131072, 262145, 1048575, 1048576, 1048577, 5000000};
	const char *const argv[] = {"tee", "/dev/stderr", NULL};
	struct world world = world_new();
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(sizes); i++) {
		char *data = pattern(sizes[i]);
		struct run run = {.input = data, .input_size = sizes[i], .input_piece = i % 2 ? 50000 : 0};
		struct ion_proc_spec spec = run_spec(argv);
		spec.feeds_stdin = true;
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.result.exit.code, 0);
		assert_int_equal(run.result.input_taken, sizes[i]);
		for (int stream = 1; stream <= 2; stream++) {
			assert_int_equal(run.size[stream], sizes[i]);
			assert_int_equal(sizes[i] ? memcmp(run.out[stream], data, sizes[i]) : 0, 0);
		}
		run_release(&run);
		free(data);
	}
	world_free(&world);
}

static void throws_away_what_nobody_wants(void **state)
{
	struct world world = world_new();
	struct run run = {.limit = 1000};
	struct ion_proc_spec spec = run_spec(run_shell("head -c 3000000 /dev/zero"));
	(void) state;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
	assert_int_equal(run.result.exit.code, 0);
	assert_int_equal(run.size[1], 1000);
	run_release(&run);
	world_free(&world);
}

/* ---- input ---- */

static void input_that_is_not_wanted_is_no_error(void **state)
{
	static const char *const scripts[] = {
		"true", "exec <&-; sleep 0.05", "head -c 10 >/dev/null", "sleep 0.05"};
	size_t size = 3000000;
	char *data = pattern(size);
	struct world world = world_new();
	struct sigaction before, action = {.sa_handler = SIG_DFL};
	(void) state;
	sigaction(SIGPIPE, &action, &before);
	for (size_t i = 0; i < ION_ARRAY_LEN(scripts); i++) {
		struct run run = {.input = data, .input_size = size};
		struct ion_proc_spec spec = run_spec(run_shell(scripts[i]));
		spec.feeds_stdin = true;
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
		assert_int_equal(run.result.exit.code, 0);
		assert_true(run.result.input_taken >= 65536);
		assert_true(run.result.input_taken < size);
		run_release(&run);
	}
	sigaction(SIGPIPE, &before, NULL);
	free(data);
	world_free(&world);
}

struct slow_feed {
	struct run run;
	struct ion_timer *timer;
	int calls;
	int pieces;
	bool is_waiting;
	bool answers_at_once;
};

static enum ion_feed slow_next(void *arg, const char **ret_data, size_t *ret_size)
{
	struct slow_feed *feed = arg;
	feed->calls++;
	if (feed->pieces == 5) {
		return ION_FEED_END;
	}
	if (feed->calls % 2) {
		if (feed->answers_at_once) {
			ion_proc_feed_ready(feed->run.proc);
		} else {
			ion_timer_start(feed->timer, 2 * MS);
		}
		return ION_FEED_WAIT;
	}
	feed->pieces++;
	*ret_data = feed->pieces == 3 ? "" : "piece ";
	*ret_size = feed->pieces == 3 ? 0 : 6;
	return ION_FEED_DATA;
}

static void on_feed_timer(struct ion_timer *timer, void *arg)
{
	struct slow_feed *feed = arg;
	(void) timer;
	if (feed->run.proc != NULL) {
		ion_proc_feed_ready(feed->run.proc);
	}
}

static void input_may_come_later(void **state)
{
	const char *const argv[] = {"cat", NULL};
	struct ion_proc_events events = run_events;
	(void) state;
	events.next_input = slow_next;
	struct world world = world_new();
	struct slow_feed feed = {.answers_at_once = false};
	struct ion_proc_spec spec = run_spec(argv);
	spec.feeds_stdin = true;
	feed.timer = ion_timer_new(world.loop, on_feed_timer, &feed);
	assert_int_equal(
		ion_proc_start(world.set, &spec, &events, &feed, &feed.run.proc, &feed.run.err), 0);
	/* ready from the second call on */
	feed.answers_at_once = true;
	run_wait(world.loop, &feed.run);
	assert_string_equal(feed.run.out[1], "piece piece piece piece ");
	assert_int_equal(feed.run.result.input_taken, 24);
	run_release(&feed.run);
	ion_timer_free(feed.timer);
	world_free(&world);
}

/* ---- what is left open ---- */

static pid_t grandchild(const struct run *run)
{
	pid_t pid = run->out[1] == NULL ? 0 : (pid_t) atoi(run->out[1]);
	assert_true(pid > 1);
	return pid;
}

static void drain_is_limited(void **state)
{
	static const int64_t limits[] = {80 * MS, 0};
	struct world world = world_new();
	(void) state;
	for (size_t i = 0; i < 2; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell("sleep 60 & echo $!"));
		int64_t begin = ion_clock_now_ns();
		spec.drain_ns = limits[i];
		run_program(world.loop, world.set, &spec, &run);
		int64_t took = ion_clock_now_ns() - begin;
		kill(grandchild(&run), SIGKILL);
		assert_true(took >= limits[i] && took < 2000 * MS);
		assert_true(run.result.pipes_held);
		assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
		assert_int_equal(run.result.exit.code, 0);
		assert_true(run.result.duration_ns <= took - limits[i]);
		run_release(&run);
	}
	world_free(&world);
}

static void drain_takes_what_comes_in_time(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("(sleep 0.05; echo late) & echo hi"));
	(void) state;
	spec.drain_ns = 5000 * MS;
	run_program(world.loop, world.set, &spec, &run);
	assert_string_equal(run.out[1], "hi\nlate\n");
	assert_false(run.result.pipes_held);
	run_release(&run);
	world_free(&world);
}

static void drain_ends_though_somebody_writes_on(void **state)
{
	struct world world = world_new();
	struct run run = {.limit = 64};
	struct ion_proc_spec spec = run_spec(run_shell("sleep 60 & echo $!; yes & echo $! >&2"));
	(void) state;
	spec.drain_ns = 60 * MS;
	run_program(world.loop, world.set, &spec, &run);
	/* `yes` dies of its broken pipe */
	kill(grandchild(&run), SIGKILL);
	assert_true(run.result.pipes_held);
	run_release(&run);
	world_free(&world);
}

static void on_stop_timer(struct ion_timer *timer, void *arg)
{
	struct run *run = arg;
	(void) timer;
	assert_int_equal(ion_proc_kill(run->proc, SIGTERM), -ESRCH);
	ion_proc_stop(run->proc, ION_CAUSE_CANCEL);
	ion_proc_stop(run->proc, ION_CAUSE_TIMEOUT);
	assert_int_equal(run->done, 0);
}

static void cancel_ends_the_drain(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("sleep 60 & echo $!; exit 3"));
	struct ion_timer *timer = ion_timer_new(world.loop, on_stop_timer, &run);
	int64_t begin = ion_clock_now_ns();
	(void) state;
	spec.drain_ns = 30000 * MS;
	ion_timer_start(timer, 300 * MS);
	run_program(world.loop, world.set, &spec, &run);
	kill(grandchild(&run), SIGKILL);
	assert_true(ion_clock_now_ns() - begin < 5000 * MS);
	/* it had ended by itself */
	assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
	assert_int_equal(run.result.exit.code, 3);
	assert_int_equal(run.result.stop_signal, 0);
	assert_true(run.result.pipes_held);
	run_release(&run);
	ion_timer_free(timer);
	world_free(&world);
}

/* ---- stopping ---- */

static void stop_on_output(struct run *run)
{
	if (run->chunks == 1) {
		ion_proc_stop(run->proc, ION_CAUSE_CANCEL);
		ion_proc_stop(run->proc, ION_CAUSE_TIMEOUT);
		assert_int_equal(run->done, 0);
	}
}

static void stop_climbs_the_ladder(void **state)
{
	struct world world = world_new();
	struct run polite = {.on_output = stop_on_output}, deaf = {.on_output = stop_on_output};
	struct ion_proc_spec spec = run_spec(run_shell("echo ready; exec sleep 60"));
	(void) state;
	spec.ladder = short_ladder;
	run_program(world.loop, world.set, &spec, &polite);
	assert_int_equal(polite.result.cause, ION_CAUSE_CANCEL);
	assert_int_equal(polite.result.exit.signal, SIGTERM);
	assert_int_equal(polite.result.stop_signal, SIGTERM);
	assert_string_equal(polite.out[1], "ready\n");

	spec = run_spec(run_shell("trap '' TERM; echo ready; exec sleep 60"));
	spec.ladder = short_ladder;
	run_program(world.loop, world.set, &spec, &deaf);
	assert_int_equal(deaf.result.cause, ION_CAUSE_CANCEL);
	assert_int_equal(deaf.result.exit.signal, SIGKILL);
	assert_int_equal(deaf.result.stop_signal, SIGKILL);
	assert_true(deaf.result.duration_ns >= 50 * MS);
	run_release(&polite);
	run_release(&deaf);
	world_free(&world);
}

static void stop_lets_a_program_end_in_its_way(void **state)
{
	struct world world = world_new();
	struct run run = {.on_output = stop_on_output};
	struct ion_proc_spec spec = run_spec(
		run_shell("trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.01; done"));
	(void) state;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_CANCEL);
	assert_int_equal(run.result.exit.kind, ION_EXIT_CODE);
	assert_int_equal(run.result.exit.code, 9);
	assert_string_equal(run.out[1], "ready\nbye\n");
	run_release(&run);
	world_free(&world);
}

static void timeout_stops(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("echo part; exec sleep 60"));
	(void) state;
	spec.timeout_ns = 60 * MS;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_TIMEOUT);
	assert_int_equal(run.result.exit.signal, SIGTERM);
	assert_true(run.result.duration_ns >= 60 * MS);
	assert_string_equal(run.out[1], "part\n");
	run_release(&run);
	/* the other way round: it ends first */
	spec = run_spec(run_shell("exit 2"));
	spec.timeout_ns = 30000 * MS;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
	run_release(&run);
	world_free(&world);
}

static void a_stopped_program_is_not_dead(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("kill -STOP $$; exit 1"));
	(void) state;
	spec.timeout_ns = 100 * MS;
	spec.ladder = short_ladder;
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_TIMEOUT);
	assert_int_equal(run.result.exit.signal, SIGKILL);
	assert_true(run.result.duration_ns >= 150 * MS);
	run_release(&run);
	world_free(&world);
}

/* Right after the start, in the asynchronous way between clone and execve. */
static void stop_right_after_the_start(void **state)
{
	const char *const argv[] = {"/bin/sleep", "60", NULL};
	struct world world = world_new();
	(void) state;
	for (int i = 0; i < 200; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(argv);
		assert_int_equal(
			ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
		for (volatile int spin = 0; spin < i * 400; spin++) {
		}
		ion_proc_stop(run.proc, ION_CAUSE_CANCEL);
		run_wait(world.loop, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_CANCEL);
		assert_int_equal(run.result.exit.kind, ION_EXIT_SIGNAL);
		assert_int_equal(run.result.exit.signal, SIGTERM);
		run_release(&run);
	}
	world_free(&world);
}

/* The program is a zombie that the loop has not seen yet. */
static void stop_after_the_end_changes_nothing(void **state)
{
	struct world world = world_new();
	(void) state;
	for (int i = 0; i < 3; i++) {
		struct run run = {0};
		siginfo_t info;
		struct ion_proc_spec spec = run_spec(run_shell("echo out; exit 6"));
		assert_int_equal(
			ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
		assert_int_equal(waitid(P_PID, (id_t) ion_proc_pid(run.proc), &info, WEXITED | WNOWAIT), 0);
		if (i > 0) {
			assert_int_equal(ion_proc_kill(run.proc, SIGKILL), -ESRCH);
		}
		if (i < 2) {
			ion_proc_stop(run.proc, ION_CAUSE_CANCEL);
		}
		run_wait(world.loop, &run);
		assert_int_equal(run.result.cause, ION_CAUSE_EXIT);
		assert_int_equal(run.result.exit.code, 6);
		assert_string_equal(run.out[1], "out\n");
		run_release(&run);
	}
	world_free(&world);
}

static void kill_checks_its_arguments(void **state)
{
	struct world world = world_new();
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("exec sleep 60"));
	(void) state;
	assert_int_equal(ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
	assert_int_equal(ion_proc_kill(run.proc, -1), -EINVAL);
	assert_int_equal(ion_proc_kill(run.proc, 1000), -EINVAL);
	assert_int_equal(ion_proc_kill(run.proc, 0), 0);
	assert_int_equal(ion_proc_kill(run.proc, SIGUSR1), 0);
	run_wait(world.loop, &run);
	assert_int_equal(run.result.cause, ION_CAUSE_SIGNAL);
	assert_int_equal(run.result.exit.signal, SIGUSR1);
	run_release(&run);
	world_free(&world);
}

/* ---- others who wait ---- */

static void a_stolen_status_is_lost(void **state)
{
	struct world world = world_new();
	struct run robbed = {0}, other = {0};
	struct ion_proc_spec spec = run_spec(run_shell("exit 3"));
	int status;
	(void) state;
	assert_int_equal(
		ion_proc_start(world.set, &spec, &run_events, &robbed, &robbed.proc, &robbed.err), 0);
	pid_t pid = ion_proc_pid(robbed.proc);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(
		ion_proc_start(world.set, &spec, &run_events, &other, &other.proc, &other.err), 0);
	while (robbed.done == 0 || other.done == 0) {
		ion_loop_run(world.loop, ION_LOOP_ONCE);
	}
	assert_int_equal(robbed.result.cause, ION_CAUSE_LOST);
	assert_int_equal(robbed.result.exit.kind, ION_EXIT_LOST);
	assert_int_equal(other.result.cause, ION_CAUSE_EXIT);
	assert_int_equal(other.result.exit.code, 3);
	run_release(&robbed);
	run_release(&other);
	world_free(&world);
}

static void foreign_children_are_left_alone(void **state)
{
	struct world world = world_new();
	int status;
	pid_t pid = fork();
	(void) state;
	if (pid == 0) {
		_exit(7);
	}
	for (int i = 0; i < 20; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell(":"));
		run_program(world.loop, world.set, &spec, &run);
		run_release(&run);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), 7);
	world_free(&world);
}

/* ---- many ---- */

static void one_after_the_other(void **state)
{
	const char *const argv[] = {"/bin/true", NULL};
	struct world world = world_new();
	(void) state;
	for (int i = 0; i < 500; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(argv);
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.err.code, 0);
		assert_int_equal(run.result.exit.code, 0);
		run_release(&run);
	}
	world_free(&world);
}

enum { CROWD = 500 };

static void crowd(const struct world *world, struct run *runs, const char *const *argv)
{
	leave_all_room();
	for (int i = 0; i < CROWD; i++) {
		struct ion_proc_spec spec = run_spec(argv);
		assert_int_equal(
			ion_proc_start(world->set, &spec, &run_events, &runs[i], &runs[i].proc, &runs[i].err),
			0);
	}
	assert_int_equal(ion_procset_count(world->set), CROWD);
}

static void five_hundred_at_once(void **state)
{
	const char *const argv[] = {"/bin/sleep", "60", NULL};
	static struct run runs[CROWD];
	struct world world = world_new();
	(void) state;
	crowd(&world, runs, argv);
	for (int i = 0; i < CROWD; i++) {
		ion_proc_stop(runs[i].proc, ION_CAUSE_CANCEL);
	}
	assert_int_equal(ion_loop_run(world.loop, 0), ION_LOOP_DRY);
	for (int i = 0; i < CROWD; i++) {
		assert_int_equal(runs[i].done, 1);
		assert_int_equal(runs[i].result.cause, ION_CAUSE_CANCEL);
		run_release(&runs[i]);
	}
	world_free(&world);
}

/* The loop did not run while all of them ended. */
static void a_late_loop_sees_every_exit(void **state)
{
	static struct run runs[CROWD];
	struct world world = world_new();
	siginfo_t info;
	(void) state;
	crowd(&world, runs, run_shell("exit 11"));
	for (int i = 0; i < CROWD; i++) {
		waitid(P_PID, (id_t) ion_proc_pid(runs[i].proc), &info, WEXITED | WNOWAIT);
	}
	assert_int_equal(ion_loop_run(world.loop, 0), ION_LOOP_DRY);
	for (int i = 0; i < CROWD; i++) {
		assert_int_equal(runs[i].done, 1);
		assert_int_equal(runs[i].result.exit.code, 11);
		run_release(&runs[i]);
	}
	world_free(&world);
}

struct relay {
	struct run run;
	struct world *world;
	struct relay *victim;
	int left;
};

static void relay_start(struct relay *relay)
{
	struct ion_proc_spec spec = run_spec(run_shell("echo x"));
	assert_int_equal(ion_proc_start(relay->world->set, &spec, &run_events, &relay->run,
						 &relay->run.proc, &relay->run.err),
		0);
}

static void relay_next(struct run *run)
{
	struct relay *relay = (struct relay *) run;
	if (relay->victim != NULL && relay->victim->run.proc != NULL) {
		ion_proc_stop(relay->victim->run.proc, ION_CAUSE_CANCEL);
	}
	if (--relay->left > 0) {
		run->done = 0;
		relay_start(relay);
	}
}

static void callbacks_may_start_and_stop_others(void **state)
{
	struct world world = world_new();
	struct relay relays[2];
	(void) state;
	memset(relays, 0, sizeof(relays));
	for (int i = 0; i < 2; i++) {
		relays[i].run.on_end = relay_next;
		relays[i].world = &world;
		relays[i].victim = &relays[!i];
		relays[i].left = 50;
		relay_start(&relays[i]);
	}
	assert_int_equal(ion_loop_run(world.loop, 0), ION_LOOP_DRY);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(relays[i].left, 0);
		assert_int_equal(relays[i].run.done, 1);
		run_release(&relays[i].run);
	}
	world_free(&world);
}

/* One that never pauses does not keep the others waiting. */
static void a_noisy_program_does_not_starve_others(void **state)
{
	const char *const yes[] = {"yes", NULL};
	struct world world = world_new();
	struct run noisy = {.limit = 1000}, quiet = {0};
	struct ion_proc_spec spec = run_spec(yes);
	(void) state;
	assert_int_equal(
		ion_proc_start(world.set, &spec, &run_events, &noisy, &noisy.proc, &noisy.err), 0);
	spec = run_spec(run_shell("echo x; exit 2"));
	assert_int_equal(
		ion_proc_start(world.set, &spec, &run_events, &quiet, &quiet.proc, &quiet.err), 0);
	while (quiet.done == 0) {
		ion_loop_run(world.loop, ION_LOOP_ONCE);
	}
	assert_int_equal(quiet.result.exit.code, 2);
	ion_proc_stop(noisy.proc, ION_CAUSE_OVERFLOW);
	run_wait(world.loop, &noisy);
	assert_int_equal(noisy.result.cause, ION_CAUSE_OVERFLOW);
	run_release(&noisy);
	run_release(&quiet);
	world_free(&world);
}

static void on_interval(int signal)
{
	(void) signal;
}

/* Every call that can be interrupted is, and nothing changes. */
static void interrupted_calls_go_on(void **state)
{
	struct sigaction old, action = {.sa_handler = on_interval};
	struct itimerspec often = {.it_interval = {0, 300000}, .it_value = {0, 300000}};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2};
	size_t size = 400000;
	char *data = pattern(size);
	const char *const argv[] = {"cat", NULL};
	timer_t timer;
	(void) state;
	sigaction(SIGUSR2, &action, &old);
	timer_create(CLOCK_MONOTONIC, &event, &timer);
	timer_settime(timer, 0, &often, NULL);
	struct world world = world_new();
	for (int i = 0; i < 20; i++) {
		struct run run = {.input = data, .input_size = size};
		struct ion_proc_spec spec = run_spec(argv);
		spec.feeds_stdin = true;
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.result.exit.code, 0);
		assert_int_equal(run.size[1], size);
		assert_memory_equal(run.out[1], data, size);
		run_release(&run);
	}
	struct run run = {.on_output = NULL};
	struct ion_proc_spec spec = run_spec(run_shell("trap '' TERM; echo ready; exec sleep 60"));
	spec.ladder = short_ladder;
	assert_int_equal(ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
	while (run.size[1] == 0) {
		ion_loop_run(world.loop, ION_LOOP_ONCE);
	}
	ion_procset_shutdown(world.set);
	run_release(&run);
	world_free(&world);
	timer_delete(timer);
	sigaction(SIGUSR2, &old, NULL);
	free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(captures_output_and_status),
		ION_TEST(reports_exit_codes_as_they_are),
		ION_TEST(reports_signals_as_signals),
		ION_TEST(waits_for_a_program_without_streams),
		ION_TEST(carries_every_byte_both_ways),
		ION_TEST(throws_away_what_nobody_wants),
		ION_TEST(input_that_is_not_wanted_is_no_error),
		ION_TEST(input_may_come_later),
		ION_TEST(drain_is_limited),
		ION_TEST(drain_takes_what_comes_in_time),
		ION_TEST(drain_ends_though_somebody_writes_on),
		ION_TEST(cancel_ends_the_drain),
		ION_TEST(stop_climbs_the_ladder),
		ION_TEST(stop_lets_a_program_end_in_its_way),
		ION_TEST(timeout_stops),
		ION_TEST(a_stopped_program_is_not_dead),
		ION_TEST(stop_right_after_the_start),
		ION_TEST(stop_after_the_end_changes_nothing),
		ION_TEST(kill_checks_its_arguments),
		ION_TEST(a_stolen_status_is_lost),
		ION_TEST(foreign_children_are_left_alone),
		ION_TEST(one_after_the_other),
		ION_TEST(five_hundred_at_once),
		ION_TEST(a_late_loop_sees_every_exit),
		ION_TEST(callbacks_may_start_and_stop_others),
		ION_TEST(a_noisy_program_does_not_starve_others),
		ION_TEST(interrupted_calls_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
