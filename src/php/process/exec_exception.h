/*
 * The exception that says of an Exec what went wrong.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_EXCEPTION_H
#define ION_PHP_PROCESS_EXEC_EXCEPTION_H

#include "php.h"

/*
 * An ExecException holding the Exec: command, what happened (NULL = how it ended), working directory
 * (NULL = unknown), duration, and the ends of both outputs. Owned by the caller.
 */
zend_object *ion_exec_exception_new(zval *exec, const zend_string *cwd, const char *what);

#endif
