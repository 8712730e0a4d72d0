/*
 * Programs per second: one clone(2) of the vfork family, a pipe, a pidfd, one epoll set.
 *   exec true|echo CONCURRENCY COUNT [HEAP_MIB [cost]]
 *   true = /bin/true without a pipe; echo = sh -c 'echo hi', its output captured and compared
 * One at a time is done without epoll, by blocking calls: that is faster.
 * cost = microseconds of processor time for each program instead, its own included
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#include <sys/epoll.h>

static char *const argv_true[] = {"/bin/true", NULL};
static char *const argv_echo[] = {"/bin/sh", "-c", "echo hi", NULL};

struct job {
	struct program program;
	char *stack;
	int pidfd;
	int pipe;
	int open; /* of the two descriptors */
	size_t size;
	char out[16];
};

static bool is_capturing;
static int epoll;

static void check(const struct job *job)
{
	if (is_capturing && (job->size != 3 || memcmp(job->out, "hi\n", 3) != 0)) {
		fprintf(stderr, "wrong output\n");
		exit(1);
	}
}

static void check_status(int code, int status)
{
	if (code != CLD_EXITED || status != 0) {
		fprintf(stderr, "wrong status %d\n", status);
		exit(1);
	}
}

static void job_start(struct job *job, bool has_pidfd, int pipe_flags)
{
	int ends[2] = {-1, -1};
	if (is_capturing && pipe2(ends, O_CLOEXEC | pipe_flags) < 0) {
		fail("pipe2");
	}
	if (is_capturing && pipe_flags != 0) {
		fcntl(ends[1], F_SETFL, 0);
	}
	job->program.argv = is_capturing ? argv_echo : argv_true;
	job->program.out = ends[1];
	job->pipe = ends[0];
	job->size = 0;
	program_start(&job->program, job->stack, has_pidfd ? &job->pidfd : NULL);
	if (is_capturing) {
		close(ends[1]);
	}
}

/* False at the end. */
static bool job_read(struct job *job)
{
	for (;;) {
		ssize_t got = read(job->pipe, job->out + job->size, sizeof(job->out) - job->size);
		if (got <= 0) {
			return got < 0 && errno == EAGAIN;
		}
		job->size += (size_t) got;
	}
}

static void run_one_by_one(struct job *job, int count)
{
	for (int i = 0; i < count; i++) {
		siginfo_t info;
		job_start(job, false, 0);
		if (is_capturing) {
			job_read(job);
			close(job->pipe);
		}
		if (waitid(P_ALL, 0, &info, WEXITED) < 0) {
			fail("waitid");
		}
		check_status(info.si_code, info.si_status);
		check(job);
	}
}

static void watch(int fd, void *tag)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = tag};
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
		fail("epoll_ctl");
	}
}

/* Taking it out of the set is not left to close(2): a child that has not reached execve(2) yet holds
 * a copy, and with it the registration. */
static void unwatch(struct job *job, int fd)
{
	epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
	close(fd);
	job->open--;
}

static void job_watch(struct job *job)
{
	job_start(job, true, O_NONBLOCK);
	job->open = 1;
	watch(job->pidfd, job);
	if (is_capturing) {
		job->open = 2;
		/* an odd address tells the pipe from the pidfd */
		watch(job->pipe, (char *) job + 1);
	}
}

static void job_event(void *tag)
{
	struct job *job = (struct job *) ((uintptr_t) tag & ~(uintptr_t) 1);
	if (tag == job) {
		siginfo_t info;
		if (waitid(WAIT_PIDFD, (id_t) job->pidfd, &info, WEXITED) < 0) {
			fail("waitid");
		}
		check_status(info.si_code, info.si_status);
		unwatch(job, job->pidfd);
	} else if (!job_read(job)) {
		unwatch(job, job->pipe);
	}
}

static void run_together(struct job *jobs, int concurrency, int count)
{
	struct epoll_event events[64];
	int started = 0;
	int ended = 0;

	epoll = epoll_create1(EPOLL_CLOEXEC);
	for (; started < concurrency && started < count; started++) {
		job_watch(&jobs[started]);
	}
	while (ended < count) {
		int ready = epoll_wait(epoll, events, 64, -1);
		for (int i = 0; i < ready; i++) {
			void *tag = events[i].data.ptr;
			struct job *job = (struct job *) ((uintptr_t) tag & ~(uintptr_t) 1);
			job_event(tag);
			if (job->open > 0) {
				continue;
			}
			check(job);
			ended++;
			if (started < count) {
				started++;
				job_watch(job);
			}
		}
	}
	close(epoll);
}

int main(int argc, char **argv)
{
	struct job *jobs;
	int concurrency, count;
	double begin, cost;

	if (argc < 4) {
		usage("exec true|echo CONCURRENCY COUNT [HEAP_MIB [cost]]");
	}
	is_capturing = strcmp(argv[1], "echo") == 0;
	concurrency = atoi(argv[2]) > 1 ? atoi(argv[2]) : 1;
	count = atoi(argv[3]);
	touch_heap(argc > 4 ? atol(argv[4]) : 0);
	jobs = calloc((size_t) concurrency, sizeof(*jobs));
	for (int i = 0; i < concurrency; i++) {
		jobs[i].stack = new_stack();
	}
	run_one_by_one(jobs, 10);
	cost = processor_seconds();
	begin = seconds();
	if (concurrency == 1) {
		run_one_by_one(jobs, count);
	} else {
		run_together(jobs, concurrency, count);
	}
	if (argc > 5) {
		print_value((processor_seconds() - cost) / count * 1e6);
	} else {
		print_value(count / (seconds() - begin));
	}
	return 0;
}
