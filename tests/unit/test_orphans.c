/*
 * Orphans: who is one, and who is not (os/adopt.h, os/forked.h, proc/orphans.h).
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/adopt.h"
#include "os/forked.h"
#include "os/pidtree.h"
#include "proc/orphans.h"

extern char **environ;

/* Its status is somebody's; 0 = nobody's. */
static pid_t wanted;

static bool is_wanted(pid_t pid, void *arg)
{
	(void) arg;
	return pid == wanted;
}

static pid_t forked_child(void)
{
	pid_t pid = fork();
	if (pid == 0) {
		_exit(3);
	}
	assert_true(pid > 0);
	return pid;
}

/* Not by fork(2). */
static pid_t spawned_child(void)
{
	char *argv[] = {(char *) "true", NULL};
	pid_t pid;
	assert_int_equal(posix_spawn(&pid, "/bin/true", NULL, NULL, argv, environ), 0);
	return pid;
}

/* It has ended, and its status is left. */
static void await_end(pid_t pid)
{
	siginfo_t info;
	assert_int_equal(waitid(P_PID, (id_t) pid, &info, WEXITED | WNOWAIT), 0);
}

static bool is_listed(pid_t pid)
{
	struct ion_pidlist children = {0};
	bool found = false;
	assert_int_equal(ion_adopt_children(&children), 0);
	for (size_t i = 0; i < children.count; i++) {
		found = found || children.pids[i].pid == pid;
	}
	ion_pidlist_release(&children);
	return found;
}

static void children_are_listed(void **state)
{
	pid_t first = forked_child(), second = spawned_child();
	(void) state;
	await_end(first);
	await_end(second);
	assert_true(is_listed(first));
	assert_true(is_listed(second));
	assert_false(is_listed(getpid()));
	assert_true(ion_adopt_ended() == first || ion_adopt_ended() == second);
	assert_int_equal(waitpid(first, NULL, 0), first);
	assert_int_equal(waitpid(second, NULL, 0), second);
	assert_false(is_listed(first));
	assert_int_equal(ion_adopt_ended(), 0);
}

static void forks_make_themselves_known(void **state)
{
	int status;
	pid_t pid, spawned;
	(void) state;
	assert_int_equal(ion_forked_watch(), 0);
	assert_int_equal(ion_forked_watch(), -EBUSY);
	pid = fork();
	if (pid == 0) {
		/* a grandchild is not told to the one who watches, nor known here */
		pid_t own = forked_child();
		_exit(waitpid(own, NULL, 0) == own && !ion_forked_has(own) && !ion_forked_has(getpid())
				  ? 0
				  : 1);
	}
	spawned = spawned_child();
	await_end(pid);
	await_end(spawned);
	assert_true(ion_forked_has(pid));
	assert_false(ion_forked_has(spawned));
	ion_forked_sweep();
	assert_true(ion_forked_has(pid));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	ion_forked_sweep();
	assert_false(ion_forked_has(pid));
	assert_int_equal(waitpid(spawned, NULL, 0), spawned);
	ion_forked_unwatch();
	ion_forked_unwatch();
	assert_false(ion_forked_has(pid));
}

static void orphans_are_reaped_and_others_are_not(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ion_orphans *orphans;
	pid_t forked, kept, before = spawned_child();
	bool former;
	(void) state;
	await_end(before);
	orphans = ion_orphans_new(loop, is_wanted, NULL);
	assert_non_null(orphans);
	assert_false(is_listed(before));
	assert_null(ion_orphans_new(loop, is_wanted, NULL));
	assert_int_equal(errno, EBUSY);

	forked = forked_child();
	wanted = kept = spawned_child();
	pid_t nobodys = spawned_child();
	await_end(forked);
	await_end(kept);
	await_end(nobodys);
	ion_loop_ref(loop);
	while (is_listed(nobodys)) {
		ion_loop_run(loop, ION_LOOP_ONCE);
	}
	ion_loop_unref(loop);
	assert_int_equal(waitpid(forked, NULL, 0), forked);
	assert_int_equal(waitpid(kept, NULL, 0), kept);
	wanted = 0;

	/* pausing is for the role alone, and what was before is back in the end */
	ion_orphans_pause(orphans, true);
	assert_int_equal(ion_adopt_set(false, &former), 0);
	assert_false(former);
	ion_orphans_pause(orphans, false);
	assert_int_equal(ion_adopt_set(true, &former), 0);
	assert_true(former);
	ion_orphans_free(orphans);
	assert_int_equal(ion_adopt_set(false, &former), 0);
	assert_false(former);
	ion_loop_free(loop);
}

static void the_role_of_before_comes_back(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ion_orphans *orphans;
	bool former;
	(void) state;
	assert_int_equal(ion_adopt_set(true, NULL), 0);
	orphans = ion_orphans_new(loop, is_wanted, NULL);
	assert_non_null(orphans);
	ion_orphans_free(orphans);
	assert_int_equal(ion_adopt_set(false, &former), 0);
	assert_true(former);
	ion_loop_free(loop);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ION_TEST(children_are_listed),
		ION_TEST(forks_make_themselves_known),
		ION_TEST(orphans_are_reaped_and_others_are_not),
		ION_TEST(the_role_of_before_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
