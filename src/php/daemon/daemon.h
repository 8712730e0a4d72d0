/*
 * What a request keeps of its life as a daemon, and what the files of this folder share. Part of the
 * module globals.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_DAEMON_DAEMON_H
#define ION_PHP_DAEMON_DAEMON_H

#include <stdbool.h>
#include <sys/types.h>

#include "php.h"

struct ion_orphans;
struct ion_pidlock;

/* All zero before. */
struct ion_daemon {
	zend_string *title;        /* owned; the last one set, NULL = none */
	zend_string *streams[3];   /* owned: absolute paths that 0, 1, 2 were redirected to, or NULL */
	struct ion_pidlock *locks; /* owned list */
	HashTable *listen_fds;     /* owned: name => stream; NULL until asked for */
	struct ion_orphans *orphans; /* owned: they are reaped; NULL = they are not */
	bool is_daemon;              /* daemonize() has made this process */
	bool is_starting;            /* and it has not called ready(): the link is open */
	int link_fd;                 /* owned: to the process that started it; see os/daemon.h */
	pid_t pid;                   /* of the daemon: a forked copy is none, and has nothing to say */
};

/* At the end of the request, when nothing of it runs any more: pid files go. */
void ion_daemon_end(void);

/* In a forked copy: what a daemon has with its starter is not the copy's. */
void ion_daemon_forked(void);

/* --- daemonize.c --------------------------------------------------------------------------- */

/* The starter may leave. Harmless in a process that is no daemon, or for the second time. */
void ion_daemon_ready(void);

/* The script has ended: if it was not ready, the starter hears why. */
void ion_daemon_not_ready(void);

/* --- title.c ------------------------------------------------------------------------------- */

/* The whole of it where the system can, and the short name that top shows. Runs no user code. */
void ion_daemon_set_title(zend_string *title);

/* --- pidfiles.c ---------------------------------------------------------------------------- */

/* Absolute path. 0 or -errno; *ret_text says what failed, without the errno, owned by the caller. */
int ion_daemon_lock(zend_string *path, zend_string **ret_text);

/* The last one that was locked is given back. */
void ion_daemon_unlock_last(void);

/* The own pid into all, for a process that took them over by a fork. 0 or -errno. */
int ion_daemon_rewrite_locks(void);

/* --- stdio.c ------------------------------------------------------------------------------- */

/* The same for stream 0, 1 or 2. */
int ion_daemon_redirect(int target, zend_string *path, zend_string **ret_text);

/* `path` (without NUL bytes) seen from the working directory; owned. NULL when it is too long. */
zend_string *ion_daemon_absolute(const zend_string *path);

/* The same for an argument: NULL with an exception, also when it is empty. */
zend_string *ion_daemon_absolute_arg(uint32_t arg_num, const zend_string *path);

/* --- orphans.c ----------------------------------------------------------------------------- */

/* Before the loop goes. Harmless when there are none, and in a forked copy. */
void ion_daemon_drop_orphans(void);

/* Around the loading of a program in the place of this one. */
void ion_daemon_pause_orphans(bool pause);

#endif
