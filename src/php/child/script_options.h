/*
 * The arguments of Process::spawnScript().
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CHILD_SCRIPT_OPTIONS_H
#define ION_PHP_CHILD_SCRIPT_OPTIONS_H

#include <stdbool.h>

#include "php.h"

struct ion_exec_options;

/*
 * Throws and returns false for any misuse. `ret` must be released in both cases; it borrows from
 * *ret_argv, which is owned by the caller, NULL = none.
 */
bool ion_script_options_parse(zend_string *file, HashTable *arguments, HashTable *options,
	struct ion_exec_options *ret, HashTable **ret_argv);

#endif
