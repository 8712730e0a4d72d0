/*
 * The environment of a program: option "env", and what is inherited.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_ENV_H
#define ION_PHP_PROCESS_EXEC_ENV_H

#include <stdbool.h>

#include "php.h"

struct ion_exec_options;

/* file:line of the calling PHP code, in the environment of every program. */
#define ION_EXEC_LINE "_ION_EXEC_LINE"

/* Throws and returns false for any misuse. The array is borrowed. */
bool ion_exec_parse_env(zval *value, HashTable **ret);

/* Fills envp; not before the identity is known: LD_* of the caller is dropped with it. */
void ion_exec_options_build_env(struct ion_exec_options *options, bool drop_loader_variables);

#endif
