/*
 * Class ION\Process. Parse, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/php_process.h"

#include <sys/resource.h>

#include "php/child/php_child.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/await.h"
#include "php/foreign/php_foreign.h"
#include "php/identity/php_identity.h"
#include "php/process/exec_options.h"
#include "php/process/exec_result.h"
#include "php/process/php_exec.h"
#include "php/process/php_replace.h"
#include "php/signal/php_signal.h"
#include "php/waiting/php_waiting.h"
#include "stubs/process_arginfo.h"

ZEND_METHOD(ION_Process, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

/* What exec() and run() are called with; borrowed from the caller. Either `line` or `argv` is set. */
struct exec_arguments {
	zend_string *line;
	HashTable *argv;
	HashTable *options;
};

/* False with an exception for arguments of a wrong number or type. */
static bool exec_arguments_parse(zend_execute_data *execute_data, struct exec_arguments *arguments)
{
	memset(arguments, 0, sizeof(*arguments));

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT_OR_STR(arguments->argv, arguments->line)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(arguments->options)
	ZEND_PARSE_PARAMETERS_END_EX(return false);
	return true;
}

/* NULL with an exception for misuse. */
static zend_object *exec_from_arguments(const struct exec_arguments *arguments)
{
	struct ion_exec_options parsed;
	zend_object *promise = NULL;
	if (ion_exec_options_parse(
			ION_EXEC_COLLECT, arguments->line, arguments->argv, arguments->options, &parsed)) {
		promise = ion_exec_start(&parsed);
	}
	ion_exec_options_release(&parsed);
	return promise;
}

ZEND_METHOD(ION_Process, exec)
{
	struct exec_arguments arguments;
	zend_object *promise;

	if (!exec_arguments_parse(execute_data, &arguments)) {
		RETURN_THROWS();
	}
	promise = exec_from_arguments(&arguments);
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process, run)
{
	struct exec_arguments arguments;
	zend_object *promise;

	if (!exec_arguments_parse(execute_data, &arguments) || !ion_await_is_possible()) {
		RETURN_THROWS();
	}
	promise = exec_from_arguments(&arguments);
	if (promise == NULL) {
		RETURN_THROWS();
	}
	ion_await(promise, return_value);
	OBJ_RELEASE(promise);
}

void ion_process_minit(void)
{
	ion_exec_result_minit();
	ion_signal_minit(register_class_ION_Process());
}
