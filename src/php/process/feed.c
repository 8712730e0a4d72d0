/*
 * See feed.h. A stream is watched by a copy of its descriptor: the user may close his while the
 * program still reads, and the number may then belong to another file.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "php/process/feed.h"

#include <errno.h>

#include "loop/io.h"
#include "os/fd.h"
#include "php/engine/boundary.h"
#include "php/engine/options.h"

#define CHUNK 65536

enum kind {
	FROM_STRING,
	FROM_STREAM,
	FROM_ITERATOR,
};

struct ion_feed_source {
	enum kind kind;
	bool is_started;    /* the first chunk was asked for */
	zval input;         /* owned: the string, the stream's resource, the array or the Traversable */
	zend_string *chunk; /* owned: what was given last */
	zend_object_iterator *iterator; /* owned; FROM_ITERATOR over an object */
	HashPosition position;          /* FROM_ITERATOR over an array */
	struct ion_io *io;              /* owned; NULL while nothing is waited for */
	int watch_fd;                   /* owned copy of the stream's descriptor, -1 = none */
	bool is_ready;                  /* the loop said that there is something to read */
	bool is_always_ready;           /* nothing that could be waited for; reading may block */
	struct ion_loop *loop;          /* borrowed */
	void (*on_ready)(void *arg);
	void *on_ready_arg;
};

static struct ion_feed_source *source_alloc(enum kind kind, zval *input)
{
	struct ion_feed_source *source = ecalloc(1, sizeof(*source));
	source->kind = kind;
	source->watch_fd = -1;
	ZVAL_COPY(&source->input, input);
	return source;
}

struct ion_feed_source *ion_feed_source_new(zval *input)
{
	php_stream *stream;
	ZVAL_DEREF(input);
	switch (Z_TYPE_P(input)) {
		case IS_STRING:
			return source_alloc(FROM_STRING, input);
		case IS_ARRAY:
			return source_alloc(FROM_ITERATOR, input);
		case IS_OBJECT:
			if (instanceof_function(Z_OBJCE_P(input), zend_ce_traversable)) {
				return source_alloc(FROM_ITERATOR, input);
			}
			break;
		case IS_RESOURCE:
			stream = zend_fetch_resource2(
				Z_RES_P(input), NULL, php_file_le_stream(), php_file_le_pstream());
			if (stream == NULL) {
				ion_option_value_error("stdin", "be an open stream");
				return NULL;
			}
			if (strpbrk(stream->mode, "r+") == NULL) {
				ion_option_value_error("stdin", "be a stream that is open for reading");
				return NULL;
			}
			return source_alloc(FROM_STREAM, input);
		default:
			break;
	}
	ion_option_type_error("stdin", "string|resource|iterable|null", input);
	return NULL;
}

static void source_stop_watching(struct ion_feed_source *source)
{
	ion_io_free(source->io);
	source->io = NULL;
	ion_fd_close(&source->watch_fd);
}

void ion_feed_source_free(struct ion_feed_source *source)
{
	if (source == NULL) {
		return;
	}
	source_stop_watching(source);
	if (source->iterator != NULL) {
		zend_iterator_dtor(source->iterator);
	}
	if (source->chunk != NULL) {
		zend_string_release(source->chunk);
	}
	zval_ptr_dtor(&source->input);
	efree(source);
}

void ion_feed_source_trace(struct ion_feed_source *source, zend_get_gc_buffer *buffer)
{
	zend_get_gc_buffer_add_zval(buffer, &source->input);
	if (source->iterator != NULL) {
		zend_get_gc_buffer_add_obj(buffer, &source->iterator->std);
	}
}

bool ion_feed_source_is_plain(const struct ion_feed_source *source)
{
	return source->kind == FROM_STRING;
}

void ion_feed_source_on_ready(
	struct ion_feed_source *source, struct ion_loop *loop, void (*on_ready)(void *arg), void *arg)
{
	source->loop = loop;
	source->on_ready = on_ready;
	source->on_ready_arg = arg;
}

