/*
 * From start() to the fork, which happens at the beginning of a turn of the loop: below no
 * callback, no libevent and no user code, so that the child has nothing to return to.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/child.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/env.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/kill.h"
#include "os/pidtree.h"
#include "os/pipe.h"
#include "os/reap.h"
#include "os/sock.h"
#include "php/child/php_child.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "proc/procset.h"
#include "promise/object.h"

/* A fork takes a millisecond, more with much memory: a master that starts many of them serves its
 * other work in between. */
#define FORKS_BUDGET_NS (5 * (ION_NS_PER_SEC / 1000))

/* --- one fork ------------------------------------------------------------------------------ */

struct birth {
	struct ion_child *child;
	struct ion_cred cred;
	int channel[2]; /* [0] is the parent's end */
	struct ion_pipe report;
	struct ion_stdio_opened stdio; /* owned; empty unless the option is given */
	zend_string *bad_name;         /* owned */
	struct ion_err err;
	pid_t pid;
	int pidfd;
	int status; /* of the last step: 0, or -errno with `err` */
};

/* Options take effect in the child, which then has something to say. */
static bool has_options(const struct birth *birth)
{
	const struct ion_worker_options *options = &birth->child->options;
	return options->stdio != NULL || birth->cred.set_uid || birth->cred.set_gid ||
		   birth->cred.set_groups || options->cwd != NULL || options->attributes.limit_count > 0 ||
		   options->attributes.cpu_count > 0 || options->attributes.set_priority ||
		   options->attributes.no_new_privs;
}

/* Asked once, and again in a copy that somebody may have put under a filter. */
static bool has_pidfd(void)
{
	struct ion_family *family = &ION_G(family);
	if (!family->knows_pidfd) {
		family->has_pidfd = ion_fork_has_pidfd();
		family->knows_pidfd = true;
	}
	return family->has_pidfd;
}

/* 0, or -errno with birth->err. */
static int open_stdio(struct birth *birth)
{
	const struct ion_worker_options *options = &birth->child->options;
	struct ion_stdio stdio;
	int status;
	if (options->stdio == NULL) {
		return 0;
	}
	if (ion_worker_options_stdio(options, &stdio)) {
		zend_string *detail;
		status = ion_stdio_open_all(&stdio, true, &birth->stdio, &birth->err, &detail);
		if (detail != NULL) {
			birth->bad_name = detail;
		}
	} else {
		/* a stream that was open when it was given */
		zend_clear_exception();
		status = ion_err_set(&birth->err, ION_STAGE_FDS, EBADF);
	}
	ion_stdio_release(&stdio);
	return status;
}

/* 0, or -errno with birth->err. */
static int prepare(struct birth *birth)
{
	struct ion_err *err = &birth->err;
	struct ion_child *child = birth->child;
	int status = ion_worker_options_resolve(&child->options, &birth->cred, &birth->bad_name, err);
	if (status < 0) {
		return status;
	}
	if (ion_request_procs() == NULL) {
		zend_clear_exception();
		return ion_err_set(err, ION_STAGE_LOOP, ENOMEM);
	}
	ion_procset_marker(ION_G(procs), child->marker);
	status = open_stdio(birth);
	if (status < 0) {
		return status;
	}
	status = ion_sock_pair(birth->channel);
	if (status == 0 && has_options(birth)) {
		status = ion_pipe_in(&birth->report);
	}
	if (status < 0) {
		return ion_err_set(err, ION_STAGE_PIPE, -status);
	}
	status = ion_leash_init(&child->leash);
	if (status == 0 && !has_pidfd()) {
		status = ion_procset_wake_by_signal(ION_G(procs));
	}
	if (status == 0) {
		status = ion_procset_prepare(ION_G(procs));
	}
	return status < 0 ? ion_err_set(err, ION_STAGE_FORK, -status) : 0;
}

/* Engine code: may end in the fatal error of the memory limit, below the frames of the loop. */
static void make_ready(void *arg)
{
	struct birth *birth = arg;
	if (ion_child_ipc(birth->child) == NULL) {
		zend_clear_exception();
		birth->status = ion_err_set(&birth->err, ION_STAGE_LOOP, ENOMEM);
	} else {
		birth->status = prepare(birth);
	}
}

/* What the parent does not need, or has no use for any more. */
static void release(struct birth *birth)
{
	ion_fd_close(&birth->channel[0]);
	ion_fd_close(&birth->channel[1]);
	ion_fd_close(&birth->report.ours);
	ion_fd_close(&birth->report.theirs);
	ion_stdio_close(&birth->stdio);
	ion_cred_release(&birth->cred);
	if (birth->bad_name != NULL) {
		zend_string_release(birth->bad_name);
	}
}

