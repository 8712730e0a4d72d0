/*
 * What the files of this folder share: the object of class ION\Process\ExecQueue, and one command in
 * it.
 *
 * A command is the operation behind the Deferred that ExecQueue::exec() gives, and is freed with it.
 * While it waits, the queue owns the Deferred. When it is its turn, an exec() of its own starts the
 * program; a reaction at that exec's promise holds the Deferred then, and passes the outcome on.
 *
 * While anything waits or runs the loop holds the queue. Programs start at two places only: in
 * exec() when there is room at once, and at the beginning of a turn of the loop; never where one has
 * just ended, below its callbacks.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_QUEUE_EXEC_QUEUE_H
#define ION_PHP_QUEUE_EXEC_QUEUE_H

#include <stdbool.h>

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"
#include "php/engine/hold.h"
#include "php/process/exec_options.h"
#include "php/process/kept_arguments.h"
#include "php/queue/line.h"
#include "promise/object.h"

struct ion_exec_queue {
	struct ion_line waiting;
	struct ion_list running; /* struct ion_exec_queued */
	size_t running_count;
	size_t limit;
	bool is_constructed;
	bool is_paused;
	unsigned generation; /* of forks, when it was made */
	struct ion_defer turn;
	struct ion_hold hold; /* itself */
	zend_object *idle;    /* owned: of whenIdle(); NULL unless asked for and pending */
	zend_object std;      /* last: the engine appends property slots */
};

struct ion_exec_queued {
	struct ion_line_place place;
	struct ion_list node;         /* in `running` of the queue */
	struct ion_exec_queue *queue; /* weak: NULL when it is in none any more */
	zend_object *promise;         /* owned while it waits, else borrowed: it owns this */
	struct ion_reaction ending;   /* while it runs; its source is the promise of its exec() */
	struct ion_kept_arguments arguments;
	struct ion_exec_options options; /* borrows from the arguments; gone when it is started */
	bool has_options;
	size_t handles_seen; /* entries of options.stdio whose handles are copies, and owned */
};

static inline struct ion_exec_queue *ion_exec_queue_from_obj(const zend_object *object)
{
	return (struct ion_exec_queue *) ((char *) object - offsetof(struct ion_exec_queue, std));
}

/* --- queued.c ------------------------------------------------------------------------------ */

/* Checks everything. NULL with an exception; the promise is owned by the caller. */
struct ion_exec_queued *ion_exec_queued_new(
	zend_string *line, HashTable *argv, HashTable *options, zend_object **ret_promise);

/* It is in `running` of its queue, or in no queue, and no queue owns its promise. Runs user code when
 * the start fails. */
void ion_exec_queued_start(struct ion_exec_queued *command);

/* Out of the queue's hands, wherever in it; the queue no longer owns the promise. */
void ion_exec_queued_leave(struct ion_exec_queued *command);

/* --- exec_queue.c ------------------------------------------------------------------------------- */

void ion_exec_queue_handlers_init(zend_class_entry *class_entry);

/* Made by the parent, of which this process is a forked copy. */
bool ion_exec_queue_is_inherited(const struct ion_exec_queue *queue);

/* Starts it, or lets it wait. Runs user code when the start fails. */
void ion_exec_queue_add(
	struct ion_exec_queue *queue, struct ion_exec_queued *command, zend_long priority);

/* Something has changed: the next turn looks what is to be done. */
void ion_exec_queue_changed(struct ion_exec_queue *queue);

/* How many of those that wait now were cancelled. Runs user code. */
zend_long ion_exec_queue_clear(struct ion_exec_queue *queue);

/* The promise of whenIdle(); one reference, owned by the caller. */
zend_object *ion_exec_queue_idle(struct ion_exec_queue *queue);

#endif
