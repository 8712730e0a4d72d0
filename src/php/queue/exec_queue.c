/*
 * The queue: who is next and when, and the life of the object.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/queue/exec_queue.h"

#include "base/clock.h"
#include "os/fork.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/host.h"
#include "promise/promise.h"

/* Starts that fail free their slot at once: a long line of them lets the loop do other work in
 * between. */
#define STARTS_BUDGET_NS (5 * (ION_NS_PER_SEC / 1000))

static zend_object_handlers handlers;

bool ion_exec_queue_is_inherited(const struct ion_exec_queue *queue)
{
	return queue->generation != ion_fork_generation();
}

static bool has_room(const struct ion_exec_queue *queue)
{
	return !queue->is_paused && queue->running_count < queue->limit;
}

static bool is_idle(const struct ion_exec_queue *queue)
{
	return queue->running_count == 0 && queue->waiting.count == 0;
}

static struct ion_exec_queued *queued_at(const struct ion_line_place *place)
{
	return (struct ion_exec_queued *) ((char *) place - offsetof(struct ion_exec_queued, place));
}

static void forget_running(struct ion_exec_queue *queue)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&queue->running)) != NULL) {
		ION_LIST_ENTRY(node, struct ion_exec_queued, node)->queue = NULL;
	}
	queue->running_count = 0;
}

/* --- turns --------------------------------------------------------------------------------- */

static void run(struct ion_exec_queue *queue, struct ion_exec_queued *command)
{
	command->queue = queue;
	ion_list_push(&queue->running, &command->node);
	queue->running_count++;
	ion_exec_queued_start(command);
}

static void run_next(struct ion_exec_queue *queue)
{
	struct ion_exec_queued *command = queued_at(ion_line_head(&queue->waiting));
	zend_object *promise = command->promise;
	ion_line_remove(&queue->waiting, &command->place);
	run(queue, command);
	OBJ_RELEASE(promise);
}

static void tell_idle(struct ion_exec_queue *queue)
{
	zend_object *promise = queue->idle;
	zval none;
	if (promise == NULL) {
		return;
	}
	queue->idle = NULL;
	ZVAL_NULL(&none);
	ion_deferred_done(promise, &none);
	OBJ_RELEASE(promise);
}

static bool is_leaving(void)
{
	return EG(exception) != NULL || ION_G(bailout_pending);
}

struct turn {
	struct ion_exec_queue *queue; /* held by the loop until `is_whole` */
	bool is_whole;
};

static void take_turn(void *arg)
{
	struct turn *turn = arg;
	struct ion_exec_queue *queue = turn->queue;
	int64_t until_ns = ion_clock_now_ns() + STARTS_BUDGET_NS;
	while (has_room(queue) && queue->waiting.count > 0) {
		run_next(queue);
		if (is_leaving() || ion_clock_now_ns() >= until_ns) {
			return;
		}
	}
	if (is_idle(queue)) {
		tell_idle(queue);
	}
	if (is_leaving()) {
		return;
	}
	turn->is_whole = true;
	if (is_idle(queue)) {
		ion_hold_drop(&queue->hold);
	} else {
		/* nothing happens here any more until somebody calls resume() */
		ion_hold_set_idle(&queue->hold, queue->is_paused && queue->running_count == 0);
	}
}

/* exit(), an exception or a fatal error in a callback ends a turn; what is left comes in the next. */
static void on_turn(void *arg)
{
	struct turn turn = {.queue = arg};
	ion_boundary_from_loop(take_turn, &turn);
	if (!turn.is_whole) {
		ion_loop_defer(ION_G(loop), &turn.queue->turn);
	}
}

void ion_exec_queue_changed(struct ion_exec_queue *queue)
{
	/* nothing held: it is on its way to be freed, with the loop */
	if (!ion_exec_queue_is_inherited(queue) && queue->hold.object != NULL) {
		ion_hold_set_idle(&queue->hold, false);
		ion_loop_defer(ION_G(loop), &queue->turn);
	}
}