/* A child that cannot be looked after must not run. */
static int abort_child(struct birth *birth, int status)
{
	struct ion_exit end;
	ion_kill(birth->pid, birth->pidfd, SIGKILL);
	ion_reap_wait(birth->pid, birth->pidfd, &end);
	ion_fd_close(&birth->pidfd);
	return ion_err_set(&birth->err, ION_STAGE_FORK, -status);
}

/* The parent's part. 0, or -errno with birth->err and no child left. */
static int look_after(struct birth *birth)
{
	struct ion_child *child = birth->child;
	int fd = birth->report.ours;
	int status = ion_child_adopt(child, birth->pid, birth->pidfd);
	ion_leash_forked(&child->leash);
	if (status < 0) {
		return abort_child(birth, status);
	}
	status = ion_ipc_connect(child->ipc, birth->channel[0]);
	if (status == 0) {
		birth->channel[0] = -1;
	}
	if (status == 0 && !ion_child_add_pipes(child, &birth->stdio)) {
		zend_clear_exception();
		status = -ENOMEM;
	}
	/* last: one that has failed by then listens to no report */
	if (status == 0 && fd >= 0) {
		birth->report.ours = -1;
		status = ion_child_await_report(child, fd);
	}
	if (status < 0) {
		/* it is looked after, and its end will be seen */
		ion_proc_kill(child->proc, SIGKILL);
		return ion_err_set(&birth->err, ION_STAGE_FORK, -status);
	}
	return 0;
}

static void take_over(void *arg)
{
	struct birth *birth = arg;
	birth->status = look_after(birth);
}

/* In the child: whatever program it starts, by whatever means, is found as part of its tree. */
static void mark(const struct ion_child *child)
{
	char path[ION_PIDTREE_PATH_SIZE];
	ion_pidtree_path(path, sizeof(path), getenv(ION_PIDTREE_VARIABLE), child->marker);
	ion_env_set(ION_PIDTREE_VARIABLE, path);
}

/* 0, or -errno with birth->err. Does not return in the child. */
static int fork_child(struct birth *birth)
{
	struct ion_child *child = birth->child;
	pid_t master = getpid();
	sigset_t mask;
	/* held: the child has no other thread that could let it go, and changes its environment */
	tsrm_env_lock();
	birth->pid = ion_fork(has_pidfd() ? &birth->pidfd : NULL, &mask);
	tsrm_env_unlock();
	if (birth->pid == 0) {
		struct ion_child_birth own = {
			.channel_fd = birth->channel[1],
			.report_fd = birth->report.theirs,
			.master = master,
			.cred = &birth->cred,
			.stdio = child->options.stdio != NULL ? &birth->stdio : NULL,
		};
		ion_fd_close(&birth->channel[0]);
		ion_fd_close(&birth->report.ours);
		mark(child);
		ion_child_main(child, &own);
	}
	if (birth->pid < 0) {
		return ion_err_set(&birth->err, ION_STAGE_FORK, (int) -birth->pid);
	}
	return 0;
}

/* False after a fatal error, which goes on when the loop has returned; else birth->status tells. */
static bool give_birth(struct birth *birth)
{
	if (!ion_boundary_guard(make_ready, birth)) {
		return false;
	}
	if (birth->status == 0) {
		birth->status = fork_child(birth);
	}
	if (birth->status < 0 || ion_boundary_guard(take_over, birth)) {
		return true;
	}
	/* nobody could use it */
	if (birth->child->proc != NULL) {
		ion_proc_kill(birth->child->proc, SIGKILL);
	} else {
		abort_child(birth, -ENOMEM);
	}
	return false;
}

struct failure {
	const struct birth *birth;
	zend_object *exception; /* NULL = what its birth failed with */
};

static void tell_failure(void *arg)
{
	struct failure *failure = arg;
	const struct birth *birth = failure->birth;
	zend_object *exception = failure->exception;
	if (exception == NULL) {
		exception = ion_child_start_error(birth->child, &birth->err, birth->bad_name);
	}
	ion_child_fail(birth->child, exception);
}

/* One that is no child process any more: the exception is owned by the call. */
static void fail(const struct birth *birth, zend_object *exception)
{
	struct ion_child *child = birth->child;
	struct failure failure = {birth, exception};
	ion_callable_release(&child->main);
	if (child->proc == NULL) {
		ion_leash_release(&child->leash);
	}
	ion_boundary_from_loop(tell_failure, &failure);
}

static void tell_program_failure(void *arg)
{
	ion_child_program_fail(arg);
}

