/*
 * Who belongs to a tree of processes: by parents, by session and group, by the variable in the
 * environment, by having been found before; and who does not.
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
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/environ.h"
#include "os/kill.h"
#include "os/pidfd.h"
#include "os/pidtree.h"

#define MARKER "inner.7"

/* An orphan that has left its session; its pid is the first line. */
#define ORPHAN "( setsid sh -c 'echo $$; exec sleep 60' & ) "

struct family {
	struct ion_pidtree *tree;
	struct ion_pidtree_root root;
	struct ion_pidlist known;
	struct ion_pidlist found;
	pid_t pids[4]; /* what the script said */
	int out;
};

enum start_how {
	PLAIN,
	NEW_SESSION,
	NEW_GROUP,
};

static void child_main(const char *script, const char *variable, enum start_how how, int out)
{
	char *const argv[] = {(char *) "sh", (char *) "-c", (char *) script, NULL};
	char *const envp[] = {
		(char *) "PATH=/usr/bin:/bin", (char *) "A=_ION_TREE=none", (char *) variable, NULL};
	/* of a test that fails nothing is left */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (how == NEW_SESSION) {
		setsid();
	} else if (how == NEW_GROUP) {
		setpgid(0, 0);
	}
	dup2(out, 1);
	execve("/bin/sh", argv, envp);
	_exit(127);
}

/* All pids in the text so far, as many as there are; the rest of a number may still come. */
static size_t parse_pids(const char *text, pid_t *pids)
{
	size_t count = 0;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9') {
			char *rest;
			pid_t pid = (pid_t) strtol(at, &rest, 10);
			if (*rest != '\0') {
				pids[count++] = pid;
			}
			at = rest - 1;
		}
	}
	return count;
}

/* What the script says: `count` pids and the word "ready", in whatever order. */
static void read_pids(struct family *family, size_t count)
{
	char text[256] = "";
	size_t size = 0;
	while (strstr(text, "ready\n") == NULL || parse_pids(text, family->pids) < count) {
		ssize_t got = read(family->out, text + size, sizeof(text) - 1 - size);
		assert_true(got > 0);
		size += (size_t) got;
		text[size] = '\0';
	}
}

static struct family start(
	const char *script, const char *variable, enum start_how how, size_t pid_count)
{
	struct family family = {.root = {.is_held = true}, .tree = ion_pidtree_new()};
	int ends[2];

	assert_non_null(family.tree);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	family.out = ends[0];
	family.root.pid = fork();
	assert_true(family.root.pid >= 0);
	if (family.root.pid == 0) {
		child_main(script, variable, how, ends[1]);
	}
	close(ends[1]);
	read_pids(&family, pid_count);
	return family;
}

static void find(struct family *family)
{
	assert_int_equal(ion_pidtree_read(family->tree), 0);
	assert_int_equal(
		ion_pidtree_find(family->tree, &family->root, &family->known, &family->found), 0);
}

static bool has(const struct ion_pidlist *list, pid_t pid)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->pids[i].pid == pid) {
			return true;
		}
	}
	return false;
}

static void remember(struct family *family)
{
	family->known.count = 0;
	for (size_t i = 0; i < family->found.count; i++) {
		assert_true(ion_pidlist_add(&family->known, family->found.pids[i]));
	}
}

/* Sleeps until it has ended: its pidfd tells. */
static void wait_for_end(pid_t pid)
{
	struct pollfd end = {.fd = ion_pidfd_open(pid), .events = POLLIN};
	if (end.fd >= 0) {
		poll(&end, 1, WATCHDOG_SECONDS * 1000);
		close(end.fd);
	}
}

static void end(struct family *family)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(family->pids); i++) {
		if (family->pids[i] > 1) {
			kill(family->pids[i], SIGKILL);
			wait_for_end(family->pids[i]);
		}
	}
	if (family->root.is_held) {
		kill(family->root.pid, SIGKILL);
		waitpid(family->root.pid, NULL, 0);
	}
	close(family->out);
	ion_pidlist_release(&family->known);
	ion_pidlist_release(&family->found);
	ion_pidtree_free(family->tree);
}

