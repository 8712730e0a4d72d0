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

struct ion_family {
	HashTable *children;   /* owned: pid => ChildProcess that lives; NULL until the first */
	struct ion_list queue; /* ChildProcesses that are to be forked in the next turn */
	struct ion_defer starter;
	zend_object *parent_ipc;               /* owned; NULL in a process that is no worker */
	struct ion_parent_watch *parent_watch; /* owned; NULL until asked for */
	bool is_worker;                        /* it has a clean world, see php/engine/fork.h */
	pid_t parent_pid;                      /* of a process that ION forked, else 0 */
	bool knows_pidfd;
	bool has_pidfd;   /* forked children get one */
	uint32_t last_id; /* of a ChildProcess */
};

/* All zero before. */
void ion_family_init(struct ion_family *family);

/* At the end of the request, and in a forked child for what it inherited: lets go of everything.
 * Signals nobody. */
void ion_family_drop(void);

/* The same in a worker: closes descriptors, and writes to none of the children. */
void ion_family_abandon(void);

#endif