/* Takes over the reference. An empty chunk is no end: the next one is asked for. */
static enum ion_feed source_give(
	struct ion_feed_source *source, zend_string *chunk, const char **ret_data, size_t *ret_size)
{
	if (source->chunk != NULL) {
		zend_string_release(source->chunk);
	}
	source->chunk = chunk;
	*ret_data = ZSTR_VAL(chunk);
	*ret_size = ZSTR_LEN(chunk);
	return ION_FEED_DATA;
}

/* --- streams ------------------------------------------------------------------------------- */

static void on_stream_ready(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_feed_source *source = arg;
	(void) events;
	ion_io_stop(io);
	source->is_ready = true;
	source->on_ready(source->on_ready_arg);
}

/* PHP warns when a wrapper written in PHP has no descriptor to give; so ask the class first. */
static bool stream_has_descriptor(const php_stream *stream)
{
	return !php_stream_is(stream, PHP_STREAM_IS_USERSPACE) ||
		   (Z_TYPE(stream->wrapperdata) == IS_OBJECT &&
			   zend_hash_str_exists(
				   &Z_OBJCE(stream->wrapperdata)->function_table, ZEND_STRL("stream_cast")));
}

static bool source_open_watch(struct ion_feed_source *source, php_stream *stream)
{
	int fd = -1;
	if (!stream_has_descriptor(stream) ||
		php_stream_cast(stream, PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL,
			(void **) &fd, 0) != SUCCESS ||
		fd < 0) {
		return false;
	}
	source->watch_fd = ion_fd_dup(fd);
	if (source->watch_fd < 0) {
		source->watch_fd = -1;
		return false;
	}
	source->io = ion_io_new(source->loop, source->watch_fd, ION_IO_READ, on_stream_ready, source);
	return source->io != NULL;
}

/* False: always ready (regular files, memory), or it cannot be watched; then reading may block. */
static bool source_watch(struct ion_feed_source *source, php_stream *stream)
{
	if (source->is_always_ready) {
		return false;
	}
	if ((source->io == NULL && !source_open_watch(source, stream)) ||
		ion_io_start(source->io) < 0) {
		source_stop_watching(source);
		source->is_always_ready = true;
		return false;
	}
	return true;
}

/* One read, of what is there. php_stream_read() would read on until it has all of the size asked
 * for, if the stream was opened by a path: a fifo would block the loop. */
static ssize_t stream_read_some(php_stream *stream, char *to)
{
	uint32_t flag = stream->flags & PHP_STREAM_FLAG_NO_BUFFER;
	size_t there;
	stream->flags &= ~PHP_STREAM_FLAG_NO_BUFFER;
	if (stream->writepos == stream->readpos) {
		php_stream_fill_read_buffer(stream, 1);
	}
	stream->flags |= flag;
	there = (size_t) (stream->writepos - stream->readpos);
	return there > 0 && !EG(exception) ? php_stream_read(stream, to, there < CHUNK ? there : CHUNK)
									   : 0;
}

static enum ion_feed stream_read(
	struct ion_feed_source *source, php_stream *stream, const char **ret_data, size_t *ret_size)
{
	zend_string *chunk = zend_string_alloc(CHUNK, 0);
	ssize_t size = source->is_always_ready ? php_stream_read(stream, ZSTR_VAL(chunk), CHUNK)
										   : stream_read_some(stream, ZSTR_VAL(chunk));
	if (size <= 0 || EG(exception)) {
		zend_string_efree(chunk);
		if (size < 0 || EG(exception) || php_stream_eof(stream) || !source_watch(source, stream)) {
			return ION_FEED_END;
		}
		return ION_FEED_WAIT;
	}
	ZSTR_LEN(chunk) = (size_t) size;
	return source_give(source, chunk, ret_data, ret_size);
}

