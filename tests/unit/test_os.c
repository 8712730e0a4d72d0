/*
 * os: descriptors, pipes, signals to one child, its status.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/kill.h"
#include "os/pipe.h"
#include "os/reap.h"

static void fd_close_forgets(void **state)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	(void) state;
	errno = E2BIG;
	ion_fd_close(&fd);
	assert_int_equal(fd, -1);
	ion_fd_close(&fd);
	assert_int_equal(errno, E2BIG);
}

static void pipe_ends_have_their_flags(void **state)
{
	struct ion_pipe pipe;
	(void) state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(i == 0 ? ion_pipe_in(&pipe) : ion_pipe_out(&pipe), 0);
		assert_true(fcntl(pipe.ours, F_GETFL) & O_NONBLOCK);
		assert_false(fcntl(pipe.theirs, F_GETFL) & O_NONBLOCK);
		assert_int_equal(fcntl(pipe.ours, F_GETFL) & O_ACCMODE, i == 0 ? O_RDONLY : O_WRONLY);
		assert_int_equal(fcntl(pipe.ours, F_GETFD), FD_CLOEXEC);
		assert_int_equal(fcntl(pipe.theirs, F_GETFD), FD_CLOEXEC);
		ion_fd_close(&pipe.ours);
		ion_fd_close(&pipe.theirs);
	}
}

static void pipe_fails_whole(void **state)
{
	struct ion_pipe pipe;
	(void) state;
	for (int room = 0; room < 2; room++) {
		struct rlimit old = leave_room(room);
		assert_int_equal(ion_pipe_in(&pipe), -EMFILE);
		setrlimit(RLIMIT_NOFILE, &old);
		assert_int_equal(pipe.ours, -1);
		assert_int_equal(pipe.theirs, -1);
	}
}

static volatile sig_atomic_t caught;

static void on_signal(int signal)
{
	(void) signal;
	caught++;
}

/* One byte, with the help of the kernel or without. */
static ssize_t write_byte(int fd, bool is_loud)
{
	struct iovec iov = {"x", 1};
	return ion_pipe_writev(fd, &iov, 1, 0, &is_loud);
}

/* A broken pipe kills nobody and calls nobody, whatever the disposition; a SIGPIPE that was pending
 * before stays pending. */
static void check_no_signal(bool is_loud)
{
	void (*const handlers[])(int) = {SIG_DFL, SIG_IGN, on_signal};
	for (size_t i = 0; i < 3; i++) {
		for (int is_blocked = 0; is_blocked < 2; is_blocked++) {
			struct ion_pipe pipe;
			sigset_t set, old, pending;
			struct sigaction before, action = {.sa_handler = handlers[i]};
			sigaction(SIGPIPE, &action, &before);
			sigemptyset(&set);
			sigaddset(&set, SIGPIPE);
			sigprocmask(is_blocked ? SIG_BLOCK : SIG_UNBLOCK, &set, &old);
			assert_int_equal(ion_pipe_out(&pipe), 0);
			ion_fd_close(&pipe.theirs);
			assert_int_equal(write_byte(pipe.ours, is_loud), -EPIPE);
			assert_int_equal(write_byte(pipe.ours, is_loud), -EPIPE);
			sigpending(&pending);
			assert_int_equal(sigismember(&pending, SIGPIPE), 0);
			if (is_blocked && handlers[i] != SIG_IGN) {
				raise(SIGPIPE);
				assert_int_equal(write_byte(pipe.ours, is_loud), -EPIPE);
				sigpending(&pending);
				assert_int_equal(sigismember(&pending, SIGPIPE), 1);
				sigtimedwait(&set, NULL, &(struct timespec){0, 0});
			}
			ion_fd_close(&pipe.ours);
			sigprocmask(SIG_SETMASK, &old, NULL);
			sigaction(SIGPIPE, &before, NULL);
		}
	}
	assert_int_equal(caught, 0);
}

static void pipe_write_raises_no_signal(void **state)
{
	(void) state;
	check_no_signal(false);
	check_no_signal(true);
}