static void start(struct ion_child *child)
{
	struct birth birth = {
		.child = child,
		.channel = {-1, -1},
		.report = {-1, -1},
		.stdio = ION_STDIO_NOTHING_OPENED,
		.pidfd = -1,
	};
	bool is_whole;
	if (child->program != NULL) {
		/* it has failed before, and is told of it now */
		ion_boundary_from_loop(tell_program_failure, child);
		return;
	}
	if (!ion_fork_check_place("Cannot fork here")) {
		zend_object *exception = EG(exception);
		GC_ADDREF(exception);
		zend_clear_exception();
		fail(&birth, exception);
		return;
	}
	is_whole = give_birth(&birth);
	if (child->proc == NULL && ION_G(procs) != NULL) {
		ion_procset_unprepare(ION_G(procs));
	}
	if (!is_whole) {
		if (child->proc == NULL) {
			ion_leash_release(&child->leash);
		}
	} else if (birth.status < 0) {
		fail(&birth, NULL);
	} else {
		/* the copy of the closure is the child's; ours may hold on to anything */
		ion_callable_release(&child->main);
		if (child->phase == ION_CHILD_QUEUED) {
			ion_child_runs(child);
		}
	}
	release(&birth);
}

/* --- the queue ----------------------------------------------------------------------------- */

/* Every child in the queue is held by it, and keeps the loop alive. */
static struct ion_child *queue_pop(void)
{
	struct ion_list *node = ion_list_pop(&ION_G(family).queue);
	if (node == NULL) {
		return NULL;
	}
	ion_loop_unref(ION_G(loop));
	return ION_LIST_ENTRY(node, struct ion_child, node);
}

static void run_queue(void *arg)
{
	struct ion_family *family = &ION_G(family);
	int64_t until_ns = ion_clock_now_ns() + FORKS_BUDGET_NS;
	struct ion_child *child;
	(void) arg;
	while ((child = queue_pop()) != NULL) {
		start(child);
		OBJ_RELEASE(&child->std);
		if (EG(exception) != NULL || ION_G(bailout_pending) || ion_clock_now_ns() >= until_ns) {
			break;
		}
	}
	if (!ion_list_empty(&family->queue)) {
		ion_loop_defer(ION_G(loop), &family->starter);
	}
}

bool ion_child_enqueue(struct ion_child *child, const struct ion_callable *main)
{
	struct ion_family *family = &ION_G(family);
	struct ion_loop *loop = ion_request_loop();
	if (loop == NULL) {
		return false;
	}
	if (main != NULL) {
		ion_callable_copy(&child->main, main);
		child->name = ion_callable_name(main);
	}
	child->phase = ION_CHILD_QUEUED;
	GC_ADDREF(&child->std);
	ion_list_push(&family->queue, &child->node);
	ion_loop_ref(loop);
	ion_loop_defer(loop, &family->starter);
	return true;
}

void ion_child_dequeue(struct ion_child *child)
{
	if (child->phase != ION_CHILD_QUEUED || ion_list_empty(&child->node)) {
		return;
	}
	ion_list_remove(&child->node);
	ion_loop_unref(ION_G(loop));
	OBJ_RELEASE(&child->std);
}

/* --- the family ---------------------------------------------------------------------------- */

void ion_family_init(struct ion_family *family)
{
	family->handed_fd = -1;
	ion_list_init(&family->queue);
	ion_defer_init(&family->starter, run_queue, NULL);
}

static void let_go_all(HashTable *children)
{
	zend_object *object;
	zval *value;
	ZEND_HASH_FOREACH_VAL (children, value) {
		object = Z_OBJ_P(value);
		ion_child_let_go(ion_child_from_obj(object));
	}
	ZEND_HASH_FOREACH_END();
}

void ion_family_abandon(void)
{
	struct ion_family *family = &ION_G(family);
	/* the inherited objects have theirs */
	uint32_t last_id = family->last_id;
	zval *value;
	if (family->children != NULL) {
		ZEND_HASH_FOREACH_VAL (family->children, value) {
			int fd = ion_child_from_obj(Z_OBJ_P(value))->report_fd;
			ion_fd_close(&fd);
		}
		ZEND_HASH_FOREACH_END();
	}
	ion_parent_watch_drop();
	ion_fd_close(&family->handed_fd);
	memset(family, 0, sizeof(*family));
	ion_family_init(family);
	family->last_id = last_id;
}

void ion_family_drop(void)
{
	struct ion_family *family = &ION_G(family);
	HashTable *children = family->children;
	struct ion_child *child;
	family->children = NULL;
	ion_defer_cancel(&family->starter);
	while ((child = queue_pop()) != NULL) {
		OBJ_RELEASE(&child->std);
	}
	if (children != NULL) {
		let_go_all(children);
		zend_hash_destroy(children);
		FREE_HASHTABLE(children);
	}
	if (family->parent_ipc != NULL) {
		OBJ_RELEASE(family->parent_ipc);
		family->parent_ipc = NULL;
	}
	if (family->self != NULL) {
		OBJ_RELEASE(family->self);
		family->self = NULL;
	}
	ion_uncaught_release(&family->uncaught);
	ion_fd_close(&family->handed_fd);
	ion_parent_watch_drop();
	/* in a forked copy: it has another parent */
	family->parent_pid = 0;
}
