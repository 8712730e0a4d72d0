/*
 * Pid files, daemons and their starters, the service manager, and what a process may take.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/account.h"
#include "os/affinity.h"
#include "os/daemon.h"
#include "os/fork.h"
#include "os/notify.h"
#include "os/pidfile.h"
#include "os/resource.h"
#include "os/stdio.h"

static char directory[] = "/tmp/ion-unit-XXXXXX";

static int make_directory(void **state)
{
	(void) state;
	return mkdtemp(directory) != NULL ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void) state;
	return rmdir(directory);
}

static const char *path_of(const char *name)
{
	static char path[128];
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

/* --- pid files ----------------------------------------------------------------------------- */

static int number_in(const char *path)
{
	char text[32] = "";
	int fd = open(path, O_RDONLY);
	if (fd < 0) {
		return -1;
	}
	assert_true(read(fd, text, sizeof(text) - 1) >= 0);
	close(fd);
	return atoi(text);
}

/* In a forked child: what locking gives there. */
static int try_in_child(const char *path)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		pid_t holder;
		int slot = ion_pidfile_lock(path, &holder);
		_exit(slot >= 0 ? 0 : slot == -EWOULDBLOCK ? 1 : 2);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void one_process_holds_it(void **state)
{
	const char *path = path_of("one.pid");
	pid_t holder;
	int slot = ion_pidfile_lock(path, &holder);
	(void) state;
	assert_true(slot >= 0);
	assert_int_equal(number_in(path), getpid());
	assert_int_equal(try_in_child(path), 1);
	assert_int_equal(ion_pidfile_lock(path, &holder), -EWOULDBLOCK);
	assert_int_equal(holder, getpid());
	ion_pidfile_release(slot, path);
	assert_int_equal(access(path, F_OK), -1);
	ion_pidfile_release(slot, path);
	assert_int_equal(try_in_child(path), 0);
	unlink(path);
}

static void children_let_go(void **state)
{
	const char *path = path_of("children.pid");
	int ready[2], hold[2];
	char byte = 0;
	pid_t holder, child, pid;
	(void) state;
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(hold), 0);
	pid = fork();
	if (pid == 0) {
		/* the master: locks, forks, and dies */
		if (ion_pidfile_lock(path, &holder) < 0) {
			_exit(1);
		}
		child = fork();
		if (child == 0) {
			close(hold[1]);
			assert_int_equal(write(ready[1], &byte, 1), 1);
			/* until the test ends */
			_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
		}
		pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	/* its number is there, its child lives, and nobody holds it */
	assert_int_equal(number_in(path), pid);
	assert_int_equal(try_in_child(path), 0);
	unlink(path);
	close(hold[1]);
	close(hold[0]);
	close(ready[0]);
	close(ready[1]);
}

