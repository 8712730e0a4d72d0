/*
 * Process::spawn() and spawnScript(). Parse, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/php_child.h"

#include "os/kind.h"
#include "php/child/child.h"
#include "php/child/script_options.h"
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
		child = ion_child_spawn(&parsed, &(struct ion_err){0});
	}
	ion_exec_options_release(&parsed);
	if (child == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(child);
}

/* NULL with an exception. */
static zend_object *spawn_script(struct ion_exec_options *options)
{
	struct ion_err early = {0};
	int status = ion_kind_exists(options->file);
	if (status < 0) {
		/* PHP would say so, too, but as text on the output of a program that ran */
		ion_err_set(&early, ION_STAGE_EXEC, -status);
	}
	options->channel_target = ion_stdio_add_channel(&options->stdio);
	return ion_child_spawn(options, &early);
}

ZEND_METHOD(ION_Process, spawnScript)
{
	zend_string *file;
	HashTable *arguments = NULL, *options = NULL, *argv;
	struct ion_exec_options parsed;
	zend_object *child = NULL;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_STR(file)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(arguments)
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (ion_script_options_parse(file, arguments, options, &parsed, &argv)) {
		child = spawn_script(&parsed);
	}
	ion_exec_options_release(&parsed);
	if (argv != NULL) {
		zend_array_release(argv);
	}
	if (child == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(child);
}
