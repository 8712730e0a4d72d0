/*
 * What comes in: read(), readLine() and readAll() in the order they were called, then the Sequence.
 *
 * User code runs after each of them. It may close the pipe, drop the object, fork, throw or exit;
 * what was not given to anybody is still in the buffer then.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/pipe/pipe_object.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/object.h"

/* What may be read without the loop in one of its turns: others want theirs, too. */
#define DIRECT_BUDGET (4 * ION_PIPE_CHUNK)
#define DIRECT_LEAST 4096 /* what a small one counts: it is the call that takes the time */

/* What waiters for a chunk are told. */
#define SEQUENCE_END "The pipe has ended"

struct request {
	struct ion_list node;         /* in pipe->requests */
	struct ion_pipe_object *pipe; /* weak; NULL when it waits no longer */
	zend_object *promise; /* owned until it is settled; NULL when the object has gone before */
	enum ion_pipe_reading what;
	size_t max;
	size_t seen; /* bytes of the buffer that are no end of a line */
};

static struct request *first_request(const struct ion_pipe_object *pipe)
{
	return ion_list_empty(&pipe->requests)
			   ? NULL
			   : ION_LIST_ENTRY(pipe->requests.next, struct request, node);
}

static void request_unlink(struct request *request)
{
	ion_list_remove(&request->node);
	request->pipe = NULL;
}

/* --- what they are given ------------------------------------------------------------------- */

static void settle(struct request *request, zval *value)
{
	zend_object *promise = request->promise;
	request_unlink(request);
	GC_ADDREF(promise);
	ion_deferred_done(promise, value);
	OBJ_RELEASE(promise);
}

static void settle_null(struct request *request)
{
	zval value;
	ZVAL_NULL(&value);
	settle(request, &value);
}

static void settle_bytes(struct ion_pipe_object *pipe, struct request *request, size_t size)
{
	zval value;
	ZVAL_STR(&value, ion_pipe_buffer_take(pipe, size));
	settle(request, &value);
	zval_ptr_dtor_str(&value);
}

static void fail(struct request *request, const char *what, int code)
{
	zend_object *promise = request->promise;
	request_unlink(request);
	GC_ADDREF(promise);
	ion_deferred_fail(promise, ion_pipe_exception(what, code));
	OBJ_RELEASE(promise);
}

static void fail_too_long(struct request *request)
{
	char text[64];
	snprintf(text, sizeof(text), "The line is longer than %zu bytes", request->max);
	fail(request, text, EMSGSIZE);
}

/* There is an error that nobody was told of, or the pipe was closed before its end. */
static bool fail_at_end(struct ion_pipe_object *pipe, struct request *request)
{
	if (pipe->is_cut) {
		fail(request, "The pipe was closed before its end", ECANCELED);
		return true;
	}
	if (pipe->reader.end_code != 0 && !pipe->is_told) {
		pipe->is_told = true;
		fail(request, "Cannot read from the pipe", pipe->reader.end_code);
		return true;
	}
	return false;
}

/* Each: false when there is not enough for it yet. */

static bool serve_some(struct ion_pipe_object *pipe, struct request *request)
{
	size_t size = ion_pipe_buffered(pipe);
	if (size > 0) {
		settle_bytes(pipe, request, size < request->max ? size : request->max);
		return true;
	}
	if (ion_reader_is_open(&pipe->reader)) {
		return false;
	}
	if (!fail_at_end(pipe, request)) {
		settle_null(request);
	}
	return true;
}

/* With its newline; 0 = it has not ended. */
static size_t line_length(const struct ion_pipe_object *pipe, const struct request *request)
{
	size_t size = ion_pipe_buffered(pipe);
	const char *bytes, *end;
	if (size <= request->seen) {
		return 0;
	}
	bytes = ion_pipe_bytes(pipe);
	end = memchr(bytes + request->seen, '\n', size - request->seen);
	return end != NULL ? (size_t) (end - bytes) + 1 : 0;
}

