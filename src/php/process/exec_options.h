/*
 * The arguments of Process::exec(), spawn() and what is built on them: command and option array into
 * what proc and the result need.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_OPTIONS_H
#define ION_PHP_PROCESS_EXEC_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "os/pidtree.h"
#include "os/spawn.h"
#include "php/process/attribute_options.h"
#include "php/process/identity_options.h"
#include "php/process/ladder_options.h"
#include "php/process/stdio_options.h"
#include "promise/callable.h"

struct ion_feed_source;

enum ion_overflow {
	ION_OVERFLOW_TRUNCATE,
	ION_OVERFLOW_KILL,
	ION_OVERFLOW_FAIL,
};

/* What is done with the program. */
enum ion_exec_verb {
	ION_EXEC_COLLECT, /* exec(): its output is collected, or given to callbacks */
	ION_EXEC_LIVE,    /* spawn(): pipes for the caller to use */
	ION_EXEC_SCRIPT,  /* spawnScript(): likewise, beside a channel */
};

/*
 * Lives for the start only; strings are borrowed from the zvals of the call unless said otherwise.
 * Anything in it may be taken (set to NULL) by the operation.
 */
struct ion_exec_options {
	const char **argv;                    /* owned array */
	const char **envp;                    /* owned array into env_block */
	zend_string *env_block;               /* owned */
	char marker[ION_PIDTREE_MARKER_SIZE]; /* stands for it in the environment; "" = nothing does */
	zend_string *command;                 /* owned: for people to read */
	enum ion_exec_verb verb;
	const char *cwd;
	HashTable *env; /* borrowed; NULL = none */
	bool clear_env;
	struct ion_identity identity;
	zval *pid;                /* borrowed reference; NULL = none */
	struct ion_ladder ladder; /* complete */
	int64_t timeout_ns;
	int64_t idle_ns;
	int64_t drain_ns;
	struct ion_feed_source *feed; /* owned; NULL = /dev/null */
	size_t max_output;
	enum ion_overflow overflow;
	bool throws;
	struct ion_callable on_output[3]; /* [1] and [2]; owned, may be taken (emptied) */
	struct ion_stdio stdio;           /* complete */
	struct ion_attributes attributes; /* owned lists */
	enum ion_spawn_family family;
	const char *cgroup; /* NULL = none */
	bool pid_namespace;
	bool is_detached;
	const char *php;    /* SCRIPT: another binary; NULL = that of this process */
	const char *file;   /* SCRIPT: what it runs; borrowed from `argv` */
	HashTable *ini;     /* SCRIPT: borrowed; NULL = none */
	int channel_target; /* SCRIPT: the descriptor of its channel, 0 = none */
};

/* Throws and returns false for any misuse; `ret` must be released in both cases. `options` are
 * argument 2, or 3 of ION_EXEC_SCRIPT, which is also given neither line nor argv. */
bool ion_exec_options_parse(enum ion_exec_verb verb, zend_string *shell_line, HashTable *argv,
	HashTable *options, struct ion_exec_options *ret);

void ion_exec_options_release(struct ion_exec_options *options);

#endif
