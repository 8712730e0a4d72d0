/*
 * One command: from its place in the line to its outcome.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/queue/exec_queue.h"

#include "os/fd.h"
#include "php/engine/errors.h"
#include "php/process/php_exec.h"
#include "promise/promise.h"

/* --- its arguments ------------------------------------------------------------------------- */

/*
 * Where descriptors of the caller lead to is what they lead to now: until it is its turn they may be
 * closed, and their numbers be something else. False with an exception.
 */
static bool keep_handles(struct ion_exec_queued *command)
{
	struct ion_stdio *stdio = &command->options.stdio;
	for (; command->handles_seen < stdio->count; command->handles_seen++) {
		struct ion_stdio_entry *entry = &stdio->entries[command->handles_seen];
		int fd = entry->kind == ION_STDIO_HANDLE ? ion_fd_dup(entry->fd) : entry->fd;
		if (fd < 0 && entry->kind == ION_STDIO_HANDLE) {
			ion_process_throw(-fd, "Cannot keep a stream of the option \"stdio\" open");
			return false;
		}
		entry->fd = fd;
	}
	return true;
}

static void close_handles(struct ion_exec_queued *command)
{
	struct ion_stdio *stdio = &command->options.stdio;
	for (size_t i = 0; i < command->handles_seen; i++) {
		if (stdio->entries[i].kind == ION_STDIO_HANDLE) {
			ion_fd_close(&stdio->entries[i].fd);
		}
	}
}

/* May run destructors. */
static void drop_arguments(struct ion_exec_queued *command)
{
	if (command->has_options) {
		command->has_options = false;
		close_handles(command);
		ion_exec_options_release(&command->options);
	}
	ion_kept_arguments_release(&command->arguments);
}

static void trace_array(zend_get_gc_buffer *buffer, HashTable *array)
{
	zval value;
	if (array != NULL) {
		ZVAL_ARR(&value, array);
		zend_get_gc_buffer_add_zval(buffer, &value);
	}
}

/* --- behind its promise -------------------------------------------------------------------- */

static void queued_trace(void *op, zend_get_gc_buffer *buffer)
{
	const struct ion_exec_queued *command = op;
	trace_array(buffer, command->arguments.argv);
	trace_array(buffer, command->arguments.options);
}

static void queued_release(void *op)
{
	struct ion_exec_queued *command = op;
	if (command->ending.source != NULL) {
		ion_reaction_drop(&command->ending);
	}
	ion_exec_queued_leave(command);
	drop_arguments(command);
	efree(command);
}

/* One that waits is taken out; one that runs is for its exec() to stop. */
static void queued_cancel(zend_object *promise, void *op, zend_object *reason)
{
	struct ion_exec_queued *command = op;
	if (command->ending.source != NULL) {
		ion_promise_cancel(ion_reaction_source(&command->ending), reason);
		return;
	}
	/* the caller holds the promise */
	ion_exec_queued_leave(command);
	GC_ADDREF(reason);
	ion_deferred_fail(promise, reason);
}

static const struct ion_deferred_ops queued_ops = {
	.cancel = queued_cancel,
	.release = queued_release,
	.trace = queued_trace,
};

struct ion_exec_queued *ion_exec_queued_new(
	zend_string *line, HashTable *argv, HashTable *options, zend_object **ret_promise)
{
	struct ion_exec_queued *command = ecalloc(1, sizeof(*command));
	ion_list_init(&command->node);
	ion_kept_arguments_init(&command->arguments, line, argv, options);
	command->has_options = true;
	if (!ion_exec_options_parse(ION_EXEC_COLLECT, command->arguments.line, command->arguments.argv,
			command->arguments.options, &command->options) ||
		!keep_handles(command)) {
		drop_arguments(command);
		efree(command);
		return NULL;
	}
	command->promise = ion_deferred_new(&queued_ops, command);
	*ret_promise = command->promise;
	return command;
}

void ion_exec_queued_leave(struct ion_exec_queued *command)
{
	struct ion_exec_queue *queue = command->queue;
	if (queue == NULL) {
		return;
	}
	command->queue = NULL;
	if (command->place.at != 0) {
		ion_line_remove(&queue->waiting, &command->place);
		ion_exec_queue_changed(queue);
		OBJ_RELEASE(command->promise);
	} else {
		ion_list_remove(&command->node);
		queue->running_count--;
		ion_exec_queue_changed(queue);
	}
}

/* --- its program --------------------------------------------------------------------------- */

/* The slot is free before anybody hears of the end. */
static void finish(struct ion_exec_queued *command, bool is_done, zval *value)
{
	zend_object *promise = command->promise;
	ion_exec_queued_leave(command);
	if (is_done) {
		ion_deferred_done(promise, value);
	} else {
		GC_ADDREF(Z_OBJ_P(value));
		ion_deferred_fail(promise, Z_OBJ_P(value));
	}
}

static void on_end(struct ion_reaction *reaction, bool is_done, zval *value)
{
	finish(
		(struct ion_exec_queued *) ((char *) reaction - offsetof(struct ion_exec_queued, ending)),
		is_done, value);
}

void ion_exec_queued_start(struct ion_exec_queued *command)
{
	zend_object *promise = command->promise;
	struct ion_promise *program;
	GC_ADDREF(promise);
	program = ion_promise_from_obj(ion_exec_start(&command->options));
	drop_arguments(command);
	if (ion_promise_has_settled(program)) {
		program->flags |= ION_PROMISE_HANDLED;
		finish(command, program->status == ION_PROMISE_DONE, &program->result);
	} else {
		command->ending.kind = ION_REACT_AWAIT;
		command->ending.on_fire = on_end;
		ion_reaction_attach(program, &command->ending, promise);
	}
	OBJ_RELEASE(&program->std);
	OBJ_RELEASE(promise);
}
