/*
 * See daemon.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/daemon.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/kill.h"
#include "os/pidfd.h"
#include "os/pipe.h"

/* Where no pidfd can be had the end of the daemon is looked for. */
#define LOOK_NS (100 * (ION_NS_PER_SEC / 1000))

/* As it is on the pipe, with the text behind it: below PIPE_BUF, so it arrives whole or not at all. */
struct word {
	uint32_t says;
	int32_t code;
	uint32_t size;
};

/* The first word: the daemon's pid in `code`, or of the process between what kept it from being born,
 * as -errno. */
#define BORN 100

/* --- the daemon's end ---------------------------------------------------------------------- */

static void say(int fd, uint32_t says, int code, const char *text)
{
	char buffer[sizeof(struct word) + ION_DAEMON_TEXT_MAX];
	size_t size = text != NULL ? strlen(text) : 0;
	struct word word;
	size = size < ION_DAEMON_TEXT_MAX ? size : ION_DAEMON_TEXT_MAX;
	word = (struct word){.says = says, .code = code, .size = (uint32_t) size};
	memcpy(buffer, &word, sizeof(word));
	if (size > 0) {
		memcpy(buffer + sizeof(word), text, size);
	}
	ion_pipe_write(fd, buffer, sizeof(word) + size);
}

void ion_daemon_say(int fd, enum ion_daemon_says says, int code, const char *text)
{
	say(fd, (uint32_t) says, code, text);
}

/* --- forking ------------------------------------------------------------------------------- */

/* The process between: returns in the daemon only. */
static void fork_again(int fd)
{
	sigset_t unused;
	pid_t pid;
	/* its leader may get a controlling terminal again, so the daemon is not that */
	if (setsid() < 0) {
		pid = -errno;
	} else {
		pid = ion_fork(NULL, &unused);
	}
	if (pid > 0) {
		_exit(0);
	}
	say(fd, BORN, pid < 0 ? (int) pid : (int) getpid(), NULL);
	if (pid < 0) {
		_exit(1);
	}
}

/* Reads the next word; 1, 0 at the end, -EAGAIN, -EPROTO. */
static int read_word(int fd, uint32_t *ret_says, struct ion_daemon_word *ret)
{
	struct word word;
	ssize_t got = ion_fd_read(fd, &word, sizeof(word));
	if (got == 0 || got == -EAGAIN) {
		return (int) got;
	}
	if (got != (ssize_t) sizeof(word) || word.size > ION_DAEMON_TEXT_MAX ||
		(word.size > 0 && ion_fd_read(fd, ret->text, word.size) != (ssize_t) word.size)) {
		return -EPROTO;
	}
	ret->code = word.code;
	ret->size = word.size;
	ret->text[word.size] = '\0';
	*ret_says = word.says;
	return 1;
}

/* The process between is gone, and the daemon says which process it is. */
static int meet(struct ion_daemon_start *self, pid_t between)
{
	struct ion_daemon_word word;
	struct ion_exit end;
	uint32_t says = 0;
	struct pollfd fd = {.fd = self->fd, .events = POLLIN};
	ion_reap_wait(between, -1, &end);
	while (fd.revents == 0) {
		ion_fd_poll(&fd, 1, ION_NS_FOREVER);
	}
	if (read_word(self->fd, &says, &word) != 1 || says != BORN) {
		return -ECHILD;
	}
	if (word.code <= 0) {
		return word.code < 0 ? word.code : -EPROTO;
	}
	self->pid = (pid_t) word.code;
	self->pidfd = ion_pidfd_open(self->pid);
	self->pidfd = self->pidfd >= 0 ? self->pidfd : -1;
	return 1;
}

static void release(struct ion_daemon_start *self)
{
	ion_fd_close(&self->fd);
	ion_fd_close(&self->pidfd);
	prctl(PR_SET_CHILD_SUBREAPER, self->former, 0, 0, 0);
	pthread_sigmask(SIG_SETMASK, &self->mask, NULL);
}

