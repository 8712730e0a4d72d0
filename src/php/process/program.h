/*
 * From parsed options to a program that runs, for exec() and spawn() alike, and the words for a start
 * that failed.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_PROGRAM_H
#define ION_PHP_PROCESS_PROGRAM_H

#include <stdbool.h>

#include "php.h"

#include "base/err.h"
#include "php/process/exec_options.h"

struct ion_proc;
struct ion_proc_events;

/* What messages are made of; all owned, and NULL but `command` where there is nothing to say. */
struct ion_program_names {
	zend_string *command;
	zend_string *cwd;
	zend_string *identity;
	zend_string *cgroup;
	zend_string *file; /* of "stdio", that could not be opened */
	zend_string *limits;
	zend_string *priority;
	zend_string *affinity;
	bool wants_namespace;
};

/* Takes the command out of the options. */
void ion_program_names_init(struct ion_program_names *names, struct ion_exec_options *options);
void ion_program_names_release(struct ion_program_names *names);

/* A SpawnException; owned by the caller. */
zend_object *ion_program_error(const struct ion_program_names *names, const struct ion_err *err);

struct ion_program_start {
	struct ion_exec_options *options;
	const struct ion_proc_events *events; /* see ion_proc_start() */
	void *arg;
	bool feeds_stdin;
	struct ion_stdio_opened opened; /* by the start; for ion_program_start_release() */
};

/*
 * 0, or -errno with `err`; a name, or file, that is the reason is in `names` then. A fatal error of
 * the memory limit leaves no descriptor open.
 */
int ion_program_start(struct ion_program_start *start, struct ion_program_names *names,
	struct ion_proc **ret_proc, struct ion_err *err);

/* Closes what nobody has taken of it; in both cases. */
void ion_program_start_release(struct ion_program_start *start);

#endif
