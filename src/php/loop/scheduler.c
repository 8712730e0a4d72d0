/*
 * See scheduler.h: callbacks, and how the loop is turned and left.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/scheduler.h"

#include <errno.h>
#include <string.h>

#include "os/fork.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/loop/watcher.h"
#include "promise/host.h"

/* --- callbacks ----------------------------------------------------------------------------- */

/* A letter before the number: as keys of PHP arrays they stay strings. */
static zend_string *id_new(struct ion_scheduler *scheduler)
{
	char buffer[MAX_LENGTH_OF_LONG + 1];
	char *end = buffer + sizeof(buffer) - 1;
	char *start = zend_print_ulong_to_buf(end, (zend_ulong) ++scheduler->last_id);
	*--start = 'c';
	return zend_string_init(start, (size_t) (end - start), 0);
}

struct ion_callback *ion_callback_new(
	struct ion_scheduler *scheduler, const char *kind, zend_object *closure)
{
	struct ion_callback *callback = emalloc(sizeof(*callback));
	callback->scheduler = scheduler;
	callback->id = id_new(scheduler);
	callback->closure = closure;
	GC_ADDREF(closure);
	callback->kind = kind;
	callback->is_enabled = false;
	callback->is_unreferenced = false;
	zend_hash_add_new_ptr(&scheduler->callbacks, callback->id, callback);
	return callback;
}

/* The loop is the one in which it was enabled. */
static void stop(struct ion_callback *callback)
{
	ion_watch_stop(&callback->watch);
	callback->is_enabled = false;
	if (!callback->is_unreferenced) {
		ion_loop_unref(ION_G(loop));
	}
}

bool ion_callback_enable(struct ion_callback *callback)
{
	if (callback->is_enabled) {
		return true;
	}
	if (!ion_watch_start(&callback->watch)) {
		return false;
	}
	callback->is_enabled = true;
	if (!callback->is_unreferenced) {
		ion_loop_ref(ION_G(loop));
	}
	return true;
}

bool ion_callback_begin(struct ion_callback *callback)
{
	if (!ion_callback_enable(callback)) {
		ion_callback_cancel(callback);
		return false;
	}
	return true;
}

void ion_callback_disable(struct ion_callback *callback)
{
	if (callback->is_enabled) {
		stop(callback);
	}
}

void ion_callback_set_unreferenced(struct ion_callback *callback, bool is_unreferenced)
{
	if (callback->is_unreferenced == is_unreferenced) {
		return;
	}
	callback->is_unreferenced = is_unreferenced;
	ion_watch_set_unreferenced(&callback->watch, is_unreferenced);
	if (!callback->is_enabled) {
		return;
	}
	if (is_unreferenced) {
		ion_loop_unref(ION_G(loop));
	} else {
		ion_loop_ref(ION_G(loop));
	}
}

/* All of it but what is given to `ret_due`. Runs nothing. */
static void callback_take(struct ion_callback *callback, struct ion_due *ret_due)
{
	zend_hash_del(&callback->scheduler->callbacks, callback->id);
	ion_callback_disable(callback);
	ion_watch_release(&callback->watch);
	ZVAL_OBJ(&ret_due->closure, callback->closure);
	ZVAL_STR(&ret_due->argv[0], callback->id);
	ZVAL_COPY_VALUE(&ret_due->argv[1], &callback->watch.subject);
	ret_due->has_subject = !Z_ISUNDEF(callback->watch.subject);
	efree(callback);
}

static void due_release(struct ion_due *due)
{
	struct ion_due taken = *due;
	ZVAL_UNDEF(&due->closure);
	if (!Z_ISUNDEF(taken.closure)) {
		zval_ptr_dtor(&taken.closure);
		zval_ptr_dtor(&taken.argv[0]);
		zval_ptr_dtor(&taken.argv[1]);
	}
}

void ion_callback_cancel(struct ion_callback *callback)
{
	struct ion_due left;
	callback_take(callback, &left);
	due_release(&left);
}

/* --- from the loop ------------------------------------------------------------------------- */

static void call(void *arg)
{
	struct ion_callback *callback = arg;
	struct ion_scheduler *scheduler = callback->scheduler;
	struct ion_due *due = &scheduler->due;
	if (callback->watch.kind->is_once) {
		callback_take(callback, due);
	} else {
		ZVAL_OBJ_COPY(&due->closure, callback->closure);
		ZVAL_STR_COPY(&due->argv[0], callback->id);
		ZVAL_COPY(&due->argv[1], &callback->watch.subject);
		due->has_subject = !Z_ISUNDEF(callback->watch.subject);
	}
	ion_scheduler_enter(scheduler);
}

static struct ion_callback *callback_of(struct ion_watch *watch)
{
	return ION_CONTAINER_OF(watch, struct ion_callback, watch);
}

static void on_due(struct ion_watch *watch)
{
	ion_boundary_from_loop(call, callback_of(watch));
}

static void report_closed(void *arg)
{
	ion_callback_cancel(arg);
	ion_watcher_failed(ion_host_exception_new(ion_ce_invalid_usage_exception,
		"A stream was closed while a callback was registered for "
		"it: cancel (or disable) it first"));
}