static void another_file_is_not_removed(void **state)
{
	const char *path = path_of("other.pid");
	pid_t holder;
	int slot = ion_pidfile_lock(path, &holder);
	int fd;
	(void) state;
	assert_true(slot >= 0);
	assert_int_equal(unlink(path), 0);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
	ion_pidfile_release(slot, path);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

static void there_is_room_for_some(void **state)
{
	char paths[ION_PIDFILES_MAX + 1][128];
	int slots[ION_PIDFILES_MAX + 1];
	pid_t holder;
	(void) state;
	for (int i = 0; i <= ION_PIDFILES_MAX; i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%d.pid", directory, i);
		slots[i] = ion_pidfile_lock(paths[i], &holder);
	}
	assert_int_equal(slots[ION_PIDFILES_MAX], -EMFILE);
	for (int i = 0; i < ION_PIDFILES_MAX; i++) {
		assert_true(slots[i] >= 0);
		ion_pidfile_release(slots[i], paths[i]);
	}
	unlink(paths[ION_PIDFILES_MAX]);
}

/* --- daemons ------------------------------------------------------------------------------- */

enum how { READY, SPEAK, SILENT, KILLED, HANG, BABBLE };

/* What the daemon does until it ends; never returns. */
static void live(const struct ion_daemon_link *link, enum how how)
{
	static const char nonsense[100];
	char text[5000];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	if (getsid(0) == getpid() || getpgrp() == getpid()) {
		_exit(99);
	}
	ion_fork_restore_mask(&link->mask);
	switch (how) {
		case READY:
			ion_daemon_say(link->fd, ION_DAEMON_SET_UP, 0, NULL);
			ion_daemon_say(link->fd, ION_DAEMON_READY, 0, NULL);
			_exit(0);
		case SPEAK:
			ion_daemon_say(link->fd, ION_DAEMON_ENDED, 7, text);
			_exit(7);
		case SILENT:
			_exit(5);
		case KILLED:
			kill(getpid(), SIGKILL);
			_exit(98);
		case HANG:
			for (;;) {
				pause();
			}
		case BABBLE:
			_exit(write(link->fd, nonsense, sizeof(nonsense)) > 0 ? 0 : 97);
	}
	_exit(96);
}

/* 1 in *ret_word's case, see ion_daemon_wait(). */
static int start(enum how how, int64_t wait_ns, struct ion_daemon_start *ret_start,
	struct ion_daemon_word *ret_word)
{
	struct ion_daemon_link link;
	int code = ion_daemon_fork(ret_start, &link);
	if (code == 0) {
		live(&link, how);
	}
	assert_int_equal(code, 1);
	assert_true(ret_start->pid > 1);
	return ion_daemon_wait(
		ret_start, wait_ns == ION_NS_FOREVER ? wait_ns : ion_clock_now_ns() + wait_ns, ret_word);
}

static void words_arrive_in_order(void **state)
{
	struct ion_daemon_start daemon;
	struct ion_daemon_word word;
	(void) state;
	assert_int_equal(start(READY, ION_NS_FOREVER, &daemon, &word), 1);
	assert_int_equal(word.says, ION_DAEMON_SET_UP);
	assert_int_equal(ion_daemon_wait(&daemon, ION_NS_FOREVER, &word), 1);
	assert_int_equal(word.says, ION_DAEMON_READY);
	assert_int_equal(word.size, 0);
	assert_int_equal(ion_daemon_wait(&daemon, ION_NS_FOREVER, &word), 0);
	assert_int_equal(daemon.end.kind, ION_EXIT_CODE);
	ion_daemon_forget(&daemon);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);

	assert_int_equal(start(SPEAK, ION_NS_FOREVER, &daemon, &word), 1);
	assert_int_equal(word.says, ION_DAEMON_ENDED);
	assert_int_equal(word.code, 7);
	assert_int_equal(word.size, ION_DAEMON_TEXT_MAX);
	assert_int_equal(strlen(word.text), ION_DAEMON_TEXT_MAX);
	ion_daemon_forget(&daemon);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void its_end_is_known(void **state)
{
	struct ion_daemon_start daemon;
	struct ion_daemon_word word;
	(void) state;
	assert_int_equal(start(SILENT, ION_NS_FOREVER, &daemon, &word), 0);
	assert_int_equal(daemon.end.kind, ION_EXIT_CODE);
	assert_int_equal(daemon.end.code, 5);
	ion_daemon_forget(&daemon);
	assert_int_equal(start(KILLED, ION_NS_FOREVER, &daemon, &word), 0);
	assert_int_equal(daemon.end.kind, ION_EXIT_SIGNAL);
	assert_int_equal(daemon.end.signal, SIGKILL);
	ion_daemon_forget(&daemon);
	assert_int_equal(start(BABBLE, ION_NS_FOREVER, &daemon, &word), -EPROTO);
	ion_daemon_stop(&daemon, ION_NS_PER_SEC);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void one_that_hangs_is_stopped(void **state)
{
	struct ion_daemon_start daemon;
	struct ion_daemon_word word;
	pid_t pid;
	(void) state;
	assert_int_equal(start(HANG, ION_NS_PER_SEC / 50, &daemon, &word), -ETIMEDOUT);
	pid = daemon.pid;
	ion_daemon_stop(&daemon, 10 * ION_NS_PER_SEC);
	assert_int_equal(kill(pid, 0), -1);
	assert_int_equal(daemon.end.kind, ION_EXIT_SIGNAL);
	assert_int_equal(daemon.end.signal, SIGTERM);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* --- the service manager ------------------------------------------------------------------- */

static void the_manager_is_told(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char text[64] = "";
	char too_long[200];
	int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	(void) state;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path_of("notify"));
	assert_int_equal(bind(manager, (struct sockaddr *) &address, sizeof(address)), 0);
	assert_int_equal(ion_notify_send(address.sun_path, "READY=1", 7, NULL, 0), 0);
	assert_int_equal(recv(manager, text, sizeof(text), 0), 7);
	assert_string_equal(text, "READY=1");
	close(manager);
	assert_int_equal(ion_notify_send(address.sun_path, "READY=1", 7, NULL, 0), -ECONNREFUSED);
	unlink(address.sun_path);
	assert_int_equal(ion_notify_send(address.sun_path, "READY=1", 7, NULL, 0), -ENOENT);
	assert_int_equal(ion_notify_send("", "READY=1", 7, NULL, 0), -EAFNOSUPPORT);
	assert_int_equal(ion_notify_send("/", "READY=1", 7, NULL, 0), -EAFNOSUPPORT);
	assert_int_equal(ion_notify_send("vsock:2:3", "READY=1", 7, NULL, 0), -EAFNOSUPPORT);
	memset(too_long, 'x', sizeof(too_long) - 1);
	too_long[0] = '@';
	too_long[sizeof(too_long) - 1] = '\0';
	assert_int_equal(ion_notify_send(too_long, "READY=1", 7, NULL, 0), -ENAMETOOLONG);
	too_long[108] = '\0';
	assert_int_equal(ion_notify_send(too_long, "READY=1", 7, NULL, 0), -ECONNREFUSED);
}

/* --- the rest ------------------------------------------------------------------------------ */

static void streams_are_files(void **state)
{
	int fd = ion_stdio_open(1, path_of("log"));
	struct stat status;
	(void) state;
	assert_true(fd >= 3);
	assert_int_equal(fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK | O_ACCMODE), O_APPEND | O_WRONLY);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
	fd = ion_stdio_open(0, path_of("log"));
	assert_int_equal(fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK | O_ACCMODE), O_RDONLY);
	assert_int_equal(fstat(fd, &status), 0);
	close(fd);
	unlink(path_of("log"));
	assert_int_equal(ion_stdio_open(0, path_of("log")), -ENOENT);
	assert_int_equal(ion_stdio_open(1, directory), -EISDIR);
}