void ion_exec_queue_add(
	struct ion_exec_queue *queue, struct ion_exec_queued *command, zend_long priority)
{
	if (ion_request_loop() == NULL) {
		/* its own attempt says why there is none */
		zend_clear_exception();
		ion_exec_queued_start(command);
		return;
	}
	if (queue->hold.object == NULL) {
		/* ION::reinit() has forgotten the programs */
		forget_running(queue);
		ion_hold_take(&queue->hold, &queue->std);
	}
	if (has_room(queue) && queue->waiting.count == 0) {
		run(queue, command);
	} else {
		/* first, for the line may not grow any more at the memory limit */
		ion_line_push(&queue->waiting, &command->place, priority);
		command->queue = queue;
		GC_ADDREF(command->promise);
	}
	ion_exec_queue_changed(queue);
}

/* --- whole queues -------------------------------------------------------------------------- */

static void cancel_one(zend_object *promise)
{
	zend_object *reason = ion_host_exception_new(ion_ce_cancel_exception, "The queue was cleared");
	ion_promise_cancel(ion_promise_from_obj(promise), reason);
	OBJ_RELEASE(reason);
}

zend_long ion_exec_queue_clear(struct ion_exec_queue *queue)
{
	/* whoever is told may put new ones into the line, and take others out */
	size_t count = queue->waiting.count;
	zend_object **promises = safe_emalloc(count, sizeof(*promises), 0);
	zend_long canceled = 0;
	for (size_t i = 0; i < count; i++) {
		promises[i] = queued_at(queue->waiting.heap[i])->promise;
		GC_ADDREF(promises[i]);
	}
	for (size_t i = 0; i < count; i++) {
		if (EG(exception) == NULL && !ion_promise_is_settled(promises[i])) {
			cancel_one(promises[i]);
			canceled++;
		}
		OBJ_RELEASE(promises[i]);
	}
	efree(promises);
	return canceled;
}

zend_object *ion_exec_queue_idle(struct ion_exec_queue *queue)
{
	zend_object *promise = queue->idle;
	zval none;
	if (promise == NULL) {
		promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
		if (queue->hold.object == NULL) {
			ZVAL_NULL(&none);
			ion_deferred_done(promise, &none);
			return promise;
		}
		queue->idle = promise;
	}
	GC_ADDREF(promise);
	return promise;
}

/* --- the object ---------------------------------------------------------------------------- */

static zend_object *queue_create(zend_class_entry *class_entry)
{
	struct ion_exec_queue *queue = zend_object_alloc(sizeof(struct ion_exec_queue), class_entry);
	memset(queue, 0, offsetof(struct ion_exec_queue, std));
	ion_list_init(&queue->running);
	ion_defer_init(&queue->turn, on_turn, queue);
	queue->generation = ion_fork_generation();
	zend_object_std_init(&queue->std, class_entry);
	object_properties_init(&queue->std, class_entry);
	queue->std.handlers = &handlers;
	return &queue->std;
}

static void queue_free(zend_object *object)
{
	struct ion_exec_queue *queue = ion_exec_queue_from_obj(object);
	ion_defer_cancel(&queue->turn);
	forget_running(queue);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(object);
	while (queue->waiting.count > 0) {
		ion_exec_queued_leave(queued_at(ion_line_head(&queue->waiting)));
	}
	ion_line_release(&queue->waiting);
	if (queue->idle != NULL) {
		OBJ_RELEASE(queue->idle);
	}
}

/* Those that run are held by their programs. */
static HashTable *queue_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_exec_queue *queue = ion_exec_queue_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	for (size_t i = 0; i < queue->waiting.count; i++) {
		zend_get_gc_buffer_add_obj(buffer, queued_at(queue->waiting.heap[i])->promise);
	}
	if (queue->idle != NULL) {
		zend_get_gc_buffer_add_obj(buffer, queue->idle);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void ion_exec_queue_handlers_init(zend_class_entry *class_entry)
{
	class_entry->create_object = queue_create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(struct ion_exec_queue, std);
	handlers.free_obj = queue_free;
	handlers.get_gc = queue_get_gc;
	handlers.clone_obj = NULL;
}