static bool serve_line(struct ion_pipe_object *pipe, struct request *request)
{
	size_t size = ion_pipe_buffered(pipe);
	size_t length = line_length(pipe, request);
	if (length == 0 && !ion_reader_is_open(&pipe->reader)) {
		/* the last one ends where the stream does */
		length = size;
	}
	if (length > request->max || (length == 0 && size > request->max)) {
		fail_too_long(request);
		return true;
	}
	if (length > 0) {
		settle_bytes(pipe, request, length);
		return true;
	}
	if (ion_reader_is_open(&pipe->reader)) {
		request->seen = size;
		return false;
	}
	if (!fail_at_end(pipe, request)) {
		settle_null(request);
	}
	return true;
}

static bool serve_all(struct ion_pipe_object *pipe, struct request *request)
{
	if (ion_reader_is_open(&pipe->reader)) {
		return false;
	}
	if (!fail_at_end(pipe, request)) {
		settle_bytes(pipe, request, ion_pipe_buffered(pipe));
	}
	return true;
}

static bool serve_request(struct ion_pipe_object *pipe, struct request *request)
{
	switch (request->what) {
		case ION_PIPE_SOME:
			return serve_some(pipe, request);
		case ION_PIPE_LINE:
			return serve_line(pipe, request);
		default:
			return serve_all(pipe, request);
	}
}

static size_t next_chunk(const struct ion_pipe_object *pipe)
{
	size_t size = ion_pipe_buffered(pipe);
	return size < ION_PIPE_CHUNK ? size : ION_PIPE_CHUNK;
}

static void run_sequence(struct ion_pipe_object *pipe)
{
	zend_string *chunk = ion_pipe_buffer_take(pipe, next_chunk(pipe));
	zval value;
	ZVAL_STR(&value, chunk);
	ion_outlet_run(&pipe->incoming, &value);
	ion_pipe_buffer_give_back(pipe, chunk);
}

/* --- the end ------------------------------------------------------------------------------- */

/* Nobody waits who could be told: to the error handler, once. */
static void report(struct ion_pipe_object *pipe)
{
	zend_object *exception;
	if (pipe->is_told || pipe->reader.end_code == 0) {
		return;
	}
	pipe->is_told = true;
	exception = ion_pipe_exception("Cannot read from a pipe", pipe->reader.end_code);
	ion_host_report_unhandled(exception, NULL, 0);
	OBJ_RELEASE(exception);
}

bool ion_pipe_has_read_all(const struct ion_pipe_object *pipe)
{
	return !ion_reader_is_open(&pipe->reader) && ion_pipe_buffered(pipe) == 0;
}

static bool end_sequence(struct ion_pipe_object *pipe)
{
	if (pipe->incoming.sequence == NULL || !ion_pipe_has_read_all(pipe)) {
		return true;
	}
	if (pipe->incoming.is_listened) {
		report(pipe);
	}
	if (ion_pipe_may_go_on(pipe)) {
		ion_outlet_end(&pipe->incoming, SEQUENCE_END);
	}
	return ion_pipe_may_go_on(pipe);
}

