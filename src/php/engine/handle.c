/*
 * See handle.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/handle.h"

#include "php/engine/boundary.h"
#include "promise/host.h"

/* ext/sockets lends the stream that it would export; the Socket stays what it is. */
static bool socket_to_stream(zval *socket, zval *ret)
{
	zend_function *export_stream;
	zend_object *thrown = NULL;
	export_stream = zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("socket_export_stream"));
	if (export_stream == NULL) {
		return false;
	}
	if (ion_host_call_method(NULL, export_stream, 1, socket, ret, &thrown) == ION_CALL_THREW) {
		/* a closed one */
		OBJ_RELEASE(thrown);
		return false;
	}
	return EG(exception) == NULL;
}

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
	zval stream;
	int fd = -1;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_RESOURCE) {
		return stream_to_fd(value);
	}
	if (Z_TYPE_P(value) == IS_OBJECT && socket_to_stream(value, &stream)) {
		fd = Z_TYPE(stream) == IS_RESOURCE ? stream_to_fd(&stream) : -1;
		zval_ptr_dtor(&stream);
	}
	return fd;
}

bool ion_handle_is_possible(const zval *value)
{
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_RESOURCE ||
		   (Z_TYPE_P(value) == IS_OBJECT &&
			   zend_string_equals_literal(Z_OBJCE_P(value)->name, "Socket"));
}
