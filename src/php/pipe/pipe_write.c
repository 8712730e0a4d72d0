/*
 * What goes out: strings are lent to the queue, not copied, and each has a promise of its own.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/pipe/pipe_object.h"

#include <errno.h>

#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "promise/object.h"

/* Bytes that may wait; one string of any length may, when nothing waits before it. */
#define QUEUE_LIMIT ((size_t) 64 << 20)

struct write {
	struct ion_piece piece;
	struct ion_pipe_object *pipe; /* weak; NULL when it waits no longer */
	zend_string *data;            /* owned */
	zend_object *promise;         /* owned until it is settled; NULL = nobody is told */
};

static struct write *write_of(struct ion_list *node)
{
	return ION_CONTAINER_OF(ION_LIST_ENTRY(node, struct ion_piece, node), struct write, piece);
}

static void write_free(struct write *write)
{
	zend_string_release(write->data);
	efree(write);
}

/* --- promises ------------------------------------------------------------------------------ */

static void on_write_release(void *op)
{
	struct write *write = op;
	zend_object *promise = write->promise;
	/* at the end of the request promises are freed before the pipe they wait for */
	ion_list_remove(&write->piece.node);
	write_free(write);
	if (promise != NULL) {
		/* never the last one: who settles it holds it */
		OBJ_RELEASE(promise);
	}
}

static void on_write_cancel(zend_object *promise, void *op, zend_object *reason)
{
	struct write *write = op;
	struct ion_pipe_object *pipe = write->pipe;
	bool is_live = pipe != NULL && !pipe->is_forgotten;
	if (is_live && !ion_writer_take_back(&pipe->writer, &write->piece)) {
		/* half of it cannot be taken back: it is settled when it is written */
		return;
	}
	GC_ADDREF(reason);
	ion_list_remove(&write->piece.node);
	write->pipe = NULL;
	if (!is_live) {
		ion_deferred_fail(promise, reason);
		return;
	}
	GC_ADDREF(&pipe->std);
	ion_deferred_fail(promise, reason);
	ion_pipe_schedule(pipe);
	ion_pipe_update(pipe);
	OBJ_RELEASE(&pipe->std);
}

static const struct ion_deferred_ops write_ops = {
	.cancel = on_write_cancel,
	.release = on_write_release,
};

static zend_object *broken(int code)
{
	switch (code) {
		case EPIPE:
		case ECONNRESET:
			return ion_pipe_exception("The other end of the pipe is closed", code);
		case ECANCELED:
			return ion_pipe_exception("The pipe was closed before everything was written", code);
		default:
			return ion_pipe_exception("Cannot write to the pipe", code);
	}
}

static void settle_promise(zend_object *promise, int code, zval *value)
{
	if (code == 0) {
		ion_deferred_done(promise, value);
	} else {
		ion_deferred_fail(promise, broken(code));
	}
}

/* The piece is in no list. */
static void settle(struct write *write)
{
	zend_object *promise = write->promise;
	zval size;
	if (promise == NULL) {
		write_free(write);
		return;
	}
	write->pipe = NULL;
	ZVAL_LONG(&size, (zend_long) write->piece.size);
	GC_ADDREF(promise);
	settle_promise(promise, write->piece.code, &size);
	OBJ_RELEASE(promise);
}

/* --- the queue ----------------------------------------------------------------------------- */

static void put(
	struct ion_pipe_object *pipe, zend_string *data, bool is_told, zend_object **ret_promise)
{
	struct write *write = emalloc(sizeof(*write));
	write->pipe = pipe;
	write->data = zend_string_copy(data);
	write->promise = NULL;
	ion_list_init(&write->piece.node);
	write->piece.data = ZSTR_VAL(data);
	write->piece.size = ZSTR_LEN(data);
	if (ZSTR_LEN(data) > 0) {
		pipe->last_byte = ZSTR_VAL(data)[ZSTR_LEN(data) - 1];
	}
	if (is_told) {
		write->promise = ion_deferred_new(&write_ops, write);
		GC_ADDREF(write->promise);
		*ret_promise = write->promise;
	}
	if (ion_writer_put(&pipe->writer, &write->piece)) {
		settle(write);
	}
}

/* False with an exception. */
static bool check_writable(const struct ion_pipe_object *pipe, const char *what)
{
	if ((pipe->directions & ION_PIPE_WRITABLE) == 0) {
		ion_misuse("%s(): the pipe is open for reading only", what);
	} else if (pipe->is_ending) {
		ion_misuse("%s(): the pipe has been ended with end()", what);
	} else if (pipe->writer.code == ECANCELED) {
		ion_misuse("%s(): the pipe has been closed with close()", what);
	} else {
		return true;
	}
	return false;
}

static bool check_room(const struct ion_pipe_object *pipe, size_t size)
{
	size_t queued = pipe->writer.queued;
	if (queued == 0 || queued + size <= QUEUE_LIMIT) {
		return true;
	}
	zend_throw_exception_ex(ion_ce_queue_full_exception, 0,
		"There is no room for %zu bytes in the queue: %zu wait, and the limit is %zu. Wait for the "
		"promise of write() before writing on",
		size, queued, QUEUE_LIMIT);
	return false;
}

zend_object *ion_pipe_write_string(struct ion_pipe_object *pipe, zend_string *data)
{
	zend_object *promise = NULL;
	if (!check_writable(pipe, "write") || !check_room(pipe, ZSTR_LEN(data))) {
		return NULL;
	}
	put(pipe, data, true, &promise);
	if (!ion_writer_is_open(&pipe->writer)) {
		ion_pipe_schedule(pipe);
	}
	ion_pipe_update(pipe);
	return promise;
}