bool ion_pipe_serve(struct ion_pipe_object *pipe)
{
	while (ion_pipe_may_go_on(pipe) && !pipe->is_paused) {
		struct request *request = first_request(pipe);
		if (request != NULL) {
			if (!serve_request(pipe, request)) {
				return true;
			}
		} else if (pipe->incoming.is_waited && ion_pipe_buffered(pipe) > 0) {
			run_sequence(pipe);
		} else {
			return end_sequence(pipe);
		}
	}
	return ion_pipe_may_go_on(pipe);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool is_wanted_by(const struct ion_pipe_object *pipe, enum ion_pipe_reader reader)
{
	if (pipe->is_paused) {
		return false;
	}
	/* one that could be served is not in the list any more */
	if (!ion_list_empty(&pipe->requests)) {
		return true;
	}
	switch (reader) {
		case ION_PIPE_BY_READ:
			return false;
		case ION_PIPE_BY_FOREACH:
			return ion_pipe_buffered(pipe) == 0;
		default:
			return pipe->incoming.is_waited && ion_pipe_buffered(pipe) < ION_PIPE_CHUNK;
	}
}

bool ion_pipe_wants(const struct ion_pipe_object *pipe)
{
	return is_wanted_by(pipe, ION_PIPE_BY_LOOP);
}

static bool on_wants(void *arg)
{
	const struct ion_pipe_object *pipe = arg;
	return ion_pipe_may_go_on(pipe) && is_wanted_by(pipe, pipe->read_by);
}

static char *on_reserve(void *arg, size_t *ret_size)
{
	struct ion_pipe_object *pipe = arg;
	const struct request *request = first_request(pipe);
	char *to = ion_pipe_buffer_reserve(pipe, ret_size);
	/* what is left in the pipe can still be read by somebody else */
	if (request != NULL && request->what == ION_PIPE_SOME && request->max < *ret_size) {
		*ret_size = request->max;
	}
	return to;
}

static void on_commit(void *arg, size_t size)
{
	struct ion_pipe_object *pipe = arg;
	pipe->buffer.end += size;
	if (pipe->read_by == ION_PIPE_BY_LOOP) {
		ion_pipe_serve(pipe);
		return;
	}
	pipe->turn_bytes += size > DIRECT_LEAST ? size : DIRECT_LEAST;
	if (!ion_list_empty(&pipe->requests)) {
		/* nobody reacts to it yet: no user code runs */
		serve_request(pipe, first_request(pipe));
	}
}

static void read_bytes(struct ion_pipe_object *pipe)
{
	ion_reader_read(&pipe->reader);
	if (pipe->reader.end_code == EIO && pipe->terminal_end >= 0) {
		/* how a master sees that nobody has the terminal open any more */
		pipe->reader.end_code = 0;
	}
}

static void take_bytes(void *arg)
{
	struct ion_pipe_object *pipe = arg;
	GC_ADDREF(&pipe->std);
	/* a fatal error in read() has left it as it was */
	pipe->read_by = ION_PIPE_BY_LOOP;
	if (ion_pipe_wants(pipe)) {
		read_bytes(pipe);
	} else {
		ion_reader_stop(&pipe->reader);
	}
	ion_pipe_advance(pipe);
	OBJ_RELEASE(&pipe->std);
}

static void on_readable(void *arg)
{
	ion_boundary_from_loop(take_bytes, arg);
}

const struct ion_reader_events ion_pipe_reader_events = {
	.on_readable = on_readable,
	.reserve = on_reserve,
	.commit = on_commit,
	.wants = on_wants,
};

/* Without a turn of the loop, if something is there. */
static void read_directly(struct ion_pipe_object *pipe, enum ion_pipe_reader by)
{
	uint64_t turn = ion_loop_turn_number(ION_G(loop));
	if (pipe->turn_number != turn) {
		pipe->turn_number = turn;
		pipe->turn_bytes = 0;
	}
	if (!ion_reader_is_open(&pipe->reader) || pipe->turn_bytes >= DIRECT_BUDGET) {
		return;
	}
	pipe->read_by = by;
	read_bytes(pipe);
	pipe->read_by = ION_PIPE_BY_LOOP;
}

/* --- requests ------------------------------------------------------------------------------ */

static void on_request_release(void *op)
{
	struct request *request = op;
	zend_object *promise = request->promise;
	request_unlink(request);
	efree(request);
	if (promise != NULL) {
		/* never the last one: who settles it holds it */
		OBJ_RELEASE(promise);
	}
}

static void on_request_cancel(zend_object *promise, void *op, zend_object *reason)
{
	struct request *request = op;
	struct ion_pipe_object *pipe = request->pipe;
	GC_ADDREF(reason);
	if (pipe == NULL) {
		ion_deferred_fail(promise, reason);
		return;
	}
	GC_ADDREF(&pipe->std);
	request_unlink(request);
	ion_deferred_fail(promise, reason);
	/* those behind it may want less */
	ion_pipe_schedule(pipe);
	ion_pipe_update(pipe);
	OBJ_RELEASE(&pipe->std);
}

static const struct ion_deferred_ops request_ops = {
	.cancel = on_request_cancel,
	.release = on_request_release,
};

static struct request *request_new(
	struct ion_pipe_object *pipe, enum ion_pipe_reading what, size_t max)
{
	struct request *request = emalloc(sizeof(*request));
	request->pipe = pipe;
	request->what = what;
	request->max = max;
	request->seen = 0;
	request->promise = ion_deferred_new(&request_ops, request);
	ion_list_push(&pipe->requests, &request->node);
	return request;
}

zend_object *ion_pipe_read(struct ion_pipe_object *pipe, enum ion_pipe_reading what, size_t max)
{
	bool is_first = ion_list_empty(&pipe->requests);
	struct request *request = request_new(pipe, what, max);
	zend_object *promise = request->promise;
	GC_ADDREF(promise);
	if (is_first && !pipe->is_paused && !serve_request(pipe, request)) {
		read_directly(pipe, ION_PIPE_BY_READ);
		if (!ion_list_empty(&pipe->requests) && !ion_reader_is_open(&pipe->reader)) {
			serve_request(pipe, request);
		}
	}
	if (ion_pipe_buffered(pipe) == 0 && !ion_reader_is_open(&pipe->reader)) {
		ion_pipe_schedule(pipe);
	}
	ion_pipe_update(pipe);
	return promise;
}

void ion_pipe_drop_requests(struct ion_pipe_object *pipe)
{
	struct request *request;
	while ((request = first_request(pipe)) != NULL) {
		zend_object *promise = request->promise;
		request_unlink(request);
		request->promise = NULL;
		OBJ_RELEASE(promise);
	}
}

void ion_pipe_trace_requests(const struct ion_pipe_object *pipe, zend_get_gc_buffer *buffer)
{
	ion_list_foreach (node, &pipe->requests) {
		zend_get_gc_buffer_add_obj(buffer, ION_LIST_ENTRY(node, struct request, node)->promise);
	}
}

/* --- the Sequence -------------------------------------------------------------------------- */

static void on_outlet_update(zend_object *object)
{
	ion_pipe_update(ion_pipe_from_obj(object));
}

static void on_outlet_wake(zend_object *object)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	if (ion_pipe_buffered(pipe) > 0 || !ion_reader_is_open(&pipe->reader)) {
		ion_pipe_schedule(pipe);
	}
}

static bool on_outlet_take(zend_object *object, zval *ret)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	if (pipe->is_forgotten || pipe->is_paused || !ion_list_empty(&pipe->requests) ||
		ion_pipe_is_parents(object)) {
		return false;
	}
	if (ion_pipe_buffered(pipe) == 0) {
		read_directly(pipe, ION_PIPE_BY_FOREACH);
	}
	if (ion_pipe_buffered(pipe) == 0) {
		return false;
	}
	ZVAL_STR(ret, ion_pipe_buffer_take(pipe, next_chunk(pipe)));
	return true;
}

const struct ion_outlet_ops ion_pipe_outlet_ops = {
	.update = on_outlet_update,
	.wake = on_outlet_wake,
	.take = on_outlet_take,
};

zend_object *ion_pipe_incoming(struct ion_pipe_object *pipe)
{
	bool is_new = pipe->incoming.sequence == NULL;
	zend_object *sequence = ion_outlet_sequence(&pipe->incoming);
	if (is_new && (pipe->is_forgotten || ion_pipe_has_read_all(pipe))) {
		ion_outlet_end(&pipe->incoming, SEQUENCE_END);
	}
	return sequence;
}
