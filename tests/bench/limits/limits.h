/*
 * What the raw-limit programs share. Each of them does one job as fast as plain C on this kernel
 * can and prints `VALUE <number>`; a benchmark of ION compares within the same run. Linux only.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_BENCH_LIMITS_H
#define ION_BENCH_LIMITS_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef CLONE_PIDFD
# define CLONE_PIDFD 0x00001000
#endif
#define WAIT_PIDFD 3
#define STACK_SIZE 32768

static inline double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Processor time of this process and of its children that have been waited for. */
static inline double processor_seconds(void)
{
	double sum = 0;
	for (int who = RUSAGE_CHILDREN; who <= RUSAGE_SELF; who++) {
		struct rusage usage;
		getrusage(who, &usage);
		sum += (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
			   (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	}
	return sum;
}

static inline void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static inline void usage(const char *text)
{
	fprintf(stderr, "usage: %s\n", text);
	exit(2);
}

static inline void print_value(double value)
{
	printf("VALUE %.3f\n", value);
}

/* Memory in ordinary pages that has been written to, as an interpreter's heap is. */
static inline void touch_heap(long mib)
{
	size_t size = (size_t) mib << 20;
	char *heap;
	if (size == 0) {
		return;
	}
	heap = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (heap == MAP_FAILED) {
		fail("mmap");
	}
	madvise(heap, size, MADV_NOHUGEPAGE);
	for (size_t at = 0; at < size; at += 4096) {
		heap[at] = 1;
	}
}

/* Binds this process to one processor; `processor` is 0 for the first one. */
static inline void bind_to(int processor)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(processor, &set);
	if (sched_setaffinity(0, sizeof(set), &set) < 0) {
		fail("sched_setaffinity");
	}
}

static inline void make_pair(int ret[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ret) < 0) {
		fail("socketpair");
	}
}

static inline pid_t fork_child(void)
{
	pid_t pid = fork();
	if (pid < 0) {
		fail("fork");
	}
	return pid;
}

static inline void write_all(int fd, const void *data, size_t size)
{
	const char *at = data;
	while (size > 0) {
		ssize_t written = write(fd, at, size);
		if (written < 0) {
			fail("write");
		}
		at += written;
		size -= (size_t) written;
	}
}

static inline void read_all(int fd, void *data, size_t size)
{
	char *at = data;
	while (size > 0) {
		ssize_t got = read(fd, at, size);
		if (got <= 0) {
			fail("read");
		}
		at += got;
		size -= (size_t) got;
	}
}

static inline char *new_stack(void)
{
	char *stack = mmap(
		NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (stack == MAP_FAILED) {
		fail("mmap");
	}
	return stack;
}

/* What a child needs; it must stay as it is until execve(2). */
struct program {
	char *const *argv;
	int in;  /* becomes standard input; 0 = inherited */
	int out; /* becomes standard output; -1 = inherited */
};

static inline int program_run(void *arg)
{
	struct program *program = arg;
	if (program->in > 0) {
		dup2(program->in, 0);
	}
	if (program->out >= 0) {
		dup2(program->out, 1);
	}
	execve(program->argv[0], program->argv, environ);
	_exit(127);
}

/* Sleeps until the program is loaded. */
static inline pid_t program_start(struct program *program, char *stack, int *ret_pidfd)
{
	int flags = CLONE_VM | CLONE_VFORK | SIGCHLD | (ret_pidfd != NULL ? CLONE_PIDFD : 0);
	pid_t pid = clone(program_run, stack + STACK_SIZE, flags, program, ret_pidfd);
	if (pid < 0) {
		fail("clone");
	}
	return pid;
}

#endif
