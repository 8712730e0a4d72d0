/*
 * The scheduler below ION\Revolt\Driver: callbacks by identifier, microtasks, and the fibers they run in.
 *
 * What is due is given to a runner, a fiber that calls it and then every microtask, and waits for the
 * next call; when user code suspends in it, another one takes its place. So every callback may wait.
 * The turns, their order and what keeps the loop alive are those of the loop (php/loop/watch.h).
 *
 * Nothing but its users keeps a scheduler: the loop knows its callbacks weakly. The cycle collector sees all
 * that it has, and what a suspended runner calls.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_SCHEDULER_H
#define ION_PHP_LOOP_SCHEDULER_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"
#include "php/loop/microtasks.h"
#include "php/loop/watch.h"

struct ion_scheduler;

/* One callback that has an identifier. */
struct ion_callback {
	struct ion_watch watch;
	struct ion_scheduler *scheduler; /* weak */
	zend_string *id;                 /* owned */
	zend_object *closure;            /* owned */
	const char *kind;                /* a constant of Revolt's: "Defer" ... */
	bool is_enabled;
	bool is_unreferenced;
};

/* What a runner is to call next. */
struct ion_due {
	zval closure; /* owned; UNDEF = nothing */
	zval argv[2]; /* owned: identifier, subject */
	bool has_subject;
};

struct ion_scheduler {
	struct ion_list node; /* in ION_G(schedulers) */
	unsigned generation;  /* of forks: another one's belongings are the parent's */
	HashTable callbacks;  /* owned: identifier => struct ion_callback */
	uint64_t last_id;
	struct ion_microtasks microtasks;
	bool has_stale;         /* those in it were the parent's, and go when somebody looks */
	struct ion_defer flush; /* for microtasks from outside of a callback */
	bool is_scheduled;      /* the flush is queued, and keeps the loop alive */
	struct ion_due due;     /* on its way to a runner */
	zend_object *idle;      /* owned: the fiber of a runner that waits; NULL = none */
	bool is_entered;        /* a runner is called by the loop just now */
	bool is_driving;        /* run(), or a suspension of {main}, turns the loop */
	bool is_stopped;
	bool is_leaving;            /* the loop is left before anything else is called */
	zend_object *failure;       /* owned: leaves through whoever turns the loop; NULL = none */
	zend_string *local_name;    /* owned, lower case: class whose clear() to call; NULL = none */
	zend_function *local_clear; /* NULL = not loaded yet */
	zend_object std;            /* last: the engine appends property slots */
};

static inline struct ion_scheduler *ion_scheduler_from_obj(zend_object *object)
{
	return (struct ion_scheduler *) ((char *) object - offsetof(struct ion_scheduler, std));
}

/* Registers the classes. */
void ion_scheduler_minit(void);

/* Sets up the registered class of runners. */
void ion_runner_minit(zend_class_entry *class_entry);

/* All zero before. */
void ion_scheduler_init(struct ion_scheduler *scheduler);

/* For good: from now on the loop calls nothing of it. False in a worker that has inherited it: all that it
 * has is the parent's. */
bool ion_scheduler_close(struct ion_scheduler *scheduler);

/* Frees what a closed one has. May run destructors. */
void ion_scheduler_release(struct ion_scheduler *scheduler);

/* At the end of the loop, while it is still there: disables the callbacks of all schedulers. */
void ion_schedulers_drop_all(void);

/* A bailout leaves all their calls, which cannot tidy up: shutdown functions may run the loop again. */
void ion_schedulers_unwind_all(void);

/* In a forked child whose inherited loop must not be touched: all of them are empty from now on. */
void ion_schedulers_forget_all(void);

/* Before anything of it is used: a forked child has no loop with anything in it, and in a worker what
 * the parent had is forgotten. */
void ion_scheduler_check(struct ion_scheduler *scheduler);

/* --- callbacks ----------------------------------------------------------------------------- */

/* A new one, known by its identifier and not enabled; the caller initialises its watch, then calls
 * ion_callback_begin(). Takes a reference on the closure. */
struct ion_callback *ion_callback_new(
	struct ion_scheduler *scheduler, const char *kind, zend_object *closure);

/* Enables it for the first time. False with an exception: it is gone. */
bool ion_callback_begin(struct ion_callback *callback);

/* False with an exception. */
bool ion_callback_enable(struct ion_callback *callback);
void ion_callback_disable(struct ion_callback *callback);
void ion_callback_set_unreferenced(struct ion_callback *callback, bool is_unreferenced);

/* Its identifier is not known any more; frees it. May run destructors, at the end. */
void ion_callback_cancel(struct ion_callback *callback);

extern const struct ion_watch_owner ion_callback_owner;

/* --- running ------------------------------------------------------------------------------- */

/* Turns the loop until the scheduler is stopped, left, or nothing keeps the loop alive. An exception is in
 * EG(exception). */
void ion_scheduler_drive(struct ion_scheduler *scheduler);

/* False when nothing more may be called: the loop is to be left, or this is a forked child. */
bool ion_scheduler_goes_on(const struct ion_scheduler *scheduler);

/* Has a runner call what is due and every microtask. */
void ion_scheduler_enter(struct ion_scheduler *scheduler);

/* There are microtasks: sees to it that somebody runs them. */
void ion_scheduler_wake(struct ion_scheduler *scheduler);

/* Out of the loop, as soon as what it calls now returns. */
void ion_scheduler_leave(struct ion_scheduler *scheduler);

/* The same with an exception; takes it over. */
void ion_scheduler_raise(struct ion_scheduler *scheduler, zend_object *exception);

/* --- runners ------------------------------------------------------------------------------- */

/*
 * Has the runner of the fiber, or a new one when it is NULL, call what is due and every microtask. The fiber
 * is taken over, and given back when it can be used again; else NULL. What went wrong is in EG(exception).
 */
zend_object *ion_runner_call(struct ion_scheduler *scheduler, zend_object *fiber);

#endif
