/*
 * Taking the status of one own child, by its pidfd where there is one, else by its pid; never of
 * "any child": proc_open's and pcntl's children belong to others.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_REAP_H
#define ION_OS_REAP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Whether waitid(2) takes a pidfd here (Linux 5.4); clone(2) then gives one, too. */
bool ion_reap_has_pidfd(void);

/*
 * The kernel's struct rusage of this one child. max_rss_bytes is a high-water mark that the kernel
 * takes over at execve(2) from the address space the child came from, and a child of the vfork
 * family comes from the caller's: the figure is never below the peak that the caller had then.
 */
struct ion_usage {
	double user_seconds;
	double system_seconds;
	int64_t max_rss_bytes;
	int64_t minor_faults;
	int64_t major_faults;
	int64_t voluntary_switches;
	int64_t involuntary_switches;
	int64_t blocks_in;
	int64_t blocks_out;
};

/* The same of this process, all its threads, without its children. */
void ion_usage_own(struct ion_usage *ret);

enum ion_exit_kind {
	ION_EXIT_CODE,   /* code is valid */
	ION_EXIT_SIGNAL, /* signal and core_dumped are valid */
	ION_EXIT_LOST,   /* somebody else took the status: unknown, never guessed */
};

struct ion_exit {
	enum ion_exit_kind kind;
	int code;
	int signal;
	bool core_dumped;
	struct ion_usage usage;
};

/* pidfd < 0 = by pid. 0 with *ret filled (also LOST), or -EAGAIN while it runs (a stopped child
 * runs). */
int ion_reap(pid_t pid, int pidfd, struct ion_exit *ret);

/* Whether the status is there, without taking it: 0, -EAGAIN while it runs, -ECHILD when it was lost
 * or taken before. */
int ion_reap_peek(pid_t pid, int pidfd);

/* Sleeps until it has ended. For a child that is known to end: killed, or never started. */
void ion_reap_wait(pid_t pid, int pidfd, struct ion_exit *ret);

#endif
