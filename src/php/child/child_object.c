/*
 * The object: its life, its promises, its channel.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/child.h"

#include "loop/io.h"
#include "os/fd.h"
#include "os/fork.h"
#include "php/child/php_child.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "php/process/exit_text.h"
#include "php/waiting/waiting.h"
#include "promise/host.h"
#include "promise/object.h"
#include "promise/promise.h"

bool ion_child_is_inherited(const struct ion_child *child)
{
	return child->generation != ion_fork_generation();
}

/* --- promises ------------------------------------------------------------------------------ */

static bool has_happened(const struct ion_child *child, enum ion_child_event event)
{
	switch (event) {
		case ION_CHILD_ON_STARTED:
			return child->phase == ION_CHILD_RUNNING || child->phase == ION_CHILD_ENDED;
		case ION_CHILD_ON_READY:
			return child->is_ready;
		default:
			return child->phase == ION_CHILD_ENDED;
	}
}

static zend_object *never_ready(const struct ion_child *child)
{
	char text[ION_EXIT_TEXT_SIZE];
	ion_exit_text(&child->exit, text);
	return ion_host_exception_new(ion_ce_process_exception,
		"The child with pid %d ended before it was ready: %s", (int) child->pid, text);
}

/* Why it will not happen any more; NULL = it may. Owned by the caller. */
static zend_object *why_not(const struct ion_child *child, enum ion_child_event event)
{
	if (child->phase == ION_CHILD_FAILED) {
		GC_ADDREF(child->failure);
		return child->failure;
	}
	if (event == ION_CHILD_ON_READY && child->phase == ION_CHILD_ENDED) {
		return never_ready(child);
	}
	return NULL;
}

/* Settles `promise` if it is time. */
static bool settle(struct ion_child *child, enum ion_child_event event, zend_object *promise)
{
	zend_object *failure;
	zval value;
	if (has_happened(child, event)) {
		ZVAL_OBJ(&value, &child->std);
		ion_deferred_done(promise, &value);
		return true;
	}
	failure = why_not(child, event);
	if (failure != NULL) {
		ion_deferred_fail(promise, failure);
	}
	return failure != NULL;
}

zend_object *ion_child_promise(struct ion_child *child, enum ion_child_event event)
{
	zend_object *promise = child->promises[event];
	if (promise != NULL) {
		GC_ADDREF(promise);
		if (child->phase >= ION_CHILD_ENDED) {
			/* exit() in a handler was in the way of the others; a shutdown function asks again */
			ion_child_settle(child, event);
		}
		return promise;
	}
	promise = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
	if (!settle(child, event, promise)) {
		GC_ADDREF(promise);
		child->promises[event] = promise;
	}
	return promise;
}

void ion_child_settle(struct ion_child *child, enum ion_child_event event)
{
	zend_object *promise = child->promises[event];
	if (promise == NULL || EG(exception) != NULL) {
		return;
	}
	/* what is settled is not kept: it refers to the child, and would keep both */
	child->promises[event] = NULL;
	settle(child, event, promise);
	OBJ_RELEASE(promise);
}

/* Nobody will ever be at its other end. */
static void end_channel(struct ion_child *child)
{
	zval *message = ion_child_exception_property(child->failure, ZSTR_KNOWN(ZEND_STR_MESSAGE));
	zend_string *why = Z_TYPE_P(message) == IS_STRING ? Z_STR_P(message) : ZSTR_EMPTY_ALLOC();
	ion_ipc_fail(child->ipc, why);
}

void ion_child_fail(struct ion_child *child, zend_object *failure)
{
	bool is_awaited = false;
	ion_waiting_failed();
	child->phase = ION_CHILD_FAILED;
	child->failure = failure;
	GC_ADDREF(&child->std);
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		is_awaited |= child->promises[event] != NULL;
	}
	if (!is_awaited) {
		/* nobody asked; nobody shall wonder why nothing happens */
		ion_host_report_unhandled(failure, NULL, 0);
	}
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		ion_child_settle(child, event);
	}
	if (child->ipc != NULL) {
		end_channel(child);
	}
	ion_waiting_notify();
	OBJ_RELEASE(&child->std);
}

void ion_child_call_off(struct ion_child *child)
{
	GC_ADDREF(&child->std);
	ion_child_dequeue(child);
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		/* somebody asked for this: nobody need be warned */
		if (child->promises[event] == NULL) {
			zend_object *promise = ion_child_promise(child, event);
			ion_promise_from_obj(promise)->flags |= ION_PROMISE_HANDLED;
			OBJ_RELEASE(promise);
		}
	}
	ion_child_fail(child, ion_host_exception_new(ion_ce_cancel_exception,
							  "The child was stopped before it was started"));
	OBJ_RELEASE(&child->std);
}

