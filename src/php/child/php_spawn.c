/*
 * Process::spawn(). Parse, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/php_child.h"

#include "php/child/child.h"
#include "php/process/exec_options.h"

ZEND_METHOD(ION_Process, spawn)
{
	zend_string *line = NULL;
	HashTable *argv = NULL, *options = NULL;
	struct ion_exec_options parsed;
	zend_object *child = NULL;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT_OR_STR(argv, line)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (ion_exec_options_parse(ION_EXEC_LIVE, line, argv, options, &parsed)) {
		child = ion_child_spawn(&parsed, -1);
	}
	ion_exec_options_release(&parsed);
	if (child == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(child);
}
