/*
 * COUNT children that are killed in one moment; milliseconds from the first kill to the last status, by pidfds in one epoll set.
 *   reap workers COUNT    forked, each with a socket pair as its channel, SIGKILL
 *   reap programs COUNT   /bin/sleep, SIGTERM
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#include <sys/epoll.h>
#include <sys/prctl.h>

#define EVENTS 512

static char *const argv_sleep[] = {"/bin/sleep", "1000", NULL};

struct child {
	pid_t pid;
	int pidfd;
	int channel; /* -1 = none */
};

/* Holds nothing but its own end: the pidfds and channels of all that were started before would be
 * closed at its death. */
static _Noreturn void run_worker(int channel)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(channel, STDIN_FILENO);
	syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
	write_all(STDIN_FILENO, "r", 1);
	for (;;) {
		pause();
	}
}

static void start_worker(struct child *child)
{
	int ends[2];
	char byte;
	make_pair(ends);
	child->pid = fork_child();
	if (child->pid == 0) {
		run_worker(ends[1]);
	}
	close(ends[1]);
	read_all(ends[0], &byte, 1);
	child->channel = ends[0];
	child->pidfd = (int) syscall(SYS_pidfd_open, child->pid, 0);
	if (child->pidfd < 0) {
		fail("pidfd_open");
	}
}

static void start_program(struct child *child, char *stack)
{
	struct program program = {.argv = argv_sleep, .out = -1};
	child->channel = -1;
	child->pid = program_start(&program, stack, &child->pidfd);
}

/* A program that is loaded and asleep; until then killing it costs something else. */
static void wait_until_asleep(pid_t pid)
{
	char path[64], text[256];
	char state;
	snprintf(path, sizeof(path), "/proc/%d/stat", (int) pid);
	do {
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		ssize_t got = read(fd, text, sizeof(text) - 1);
		close(fd);
		if (got <= 0) {
			fail(path);
		}
		text[got] = '\0';
		state = strrchr(text, ')')[2];
		sched_yield();
	} while (state != 'S');
}

static void watch(int epoll, struct child *child)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = child};
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, child->pidfd, &event) < 0) {
		fail("epoll_ctl");
	}
}

/* A child started later may hold a copy of the pidfd, and the epoll set then goes on reporting it
 * after close(2). */
static void reap(int epoll, struct child *child, int signal)
{
	siginfo_t info;
	if (waitid(WAIT_PIDFD, (id_t) child->pidfd, &info, WEXITED) < 0) {
		fail("waitid");
	}
	if (info.si_code != CLD_KILLED || info.si_status != signal) {
		fprintf(stderr, "wrong end: %d %d\n", info.si_code, info.si_status);
		exit(1);
	}
	epoll_ctl(epoll, EPOLL_CTL_DEL, child->pidfd, NULL);
	close(child->pidfd);
	if (child->channel >= 0) {
		close(child->channel);
	}
}

static void reap_all(int epoll, int count, int signal)
{
	struct epoll_event events[EVENTS];
	while (count > 0) {
		int ready = epoll_wait(epoll, events, EVENTS, -1);
		for (int i = 0; i < ready; i++) {
			reap(epoll, events[i].data.ptr, signal);
		}
		count -= ready;
	}
}

int main(int argc, char **argv)
{
	bool is_program = argc > 1 && strcmp(argv[1], "programs") == 0;
	int signal = is_program ? SIGTERM : SIGKILL;
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct child *children;
	double begin;
	int count;

	if (argc < 3) {
		usage("reap workers|programs COUNT");
	}
	count = atoi(argv[2]);
	children = calloc((size_t) count, sizeof(*children));
	for (int i = 0; i < count; i++) {
		if (is_program) {
			start_program(&children[i], new_stack());
		} else {
			start_worker(&children[i]);
		}
		watch(epoll, &children[i]);
	}
	for (int i = 0; i < count; i++) {
		wait_until_asleep(children[i].pid);
	}
	begin = seconds();
	for (int i = 0; i < count; i++) {
		kill(children[i].pid, signal);
	}
	reap_all(epoll, count, signal);
	print_value((seconds() - begin) * 1e3);
	return 0;
}
