/*
 * os/sigwatch.h and loop/signal.h: signals in the loop.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loop/signal.h"
#include "os/sig.h"
#include "os/sigwatch.h"

/* set by libc whenever it sets a disposition; not in its headers */
#ifndef SA_RESTORER
# define SA_RESTORER 0x04000000
#endif

struct ear {
	struct ion_loop *loop;
	struct ion_signal *signal;
	struct ear *other;
	int heard;
	int wanted; /* then the loop ends */
	void (*act)(struct ear *ear);
};

static void on_signal(struct ion_signal *signal, void *arg)
{
	struct ear *ear = arg;
	assert_ptr_equal(signal, ear->signal);
	ear->heard++;
	if (ear->act != NULL) {
		ear->act(ear);
	}
	if (ear->heard == ear->wanted) {
		ion_loop_unref(ear->loop);
	}
}

static void ear_open(struct ear *ear, struct ion_loop *loop, int number)
{
	ear->loop = loop;
	ear->signal = ion_signal_new(loop, number, on_signal, ear);
	assert_non_null(ear->signal);
	assert_int_equal(ion_signal_start(ear->signal), 0);
}

/* Until it has heard that many. */
static void listen_for(struct ear *ear, int wanted)
{
	ear->wanted = wanted;
	ion_loop_ref(ear->loop);
	assert_int_equal(ion_loop_run(ear->loop, 0), ION_LOOP_DRY);
	assert_int_equal(ear->heard, wanted);
}

/* What is there now, and no waiting. */
static void listen_now(struct ion_loop *loop)
{
	ion_loop_ref(loop);
	ion_loop_run(loop, ION_LOOP_NONBLOCK);
	ion_loop_unref(loop);
}

static void every_delivery_is_heard_once(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear ear = {0};
	(void) state;
	ear_open(&ear, loop, SIGUSR1);
	for (int i = 0; i < 3000; i++) {
		kill(getpid(), SIGUSR1);
	}
	listen_for(&ear, 3000);
	listen_now(loop);
	assert_int_equal(ear.heard, 3000);
	ion_signal_free(ear.signal);
	ion_loop_free(loop);
}

static void signals_do_not_mix(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear one = {0}, two = {0}, three = {0};
	(void) state;
	ear_open(&one, loop, SIGUSR1);
	ear_open(&two, loop, SIGUSR1);
	ear_open(&three, loop, SIGUSR2);
	raise(SIGUSR1);
	raise(SIGUSR2);
	raise(SIGUSR2);
	listen_for(&three, 2);
	assert_int_equal(one.heard, 1);
	assert_int_equal(two.heard, 1);
	ion_signal_free(one.signal);
	raise(SIGUSR1);
	listen_for(&two, 2);
	ion_signal_free(two.signal);
	ion_signal_free(three.signal);
	ion_loop_free(loop);
}

static void free_both(struct ear *ear)
{
	ion_signal_free(ear->other->signal);
	ion_signal_free(ear->signal);
	ear->other->signal = NULL;
	ear->signal = NULL;
}

static void open_other(struct ear *ear)
{
	if (ear->other->signal == NULL) {
		ear_open(ear->other, ear->loop, ion_signal_number(ear->signal));
	}
}

static void callbacks_may_change_everything(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear one = {.act = free_both}, two = {0}, three = {.act = open_other}, four = {0};
	(void) state;
	one.other = &two;
	three.other = &four;
	ear_open(&one, loop, SIGUSR1);
	ear_open(&two, loop, SIGUSR1);
	ear_open(&three, loop, SIGUSR2);
	raise(SIGUSR1);
	raise(SIGUSR2);
	listen_for(&three, 1);
	assert_int_equal(one.heard, 1);
	assert_int_equal(two.heard, 0);
	/* it came meanwhile: the next one is its first */
	assert_int_equal(four.heard, 0);
	raise(SIGUSR2);
	listen_for(&four, 1);
	ion_signal_free(three.signal);
	ion_signal_free(four.signal);
	ion_loop_free(loop);
}

static void stop_loop(struct ear *ear)
{
	ion_loop_stop(ear->loop);
}

