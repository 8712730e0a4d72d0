/*
 * Class ION\Process\Exec: how a program ended.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXEC_RESULT_H
#define ION_PHP_PROCESS_EXEC_RESULT_H

#include "php.h"

#include "proc/proc.h"

/* The properties, in the order of the stub. */
enum ion_exec_property {
	ION_EXEC_COMMAND,
	ION_EXEC_PID,
	ION_EXEC_STDOUT,
	ION_EXEC_STDERR,
	ION_EXEC_STATUS,
	ION_EXEC_SIGNALED,
	ION_EXEC_SIGNAL,
	ION_EXEC_CAUSE,
	ION_EXEC_TRUNCATED,
	ION_EXEC_PIPES_HELD,
	ION_EXEC_CORE_DUMPED,
	ION_EXEC_STARTED_TIME,
	ION_EXEC_DURATION,
	ION_EXEC_USAGE,
};

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

/* Borrowed. Not for one made by reflection, which has no values. */
zval *ion_exec_result_get(const zval *exec, enum ion_exec_property property);

#endif
