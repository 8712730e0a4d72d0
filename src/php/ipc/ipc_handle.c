/*
 * Streams and descriptors: what is sent lends its descriptor for the moment of the call; what is
 * received becomes a stream of the kind that PHP itself would have opened.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "ext/standard/file.h"
#include "php_network.h"

#include "php/ipc/ipc_object.h"

#include "os/fd.h"
#include "os/kind.h"
#include "php/engine/boundary.h"
#include "php/engine/handle.h"

/* --- to descriptors ------------------------------------------------------------------------ */

static bool add_handle(struct ion_handles *handles, zval *value, uint32_t arg_num)
{
	int fd;
	if (!ion_handle_is_possible(value)) {
		zend_argument_type_error(arg_num,
			"must be a stream, a Socket, a list of them or null, %s given",
			zend_zval_type_name(value));
		return false;
	}
	fd = ion_handle_fd(value);
	if (EG(exception) != NULL) {
		return false;
	}
	if (fd < 0) {
		zend_argument_value_error(
			arg_num, "must be an open stream or Socket that has a file descriptor");
		return false;
	}
	handles->fds[handles->count++] = fd;
	return true;
}

bool ion_handles_from_zval(struct ion_handles *handles, zval *value, uint32_t arg_num)
{
	zval *member;
	handles->count = 0;
	if (value == NULL || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		return add_handle(handles, value, arg_num);
	}
	if (!zend_array_is_list(Z_ARRVAL_P(value)) ||
		zend_hash_num_elements(Z_ARRVAL_P(value)) > ION_FRAME_HANDLES_MAX) {
		zend_argument_value_error(
			arg_num, "must be a list of at most %d streams or Sockets", ION_FRAME_HANDLES_MAX);
		return false;
	}
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), member) {
		if (!add_handle(handles, member, arg_num)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* --- from descriptors ---------------------------------------------------------------------- */

static const char *const transports[] = {
	[ION_KIND_FILE] = NULL,
	[ION_KIND_TCP] = "tcp://",
	[ION_KIND_UDP] = "udp://",
	[ION_KIND_UNIX_STREAM] = "unix://",
	[ION_KIND_UNIX_DATAGRAM] = "udg://",
	[ION_KIND_SOCKET] = NULL,
};

/* As socket_export_stream() does it: the transport makes a stream that is not connected, with the
 * operations of its kind (accept() above all), and gets the descriptor. */
static php_stream *open_socket(int fd, enum ion_kind kind, bool is_blocking)
{
	const char *transport = transports[kind];
	php_netstream_data_t *data;
	php_stream *stream = NULL;
	if (transport != NULL) {
		stream = php_stream_xport_create(
			transport, strlen(transport), 0, 0, NULL, NULL, NULL, NULL, NULL);
	}
	if (stream == NULL) {
		stream = php_stream_sock_open_from_socket(fd, NULL);
	}
	if (stream == NULL) {
		return NULL;
	}
	data = (php_netstream_data_t *) stream->abstract;
	data->socket = fd;
	data->is_blocked = is_blocking;
	data->timeout.tv_sec = FG(default_socket_timeout);
	data->timeout.tv_usec = 0;
	return stream;
}

static php_stream *open_file(int fd, const struct ion_access *access)
{
	const char *mode = "r+";
	if (access->appends) {
		mode = access->can_read ? "a+" : "a";
	} else if (!access->can_write) {
		mode = "r";
	} else if (!access->can_read) {
		mode = "w";
	}
	return php_stream_fopen_from_fd(fd, mode, NULL);
}

struct opening {
	int fd;
	php_stream *stream; /* has the descriptor; NULL = none was made */
};

static void open_stream(void *arg)
{
	struct opening *opening = arg;
	struct ion_access access;
	enum ion_kind kind;
	if (ion_kind_of(opening->fd, &kind) == 0 && ion_kind_access(opening->fd, &access) == 0) {
		opening->stream = kind == ION_KIND_FILE
							  ? open_file(opening->fd, &access)
							  : open_socket(opening->fd, kind, access.is_blocking);
	}
}

/* A stream that was not finished does not know its descriptor. */
static void close_opening(void *arg)
{
	struct opening *opening = arg;
	ion_fd_close(&opening->fd);
}

/* Takes the descriptor. null when no stream can be made of it. */
static void fd_to_zval(int fd, zval *ret)
{
	struct opening opening = {.fd = fd};
	ion_boundary_holding(open_stream, close_opening, &opening);
	if (opening.stream == NULL) {
		close_opening(&opening);
		ZVAL_NULL(ret);
		return;
	}
	php_stream_to_zval(opening.stream, ret);
}

static void take_fd(int *fd, zval *ret)
{
	int taken = *fd;
	*fd = -1;
	fd_to_zval(taken, ret);
}

void ion_handles_to_zval(int *fds, size_t count, zval *ret)
{
	if (count == 0) {
		ZVAL_NULL(ret);
	} else if (count == 1) {
		take_fd(&fds[0], ret);
	} else {
		array_init_size(ret, (uint32_t) count);
		for (size_t i = 0; i < count; i++) {
			zval stream;
			take_fd(&fds[i], &stream);
			add_next_index_zval(ret, &stream);
		}
	}
}