static void a_stop_loses_nothing(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear one = {.act = stop_loop}, two = {0};
	(void) state;
	ear_open(&one, loop, SIGUSR1);
	ear_open(&two, loop, SIGUSR1);
	raise(SIGUSR1);
	raise(SIGUSR1);
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
	assert_int_equal(one.heard, 1);
	assert_int_equal(two.heard, 0);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
	assert_int_equal(one.heard, 2);
	assert_int_equal(two.heard, 1);
	ion_loop_unref(loop);
	listen_now(loop);
	assert_int_equal(two.heard, 2);
	ion_signal_free(one.signal);
	ion_signal_free(two.signal);
	ion_loop_free(loop);
}

static int plain_calls;

static void plain_handler(int signal)
{
	(void) signal;
	plain_calls++;
}

static void assert_same_action(int signal, const struct sigaction *expected)
{
	struct sigaction now;
	assert_int_equal(sigaction(signal, NULL, &now), 0);
	assert_ptr_equal(now.sa_handler, expected->sa_handler);
	assert_int_equal(now.sa_flags & ~SA_RESTORER, expected->sa_flags & ~SA_RESTORER);
	for (int number = 1; number < NSIG; number++) {
		assert_int_equal(
			sigismember(&now.sa_mask, number), sigismember(&expected->sa_mask, number));
	}
}

static void check_given_back(struct ion_loop *loop, int signal, const struct sigaction *action)
{
	struct sigaction before, old;
	assert_int_equal(sigaction(signal, action, &old), 0);
	/* as the kernel reads it back */
	assert_int_equal(sigaction(signal, NULL, &before), 0);
	for (int i = 0; i < 10000; i++) {
		struct ear ear = {0}, second = {0};
		ear_open(&ear, loop, signal);
		ear_open(&second, loop, signal);
		ion_signal_stop(ear.signal);
		assert_int_equal(ion_signal_start(ear.signal), 0);
		ion_signal_free(second.signal);
		ion_signal_free(ear.signal);
	}
	assert_same_action(signal, &before);
	sigaction(signal, &old, NULL);
}

static void dispositions_come_back_exactly(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction action = {.sa_flags = SA_NODEFER};
	(void) state;
	sigemptyset(&action.sa_mask);
	sigaddset(&action.sa_mask, SIGWINCH);
	action.sa_handler = plain_handler;
	check_given_back(loop, SIGUSR1, &action);
	action.sa_handler = SIG_IGN;
	check_given_back(loop, SIGUSR2, &action);
	check_given_back(loop, SIGCHLD, &action);
	action.sa_handler = SIG_DFL;
	check_given_back(loop, SIGTERM, &action);
	check_given_back(loop, SIGRTMAX, &action);
	ion_loop_free(loop);
}

static void handlers_before_are_called(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction action = {.sa_handler = plain_handler}, old;
	struct ear ear = {0};
	(void) state;
	sigaction(SIGUSR1, &action, &old);
	plain_calls = 0;
	ear_open(&ear, loop, SIGUSR1);
	raise(SIGUSR1);
	assert_int_equal(plain_calls, 1);
	listen_for(&ear, 1);
	ion_signal_free(ear.signal);
	raise(SIGUSR1);
	assert_int_equal(plain_calls, 2);
	sigaction(SIGUSR1, &old, NULL);
	ion_loop_free(loop);
}

static bool is_nobodys(int signal, const struct sigaction *found)
{
	(void) signal;
	return found->sa_handler != plain_handler;
}

static void an_engines_handler_is_not(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction action = {.sa_handler = plain_handler}, old;
	struct ear ear = {0};
	(void) state;
	ion_sig_set_judge(is_nobodys);
	sigaction(SIGUSR1, &action, &old);
	plain_calls = 0;
	ear_open(&ear, loop, SIGUSR1);
	raise(SIGUSR1);
	listen_for(&ear, 1);
	assert_int_equal(plain_calls, 0);
	ion_signal_free(ear.signal);
	assert_same_action(SIGUSR1, &action);
	sigaction(SIGUSR1, &old, NULL);
	ion_sig_set_judge(NULL);
	ion_loop_free(loop);
}

