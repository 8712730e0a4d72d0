/*
 * See handle.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/handle.h"

#include "php/engine/socket.h"

static int stream_to_fd(const zval *value)
{
	php_stream *stream =
		zend_fetch_resource2(Z_RES_P(value), NULL, php_file_le_stream(), php_file_le_pstream());
	int fd = -1;
	if (stream == NULL || php_stream_is(stream, PHP_STREAM_IS_USERSPACE) ||
		php_stream_cast(stream, PHP_STREAM_AS_FD | PHP_STREAM_CAST_INTERNAL, (void **) &fd, 0) ==
			FAILURE) {
		return -1;
	}
	return fd;
}

int ion_handle_fd(zval *value)
{
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_RESOURCE ? stream_to_fd(value) : ion_socket_fd(value);
}

bool ion_handle_is_possible(const zval *value)
{
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_RESOURCE ||
		   (Z_TYPE_P(value) == IS_OBJECT &&
			   zend_string_equals_literal(Z_OBJCE_P(value)->name, "Socket"));
}