static void reap_root(struct family *family)
{
	kill(family->root.pid, SIGKILL);
	waitpid(family->root.pid, NULL, 0);
	family->root.is_held = false;
}

static void children_are_found_parents_first(void **state)
{
	struct family family =
		start("sh -c 'sleep 60 & echo $$ $!; echo ready; wait' & wait", NULL, PLAIN, 2);
	(void) state;
	find(&family);
	assert_int_equal(family.found.count, 2);
	assert_int_equal(family.found.pids[0].pid, family.pids[0]);
	assert_int_equal(family.found.pids[1].pid, family.pids[1]);
	assert_true(family.root.start_ticks > 0);
	assert_false(family.root.leads_session);
	assert_true(ion_pidtree_count(family.tree) >= 4);
	assert_false(ion_pidtree_has_ended(family.tree, family.root.pid));
	end(&family);
}

static void a_program_alone_has_no_members(void **state)
{
	struct family family = start("echo ready; exec sleep 60", NULL, PLAIN, 0);
	struct family stranger = start("echo ready; exec sleep 60", NULL, PLAIN, 0);
	(void) state;
	family.root.marker = MARKER;
	find(&family);
	assert_int_equal(family.found.count, 0);
	kill(family.root.pid, SIGKILL);
	wait_for_end(family.root.pid);
	find(&family);
	assert_int_equal(family.found.count, 0);
	assert_true(ion_pidtree_has_ended(family.tree, family.root.pid));
	end(&family);
	end(&stranger);
}

static void an_orphan_is_found_by_its_environment(void **state)
{
	struct family family =
		start(ORPHAN "; echo ready; exec sleep 60", "_ION_TREE=outer/" MARKER "/other", PLAIN, 1);
	(void) state;
	family.root.marker = MARKER;
	find(&family);
	assert_int_equal(family.found.count, 1);
	assert_int_equal(family.found.pids[0].pid, family.pids[0]);
	reap_root(&family);
	find(&family);
	assert_true(has(&family.found, family.pids[0]));
	/* also for a root that was never seen */
	family.root = (struct ion_pidtree_root){.pid = family.root.pid, .marker = "other"};
	find(&family);
	assert_true(has(&family.found, family.pids[0]));
	end(&family);
}

static void an_orphan_with_another_marker_is_not_found(void **state)
{
	static const char *const others[] = {"_ION_TREE=" MARKER "1", "_ION_TREE=x" MARKER,
		"_ION_TREE=x/" MARKER "1/inner", "_ION_TREE=", "XION_TREE=" MARKER, "X=_ION_TREE=" MARKER,
		NULL};
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(others); i++) {
		struct family family = start(ORPHAN "; echo ready; exec sleep 60", others[i], PLAIN, 1);
		family.root.marker = MARKER;
		find(&family);
		assert_int_equal(family.found.count, 0);
		end(&family);
	}
}

static void children_of_an_orphan_are_found(void **state)
{
	struct family family =
		start("( setsid sh -c 'env -i sleep 60 & echo $$ $!; wait' & echo ); echo ready; sleep 60",
			"_ION_TREE=" MARKER, PLAIN, 0);
	(void) state;
	family.root.marker = MARKER;
	do {
		find(&family);
	} while (family.found.count < 3);
	for (size_t i = 0; i < 3; i++) {
		family.pids[i] = family.found.pids[i].pid;
	}
	end(&family);
}

static void children_of_an_orphan_that_ends_meanwhile_are_found(void **state)
{
	(void) state;
	for (size_t ended = 1; ended <= 2; ended++) {
		struct family family = start(
			"( setsid sh -c 'echo $$; sh -c \"echo \\$\\$; sleep 60 & echo \\$!; wait\"; :' & );"
			" echo ready; exec sleep 60",
			"_ION_TREE=" MARKER, PLAIN, 3);
		family.root.marker = MARKER;
		assert_int_equal(ion_pidtree_read(family.tree), 0);
		for (size_t i = 0; i < ended; i++) {
			kill(family.pids[i], SIGKILL);
			wait_for_end(family.pids[i]);
		}
		assert_int_equal(
			ion_pidtree_find(family.tree, &family.root, &family.known, &family.found), 0);
		assert_int_equal(family.found.count, 3 - ended);
		assert_true(has(&family.found, family.pids[2]));
		end(&family);
	}
}