static void affinity_is_all_or_nothing(void **state)
{
	int cpus[ION_CPUS_MAX], again[ION_CPUS_MAX];
	int count = ion_affinity_get(0, cpus);
	const int missing[2] = {cpus[0], ION_CPUS_MAX - 1};
	const int wrong = ION_CPUS_MAX;
	(void) state;
	assert_true(count > 0);
	assert_int_equal(ion_affinity_set(0, missing, 2), -EINVAL);
	assert_int_equal(ion_affinity_set(0, &wrong, 1), -EINVAL);
	assert_int_equal(ion_affinity_get(0, again), count);
	assert_int_equal(ion_affinity_set(0, cpus, 1), 0);
	assert_int_equal(ion_affinity_get(0, again), 1);
	assert_int_equal(ion_affinity_set(0, cpus, (size_t) count), 0);
}

static void accounts_are_found(void **state)
{
	struct ion_user_account user;
	struct ion_group_account group;
	unsigned id;
	(void) state;
	assert_int_equal(ion_account_user("root", 5, &user), 1);
	assert_int_equal(user.entry.pw_uid, 0);
	ion_account_user_release(&user);
	assert_int_equal(ion_account_user("0", 5, &user), 1);
	assert_string_equal(user.entry.pw_name, "root");
	ion_account_user_release(&user);
	assert_int_equal(ion_account_user("no-such-user", 0, &user), 0);
	assert_int_equal(ion_account_user(NULL, 4000000000u, &user), 0);
	assert_int_equal(ion_account_group(NULL, 0, &group), 1);
	ion_account_group_release(&group);
	assert_int_equal(ion_account_group("no-such-group", 0, &group), 0);
	assert_true(ion_account_parse_id("4294967294", &id) && id == 4294967294u);
	assert_false(ion_account_parse_id("4294967295", &id));
	assert_false(ion_account_parse_id("99999999999999999999", &id));
	assert_false(ion_account_parse_id("", &id));
	assert_false(ion_account_parse_id("1x", &id));
	assert_false(ion_account_parse_id("-1", &id));
}

static void minus_one_is_a_priority(void **state)
{
	int priority;
	(void) state;
	assert_int_equal(ion_priority_get(PRIO_PROCESS, 0, &priority), 0);
	assert_int_equal(ion_priority_get(PRIO_PROCESS, 0x7ffffff0, &priority), -ESRCH);
	assert_int_equal(ion_priority_get(77, 0, &priority), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(one_process_holds_it),
		ION_TEST(children_let_go),
		ION_TEST(another_file_is_not_removed),
		ION_TEST(there_is_room_for_some),
		ION_TEST(words_arrive_in_order),
		ION_TEST(its_end_is_known),
		ION_TEST(one_that_hangs_is_stopped),
		ION_TEST(the_manager_is_told),
		ION_TEST(streams_are_files),
		ION_TEST(affinity_is_all_or_nothing),
		ION_TEST(accounts_are_found),
		ION_TEST(minus_one_is_a_priority),
	};
	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
