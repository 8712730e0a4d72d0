/*
 * What PHP programs hold descriptors by: streams, and the Socket objects of ext/sockets.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_HANDLE_H
#define ION_PHP_HANDLE_H

#include <stdbool.h>

#include "php.h"

/* Whether the type is one of these. */
bool ion_handle_is_possible(const zval *value);

/* The descriptor, which stays the stream's; -1 when it has none, or is closed. May leave an
 * exception. */
int ion_handle_fd(zval *value);

#endif
