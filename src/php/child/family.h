/*
 * The children that this request has forked, those it is about to fork, and its own parent.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CHILD_FAMILY_H
#define ION_PHP_CHILD_FAMILY_H

#include <stdbool.h>
#include <sys/types.h>

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"

struct ion_parent_watch;

/* The exception that PHP itself has found uncaught; all owned. */
struct ion_uncaught {
	zend_string *class_name; /* NULL = none */
	zend_string *message;
	zend_string *file;
	zend_long line;
};

struct ion_family {
	HashTable *children;   /* owned: pid => ChildProcess that lives; NULL until the first */
	struct ion_list queue; /* ChildProcesses that are to be forked in the next turn */
	struct ion_defer starter;
	zend_object *parent_ipc; /* owned; NULL in a process that is no worker, and see: */
	int handed_fd; /* owned: a channel that this program was given and nobody has asked for; -1 */
	unsigned handed_generation; /* of forks: a copy of the script must not use it, too */
	zend_object *self; /* owned: the ChildProcess of a script that was given one; NULL = none */
	struct ion_uncaught uncaught;          /* of a worker, or a script that was given a channel */
	bool has_reported;                     /* the master knows what went wrong */
	struct ion_parent_watch *parent_watch; /* owned; NULL until asked for */
	bool is_worker;                        /* it has a clean world, see php/engine/fork.h */
	pid_t parent_pid;                      /* of a process that ION forked, else 0 */
	bool knows_pidfd;
	bool has_pidfd;   /* forked children get one */
	uint32_t last_id; /* of a ChildProcess */
};

/* All zero before. */
void ion_family_init(struct ion_family *family);

/* At the start of the process: takes what its starter has handed over, if that was ION. */
void ion_family_take_channel(void);

/* The channel to the parent, connected now if need be. Borrowed. NULL = none, or with an exception. */
zend_object *ion_family_parent_ipc(void);
bool ion_family_has_parent_ipc(void);

/* The end of a script that was given a channel: what it has sent is written, and what went wrong is
 * told. May end in a fatal error. */
void ion_family_leave(void);

/* At the end of the request, and in a forked child for what it inherited: lets go of everything.
 * Signals nobody. */
void ion_family_drop(void);

/* The same in a worker: closes descriptors, and writes to none of the children. */
void ion_family_abandon(void);

void ion_uncaught_release(struct ion_uncaught *uncaught);

#endif
