/*
 * See reap.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/reap.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* waitid(2)'s idtype for a pidfd; a constant of newer libc headers, absent from older ones */
#define WAIT_PIDFD 3

bool ion_reap_has_pidfd(void)
{
	siginfo_t info;
	/* A kernel that knows the id type looks for the descriptor (EBADF); older ones refuse the type,
	 * a seccomp filter the call. Not -1: that is EINVAL everywhere. */
	return syscall(SYS_waitid, WAIT_PIDFD, INT_MAX, &info, WEXITED | WNOHANG, NULL) < 0 &&
		   errno == EBADF;
}

static double reap_seconds(struct timeval time)
{
	return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

static void reap_usage(struct ion_usage *ret, const struct rusage *usage)
{
	ret->user_seconds = reap_seconds(usage->ru_utime);
	ret->system_seconds = reap_seconds(usage->ru_stime);
	ret->max_rss_bytes = (int64_t) usage->ru_maxrss * 1024;
	ret->minor_faults = usage->ru_minflt;
	ret->major_faults = usage->ru_majflt;
	ret->voluntary_switches = usage->ru_nvcsw;
	ret->involuntary_switches = usage->ru_nivcsw;
	ret->blocks_in = usage->ru_inblock;
	ret->blocks_out = usage->ru_oublock;
}

void ion_usage_own(struct ion_usage *ret)
{
	struct rusage usage;
	memset(&usage, 0, sizeof(usage));
	getrusage(RUSAGE_SELF, &usage);
	reap_usage(ret, &usage);
}

static int reap_with(pid_t pid, int pidfd, int options, struct ion_exit *ret)
{
	siginfo_t info;
	struct rusage usage;
	long code;

	memset(ret, 0, sizeof(*ret));
	memset(&usage, 0, sizeof(usage));
	/* libc's waitid() hides the fifth argument, the usage of this one child */
	do {
		memset(&info, 0, sizeof(info));
		code = syscall(SYS_waitid, pidfd >= 0 ? WAIT_PIDFD : P_PID, pidfd >= 0 ? pidfd : pid, &info,
			options, &usage);
	} while (code < 0 && errno == EINTR);
	if (code < 0) {
		/* ECHILD: somebody waited for any child, or SIGCHLD was ignored; whatever else the kernel
		 * could answer, the status will not come either */
		ret->kind = ION_EXIT_LOST;
		return 0;
	}
	if (info.si_pid == 0) {
		return -EAGAIN;
	}
	reap_usage(&ret->usage, &usage);
	if (info.si_code == CLD_EXITED) {
		ret->kind = ION_EXIT_CODE;
		ret->code = info.si_status;
	} else {
		ret->kind = ION_EXIT_SIGNAL;
		ret->signal = info.si_status;
		ret->core_dumped = info.si_code == CLD_DUMPED;
	}
	return 0;
}

int ion_reap(pid_t pid, int pidfd, struct ion_exit *ret)
{
	return reap_with(pid, pidfd, WEXITED | WNOHANG, ret);
}

int ion_reap_peek(pid_t pid, int pidfd)
{
	siginfo_t info;
	long code;
	do {
		memset(&info, 0, sizeof(info));
		code = syscall(SYS_waitid, pidfd >= 0 ? WAIT_PIDFD : P_PID, pidfd >= 0 ? pidfd : pid, &info,
			WEXITED | WNOHANG | WNOWAIT, NULL);
	} while (code < 0 && errno == EINTR);
	if (code < 0) {
		return -ECHILD;
	}
	return info.si_pid != 0 ? 0 : -EAGAIN;
}

void ion_reap_wait(pid_t pid, int pidfd, struct ion_exit *ret)
{
	reap_with(pid, pidfd, WEXITED, ret);
}