int ion_daemon_fork(struct ion_daemon_start *ret_start, struct ion_daemon_link *ret_link)
{
	struct ion_pipe pipe;
	sigset_t all, unused;
	pid_t between;
	int code = ion_pipe_in(&pipe);
	if (code < 0) {
		return code;
	}
	*ret_start = (struct ion_daemon_start){.pid = 0, .pidfd = -1, .fd = pipe.ours};
	prctl(PR_GET_CHILD_SUBREAPER, &ret_start->former, 0, 0, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &ret_start->mask);
	between = ion_fork(NULL, &unused);
	if (between == 0) {
		ret_link->mask = ret_start->mask;
		ion_fd_close(&pipe.ours);
		fork_again(pipe.theirs);
		ret_link->fd = pipe.theirs;
		return 0;
	}
	ion_fd_close(&pipe.theirs);
	code = between < 0 ? (int) between : meet(ret_start, between);
	if (code < 0) {
		release(ret_start);
	}
	return code;
}

/* --- the starter's end --------------------------------------------------------------------- */

/* Until one is ready or it is time to look. */
static void sleep_on(const struct ion_daemon_start *self, int64_t wait_ns)
{
	struct pollfd fds[2] = {
		{.fd = self->fd, .events = POLLIN},
		{.fd = self->pidfd, .events = POLLIN},
	};
	if (self->pidfd < 0 && wait_ns > LOOK_NS) {
		wait_ns = LOOK_NS;
	}
	ion_fd_poll(fds, 2, wait_ns);
}

/* Whether it has ended: its status is in self->end from then on. */
static bool has_ended(struct ion_daemon_start *self)
{
	if (self->pid != 0 && ion_reap(self->pid, -1, &self->end) == 0) {
		self->pid = 0;
	}
	return self->pid == 0;
}

/* Its end of the pipe is closed, which comes before its status. */
static bool ends_soon(struct ion_daemon_start *self)
{
	struct pollfd fd = {.fd = self->pidfd, .events = POLLIN};
	ion_fd_poll(&fd, 1, LOOK_NS);
	return has_ended(self);
}

int ion_daemon_wait(struct ion_daemon_start *self, int64_t until_ns, struct ion_daemon_word *ret)
{
	for (;;) {
		uint32_t says = 0;
		/* first: what it said before its end is read below */
		bool is_over = has_ended(self);
		int code = read_word(self->fd, &says, ret);
		int64_t now_ns;
		if (code == 1) {
			ret->says = (enum ion_daemon_says) says;
			return says >= ION_DAEMON_FAILED && says <= ION_DAEMON_ENDED ? 1 : -EPROTO;
		}
		if (code == 0 || is_over) {
			return is_over || ends_soon(self) ? 0 : -EAGAIN;
		}
		if (code != -EAGAIN) {
			return code;
		}
		now_ns = ion_clock_now_ns();
		if (now_ns >= until_ns) {
			return -ETIMEDOUT;
		}
		sleep_on(self, until_ns - now_ns);
	}
}

void ion_daemon_stop(struct ion_daemon_start *self, int64_t grace_ns)
{
	int64_t until_ns = ion_clock_add(ion_clock_now_ns(), grace_ns);
	if (!has_ended(self)) {
		ion_kill(self->pid, self->pidfd, SIGTERM);
	}
	while (!has_ended(self)) {
		int64_t left_ns = until_ns - ion_clock_now_ns();
		struct pollfd fd = {.fd = self->pidfd, .events = POLLIN};
		if (left_ns <= 0) {
			ion_kill(self->pid, self->pidfd, SIGKILL);
			left_ns = LOOK_NS;
		}
		ion_fd_poll(&fd, 1, self->pidfd >= 0 || left_ns < LOOK_NS ? left_ns : LOOK_NS);
	}
	release(self);
}

/* Its default would end the wait, and it is nobody's wish that it ends. */
static void ignore_timer(int signal)
{
	struct sigaction now;
	if (sigaction(signal, NULL, &now) == 0 && now.sa_handler != SIG_DFL) {
		now = (struct sigaction){.sa_handler = SIG_IGN};
		sigaction(signal, &now, NULL);
	}
}

void ion_daemon_heed_signals(void)
{
	ignore_timer(SIGALRM);
	ignore_timer(SIGVTALRM);
	/* the two of PHP's max_execution_time */
	ignore_timer(SIGPROF);
	ignore_timer(SIGRTMIN);
	ion_fork_reset_signals(NULL);
}

void ion_daemon_forget(struct ion_daemon_start *self)
{
	if (!has_ended(self)) {
		ion_reap_wait(self->pid, -1, &self->end);
		self->pid = 0;
	}
	release(self);
}