static void pipe_is_full_at_some_time(void **state)
{
	static char data[2 * ION_PIPE_SIZE_WIDE];
	struct ion_pipe pipe;
	(void) state;
	assert_int_equal(ion_pipe_out(&pipe), 0);
	assert_int_equal(ion_pipe_write(pipe.ours, data, sizeof(data)), ION_PIPE_SIZE);
	assert_int_equal(ion_pipe_write(pipe.ours, data, 1), -EAGAIN);
	assert_int_equal(ion_pipe_widen(pipe.ours), 0);
	assert_int_equal(
		ion_pipe_write(pipe.ours, data, sizeof(data)), ION_PIPE_SIZE_WIDE - ION_PIPE_SIZE);
	ion_fd_close(&pipe.ours);
	ion_fd_close(&pipe.theirs);
}

static void kill_refuses_everybody(void **state)
{
	const pid_t bad[] = {1, 0, -1, -2};
	(void) state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(ion_kill(bad[i], -1, 0), -EINVAL);
		assert_int_equal(ion_kill(bad[i], 0, SIGTERM), -EINVAL);
	}
	assert_int_equal(ion_kill(getpid(), -1, -1), -EINVAL);
	assert_int_equal(ion_kill(getpid(), -1, 1000), -EINVAL);
	assert_int_equal(ion_kill(getpid(), -1, 0), 0);
}

static pid_t child(int pidfd_wanted, int *pidfd, int code)
{
	pid_t pid = fork();
	if (pid == 0) {
		if (code < 0) {
			for (;;) {
				pause();
			}
		}
		_exit(code);
	}
	*pidfd = pidfd_wanted ? (int) syscall(SYS_pidfd_open, pid, 0) : -1;
	return pid;
}

static void reap_tells_the_end(void **state)
{
	(void) state;
	assert_true(ion_reap_has_pidfd());
	for (int wanted = 0; wanted < 2; wanted++) {
		struct ion_exit status;
		int pidfd;
		pid_t pid = child(wanted, &pidfd, 200);
		ion_reap_wait(pid, pidfd, &status);
		assert_int_equal(status.kind, ION_EXIT_CODE);
		assert_int_equal(status.code, 200);
		assert_true(status.usage.max_rss_bytes > 0);
		/* taken already */
		assert_int_equal(ion_reap(pid, pidfd, &status), 0);
		assert_int_equal(status.kind, ION_EXIT_LOST);
		if (wanted) {
			assert_int_equal(ion_kill(pid, pidfd, SIGTERM), -ESRCH);
		}
		ion_fd_close(&pidfd);
	}
}

static void reap_does_not_take_a_stop_for_the_end(void **state)
{
	(void) state;
	for (int wanted = 0; wanted < 2; wanted++) {
		struct ion_exit status;
		siginfo_t info;
		int pidfd;
		pid_t pid = child(wanted, &pidfd, -1);
		assert_int_equal(ion_reap(pid, pidfd, &status), -EAGAIN);
		assert_int_equal(ion_kill(pid, pidfd, SIGSTOP), 0);
		assert_int_equal(waitid(P_PID, (id_t) pid, &info, WSTOPPED), 0);
		assert_int_equal(ion_reap(pid, pidfd, &status), -EAGAIN);
		assert_int_equal(ion_kill(pid, pidfd, SIGKILL), 0);
		ion_reap_wait(pid, pidfd, &status);
		assert_int_equal(status.kind, ION_EXIT_SIGNAL);
		assert_int_equal(status.signal, SIGKILL);
		assert_false(status.core_dumped);
		ion_fd_close(&pidfd);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(fd_close_forgets),
		ION_TEST(pipe_ends_have_their_flags),
		ION_TEST(pipe_fails_whole),
		ION_TEST(pipe_write_raises_no_signal),
		ION_TEST(pipe_is_full_at_some_time),
		ION_TEST(kill_refuses_everybody),
		ION_TEST(reap_tells_the_end),
		ION_TEST(reap_does_not_take_a_stop_for_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