/* A terminal has no end of its own: a line of nothing but VEOF is one; behind an unfinished line the
 * first only ends that. */
static zend_string *terminal_end(const struct ion_pipe_object *pipe, zend_string *data)
{
	char last = ZSTR_LEN(data) > 0 ? ZSTR_VAL(data)[ZSTR_LEN(data) - 1] : pipe->last_byte;
	size_t size = ZSTR_LEN(data) + (last == '\n' ? 1 : 2);
	zend_string *whole = zend_string_alloc(size, 0);
	memcpy(ZSTR_VAL(whole), ZSTR_VAL(data), ZSTR_LEN(data));
	memset(ZSTR_VAL(whole) + ZSTR_LEN(data), pipe->terminal_end, size - ZSTR_LEN(data));
	ZSTR_VAL(whole)[size] = '\0';
	return whole;
}

static void put_last(struct ion_pipe_object *pipe, zend_string *data)
{
	if (pipe->terminal_end >= 0) {
		zend_string *whole = terminal_end(pipe, data);
		put(pipe, whole, false, NULL);
		zend_string_release(whole);
	} else if (ZSTR_LEN(data) > 0) {
		put(pipe, data, false, NULL);
	}
}

zend_object *ion_pipe_end(struct ion_pipe_object *pipe, zend_string *data)
{
	if (pipe->ended != NULL && ZSTR_LEN(data) == 0) {
		GC_ADDREF(pipe->ended);
		return pipe->ended;
	}
	if (!check_writable(pipe, "end") || !check_room(pipe, ZSTR_LEN(data))) {
		return NULL;
	}
	pipe->is_ending = true;
	pipe->ended = ion_deferred_new(NULL, NULL);
	if (ZSTR_LEN(data) == 0) {
		/* what it fails of is told by the writes before it */
		ion_promise_from_obj(pipe->ended)->flags |= ION_PROMISE_HANDLED;
	}
	put_last(pipe, data);
	GC_ADDREF(pipe->ended);
	/* nobody reacts to it yet; what else can be told is told by the loop */
	if (ion_writer_is_idle(&pipe->writer) && ion_list_empty(&pipe->writer.over)) {
		ion_pipe_settle_writes(pipe);
	}
	ion_pipe_schedule(pipe);
	ion_pipe_update(pipe);
	return pipe->ended;
}

/* --- what was written ---------------------------------------------------------------------- */

static void flush(void *arg)
{
	struct ion_pipe_object *pipe = arg;
	GC_ADDREF(&pipe->std);
	ion_writer_flush(&pipe->writer);
	ion_pipe_advance(pipe);
	OBJ_RELEASE(&pipe->std);
}

void ion_pipe_on_writable(void *arg)
{
	ion_boundary_from_loop(flush, arg);
}

static void settle_ended(struct ion_pipe_object *pipe)
{
	zend_object *promise = pipe->ended;
	zval value;
	if (promise == NULL || ion_writer_is_open(&pipe->writer) || ion_promise_is_settled(promise)) {
		return;
	}
	ZVAL_TRUE(&value);
	GC_ADDREF(promise);
	settle_promise(promise, pipe->writer.code, &value);
	OBJ_RELEASE(promise);
}

bool ion_pipe_settle_writes(struct ion_pipe_object *pipe)
{
	struct ion_piece *piece;
	while (ion_pipe_may_go_on(pipe) && (piece = ion_writer_next_over(&pipe->writer)) != NULL) {
		settle(ION_CONTAINER_OF(piece, struct write, piece));
	}
	if (!ion_pipe_may_go_on(pipe)) {
		return false;
	}
	if (pipe->is_ending && ion_writer_is_open(&pipe->writer) && ion_writer_is_idle(&pipe->writer)) {
		if (!pipe->is_shared) {
			ion_nowait_end_writing(pipe->writer.fd);
		}
		ion_writer_close(&pipe->writer, 0);
	}
	settle_ended(pipe);
	return ion_pipe_may_go_on(pipe);
}

bool ion_pipe_is_writing(const struct ion_pipe_object *pipe)
{
	return !ion_writer_is_idle(&pipe->writer) || !ion_list_empty(&pipe->writer.over) ||
		   (pipe->is_ending && ion_writer_is_open(&pipe->writer));
}

static void drop_list(struct ion_list *list)
{
	struct ion_list *node;
	while ((node = ion_list_pop(list)) != NULL) {
		struct write *write = write_of(node);
		zend_object *promise = write->promise;
		write->pipe = NULL;
		write->promise = NULL;
		if (promise != NULL) {
			OBJ_RELEASE(promise);
		} else {
			write_free(write);
		}
	}
}

void ion_pipe_drop_writes(struct ion_pipe_object *pipe)
{
	drop_list(&pipe->writer.queue);
	drop_list(&pipe->writer.over);
	ion_pipe_release_promise(&pipe->ended);
}

static void trace_list(struct ion_list *list, zend_get_gc_buffer *buffer)
{
	ion_list_foreach (node, list) {
		const struct write *write = write_of(node);
		if (write->promise != NULL) {
			zend_get_gc_buffer_add_obj(buffer, write->promise);
		}
	}
}

void ion_pipe_trace_writes(const struct ion_pipe_object *pipe, zend_get_gc_buffer *buffer)
{
	trace_list((struct ion_list *) &pipe->writer.queue, buffer);
	trace_list((struct ion_list *) &pipe->writer.over, buffer);
	if (pipe->ended != NULL) {
		zend_get_gc_buffer_add_obj(buffer, pipe->ended);
	}
}
