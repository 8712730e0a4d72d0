/*
 * What runs: a line for the shell, or a program and its arguments.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_COMMAND_H
#define ION_PHP_PROCESS_EXEC_COMMAND_H

#include <stdbool.h>

#include "php.h"

struct ion_exec_options;

/* Each throws and returns false for any misuse, as argument 1. Strings are borrowed. */
bool ion_exec_parse_shell_line(zend_string *line, struct ion_exec_options *ret);
bool ion_exec_parse_argv(HashTable *argv, struct ion_exec_options *ret);

/* A list of strings that has been checked. */
void ion_exec_set_argv(struct ion_exec_options *ret, HashTable *argv);

#endif