static void session_and_group_last_beyond_the_root(void **state)
{
	(void) state;
	for (enum start_how how = NEW_SESSION; how <= NEW_GROUP; how++) {
		struct family family = start(
			"( sleep 60 & echo $!; sleep 60 & echo $! ); echo ready; exec sleep 60", NULL, how, 2);
		find(&family);
		assert_int_equal(family.root.leads_session, how == NEW_SESSION);
		assert_true(family.root.leads_group);
		assert_int_equal(family.found.count, 2);
		/* a zombie keeps its numbers */
		kill(family.root.pid, SIGKILL);
		wait_for_end(family.root.pid);
		find(&family);
		assert_int_equal(family.found.count, 2);
		reap_root(&family);
		find(&family);
		assert_int_equal(family.found.count, 0);
		/* one known member stands for the session */
		assert_true(ion_pidlist_add(&family.known, (struct ion_pid){family.pids[0], 0}));
		find(&family);
		assert_int_equal(family.found.count, 0);
		struct ion_pidstat stat;
		assert_int_equal(ion_pidstat_read(family.pids[0], &stat), 0);
		family.known.pids[0] = stat.id;
		find(&family);
		assert_int_equal(family.found.count, 2);
		end(&family);
	}
}

static void who_was_found_stays(void **state)
{
	struct family family = start(
		"env -i setsid sh -c 'sleep 60 & echo $$ $!; echo ready; wait' & wait", NULL, PLAIN, 2);
	(void) state;
	find(&family);
	assert_int_equal(family.found.count, 2);
	remember(&family);
	reap_root(&family);
	/* the leader of the session goes, its child stays */
	kill(family.pids[0], SIGKILL);
	wait_for_end(family.pids[0]);
	find(&family);
	assert_int_equal(family.found.count, 1);
	assert_int_equal(family.found.pids[0].pid, family.pids[1]);
	/* nobody else has the number, but if he had */
	family.known.pids[0].start_ticks--;
	family.known.pids[1].start_ticks--;
	find(&family);
	assert_int_equal(family.found.count, 0);
	end(&family);
}

static void orphans_of_a_subreaper_are_found(void **state)
{
	(void) state;
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
	struct family other = start("echo ready; exec sleep 60", "_ION_TREE=other.1", PLAIN, 0);
	struct family family =
		start(ORPHAN "; echo ready; exec sleep 60", "_ION_TREE=" MARKER, PLAIN, 1);
	family.root.marker = MARKER;
	find(&family);
	assert_int_equal(family.found.count, 1);
	assert_int_equal(family.found.pids[0].pid, family.pids[0]);
	end(&family);
	waitpid(family.pids[0], NULL, 0);
	end(&other);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0), 0);
}

static void a_signal_hits_who_was_found(void **state)
{
	struct family family = start("sleep 60 & echo $!; echo ready; exec sleep 60", NULL, PLAIN, 1);
	struct ion_pidstat stat;
	struct ion_pid other;
	(void) state;
	find(&family);
	other = family.found.pids[0];
	other.start_ticks++;
	assert_int_equal(ion_kill_found(&other, SIGKILL), -ESRCH);
	assert_int_equal(ion_pidfd_open_found(&other), -ESRCH);
	assert_int_equal(ion_pidstat_read(family.pids[0], &stat), 0);
	assert_false(ion_pidstat_is_dead(&stat));
	assert_int_equal(ion_kill_found(&family.found.pids[0], 0), 0);
	assert_int_equal(ion_kill_found(&family.found.pids[0], NSIG), -EINVAL);
	assert_int_equal(ion_kill_found(&family.found.pids[0], SIGKILL), 0);
	wait_for_end(family.pids[0]);
	find(&family);
	assert_int_equal(family.found.count, 0);
	family.pids[0] = 0;
	end(&family);
}