/* --- the channel --------------------------------------------------------------------------- */

static void on_ready(void *arg)
{
	struct ion_child *child = arg;
	if (child->is_ready || child->phase == ION_CHILD_FAILED) {
		return;
	}
	child->is_ready = true;
	if (child->wants_control) {
		child->wants_control = false;
		ion_ipc_want(child->ipc, false);
	}
	ion_child_settle(child, ION_CHILD_ON_READY);
}

static void on_error(void *arg, HashTable *report)
{
	struct ion_child *child = arg;
	/* the first one: what comes later is a worker that plays with us */
	if (child->report == NULL) {
		child->report = zend_array_dup(report);
	}
}

static const struct ion_ipc_control control = {
	.on_ready = on_ready,
	.on_error = on_error,
};

zend_object *ion_child_ipc(struct ion_child *child)
{
	zval context;
	if (child->ipc == NULL) {
		ZVAL_OBJ(&context, &child->std);
		child->ipc = ion_ipc_new(ION_CHANNEL_MASTER, &context, &control, child);
		if (child->ipc != NULL && child->phase == ION_CHILD_FAILED) {
			end_channel(child);
		}
	}
	return child->ipc;
}

/* --- handlers ------------------------------------------------------------------------------ */

static zend_object_handlers handlers;

static zend_object *child_create(zend_class_entry *class_entry)
{
	struct ion_child *child = zend_object_alloc(sizeof(struct ion_child), class_entry);
	memset(child, 0, offsetof(struct ion_child, std));
	ion_list_init(&child->node);
	child->report_fd = -1;
	child->generation = ion_fork_generation();
	child->id = ++ION_G(family).last_id;
	ion_callable_init_empty(&child->main);
	zend_object_std_init(&child->std, class_entry);
	object_properties_init(&child->std, class_entry);
	child->std.handlers = &handlers;
	return &child->std;
}

/* In a worker the parent's objects stay: what they would release is not its own. */
static void child_dtor(zend_object *object)
{
	if (ion_child_is_parents(object)) {
		GC_ADDREF(object);
		return;
	}
	zend_objects_destroy_object(object);
}

bool ion_child_is_family(const zend_object *object)
{
	return object->handlers == &handlers;
}

bool ion_child_is_parents(const zend_object *object)
{
	return ION_G(family).is_worker && ion_child_is_inherited(ion_child_from_obj(object));
}

static void release_object(zend_object **object)
{
	zend_object *held = *object;
	*object = NULL;
	if (held != NULL) {
		OBJ_RELEASE(held);
	}
}

static void child_free(zend_object *object)
{
	struct ion_child *child = ion_child_from_obj(object);
	ion_child_dequeue(child);
	ion_child_let_go(child);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(object);
	if (child->ipc != NULL) {
		ion_ipc_forget_control(child->ipc);
	}
	release_object(&child->ipc);
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		release_object(&child->promises[event]);
	}
	release_object(&child->failure);
	if (child->report != NULL) {
		zend_array_release(child->report);
	}
	ion_callable_release(&child->main);
	if (child->name != NULL) {
		zend_string_release(child->name);
	}
	ion_child_program_free(child->program);
	if (child->pipes != NULL) {
		zend_array_release(child->pipes);
	}
	ion_worker_options_release(&child->options);
}

static HashTable *child_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_child *child = ion_child_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (child->ipc != NULL) {
		zend_get_gc_buffer_add_obj(buffer, child->ipc);
	}
	if (child->failure != NULL) {
		zend_get_gc_buffer_add_obj(buffer, child->failure);
	}
	for (int event = 0; event < ION_CHILD_EVENT_COUNT; event++) {
		if (child->promises[event] != NULL) {
			zend_get_gc_buffer_add_obj(buffer, child->promises[event]);
		}
	}
	if (child->pipes != NULL) {
		zval *pipe;
		ZEND_HASH_FOREACH_VAL (child->pipes, pipe) {
			zend_get_gc_buffer_add_zval(buffer, pipe);
		}
		ZEND_HASH_FOREACH_END();
	}
	zend_get_gc_buffer_add_zval(buffer, &child->main.target);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void ion_child_handlers_init(zend_class_entry *class_entry)
{
	class_entry->create_object = child_create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(struct ion_child, std);
	handlers.dtor_obj = child_dtor;
	handlers.free_obj = child_free;
	handlers.get_gc = child_get_gc;
	handlers.clone_obj = NULL;
}
