/*
 * See socket.h. The extension may be a library of its own that is loaded after this one, or never, so that
 * nothing of it can be linked to: its class goes by name, and its struct is that of the header.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/socket.h"

#ifdef __has_include
# if __has_include("ext/sockets/php_sockets.h")
/* which PHP's own configuration does not say of a library; the header is empty without it */
#  ifndef HAVE_SOCKETS
#   define HAVE_SOCKETS 1
#  endif
#  include "ext/sockets/php_sockets.h"
# endif
#endif

#ifdef PHP_SOCKETS_H
static bool is_socket(const zend_object *object)
{
	const zend_class_entry *class_entry = object->ce;
	return class_entry->type == ZEND_INTERNAL_CLASS &&
		   zend_string_equals_literal(class_entry->name, "Socket");
}

/* socket_export_stream() has given the descriptor away: it lives as long as that stream. */
static bool has_lost_stream(const php_socket *socket)
{
	return Z_TYPE(socket->zstream) == IS_RESOURCE && Z_RES(socket->zstream)->type < 0;
}

int ion_socket_fd(const zval *value)
{
	const php_socket *socket;
	if (Z_TYPE_P(value) != IS_OBJECT || !is_socket(Z_OBJ_P(value))) {
		return -1;
	}
	socket = socket_from_obj(Z_OBJ_P(value));
	return has_lost_stream(socket) ? -1 : socket->bsd_socket;
}
#else
int ion_socket_fd(const zval *value)
{
	(void) value;
	return -1;
}
#endif