static void on_closed(struct ion_watch *watch)
{
	ion_boundary_from_loop(report_closed, callback_of(watch));
}

const struct ion_watch_owner ion_callback_owner = {
	.on_due = on_due,
	.on_closed = on_closed,
};

/* --- microtasks from outside of a callback ------------------------------------------------- */

static void unschedule(struct ion_scheduler *scheduler)
{
	if (scheduler->is_scheduled) {
		scheduler->is_scheduled = false;
		ion_defer_cancel(&scheduler->flush);
		ion_loop_unref(ION_G(loop));
	}
}

static void schedule(struct ion_scheduler *scheduler)
{
	struct ion_loop *loop;
	if (scheduler->is_scheduled) {
		return;
	}
	loop = ion_request_loop();
	if (loop != NULL) {
		scheduler->is_scheduled = true;
		ion_loop_defer(loop, &scheduler->flush);
		ion_loop_ref(loop);
	}
}

void ion_scheduler_wake(struct ion_scheduler *scheduler)
{
	if (!scheduler->is_entered) {
		schedule(scheduler);
	}
}

static void enter(void *arg)
{
	ion_scheduler_enter(arg);
}

static void on_flush(void *arg)
{
	unschedule(arg);
	ion_boundary_from_loop(enter, arg);
}

/* --- entering and leaving ------------------------------------------------------------------ */

bool ion_scheduler_goes_on(const struct ion_scheduler *scheduler)
{
	/* a callback that forked returns in the child, too: what comes next is the parent's */
	return !scheduler->is_leaving && scheduler->generation == ion_fork_generation();
}

static bool has_work(const struct ion_scheduler *scheduler)
{
	return (scheduler->microtasks.count > 0 || !Z_ISUNDEF(scheduler->due.closure)) &&
		   ion_scheduler_goes_on(scheduler) && EG(exception) == NULL;
}

/* What is to be thrown, in EG(exception). */
static void give_failure(struct ion_scheduler *scheduler)
{
	zend_object *failure = scheduler->failure;
	scheduler->failure = NULL;
	if (failure == NULL) {
		return;
	}
	if (EG(exception) == NULL) {
		zend_throw_exception_internal(failure);
	} else if (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception))) {
		OBJ_RELEASE(failure);
	} else {
		/* what a destructor threw while the callback was let go, or what ION had to throw */
		zend_exception_set_previous(EG(exception), failure);
	}
}

/* Who drives looks himself when the loop does not run yet. */
static void stop_loop(void)
{
	if (ion_boundary_loop_is_running()) {
		ion_loop_stop(ION_G(loop));
	}
}

/* In the loop, after a runner. */
static void leave_now(struct ion_scheduler *scheduler)
{
	if (scheduler->is_driving) {
		stop_loop();
		return;
	}
	scheduler->is_leaving = false;
	give_failure(scheduler);
}

void ion_scheduler_enter(struct ion_scheduler *scheduler)
{
	bool was_entered = scheduler->is_entered;
	GC_ADDREF(&scheduler->std);
	scheduler->is_entered = true;
	/* again with another runner when a callback keeps the first one */
	while (has_work(scheduler)) {
		zend_object *fiber = scheduler->idle;
		scheduler->idle = NULL;
		fiber = ion_runner_call(scheduler, fiber);
		if (scheduler->idle == NULL) {
			scheduler->idle = fiber;
		} else if (fiber != NULL) {
			/* a callback has turned the loop itself, and that one left another runner */
			OBJ_RELEASE(fiber);
		}
	}
	scheduler->is_entered = was_entered;
	due_release(&scheduler->due);
	if (scheduler->microtasks.count == 0) {
		unschedule(scheduler);
	} else if (EG(exception) == NULL && scheduler->generation == ion_fork_generation()) {
		schedule(scheduler);
	}
	if (scheduler->is_leaving && !was_entered) {
		leave_now(scheduler);
	}
	OBJ_RELEASE(&scheduler->std);
}

void ion_scheduler_leave(struct ion_scheduler *scheduler)
{
	scheduler->is_leaving = true;
	if (!scheduler->is_entered && scheduler->is_driving) {
		stop_loop();
	} else if (!scheduler->is_entered) {
		/* a fiber that ION has resumed: nobody below may be thrown at */
		schedule(scheduler);
	}
}

void ion_scheduler_raise(struct ion_scheduler *scheduler, zend_object *exception)
{
	/* the one before is hidden, and better so than this one */
	zend_object *hidden = scheduler->failure;
	scheduler->failure = exception;
	ion_scheduler_leave(scheduler);
	if (hidden != NULL) {
		OBJ_RELEASE(hidden);
	}
}

/* False when it is over: an end that nobody asked for, or ION::stop(). */
static bool turn(struct ion_loop *loop)
{
	enum ion_loop_end end = ion_boundary_run_loop(loop, ION_LOOP_ONCE);
	if (end == ION_LOOP_FAILED && EG(exception) == NULL) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, 0, "The event loop failed: %s", strerror(errno));
	}
	return EG(exception) == NULL && end == ION_LOOP_TURNED;
}

