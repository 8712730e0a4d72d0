/*
 * The life of a pipe: made, traced, closed, freed; and whether it keeps the loop alive.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/pipe/pipe_object.h"

#include <errno.h>
#include <string.h>

#include "os/fd.h"
#include "os/fork.h"
#include "os/nowait.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/object.h"

static zend_class_entry *pipe_ce;
static zend_object_handlers pipe_handlers;

zend_object *ion_pipe_exception(const char *what, int code)
{
	zend_object *exception =
		ion_host_exception_new(ion_ce_process_exception, "%s: %s", what, strerror(code));
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), code);
	return exception;
}

void ion_pipe_release_promise(zend_object **slot)
{
	zend_object *promise = *slot;
	*slot = NULL;
	if (promise != NULL) {
		OBJ_RELEASE(promise);
	}
}

/* --- what the loop does for it ------------------------------------------------------------- */

bool ion_pipe_may_go_on(const struct ion_pipe_object *pipe)
{
	return EG(exception) == NULL && !pipe->is_forgotten &&
		   ion_fork_generation() == ION_G(generation);
}

static bool is_awaited(const struct ion_pipe_object *pipe)
{
	return !pipe->is_paused && (pipe->incoming.is_listened || !ion_list_empty(&pipe->requests));
}

static bool is_busy(const struct ion_pipe_object *pipe)
{
	return !pipe->is_forgotten && (pipe->turn.is_queued || ion_pipe_is_writing(pipe) ||
									  (is_awaited(pipe) && !ion_pipe_has_read_all(pipe)));
}

/*
 * Of a Sequence that is listened to it is not stopped between two chunks of a busy foreach: mostly
 * the next wait comes before the next turn. If not, the loop says once that there is something, and
 * then it is stopped.
 */
static void watch(struct ion_pipe_object *pipe)
{
	int code;
	if (!ion_reader_is_open(&pipe->reader)) {
		return;
	}
	if (!ion_pipe_wants(pipe)) {
		if (!is_awaited(pipe)) {
			ion_reader_stop(&pipe->reader);
		}
		return;
	}
	code = ion_reader_start(&pipe->reader);
	if (code < 0) {
		pipe->reader.end_code = -code;
		ion_reader_close(&pipe->reader);
		ion_pipe_schedule(pipe);
	}
}

void ion_pipe_update(struct ion_pipe_object *pipe)
{
	bool is_held = pipe->hold.object != NULL;
	bool is_wanted;
	if (UNEXPECTED(ion_pipe_is_parents(&pipe->std))) {
		/* its descriptors are closed here, and its hold is the master's */
		return;
	}
	if (!pipe->is_forgotten) {
		watch(pipe);
	}
	is_wanted = is_busy(pipe);
	if (is_wanted && !is_held) {
		ion_hold_take(&pipe->hold, &pipe->std);
	}
	ion_hold_set_idle(&pipe->hold, pipe->is_unreferenced);
	if (!is_wanted && is_held) {
		ion_hold_drop(&pipe->hold);
	}
}

bool ion_pipe_is_over(const struct ion_pipe_object *pipe)
{
	return ion_pipe_has_read_all(pipe) && !ion_writer_is_open(&pipe->writer) &&
		   ion_list_empty(&pipe->writer.over);
}

static bool settle_closed(struct ion_pipe_object *pipe)
{
	zend_object *promise = pipe->closed;
	zval value;
	if (promise == NULL || !ion_pipe_is_over(pipe) || ion_promise_is_settled(promise)) {
		return true;
	}
	ZVAL_TRUE(&value);
	GC_ADDREF(promise);
	ion_deferred_done(promise, &value);
	OBJ_RELEASE(promise);
	return ion_pipe_may_go_on(pipe);
}

void ion_pipe_advance(struct ion_pipe_object *pipe)
{
	if (pipe->is_forgotten) {
		return;
	}
	GC_ADDREF(&pipe->std);
	if (!ion_pipe_settle_writes(pipe) || !ion_pipe_serve(pipe) || !settle_closed(pipe)) {
		ion_pipe_schedule(pipe);
	}
	ion_pipe_buffer_rest(pipe);
	ion_pipe_update(pipe);
	OBJ_RELEASE(&pipe->std);
}

static void take_turn(void *arg)
{
	ion_pipe_advance(arg);
}

static void on_turn(void *arg)
{
	ion_boundary_from_loop(take_turn, arg);
}

void ion_pipe_schedule(struct ion_pipe_object *pipe)
{
	if (!pipe->is_forgotten && ION_G(loop) != NULL && !ion_pipe_is_parents(&pipe->std)) {
		ion_loop_defer(ION_G(loop), &pipe->turn);
	}
}

/* --- making and closing -------------------------------------------------------------------- */

