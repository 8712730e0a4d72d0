/*
 * Becoming a daemon: two forks and a session of its own, and a pipe over which the daemon tells the
 * process that started it how it got on, until it is ready.
 *
 * The starter is the reaper of orphans meanwhile (PR_SET_CHILD_SUBREAPER), so that the daemon is its
 * child once the process between them has ended: its status can be had, and its number is not used
 * again. When the starter ends, the daemon belongs to init as any daemon does.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_DAEMON_H
#define ION_OS_DAEMON_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "os/reap.h"

/* Longer texts are cut: a word is written in one piece. */
#define ION_DAEMON_TEXT_MAX 3500

enum ion_daemon_says {
	ION_DAEMON_FAILED = 1, /* it could not be set up: errno and text */
	ION_DAEMON_SET_UP,     /* user code goes on in it */
	ION_DAEMON_READY,
	ION_DAEMON_ENDED, /* before it was ready: exit code and text */
};

struct ion_daemon_word {
	enum ion_daemon_says says;
	int code;
	size_t size;
	char text[ION_DAEMON_TEXT_MAX + 1]; /* NUL at its end */
};

/* The starter's end. */
struct ion_daemon_start {
	pid_t pid; /* of the daemon; 0 = it has ended, see `end` */
	struct ion_exit end;
	int pidfd;     /* owned; -1 = none */
	int fd;        /* owned */
	int former;    /* whether it was the reaper of orphans before */
	sigset_t mask; /* before */
};

/* The daemon's end. */
struct ion_daemon_link {
	int fd;        /* owned, close-on-exec */
	sigset_t mask; /* of the starter, before */
};

/*
 * 1 in the starter with *ret_start, 0 in the daemon with *ret_link; or -errno in the starter with no
 * process left. In both all signals are blocked: in the daemon until ion_fork_restore_mask(), in the
 * starter until ion_daemon_heed_signals() when it will never go on, or ion_daemon_forget(). The daemon has
 * no controlling terminal and cannot get one.
 */
int ion_daemon_fork(struct ion_daemon_start *ret_start, struct ion_daemon_link *ret_link);

/* In the daemon. A starter that is gone need not know. `text` may be NULL. */
void ion_daemon_say(int fd, enum ion_daemon_says says, int code, const char *text);

/*
 * In the starter: sleeps until the daemon says something. 1 with *ret; 0 when it has ended and said
 * everything; -EAGAIN when it will say nothing any more but lives: it runs another program; -ETIMEDOUT
 * after `until_ns` (of the monotonic clock, ION_NS_FOREVER = never).
 */
int ion_daemon_wait(struct ion_daemon_start *self, int64_t until_ns, struct ion_daemon_word *ret);

/* In the starter that will only wait from now on: it ends by the signals that end a process, whatever
 * handlers it had, but for those of timers it has set itself, which go on without it. */
void ion_daemon_heed_signals(void);

/* In the starter: TERM, and KILL after `grace_ns`. It is reaped. */
void ion_daemon_stop(struct ion_daemon_start *self, int64_t grace_ns);

/* In the starter that goes on, when the daemon has said why it cannot be: reaps it. */
void ion_daemon_forget(struct ion_daemon_start *self);

#endif
