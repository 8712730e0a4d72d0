/*
 * Class ION\Process\Exec, and the exception that says of an Exec what went wrong.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_RESULT_H
#define ION_PHP_PROCESS_EXEC_RESULT_H

#include "php.h"

#include "proc/proc.h"

struct ion_exec_outcome {
	zend_string *command; /* borrowed */
	pid_t pid;
	zend_string *stdout_data; /* taken */
	zend_string *stderr_data; /* taken */
	bool truncated;
	double started_at;
	enum ion_cause cause;
	const struct ion_proc_result *result; /* borrowed */
};

/* Registers the class. */
void ion_exec_result_minit(void);

void ion_exec_result_new(const struct ion_exec_outcome *outcome, zval *ret);

bool ion_exec_result_is_ok(const zval *exec);

/* An ExecException holding the Exec: command, what happened (NULL = how it ended), working
 * directory, and the tails of both outputs. Owned by the caller. */
zend_object *ion_exec_exception_new(zval *exec, const zend_string *cwd, const char *what);

#endif
