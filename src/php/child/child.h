/*
 * What the files of this folder share: the object of class ION\Process\ChildProcess.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CHILD_CHILD_H
#define ION_PHP_CHILD_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "php.h"

#include "base/list.h"
#include "os/leash.h"
#include "os/pidtree.h"
#include "os/reap.h"
#include "php/process/worker_options.h"
#include "promise/callable.h"

struct ion_child_program;
struct ion_exec_options;
struct ion_io;
struct ion_proc;
struct ion_proc_result;

enum ion_child_phase {
	ION_CHILD_NEW,
	ION_CHILD_QUEUED,   /* start() was called */
	ION_CHILD_STARTING, /* forked; it is not known yet whether its options are in effect */
	ION_CHILD_RUNNING,
	ION_CHILD_ENDED,
	ION_CHILD_FAILED, /* it never ran user code: `failure` tells why */
};

enum ion_child_event {
	ION_CHILD_ON_STARTED,
	ION_CHILD_ON_READY,
	ION_CHILD_ON_EXIT,
	ION_CHILD_EVENT_COUNT,
};

struct ion_child {
	enum ion_child_phase phase;
	bool is_constructed;
	bool is_ready;
	bool is_unreferenced; /* unref() */
	bool is_self;         /* in the child: this is the process itself */
	bool wants_control;   /* the channel is read for our sake */
	bool is_detached;
	bool is_waited;      /* Process::wait() has told of its end */
	unsigned generation; /* of forks, when it was made or forked: see ion_child_is_inherited() */
	pid_t pid;
	uint32_t id;           /* number of its construction in this process */
	struct ion_proc *proc; /* borrowed from the set; NULL when there is no process (any more) */
	struct ion_list node;  /* in the queue */
	struct ion_leash leash;
	char marker[ION_PIDTREE_MARKER_SIZE]; /* of a worker, in the environment of its programs */
	struct ion_io *report_io;             /* owned; only while STARTING */
	int report_fd;                        /* owned */
	struct ion_worker_options options;
	struct ion_callable main;
	zend_string *name; /* owned: of a worker, what it runs, for messages; NULL before start() */
	struct ion_child_program *program;            /* owned; NULL = a copy of this process */
	HashTable *pipes;                             /* owned: descriptor => Pipe; NULL = none */
	zend_object *ipc;                             /* owned */
	zend_object *promises[ION_CHILD_EVENT_COUNT]; /* owned; NULL unless asked for and pending */
	zend_object *failure;                         /* owned */
	HashTable *report;                            /* owned: class, message, file, line */
	struct ion_exit exit;                         /* ENDED */
	double started_at;
	int64_t started_ns;
	int64_t duration_ns; /* ENDED */
	zend_object std;     /* last: the engine appends property slots */
};

static inline struct ion_child *ion_child_from_obj(const zend_object *object)
{
	return (struct ion_child *) ((char *) object - offsetof(struct ion_child, std));
}

extern zend_class_entry *ion_ce_child_process;

/* --- child_object.c ------------------------------------------------------------------------ */

/* The parent's object, seen in a forked copy of the parent. */
bool ion_child_is_inherited(const struct ion_child *child);

/* The promise of an event; one reference, owned by the caller. Late ones are settled. */
zend_object *ion_child_promise(struct ion_child *child, enum ion_child_event event);

/* Settles the promises whose time has come. Runs user code. */
void ion_child_settle(struct ion_child *child, enum ion_child_event event);

/* It never ran, for this reason (taken): all three fail. Runs user code. */
void ion_child_fail(struct ion_child *child, zend_object *failure);

/* Out of the queue, for good: all three promises fail. Runs user code. */
void ion_child_call_off(struct ion_child *child);

/* Its IPC, made now if need be. Borrowed; NULL with an exception. */
zend_object *ion_child_ipc(struct ion_child *child);

/* --- child_start.c ------------------------------------------------------------------------- */

/* Into the queue; a program has no `main`. False with an exception. */
bool ion_child_enqueue(struct ion_child *child, const struct ion_callable *main);

/* Out of it again; harmless when it is not in it. */
void ion_child_dequeue(struct ion_child *child);

/* --- child_program.c ----------------------------------------------------------------------- */