void ion_scheduler_drive(struct ion_scheduler *scheduler)
{
	struct ion_loop *loop;
	if (scheduler->is_driving || ion_boundary_loop_is_running()) {
		zend_throw_error(NULL, "The event loop is already running");
		return;
	}
	GC_ADDREF(&scheduler->std);
	scheduler->is_driving = true;
	scheduler->is_stopped = false;
	if (scheduler->microtasks.count > 0) {
		ion_boundary_guard(enter, scheduler);
		ion_boundary_rethrow();
	}
	while (!scheduler->is_stopped && !scheduler->is_leaving && EG(exception) == NULL) {
		/* asked for each time: a callback may fork, and the child has another one */
		loop = ion_request_loop();
		if (loop == NULL || !turn(loop)) {
			break;
		}
	}
	scheduler->is_driving = scheduler->is_leaving = false;
	give_failure(scheduler);
	OBJ_RELEASE(&scheduler->std);
}

/* --- processes, and the end of the loop ---------------------------------------------------- */

/* Nothing is freed. */
static void start_over(struct ion_scheduler *scheduler)
{
	memset(scheduler, 0, offsetof(struct ion_scheduler, local_name));
	ion_list_push(&ION_G(schedulers), &scheduler->node);
	scheduler->generation = ion_fork_generation();
	zend_hash_init(&scheduler->callbacks, 8, NULL, NULL, 0);
	ion_defer_init(&scheduler->flush, on_flush, scheduler);
	ZVAL_UNDEF(&scheduler->due.closure);
}

void ion_scheduler_init(struct ion_scheduler *scheduler)
{
	start_over(scheduler);
}

void ion_scheduler_check(struct ion_scheduler *scheduler)
{
	struct ion_microtasks stale;
	ion_request_check();
	if (UNEXPECTED(scheduler->generation != ion_fork_generation())) {
		if (ION_G(family).is_worker) {
			start_over(scheduler);
		} else {
			/* it was made before there was a loop */
			scheduler->generation = ion_fork_generation();
		}
	}
	if (UNEXPECTED(scheduler->has_stale)) {
		scheduler->has_stale = false;
		stale = scheduler->microtasks;
		scheduler->microtasks = (struct ion_microtasks){.items = NULL};
		ion_microtasks_release(&stale);
	}
}

static void disable_all(struct ion_scheduler *scheduler)
{
	struct ion_callback *callback;
	ZEND_HASH_FOREACH_PTR(&scheduler->callbacks, callback)
	{
		ion_callback_disable(callback);
	}
	ZEND_HASH_FOREACH_END();
	unschedule(scheduler);
	if (scheduler->generation != ion_fork_generation()) {
		scheduler->generation = ion_fork_generation();
		/* not freed here: that may run destructors */
		scheduler->has_stale = true;
	}
}

void ion_schedulers_drop_all(void)
{
	ion_list_foreach (node, &ION_G(schedulers)) {
		disable_all(ION_LIST_ENTRY(node, struct ion_scheduler, node));
	}
}

void ion_schedulers_unwind_all(void)
{
	ion_list_foreach (node, &ION_G(schedulers)) {
		struct ion_scheduler *scheduler = ION_LIST_ENTRY(node, struct ion_scheduler, node);
		scheduler->is_entered = scheduler->is_driving = scheduler->is_leaving = false;
	}
}

void ion_schedulers_forget_all(void)
{
	struct ion_list all;
	struct ion_list *node;
	ion_list_move_all(&ION_G(schedulers), &all);
	while ((node = ion_list_pop(&all)) != NULL) {
		start_over(ION_LIST_ENTRY(node, struct ion_scheduler, node));
	}
}

bool ion_scheduler_close(struct ion_scheduler *scheduler)
{
	ion_request_check();
	if (scheduler->generation != ion_fork_generation() && ION_G(family).is_worker) {
		return false;
	}
	ion_list_remove(&scheduler->node);
	disable_all(scheduler);
	return true;
}

void ion_scheduler_release(struct ion_scheduler *scheduler)
{
	HashTable callbacks = scheduler->callbacks;
	struct ion_callback *callback;
	zend_object *idle = scheduler->idle;
	/* each takes itself out of the table of its scheduler, which must not be the one walked over */
	zend_hash_init(&scheduler->callbacks, 0, NULL, NULL, 0);
	ZEND_HASH_FOREACH_PTR(&callbacks, callback)
	{
		ion_callback_cancel(callback);
	}
	ZEND_HASH_FOREACH_END();
	zend_hash_destroy(&callbacks);
	scheduler->idle = NULL;
	if (idle != NULL) {
		OBJ_RELEASE(idle);
	}
	due_release(&scheduler->due);
	ion_microtasks_release(&scheduler->microtasks);
	zend_hash_destroy(&scheduler->callbacks);
	if (scheduler->failure != NULL) {
		OBJ_RELEASE(scheduler->failure);
	}
}