static zend_object *pipe_create(zend_class_entry *class_entry)
{
	struct ion_pipe_object *pipe = zend_object_alloc(sizeof(*pipe), class_entry);
	memset(pipe, 0, offsetof(struct ion_pipe_object, std));
	zend_object_std_init(&pipe->std, class_entry);
	object_properties_init(&pipe->std, class_entry);
	pipe->std.handlers = &pipe_handlers;
	pipe->generation = ion_fork_generation();
	pipe->is_forgotten = true;
	pipe->terminal_end = -1;
	pipe->last_byte = '\n';
	ion_list_push(&ION_G(pipes).all, &pipe->node);
	ion_list_init(&pipe->requests);
	ion_defer_init(&pipe->turn, on_turn, pipe);
	ion_outlet_init(&pipe->incoming, &ion_pipe_outlet_ops, &pipe->std);
	ion_reader_init(&pipe->reader);
	ion_writer_init(&pipe->writer);
	return &pipe->std;
}

/* Each side closes its own: for both there are two of it. 0, or -errno with `fd` still the caller's. */
static int open_ends(struct ion_pipe_object *pipe, int fd, enum ion_nowait way)
{
	bool is_written = (pipe->directions & ION_PIPE_WRITABLE) != 0;
	bool is_read = (pipe->directions & ION_PIPE_READABLE) != 0;
	int theirs = is_written && is_read ? ion_fd_dup(fd) : fd;
	int code = theirs < 0 ? theirs : 0;
	if (code == 0 && is_read) {
		code = ion_reader_open(&pipe->reader, ION_G(loop), fd, &ion_pipe_reader_events, pipe);
		pipe->reader.way = way;
	}
	if (code == 0 && is_written) {
		code = ion_writer_open(&pipe->writer, ION_G(loop), theirs, way, ion_pipe_on_writable, pipe);
	}
	if (code < 0 && is_read) {
		pipe->reader.fd = -1;
	}
	if (code < 0 && theirs != fd) {
		ion_fd_close(&theirs);
	}
	return code;
}

zend_object *ion_pipe_object_new(int *fd, unsigned directions, bool is_shared)
{
	enum ion_nowait way;
	struct ion_pipe_object *pipe;
	int code;
	if (ion_request_loop() == NULL) {
		return NULL;
	}
	pipe = ion_pipe_from_obj(pipe_create(pipe_ce));
	pipe->directions = directions;
	pipe->is_shared = is_shared;
	code = ion_nowait_open(fd, directions, is_shared, &way);
	if (code == 0) {
		pipe->is_forgotten = false;
		if ((directions & ION_PIPE_WRITABLE) != 0) {
			pipe->terminal_end = ion_nowait_terminal_end(*fd);
		}
		code = open_ends(pipe, *fd, way);
	}
	if (code < 0) {
		pipe->is_forgotten = true;
		OBJ_RELEASE(&pipe->std);
		ion_process_throw(-code, "Cannot use the pipe");
		return NULL;
	}
	*fd = -1;
	return &pipe->std;
}

bool ion_pipe_check(const struct ion_pipe_object *pipe)
{
	if (UNEXPECTED(ion_pipe_is_parents(&pipe->std))) {
		ion_misuse("The pipe belongs to the parent process");
		return false;
	}
	ion_request_check();
	if (UNEXPECTED(pipe->is_forgotten)) {
		ion_misuse("The pipe belongs to another process, or to a loop that is gone");
		return false;
	}
	return true;
}

/* Who waits is not told yet. */
static void cut(struct ion_pipe_object *pipe)
{
	if (ion_reader_is_open(&pipe->reader) || ion_pipe_buffered(pipe) > 0) {
		pipe->is_cut = true;
		ion_reader_close(&pipe->reader);
		ion_pipe_buffer_drop(pipe);
	}
	if (ion_writer_is_open(&pipe->writer)) {
		ion_writer_close(&pipe->writer, ECANCELED);
	}
	pipe->is_paused = false;
}

void ion_pipe_object_close(zend_object *object)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	if (pipe->is_forgotten || ion_pipe_is_parents(object)) {
		return;
	}
	cut(pipe);
	ion_pipe_schedule(pipe);
	ion_pipe_update(pipe);
}

int ion_pipe_object_fd(const zend_object *object)
{
	const struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	if (pipe->is_forgotten || ion_pipe_is_parents(object)) {
		return -1;
	}
	return pipe->reader.fd >= 0 ? pipe->reader.fd : pipe->writer.fd;
}

bool ion_pipe_object_is_closed(const zend_object *object)
{
	const struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	return pipe->is_forgotten || ion_pipe_is_parents(object) || ion_pipe_is_over(pipe);
}

zend_object *ion_pipe_when_closed(struct ion_pipe_object *pipe)
{
	if (pipe->closed == NULL) {
		pipe->closed = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
		if (ion_pipe_is_over(pipe)) {
			settle_closed(pipe);
		}
	}
	GC_ADDREF(pipe->closed);
	return pipe->closed;
}