static void whoever_comes_later_has_it(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction action = {.sa_handler = plain_handler}, old;
	struct ear ear = {0};
	(void) state;
	sigaction(SIGUSR1, NULL, &old);
	ear_open(&ear, loop, SIGUSR1);
	sigaction(SIGUSR1, &action, NULL);
	plain_calls = 0;
	raise(SIGUSR1);
	listen_now(loop);
	assert_int_equal(plain_calls, 1);
	assert_int_equal(ear.heard, 0);
	/* taken again, in front of it */
	assert_int_equal(ion_signal_start(ear.signal), 0);
	raise(SIGUSR1);
	assert_int_equal(plain_calls, 2);
	listen_for(&ear, 1);
	/* not ours to change */
	sigaction(SIGUSR1, &action, NULL);
	ion_signal_free(ear.signal);
	assert_same_action(SIGUSR1, &action);
	sigaction(SIGUSR1, &old, NULL);
	ion_loop_free(loop);
}

static void a_blocked_signal_is_heard(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	sigset_t set, before, now;
	struct ear ear = {0};
	(void) state;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, &before);
	ear_open(&ear, loop, SIGUSR1);
	raise(SIGUSR1);
	listen_for(&ear, 1);
	ion_signal_free(ear.signal);
	sigprocmask(SIG_SETMASK, &before, &now);
	assert_int_equal(sigismember(&now, SIGUSR1), 1);
	ion_loop_free(loop);
}

static void a_forked_child_has_none(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear ear = {0};
	int status;
	pid_t pid;
	(void) state;
	ear_open(&ear, loop, SIGUSR1);
	pid = fork();
	if (pid == 0) {
		raise(SIGUSR1);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
	listen_now(loop);
	assert_int_equal(ear.heard, 0);
	raise(SIGUSR1);
	listen_for(&ear, 1);
	ion_signal_free(ear.signal);
	ion_loop_free(loop);
}

static void a_forked_child_may_watch_anew(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear ear = {0};
	int status;
	pid_t pid;
	(void) state;
	ear_open(&ear, loop, SIGUSR1);
	pid = fork();
	if (pid == 0) {
		struct ear own = {0};
		ion_loop_after_fork(loop);
		ion_loop_free(loop);
		loop = ion_loop_new();
		ear_open(&own, loop, SIGUSR1);
		raise(SIGUSR1);
		listen_for(&own, 1);
		ion_signal_free(own.signal);
		ion_signal_free(ear.signal);
		ion_loop_free(loop);
		_exit(ear.heard);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	listen_now(loop);
	assert_int_equal(ear.heard, 0);
	ion_signal_free(ear.signal);
	ion_loop_free(loop);
}

/* Another thread's loop: refused; a signal that the kernel gives to that thread is still ours. */
static void *second_thread(void *arg)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear ear = {.loop = loop};
	(void) arg;
	ear.signal = ion_signal_new(loop, SIGUSR1, on_signal, &ear);
	assert_int_equal(ion_signal_start(ear.signal), -EBUSY);
	pthread_kill(pthread_self(), SIGUSR1);
	ion_signal_free(ear.signal);
	ion_loop_free(loop);
	return NULL;
}

static void the_first_thread_has_it(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ear ear = {0};
	pthread_t thread;
	(void) state;
	ear_open(&ear, loop, SIGUSR1);
	pthread_create(&thread, NULL, second_thread, NULL);
	listen_for(&ear, 1);
	pthread_join(thread, NULL);
	ion_signal_free(ear.signal);
	ion_loop_free(loop);
}

static void some_are_refused(void **state)
{
	const int refused[] = {0, -1, SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, 32, 33,
		SIGRTMAX - 1, SIGRTMAX + 1};
	struct ion_loop *loop = ion_loop_new();
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(refused); i++) {
		errno = 0;
		assert_null(ion_signal_new(loop, refused[i], on_signal, NULL));
		assert_int_equal(errno, EINVAL);
	}
	ion_loop_free(loop);
}

