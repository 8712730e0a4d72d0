/*
 * What exec() and its relatives were called with, kept for later: the caller's variables, and the
 * references in the arrays, may change or go meanwhile.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_KEPT_ARGUMENTS_H
#define ION_PHP_PROCESS_KEPT_ARGUMENTS_H

#include "php.h"

/* Everything is owned; either `line` or `argv` is set. */
struct ion_kept_arguments {
	zend_string *line;
	HashTable *argv;
	HashTable *options;
};

/*
 * Copies that nobody else can reach, as deep as option arrays go, with two exceptions: the reference
 * in `pid` stays one, and what is in `stdin` is shared. `options` may be NULL. The code that calls is
 * named in `env` as `_ION_EXEC_LINE`, as exec() would name the code that runs when it is started.
 */
void ion_kept_arguments_init(
	struct ion_kept_arguments *kept, zend_string *line, HashTable *argv, HashTable *options);

/* May run destructors. Twice is harmless. */
void ion_kept_arguments_release(struct ion_kept_arguments *kept);

/* One such copy of an array without exceptions; owned by the caller. */
HashTable *ion_array_unshare(HashTable *from);

#endif