static void an_environment_is_read(void **state)
{
	char *value;
	(void) state;
	struct family family = start("echo ready; exec sleep 60", "_ION_TREE=a/b", PLAIN, 0);
	value = ion_environ_read(family.root.pid, "_ION_TREE");
	assert_string_equal(value, "a/b");
	free(value);
	assert_null(ion_environ_read(family.root.pid, "ION_TREE"));
	assert_null(ion_environ_read(family.root.pid, "_ION_TRE"));
	kill(family.root.pid, SIGKILL);
	wait_for_end(family.root.pid);
	assert_null(ion_environ_read(family.root.pid, "_ION_TREE"));
	reap_root(&family);
	assert_null(ion_environ_read(family.root.pid, "_ION_TREE"));
	end(&family);
}

static void an_environment_of_any_size_is_read(void **state)
{
	char *large = malloc(120001), *value;
	(void) state;
	assert_non_null(large);
	memset(large, 'x', 120000);
	large[120000] = '\0';
	memcpy(large, "_ION_TREE=", 10);
	struct family family = start("echo ready; exec sleep 60", large, PLAIN, 0);
	value = ion_environ_read(family.root.pid, "_ION_TREE");
	assert_string_equal(value, large + 10);
	free(value);
	free(large);
	end(&family);
}

/* Whenever it is asked: the memory that was opened may be gone when it is read, and the new one whole. */
static void an_environment_is_read_in_the_middle_of_execve(void **state)
{
	(void) state;
	struct family family = start(
		"echo ready; again='exec sh -c \"$1\" sh \"$1\"'; exec sh -c \"$again\" sh \"$again\"",
		"_ION_TREE=a/b", PLAIN, 0);
	for (int i = 0; i < 3000; i++) {
		char *value = ion_environ_read(family.root.pid, "_ION_TREE");
		assert_non_null(value);
		assert_string_equal(value, "a/b");
		free(value);
	}
	end(&family);
}

static void an_empty_environment_is_read(void **state)
{
	(void) state;
	struct family family = start("echo ready; exec env -i sleep 60", "_ION_TREE=a/b", PLAIN, 0);
	for (char *value = NULL; (value = ion_environ_read(family.root.pid, "_ION_TREE")) != NULL;) {
		free(value);
	}
	assert_null(ion_environ_read(family.root.pid, "_ION_TREE"));
	end(&family);
}

static void nothing_is_found_in_an_empty_table(void **state)
{
	struct ion_pidtree *tree = ion_pidtree_new();
	struct ion_pidtree_root root = {.pid = getpid(), .is_held = true, .marker = MARKER};
	struct ion_pidlist none = {0}, found = {0};
	(void) state;
	assert_int_equal(ion_pidtree_find(tree, &root, &none, &found), 0);
	assert_int_equal(found.count, 0);
	assert_false(ion_pidtree_has_ended(tree, getpid()));
	/* this process is nobody's root, and nobody's member */
	assert_int_equal(ion_pidtree_read(tree), 0);
	assert_int_equal(ion_pidtree_find(tree, &root, &none, &found), 0);
	assert_int_equal(found.count, 0);
	ion_pidlist_release(&found);
	ion_pidtree_free(tree);
	ion_pidtree_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(children_are_found_parents_first),
		ION_TEST(a_program_alone_has_no_members),
		ION_TEST(an_orphan_is_found_by_its_environment),
		ION_TEST(an_orphan_with_another_marker_is_not_found),
		ION_TEST(children_of_an_orphan_are_found),
		ION_TEST(children_of_an_orphan_that_ends_meanwhile_are_found),
		ION_TEST(session_and_group_last_beyond_the_root),
		ION_TEST(who_was_found_stays),
		ION_TEST(orphans_of_a_subreaper_are_found),
		ION_TEST(a_signal_hits_who_was_found),
		ION_TEST(an_environment_is_read),
		ION_TEST(an_environment_of_any_size_is_read),
		ION_TEST(an_environment_is_read_in_the_middle_of_execve),
		ION_TEST(an_empty_environment_is_read),
		ION_TEST(nothing_is_found_in_an_empty_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
