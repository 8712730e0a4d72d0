/*
 * Class ION\Process\ForeignProcess: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/foreign/php_foreign.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>

#include "php/engine/errors.h"
#include "php/engine/options.h"
#include "php/foreign/foreign.h"
#include "promise/object.h"

#include "stubs/foreign_arginfo.h"

static struct ion_foreign *this_process(const zval *this_zv)
{
	return ion_foreign_from_obj(Z_OBJ_P(this_zv));
}

ZEND_METHOD(ION_Process, attach)
{
	zend_long pid;
	zend_object *process;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(pid)
	ZEND_PARSE_PARAMETERS_END();

	if (pid < 1 || pid > INT_MAX) {
		zend_argument_value_error(1, "must be the pid of a process, at least 1");
		RETURN_THROWS();
	}
	process = ion_foreign_new((pid_t) pid);
	if (process == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(process);
}

ZEND_METHOD(ION_Process_ForeignProcess, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(ION_Process_ForeignProcess, getPID)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(this_process(ZEND_THIS)->pid);
}

ZEND_METHOD(ION_Process_ForeignProcess, isAlive)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_foreign_is_alive(this_process(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_ForeignProcess, getStartedTime)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_DOUBLE(this_process(ZEND_THIS)->started_at);
}

ZEND_METHOD(ION_Process_ForeignProcess, kill)
{
	struct ion_foreign *foreign = this_process(ZEND_THIS);
	zend_string *name = NULL;
	zend_long number = SIGTERM;
	int signal = 0, status;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	status = ion_foreign_kill(foreign, signal);
	if (status < 0 && status != -ESRCH) {
		ion_process_throw(-status, "Cannot send signal %d to the process with pid %d", signal,
			(int) foreign->pid);
		RETURN_THROWS();
	}
	RETURN_BOOL(status == 0);
}

ZEND_METHOD(ION_Process_ForeignProcess, whenExit)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ(ion_foreign_promise(this_process(ZEND_THIS)));
}

void ion_foreign_minit(void)
{
	ion_foreign_handlers_init(register_class_ION_Process_ForeignProcess());
}
