/*
 * The arguments of Process::exec(): command and option array into what proc and the result need.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_OPTIONS_H
#define ION_PHP_PROCESS_EXEC_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "php/process/identity_options.h"
#include "php/process/ladder_options.h"

struct ion_feed_source;

enum ion_overflow {
	ION_OVERFLOW_TRUNCATE,
	ION_OVERFLOW_KILL,
	ION_OVERFLOW_FAIL,
};

/*
 * Lives for the start only; strings are borrowed from the zvals of the call unless said otherwise.
 * Anything in it may be taken (set to NULL) by the operation.
 */
struct ion_exec_options {
	const char **argv;      /* owned array */
	const char **envp;      /* owned array into env_block */
	zend_string *env_block; /* owned */
	zend_string *command;   /* owned: for people to read */
	const char *cwd;
	HashTable *env; /* borrowed; NULL = none */
	bool clear_env;
	struct ion_identity identity;
	zval *pid;                /* borrowed reference; NULL = none */
	struct ion_ladder ladder; /* complete */
	int64_t timeout_ns;
	int64_t drain_ns;
	struct ion_feed_source *feed; /* owned; NULL = /dev/null */
	size_t max_output;
	enum ion_overflow overflow;
	bool throws;
};

/* Throws and returns false for any misuse; `ret` must be released in both cases. */
bool ion_exec_options_parse(
	zend_string *shell_line, HashTable *argv, HashTable *options, struct ion_exec_options *ret);

/* Builds envp; not before the identity is known: LD_* of the caller is dropped with it. */
void ion_exec_options_build_env(struct ion_exec_options *options, bool drop_loader_variables);

void ion_exec_options_release(struct ion_exec_options *options);

#endif