/*
 * A child that is a program, started now. What is found to be wrong with it now is told in the next
 * turn of the loop like what is found later. Takes from the options. `early` is what was found
 * before, with which nothing is started; code 0 = nothing. One reference; NULL with an exception.
 */
zend_object *ion_child_spawn(struct ion_exec_options *options, const struct ion_err *early);

/* It has not become the program: fails with the reason, if it is known. Runs user code. */
void ion_child_program_fail(struct ion_child *child);

void ion_child_program_free(struct ion_child_program *program);

/* Our ends become Pipes. False with an exception. */
bool ion_child_add_pipes(struct ion_child *child, struct ion_stdio_opened *opened);

/* The Pipe of its pseudo-terminal; borrowed, NULL = it has none. */
zend_object *ion_child_terminal(const struct ion_child *child);

/* Our end of what it has as this descriptor; borrowed, NULL = none. */
zend_object *ion_child_pipe(const struct ion_child *child, zend_long descriptor);

/* --- child_life.c -------------------------------------------------------------------------- */

/* Why it could not start. `bad_name` (NULL = none) is the user or group that is not known. Owned by
 * the caller. */
zend_object *ion_child_start_error(
	const struct ion_child *child, const struct ion_err *err, zend_string *bad_name);

/* The fork has happened. 0 or -errno, then the process is the caller's to end. */
int ion_child_adopt(struct ion_child *child, pid_t pid, int pidfd);

/* A process has become of it: `pid`, with child->proc in place. */
void ion_child_began(struct ion_child *child, pid_t pid);

/* The end of the process; called from the loop. */
void ion_child_done(struct ion_child *child, const struct ion_proc_result *result);

/* Watches for the report of a child that applies options. 0 or -errno; `fd` is taken in any case. */
int ion_child_await_report(struct ion_child *child, int fd);

/* Into the registry, and user code may hear of it. */
void ion_child_runs(struct ion_child *child);

/* Whether it keeps the loop alive, after a change of what that depends on: ref() and unref(), and a
 * program does until it is known that it runs, so that this can be waited for. */
void ion_child_reference(struct ion_child *child);

/* Lets go of the process without a word to it: the end of the request, or a forked copy. */
void ion_child_let_go(struct ion_child *child);

/* --- error_report.c ------------------------------------------------------------------------- */

/* Tells the master of an exception that nobody has caught. */
void ion_child_report_exception(zend_object *exception);

/* Tells it of the fatal error, or the uncaught exception, that PHP has printed, if there was one. */
void ion_child_report_fatal_error(void *unused);

/* One that Exception or Error declare, as it is stored: no user code, whatever a subclass makes of it.
 * Borrowed; of any type. */
zval *ion_child_exception_property(zend_object *exception, zend_string *name);

/* --- child_main.c -------------------------------------------------------------------------- */

struct ion_child_birth {
	int channel_fd; /* owned */
	int report_fd;  /* owned; -1 = nobody waits for a report */
	pid_t master;
	const struct ion_cred *cred;          /* borrowed */
	const struct ion_stdio_opened *stdio; /* borrowed; NULL = its standard streams are ours */
};

/* The object describes this process from now on, and `fd` (taken) is its channel. False with an
 * exception. */
bool ion_child_become_self(struct ion_child *child, int fd);

/* In the child, right after the fork, and until its end. */
ZEND_NORETURN void ion_child_main(struct ion_child *child, const struct ion_child_birth *birth);

/* --- php_child_control.c ------------------------------------------------------------------- */

static inline struct ion_child *ion_child_this(const zval *this_zv)
{
	return ion_child_from_obj(Z_OBJ_P(this_zv));
}

/* The object controls a process of this process. False with an exception. */
bool ion_child_check_owner(const struct ion_child *child);

/* The generated header is included in php_child.c; these stand in php_child_control.c. */
ZEND_METHOD(ION_Process_ChildProcess, kill);
ZEND_METHOD(ION_Process_ChildProcess, killTree);
ZEND_METHOD(ION_Process_ChildProcess, stop);
ZEND_METHOD(ION_Process_ChildProcess, detach);
ZEND_METHOD(ION_Process_ChildProcess, ref);
ZEND_METHOD(ION_Process_ChildProcess, unref);

#endif
