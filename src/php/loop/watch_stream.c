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
#include "php/engine/globals.h"
#include "php/engine/socket.h"
#include "php/loop/watch.h"
#include "promise/host.h"

/* So many are looked at in every turn; a look takes a few nanoseconds for each. */
#define LOOK_ALWAYS 64
/* A look is made when that many times its own duration is over. */
#define LOOK_SPACING 20

/* NULL when it was closed, or is something else. */
static php_stream *stream_of(const zval *subject)
{
	const zend_resource *resource;
	if (Z_TYPE_P(subject) != IS_RESOURCE) {
		return NULL;
	}
	resource = Z_RES_P(subject);
	return resource->type == php_file_le_stream() || resource->type == php_file_le_pstream()
			   ? resource->ptr
			   : NULL;
}

/* Borrowed; -1 when it has none. */
static int stream_fd(php_stream *stream)
{
	php_socket_t fd = -1;
	int status = php_stream_cast(
		stream, PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL, (void *) &fd, 0);
	return status == SUCCESS ? (int) fd : -1;
}

static bool is_open(const zval *subject)
{
	return stream_of(subject) != NULL || ion_socket_fd(subject) >= 0;
}

/* Borrowed; -1 when it was closed or has none. */
static int subject_fd(const zval *subject)
{
	php_stream *stream = stream_of(subject);
	return stream != NULL ? stream_fd(stream) : ion_socket_fd(subject);
}

static bool is_closed(void *arg)
{
	const struct ion_watch *watch = arg;
	return !is_open(&watch->subject);
}

/* Sockets have no buffer. */
static bool has_buffered(const struct ion_watch *watch)
{
	php_stream *stream = stream_of(&watch->subject);
	if (stream == NULL || !(watch->stream.events & ION_IO_READ)) {
		return false;
	}
	if (watch->stream.is_encrypted && stream->writepos == stream->readpos) {
		/* brings what OpenSSL has decrypted already into the buffer, and does no more */
		stream_fd(stream);
	}
	return stream->writepos > stream->readpos;
}

/* --- the look ------------------------------------------------------------------------------ */

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

/* Never looks further after a closed one: its report may run anything. The others wait for the next look,
 * and the loop does not sleep before that. */
static void look(struct ion_streams *streams)
{
	ion_list_foreach (node, &streams->watched) {
		struct ion_watch *watch = ION_LIST_ENTRY(node, struct ion_watch, stream.node);
		if (UNEXPECTED(!is_open(&watch->subject))) {
			streams->is_dirty = true;
			look_later(streams);
			watch->owner->on_closed(watch);
			return;
		}
		if (UNEXPECTED(has_buffered(watch))) {
			ion_io_push(watch->stream.io);
		}
	}
}

static void look_now(struct ion_streams *streams, int64_t now_ns)
{
	streams->is_dirty = false;
	streams->next_look_ns = now_ns;
	look(streams);
	if (!streams->is_dirty && streams->count > LOOK_ALWAYS) {
		streams->next_look_ns += LOOK_SPACING * (ion_clock_now_ns() - now_ns);
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
		look_now(streams, 0);
		return;
	}
	now_ns = ion_clock_now_ns();
	if (now_ns < streams->next_look_ns) {
		look_later(streams);
	} else {
		look_now(streams, now_ns);
	}
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
	struct ion_watch *watch = arg;
	(void) io;
	(void) events;
	if (is_open(&watch->subject)) {
		ion_watch_due(watch);
	} else {
		watch->owner->on_closed(watch);
	}
}

static int io_start(struct ion_io *io)
{
	int status = ion_io_start(io);
	/* what epoll refuses to watch never blocks */
	return status == -EPERM ? ion_io_start_always(io) : status;
}

static void stream_stop(struct ion_watch *watch)
{
	struct ion_streams *streams = &ION_G(streams);
	if (!ion_list_empty(&watch->stream.node)) {
		ion_list_remove(&watch->stream.node);
		streams->count--;
	}
	if (streams->count == 0 && streams->timer != NULL) {
		ion_timer_stop(streams->timer);
	}
	if (watch->stream.io != NULL) {
		ion_io_stop(watch->stream.io);
	}
}

static void stream_release(struct ion_watch *watch)
{
	ion_io_free(watch->stream.io);
	watch->stream.io = NULL;
}

static bool stream_start(struct ion_watch *watch, struct ion_loop *loop)
{
	int status = -ENOMEM;
	const php_stream *stream = stream_of(&watch->subject);
	if (watch->stream.fd < 0 || !is_open(&watch->subject)) {
		zend_throw_exception(ion_ce_invalid_usage_exception,
			"The stream of this watcher was closed: it can only be cancelled", 0);
		return false;
	}
	watch->stream.is_encrypted =
		stream != NULL && strncmp(stream->ops->label, "tcp_socket", 10) == 0;
	/* anew each time: there may be another descriptor, or another loop */
	stream_release(watch);
	watch->stream.io = ion_io_new(loop, watch->stream.fd, watch->stream.events, on_ready, watch);
	if (watch->stream.io != NULL) {
		ion_io_set_guest(watch->stream.io, is_closed);
		status = io_start(watch->stream.io);
	}
	if (status < 0) {
		zend_throw_exception_ex(
			ion_ce_runtime_exception, -status, "cannot watch a stream: %s", strerror(-status));
		return false;
	}
	ion_list_push(&ION_G(streams).watched, &watch->stream.node);
	ION_G(streams).count++;
	ION_G(streams).is_dirty = true;
	ion_loop_on_poll(loop, on_poll, &ION_G(streams));
	return true;
}

static const struct ion_watch_kind stream_kind = {
	.start = stream_start,
	.stop = stream_stop,
	.release = stream_release,
};

bool ion_watch_check_stream(zval *subject, int *ret_fd)
{
	if (!is_open(subject)) {
		zend_argument_type_error(1, "must be an open stream or socket");
		return false;
	}
	*ret_fd = subject_fd(subject);
	if (*ret_fd < 0 && EG(exception) == NULL) {
		zend_argument_value_error(
			1, "must be a stream with a descriptor: a socket, a pipe, a file");
	}
	return EG(exception) == NULL;
}

int ion_watch_find_fd(const struct ion_watch *watch)
{
	zval subject;
	int fd;
	if (watch->kind != &stream_kind) {
		return -1;
	}
	/* the watch may be gone when that returns */
	ZVAL_COPY(&subject, &watch->subject);
	fd = subject_fd(&subject);
	zval_ptr_dtor(&subject);
	return fd;
}

void ion_watch_set_fd(struct ion_watch *watch, int fd)
{
	if (watch->kind == &stream_kind) {
		watch->stream.fd = fd;
	}
}

void ion_watch_init_stream(struct ion_watch *watch, const struct ion_watch_owner *owner,
	zval *subject, int fd, unsigned events)
{
	*watch = (struct ion_watch){.kind = &stream_kind, .owner = owner};
	ZVAL_COPY(&watch->subject, subject);
	ion_list_init(&watch->stream.node);
	watch->stream.fd = fd;
	watch->stream.events = events;
}
