/*
 * See orphans.h.
 * SPDX-License-Identifier: MIT
 */
#include "proc/orphans.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop/loop.h"
#include "loop/signal.h"
#include "os/adopt.h"
#include "os/forked.h"
#include "os/pidtree.h"
#include "os/reap.h"

struct ion_orphans {
	struct ion_loop *loop;     /* borrowed */
	struct ion_signal *signal; /* owned */
	struct ion_defer due;      /* once a turn, however many signals came */
	ion_orphans_wanted is_wanted;
	void *arg; /* borrowed */
	pid_t pid; /* of the process that adopts: a forked copy does not */
	bool adopts;
	bool former;
};

/* ---- reaping ---- */

/* False when it runs, or is somebody's. */
static bool reap(const struct ion_orphans *orphans, pid_t pid)
{
	struct ion_exit end;
	return ion_reap_peek(pid, -1) == 0 && !ion_forked_has(pid) &&
		   !orphans->is_wanted(pid, orphans->arg) && ion_reap(pid, -1, &end) == 0;
}

/* Without a list of the children: as far as the kernel shows orphans first. */
static void reap_unlisted(const struct ion_orphans *orphans)
{
	pid_t pid;
	do {
		pid = ion_adopt_ended();
	} while (pid != 0 && reap(orphans, pid));
}

static void reap_all(void *arg)
{
	const struct ion_orphans *orphans = arg;
	struct ion_pidlist children = {0};
	if (ion_adopt_ended() == 0) {
		return;
	}
	ion_forked_sweep();
	if (ion_adopt_children(&children) == 0) {
		for (size_t i = 0; i < children.count; i++) {
			reap(orphans, children.pids[i].pid);
		}
	} else {
		reap_unlisted(orphans);
	}
	ion_pidlist_release(&children);
}

static void on_sigchld(struct ion_signal *signal, void *arg)
{
	struct ion_orphans *orphans = arg;
	(void) signal;
	ion_loop_defer(orphans->loop, &orphans->due);
}

/* ---- life ---- */

/* 0 or -errno; what was done is undone by ion_orphans_free(). */
static int begin(struct ion_orphans *orphans)
{
	int code = ion_forked_watch();
	if (code < 0) {
		return code;
	}
	orphans->pid = getpid();
	orphans->signal = ion_signal_new(orphans->loop, SIGCHLD, on_sigchld, orphans);
	if (orphans->signal == NULL) {
		return -errno;
	}
	code = ion_signal_start(orphans->signal);
	if (code < 0) {
		return code;
	}
	code = ion_adopt_set(true, &orphans->former);
	orphans->adopts = code == 0;
	return code;
}

struct ion_orphans *ion_orphans_new(struct ion_loop *loop, ion_orphans_wanted is_wanted, void *arg)
{
	struct ion_orphans *orphans = calloc(1, sizeof(*orphans));
	int code;
	if (orphans == NULL) {
		return NULL;
	}
	orphans->loop = loop;
	orphans->is_wanted = is_wanted;
	orphans->arg = arg;
	ion_defer_init(&orphans->due, reap_all, orphans);
	code = begin(orphans);
	if (code < 0) {
		ion_orphans_free(orphans);
		errno = -code;
		return NULL;
	}
	/* there may be no signal of them any more */
	reap_all(orphans);
	return orphans;
}

int ion_orphans_refresh(struct ion_orphans *orphans)
{
	int code = ion_signal_start(orphans->signal);
	reap_all(orphans);
	return code;
}

void ion_orphans_pause(struct ion_orphans *orphans, bool pause)
{
	if (orphans->pid == getpid()) {
		ion_adopt_set(!pause || orphans->former, NULL);
	}
}

void ion_orphans_free(struct ion_orphans *orphans)
{
	if (orphans == NULL) {
		return;
	}
	if (orphans->pid == getpid()) {
		ion_forked_unwatch();
		if (orphans->adopts) {
			ion_adopt_set(orphans->former, NULL);
		}
	}
	ion_defer_cancel(&orphans->due);
	ion_signal_free(orphans->signal);
	free(orphans);
}
