/*
 * Watchers of streams, and what the loop looks at before it polls: see streams.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php_network.h"
#include "zend_exceptions.h"

#include "php/loop/streams.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "loop/io.h"
#include "loop/timer.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/loop/watcher.h"
#include "promise/host.h"

/* So many are looked at in every turn; a look takes a few nanoseconds for each. */
#define LOOK_ALWAYS 64
/* A look is made when that many times its own duration is over. */
#define LOOK_SPACING 20

/* NULL when it was closed, or is something else. */
static php_stream *resource_stream(const zend_resource *resource)
{
	return resource->type == php_file_le_stream() || resource->type == php_file_le_pstream()
			   ? resource->ptr
			   : NULL;
}

static php_stream *stream_of(const struct ion_watcher *watcher)
{
	return resource_stream(Z_RES(watcher->subject));
}

static bool is_closed(void *arg)
{
	return stream_of(arg) == NULL;
}

/* Borrowed; -1 when it has none. */
static int stream_fd(php_stream *stream)
{
	php_socket_t fd = -1;
	int status = php_stream_cast(
		stream, PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL, (void *) &fd, 0);
	return status == SUCCESS ? (int) fd : -1;
}

static bool has_buffered(const struct ion_watcher *watcher, php_stream *stream)
{
	if (!(watcher->stream.events & ION_IO_READ)) {
		return false;
	}
	if (watcher->stream.is_socket && stream->writepos == stream->readpos) {
		/* brings what OpenSSL has decrypted already into the buffer, and does no more */
		stream_fd(stream);
	}
	return stream->writepos > stream->readpos;
}

/* --- the look ------------------------------------------------------------------------------ */

static void report_closed(void *arg)
{
	struct ion_watcher *watcher = arg;
	ion_watcher_cancel(watcher);
	ion_watcher_failed(ion_host_exception_new(ion_ce_invalid_usage_exception,
		"A stream was closed while it was watched: cancel (or disable) its watcher first"));
}

/* Never looks further after a closed one: its report may run anything. */
static void look(struct ion_streams *streams)
{
	ion_list_foreach (node, &streams->watched) {
		struct ion_watcher *watcher = ION_LIST_ENTRY(node, struct ion_watcher, stream.node);
		php_stream *stream = stream_of(watcher);
		if (UNEXPECTED(stream == NULL)) {
			streams->is_dirty = true;
			ion_boundary_from_loop(report_closed, watcher);
			return;
		}
		if (UNEXPECTED(has_buffered(watcher, stream))) {
			ion_io_push(watcher->stream.io);
		}
	}
}

static void on_time_to_look(struct ion_timer *timer, void *arg)
{
	/* it only ends the sleep of the loop */
	(void) timer;
	(void) arg;
}

/* The loop must not sleep for ever before the next look. */
static void look_later(struct ion_streams *streams)
{
	if (streams->timer == NULL) {
		streams->timer = ion_timer_new(ION_G(loop), on_time_to_look, NULL);
	}
	if (streams->timer != NULL && !ion_timer_is_started(streams->timer)) {
		ion_timer_start_at(streams->timer, streams->next_look_ns);
	}
}

static void on_poll(void *arg)
{
	struct ion_streams *streams = arg;
	int64_t now_ns;
	if (streams->count == 0 || !streams->is_dirty) {
		return;
	}
	if (streams->count <= LOOK_ALWAYS) {
		streams->is_dirty = false;
		look(streams);
		return;
	}
	now_ns = ion_clock_now_ns();
	if (now_ns < streams->next_look_ns) {
		look_later(streams);
		return;
	}
	streams->is_dirty = false;
	look(streams);
	streams->next_look_ns = now_ns + LOOK_SPACING * (ion_clock_now_ns() - now_ns);
}

void ion_streams_init(struct ion_streams *streams)
{
	ion_list_init(&streams->watched);
}

void ion_streams_drop(struct ion_streams *streams)
{
	while (ion_list_pop(&streams->watched) != NULL) {
	}
	streams->count = 0;
	ion_timer_free(streams->timer);
	streams->timer = NULL;
}

/* --- the kind ------------------------------------------------------------------------------ */

static void on_ready(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_watcher *watcher = arg;
	(void) io;
	(void) events;
	if (stream_of(watcher) != NULL) {
		ion_watcher_due(watcher);
	} else {
		ion_boundary_from_loop(report_closed, watcher);
	}
}

static int io_start(struct ion_io *io)
{
	int status = ion_io_start(io);
	/* what epoll refuses to watch never blocks */
	return status == -EPERM ? ion_io_start_always(io) : status;
}

static void stream_stop(struct ion_watcher *watcher)
{
	if (!ion_list_empty(&watcher->stream.node)) {
		ion_list_remove(&watcher->stream.node);
		ION_G(streams).count--;
	}
	if (watcher->stream.io != NULL) {
		ion_io_stop(watcher->stream.io);
	}
}

static void stream_release(struct ion_watcher *watcher)
{
	ion_io_free(watcher->stream.io);
	watcher->stream.io = NULL;
}

static bool stream_start(struct ion_watcher *watcher, struct ion_loop *loop)
{
	int status = -ENOMEM;
	php_stream *stream = stream_of(watcher);
	int fd = stream != NULL ? stream_fd(stream) : -1;
	if (fd < 0) {
		zend_throw_exception(ion_ce_invalid_usage_exception,
			"The stream of this watcher was closed: it can only be cancelled", 0);
		return false;
	}
	watcher->stream.is_socket = strncmp(stream->ops->label, "tcp_socket", 10) == 0;
	/* anew each time: the descriptor of a stream may change, and so may the loop */
	stream_release(watcher);
	watcher->stream.io = ion_io_new(loop, fd, watcher->stream.events, on_ready, watcher);
	if (watcher->stream.io != NULL) {
		ion_io_set_guest(watcher->stream.io, is_closed);
		status = io_start(watcher->stream.io);
	}
	if (status < 0) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, -status, "cannot watch a stream: %s", strerror(-status));
		return false;
	}
	ion_list_push(&ION_G(streams).watched, &watcher->stream.node);
	ION_G(streams).count++;
	ION_G(streams).is_dirty = true;
	ion_loop_on_poll(loop, on_poll, &ION_G(streams));
	return true;
}

static const struct ion_watcher_kind stream_kind = {
	.start = stream_start,
	.stop = stream_stop,
	.release = stream_release,
};

struct ion_watcher *ion_watch_stream(
	zval *subject, unsigned events, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher;
	php_stream *opened =
		Z_TYPE_P(subject) == IS_RESOURCE ? resource_stream(Z_RES_P(subject)) : NULL;
	if (opened == NULL) {
		zend_argument_type_error(1, "must be an open stream");
		return NULL;
	}
	if (stream_fd(opened) < 0) {
		if (EG(exception) == NULL) {
			zend_argument_value_error(
				1, "must be a stream with a descriptor: a socket, a pipe, a file");
		}
		return NULL;
	}
	watcher = ion_watcher_new(&stream_kind, fci, fcc);
	ZVAL_COPY(&watcher->subject, subject);
	ion_list_init(&watcher->stream.node);
	watcher->stream.events = events;
	return ion_watcher_begin(watcher);
}