/* --- all of them --------------------------------------------------------------------------- */

bool ion_pipe_is_family(const zend_object *object)
{
	return object->handlers == &pipe_handlers;
}

bool ion_pipe_is_parents(const zend_object *object)
{
	return ION_G(family).is_worker &&
		   ion_pipe_from_obj(object)->generation != ion_fork_generation();
}

void ion_pipe_flush_all(void)
{
	ion_list_foreach (node, &ION_G(pipes).all) {
		struct ion_pipe_object *pipe = ION_LIST_ENTRY(node, struct ion_pipe_object, node);
		if (!pipe->is_forgotten) {
			ion_writer_flush_rest(&pipe->writer);
		}
	}
}

static void forget(struct ion_pipe_object *pipe)
{
	if (ION_G(loop) == NULL) {
		/* it is the parent's, and could not be made private: nothing of it may be touched */
		pipe->reader.io = pipe->writer.io = NULL;
		pipe->reader.is_wide = pipe->writer.is_wide = false;
	}
	pipe->is_forgotten = true;
	ion_defer_cancel(&pipe->turn);
	ion_reader_close(&pipe->reader);
	ion_writer_close(&pipe->writer, ECANCELED);
}

void ion_pipe_drop_all(void)
{
	struct ion_pipe_state *state = &ION_G(pipes);
	ion_list_foreach (node, &state->all) {
		forget(ION_LIST_ENTRY(node, struct ion_pipe_object, node));
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(state->stdio); i++) {
		ion_pipe_release_promise(&state->stdio[i]);
	}
	if (state->spare != NULL) {
		zend_string_efree(state->spare);
		state->spare = NULL;
	}
}

/* Of a copy: the number stays in memory that both processes share until one of them writes. */
static void close_inherited(int fd)
{
	ion_fd_close(&fd);
}

void ion_pipe_abandon_all(void)
{
	ion_list_foreach (node, &ION_G(pipes).all) {
		const struct ion_pipe_object *pipe = ION_LIST_ENTRY(node, struct ion_pipe_object, node);
		close_inherited(pipe->reader.fd);
		close_inherited(pipe->writer.fd);
	}
	ion_pipe_state_init(&ION_G(pipes));
}

/* --- handlers of the object ---------------------------------------------------------------- */

/*
 * Nobody holds it any more: it is closed, and who waits for something of it is told. Not at the very
 * end of the request, when everything is destroyed in the order it was made.
 */
static void pipe_dtor(zend_object *object)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	if (ion_pipe_is_parents(object)) {
		/* what it would release is the parent's: it stays */
		GC_ADDREF(object);
		return;
	}
	if ((EG(flags) & EG_FLAGS_OBJECT_STORE_NO_REUSE) != 0 || pipe->is_forgotten) {
		return;
	}
	cut(pipe);
	/* when an exception is in the way, the loop takes the object until it is done */
	ion_pipe_advance(pipe);
}

static void pipe_free(zend_object *object)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	pipe->is_forgotten = true;
	ion_list_remove(&pipe->node);
	ion_defer_cancel(&pipe->turn);
	ion_reader_close(&pipe->reader);
	ion_writer_close(&pipe->writer, ECANCELED);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(&pipe->std);
	ion_pipe_buffer_drop(pipe);
	ion_pipe_drop_requests(pipe);
	ion_pipe_drop_writes(pipe);
	ion_pipe_release_promise(&pipe->closed);
	ion_outlet_release(&pipe->incoming);
}

static HashTable *pipe_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	ion_outlet_trace(&pipe->incoming, buffer);
	if (pipe->closed != NULL) {
		zend_get_gc_buffer_add_obj(buffer, pipe->closed);
	}
	ion_pipe_trace_requests(pipe, buffer);
	ion_pipe_trace_writes(pipe, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return NULL;
}

/* A loop over the properties, of which there are none, would do nothing and say nothing. */
static zend_object_iterator *pipe_refuse_iterator(zend_class_entry *ce, zval *object, int by_ref)
{
	(void) ce, (void) object, (void) by_ref;
	ion_misuse(
		"A Pipe cannot be iterated: foreach over its whenData(), or call readLine() until it "
		"gives null");
	return NULL;
}

void ion_pipe_object_minit(zend_class_entry *class_entry)
{
	pipe_ce = class_entry;
	class_entry->create_object = pipe_create;
	class_entry->get_iterator = pipe_refuse_iterator;
	pipe_handlers = *zend_get_std_object_handlers();
	pipe_handlers.offset = offsetof(struct ion_pipe_object, std);
	pipe_handlers.dtor_obj = pipe_dtor;
	pipe_handlers.free_obj = pipe_free;
	pipe_handlers.get_gc = pipe_get_gc;
	pipe_handlers.clone_obj = NULL;
	pipe_handlers.compare = zend_objects_not_comparable;
}
