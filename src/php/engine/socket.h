/*
 * The Socket objects of PHP's own extension "sockets", which may be loaded or not.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_ENGINE_SOCKET_H
#define ION_PHP_ENGINE_SOCKET_H

#include "php.h"

/* The descriptor of a Socket object, borrowed; -1 when it was closed, and for anything else. */
int ion_socket_fd(const zval *value);

#endif
