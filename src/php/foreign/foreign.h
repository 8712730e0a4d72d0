/*
 * What the files of this folder share: a process that ION did not start, held by a pidfd, which is
 * never another process that got the number.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_FOREIGN_H
#define ION_PHP_FOREIGN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "php.h"

#include "php/engine/hold.h"

struct ion_io;

struct ion_foreign {
	struct ion_hold hold; /* this object, while whenExit() is waited for */
	pid_t pid;
	int pidfd;            /* owned; -1 = it has ended */
	struct ion_io *io;    /* owned; NULL unless watched */
	zend_object *promise; /* owned; NULL unless whenExit() was called and is pending */
	unsigned generation;  /* of forks, when the promise was made */
	double started_at;
	zend_object std; /* last: the engine appends property slots */
};

static inline struct ion_foreign *ion_foreign_from_obj(const zend_object *object)
{
	return (struct ion_foreign *) ((char *) object - offsetof(struct ion_foreign, std));
}

extern zend_class_entry *ion_ce_foreign_process;

void ion_foreign_handlers_init(zend_class_entry *class_entry);

/* One reference; NULL with a ProcessException (ESRCH when there is no such process). */
zend_object *ion_foreign_new(pid_t pid);

/* Asked now, whether or not the loop runs. */
bool ion_foreign_is_alive(struct ion_foreign *foreign);

/* 0 or -errno: -ESRCH when it has ended. */
int ion_foreign_kill(struct ion_foreign *foreign, int signal);

/* The promise of its end; one reference. */
zend_object *ion_foreign_promise(struct ion_foreign *foreign);

#endif
