/*
 * Class ION\Process. Parse, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/php_process.h"

#include "php/engine/await.h"
#include "php/process/exec_options.h"
#include "php/process/exec_result.h"
#include "php/process/php_exec.h"
#include "stubs/process_arginfo.h"

ZEND_METHOD(ION_Process, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

/* NULL with an exception for misuse. */
static zend_object *exec_from_arguments(zend_string *line, HashTable *argv, HashTable *options)
{
	struct ion_exec_options parsed;
	zend_object *promise = NULL;
	if (ion_exec_options_parse(line, argv, options, &parsed)) {
		promise = ion_exec_start(&parsed);
	}
	ion_exec_options_release(&parsed);
	return promise;
}

ZEND_METHOD(ION_Process, exec)
{
	zend_string *line = NULL;
	HashTable *argv = NULL;
	HashTable *options = NULL;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT_OR_STR(argv, line)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	promise = exec_from_arguments(line, argv, options);
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process, run)
{
	zend_string *line = NULL;
	HashTable *argv = NULL;
	HashTable *options = NULL;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT_OR_STR(argv, line)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_await_is_possible()) {
		RETURN_THROWS();
	}
	promise = exec_from_arguments(line, argv, options);
	if (promise == NULL) {
		RETURN_THROWS();
	}
	ion_await(promise, return_value);
	OBJ_RELEASE(promise);
}

void ion_process_minit(void)
{
	ion_exec_result_minit();
	register_class_ION_Process();
}
