/*
 * The one word of process-wide state: threads share it, and only a child that has a single thread
 * writes it.
 * SPDX-License-Identifier: MIT
 */
#include "os/fork.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "os/fd.h"
#include "os/kill.h"
#include "os/leash.h"
#include "os/pidfd.h"
#include "os/reap.h"

static volatile unsigned generation;

static void on_child(void)
{
	generation++;
}

int ion_fork_watch(void)
{
	return -pthread_atfork(NULL, NULL, on_child);
}

unsigned ion_fork_generation(void)
{
	return generation;
}

bool ion_fork_has_pidfd(void)
{
	const char *sigchld = getenv("ION_FORCE_SIGCHLD");
	if ((sigchld != NULL && strcmp(sigchld, "1") == 0) || !ion_reap_has_pidfd()) {
		return false;
	}
	/* no process has this number: a kernel that knows the call says so, whatever the limits are */
	return ion_pidfd_open(INT_MAX) == -ESRCH;
}

/* With signals still blocked: a SIGCHLD handler of somebody else could reap the child before. */
static int fork_watch_child(pid_t pid, int *room)
{
	struct ion_exit status;
	int fd;

	ion_fd_close(room);
	fd = ion_pidfd_open(pid);
	/* ESRCH: it has ended and its status went to nobody (SIGCHLD is ignored); the number is free */
	if (fd < 0 && fd != -ESRCH) {
		ion_kill(pid, -1, SIGKILL);
		ion_reap_wait(pid, -1, &status);
	}
	return fd;
}

pid_t ion_fork(int *ret_pidfd, sigset_t *ret_mask)
{
	sigset_t all;
	int room = -1;
	pid_t pid;

	if (ret_pidfd != NULL) {
		*ret_pidfd = -1;
		/* any descriptor would do; this one also finds out whether the call works */
		room = ion_pidfd_open(getpid());
		if (room < 0) {
			return room;
		}
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, ret_mask);
	pid = fork();
	if (pid == 0) {
		ion_fd_close(&room);
		return 0;
	}
	if (pid < 0) {
		pid = -errno;
	} else if (ret_pidfd != NULL) {
		int fd = fork_watch_child(pid, &room);
		*ret_pidfd = fd >= 0 ? fd : -1;
		pid = fd >= 0 ? pid : fd;
	}
	ion_fd_close(&room);
	pthread_sigmask(SIG_SETMASK, ret_mask, NULL);
	return pid;
}

/* Handlers that the child keeps. */
static bool is_kept(int signal)
{
	static const int kept[] = {
		/* the process's own faults: sanitizers and crash reporters catch them, and to them the
		 * child is a process like any other. Nothing of the parent sends them */
		SIGSEGV,
		SIGBUS,
		SIGFPE,
		SIGILL,
		SIGABRT,
		SIGTRAP,
		/* max_execution_time of PHP without threads. Timers do not survive a fork: it comes only
		 * when the child has set one, and its default would kill without a word */
		SIGPROF,
	};
	/* max_execution_time of PHP with threads; and the leash, which may be on already */
	if (signal == SIGRTMIN || signal == ION_LEASH_SIGNAL) {
		return true;
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(kept); i++) {
		if (kept[i] == signal) {
			return true;
		}
	}
	return false;
}

void ion_fork_reset_signals(const sigset_t *kept)
{
	struct sigaction now, plain;
	sigset_t none;

	memset(&plain, 0, sizeof(plain));
	plain.sa_handler = SIG_DFL;
	for (int signal = 1; signal <= SIGRTMAX; signal++) {
		/* refused for the two signals that the C library keeps for itself */
		if (is_kept(signal) || (kept != NULL && sigismember(kept, signal) == 1) ||
			sigaction(signal, NULL, &now) < 0) {
			continue;
		}
		/* whatever the flags say: handler and action are one word, see sigchld.c */
		if (now.sa_handler != SIG_DFL && now.sa_handler != SIG_IGN) {
			sigaction(signal, &plain, NULL);
		}
	}
	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
}

void ion_fork_restore_mask(const sigset_t *mask)
{
	pthread_sigmask(SIG_SETMASK, mask, NULL);
}