static void ends_of_children_are_signals(void **state)
{
	struct world world = world_new();
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	struct ear ear = {0};
	struct run run = {0};
	struct ion_proc_spec spec = run_spec(run_shell("exit 7"));
	(void) state;
	/* statuses are kept whether the watcher goes before or after the child */
	sigaction(SIGCHLD, &ignore, &before);
	ear_open(&ear, world.loop, SIGCHLD);
	assert_int_equal(ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
	ion_signal_free(ear.signal);
	run_wait(world.loop, &run);
	assert_int_equal(run.result.exit.kind, ION_EXIT_CODE);
	assert_int_equal(run.result.exit.code, 7);
	run_release(&run);
	assert_same_action(SIGCHLD, &ignore);
	ear.heard = 0;
	ear_open(&ear, world.loop, SIGCHLD);
	run_program(world.loop, world.set, &spec, &run);
	assert_int_equal(run.result.exit.code, 7);
	run_release(&run);
	listen_now(world.loop);
	assert_true(ear.heard > 0);
	ion_signal_free(ear.signal);
	assert_same_action(SIGCHLD, &ignore);
	sigaction(SIGCHLD, &before, NULL);
	world_free(&world);
}

static void ignoring_is_undone(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction before, now;
	struct ear ear = {0};
	int status;
	pid_t pid;
	(void) state;
	sigaction(SIGUSR1, NULL, &before);
	assert_int_equal(ion_signal_ignore(loop, SIGUSR1), 0);
	assert_int_equal(ion_signal_ignore(loop, SIGUSR1), 0);
	assert_int_equal(ion_signal_ignore(loop, SIGCHLD), -EINVAL);
	raise(SIGUSR1);
	pid = fork();
	if (pid == 0) {
		raise(SIGUSR1);
		ion_loop_after_fork(loop);
		ion_loop_free(loop);
		sigaction(SIGUSR1, NULL, &now);
		_exit(now.sa_handler == SIG_IGN ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	ion_signal_unignore(loop, SIGUSR1);
	assert_same_action(SIGUSR1, &before);
	/* a watcher ends it, and is in its way */
	assert_int_equal(ion_signal_ignore(loop, SIGUSR1), 0);
	ear_open(&ear, loop, SIGUSR1);
	assert_int_equal(ion_signal_ignore(loop, SIGUSR1), -EBUSY);
	assert_false(ion_signal_has_arrived(ear.signal));
	raise(SIGUSR1);
	assert_true(ion_signal_has_arrived(ear.signal));
	listen_for(&ear, 1);
	assert_false(ion_signal_has_arrived(ear.signal));
	ion_signal_free(ear.signal);
	assert_same_action(SIGUSR1, &before);
	assert_int_equal(ion_signal_ignore(loop, SIGUSR1), 0);
	ion_loop_free(loop);
	assert_same_action(SIGUSR1, &before);
}

static void the_end_of_the_loop_gives_back(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct sigaction before;
	struct ear ear = {0};
	(void) state;
	sigaction(SIGUSR1, NULL, &before);
	ear_open(&ear, loop, SIGUSR1);
	ion_loop_free(loop);
	assert_same_action(SIGUSR1, &before);
	assert_false(ion_signal_is_started(ear.signal));
	assert_int_equal(ion_signal_start(ear.signal), -ESHUTDOWN);
	ion_signal_free(ear.signal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(every_delivery_is_heard_once),
		ION_TEST(signals_do_not_mix),
		ION_TEST(callbacks_may_change_everything),
		ION_TEST(a_stop_loses_nothing),
		ION_TEST(dispositions_come_back_exactly),
		ION_TEST(handlers_before_are_called),
		ION_TEST(an_engines_handler_is_not),
		ION_TEST(whoever_comes_later_has_it),
		ION_TEST(a_blocked_signal_is_heard),
		ION_TEST(a_forked_child_has_none),
		ION_TEST(a_forked_child_may_watch_anew),
		ION_TEST(the_first_thread_has_it),
		ION_TEST(some_are_refused),
		ION_TEST(ends_of_children_are_signals),
		ION_TEST(ignoring_is_undone),
		ION_TEST(the_end_of_the_loop_gives_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
