/*
 * One running exec() between the promise and the program.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_H
#define ION_PHP_PROCESS_EXEC_H

#include "php.h"

struct ion_exec_options;

/*
 * Starts the program; options may be taken over, the caller releases the rest. A Deferred of Exec,
 * owned by the caller, which has failed already when the start did. Never NULL.
 */
zend_object *ion_exec_start(struct ion_exec_options *options);

#endif