static enum ion_feed stream_next(
	struct ion_feed_source *source, const char **ret_data, size_t *ret_size)
{
	/* closed by the user meanwhile: the resource is still there, the stream is not */
	php_stream *stream = zend_fetch_resource2(
		Z_RES(source->input), NULL, php_file_le_stream(), php_file_le_pstream());
	if (stream == NULL) {
		return ION_FEED_END;
	}
	/* Reading may block, so ask first, unless PHP has bytes of it already or the loop just said
	 * that there are some. */
	if (stream->writepos == stream->readpos && !source->is_ready && source_watch(source, stream)) {
		return ION_FEED_WAIT;
	}
	source->is_ready = false;
	return stream_read(source, stream, ret_data, ret_size);
}

/* --- iterables ----------------------------------------------------------------------------- */

static enum ion_call iterator_open(struct ion_feed_source *source, zend_object **thrown)
{
	zend_class_entry *ce = Z_OBJCE(source->input);
	zval none;
	source->iterator = ce->get_iterator(ce, &source->input, 0);
	if (source->iterator != NULL && !EG(exception)) {
		return ION_CALL_RETURNED;
	}
	ZVAL_NULL(&none);
	return ion_boundary_outcome(&none, thrown);
}

static enum ion_call iterator_value(
	struct ion_feed_source *source, zval *ret_value, zend_object **thrown)
{
	bool is_first = !source->is_started;
	source->is_started = true;
	ZVAL_UNDEF(ret_value);
	if (Z_TYPE(source->input) == IS_ARRAY) {
		zval *current = zend_hash_get_current_data_ex(Z_ARRVAL(source->input), &source->position);
		if (current != NULL) {
			ZVAL_COPY_DEREF(ret_value, current);
			zend_hash_move_forward_ex(Z_ARRVAL(source->input), &source->position);
		}
		return ION_CALL_RETURNED;
	}
	if (source->iterator == NULL) {
		enum ion_call outcome = iterator_open(source, thrown);
		if (outcome != ION_CALL_RETURNED) {
			return outcome;
		}
	}
	return ion_boundary_iterate(source->iterator, is_first, ret_value, thrown);
}

static enum ion_feed iterator_next(
	struct ion_feed_source *source, const char **ret_data, size_t *ret_size, zend_object **thrown)
{
	zval value;
	zend_string *chunk = NULL;
	enum ion_call outcome = iterator_value(source, &value, thrown);
	if (outcome != ION_CALL_RETURNED || Z_TYPE(value) == IS_UNDEF) {
		return ION_FEED_END;
	}
	if (Z_TYPE(value) == IS_STRING) {
		return source_give(source, Z_STR(value), ret_data, ret_size);
	}
	if (Z_TYPE(value) == IS_ARRAY || Z_TYPE(value) == IS_RESOURCE) {
		*thrown = ion_host_exception_new(zend_ce_type_error,
			"Option \"stdin\" must yield strings, %s given", zend_zval_type_name(&value));
	} else {
		ion_boundary_to_string(&value, &chunk, thrown);
	}
	zval_ptr_dtor(&value);
	return chunk != NULL ? source_give(source, chunk, ret_data, ret_size) : ION_FEED_END;
}

enum ion_feed ion_feed_source_next(
	struct ion_feed_source *source, const char **ret_data, size_t *ret_size, zend_object **thrown)
{
	*thrown = NULL;
	switch (source->kind) {
		case FROM_STRING:
			if (source->is_started) {
				return ION_FEED_END;
			}
			source->is_started = true;
			*ret_data = Z_STRVAL(source->input);
			*ret_size = Z_STRLEN(source->input);
			return ION_FEED_DATA;
		case FROM_STREAM: {
			zval none;
			enum ion_feed result = stream_next(source, ret_data, ret_size);
			if (UNEXPECTED(EG(exception))) {
				/* a userland stream wrapper threw */
				ZVAL_NULL(&none);
				ion_boundary_outcome(&none, thrown);
				return ION_FEED_END;
			}
			return result;
		}
		case FROM_ITERATOR:
			return iterator_next(source, ret_data, ret_size, thrown);
	}
	return ION_FEED_END;
}
