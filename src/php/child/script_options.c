/*
 * What Process::spawnScript() makes of its arguments: a command line of PHP with the same ini as this
 * process.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "SAPI.h"
#include "php_main.h"

#include "php/child/script_options.h"

#include <string.h>

#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/process/exec_command.h"
#include "php/process/exec_options.h"
#include "promise/object.h"

static bool check_text(const zend_string *text, uint32_t arg_num)
{
	if (strlen(ZSTR_VAL(text)) != ZSTR_LEN(text)) {
		zend_argument_value_error(arg_num, "must not contain NUL bytes");
		return false;
	}
	return true;
}

static bool check_arguments(HashTable *arguments)
{
	uint32_t index = 0;
	zval *value;
	if (!zend_array_is_list(arguments)) {
		zend_argument_value_error(2, "must be a list");
		return false;
	}
	ZEND_HASH_FOREACH_VAL (arguments, value) {
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) != IS_STRING) {
			zend_argument_type_error(2,
				"must be a list of strings, but the one at index %u is of type %s", index,
				zend_zval_type_name(value));
			return false;
		}
		if (!check_text(Z_STR_P(value), 2)) {
			return false;
		}
		index++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static void add(HashTable *argv, const char *text, size_t size)
{
	zval value;
	ZVAL_STRINGL(&value, text, size);
	zend_hash_next_index_insert(argv, &value);
}

static void add_text(HashTable *argv, const char *text)
{
	add(argv, text, strlen(text));
}

/* exported by PHP, declared in none of its headers */
extern PHPAPI char *php_ini_opened_path;

/* --- ini ----------------------------------------------------------------------------------- */

/* Lines of name="value", as -d of the command line has left them, and some of the SAPI's own. */
static void add_command_line_ini(HashTable *argv)
{
	const char *line = sapi_module.ini_entries;
	while (line != NULL && *line != '\0') {
		size_t size = strcspn(line, "\n");
		if (size > 0) {
			add_text(argv, "-d");
			add(argv, line, size);
		}
		line += size + (line[size] == '\n');
	}
}

/* The ini of this process, but for what its script has changed by ini_set(). */
static void add_own_ini(HashTable *argv)
{
	if (sapi_module.php_ini_ignore) {
		add_text(argv, "-n");
	} else if (sapi_module.php_ini_path_override != NULL) {
		/* the file that was read: a relative path was meant for where this process began */
		add_text(argv, "-c");
		add_text(argv,
			php_ini_opened_path != NULL ? php_ini_opened_path : sapi_module.php_ini_path_override);
	}
	add_command_line_ini(argv);
}

static void add_given_ini(HashTable *argv, HashTable *ini)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL (ini, name, value) {
		zend_string *temporary, *text, *entry;
		ZVAL_DEREF(value);
		text = zval_get_tmp_string(value, &temporary);
		/* quoted by hand: PHP quotes what does not begin with a letter or a digit only */
		entry = strpbrk(ZSTR_VAL(text), "\"$\\") == NULL
					? zend_strpprintf(0, "%s=\"%s\"", ZSTR_VAL(name), ZSTR_VAL(text))
					: zend_strpprintf(0, "%s='%s'", ZSTR_VAL(name), ZSTR_VAL(text));
		add_text(argv, "-d");
		add(argv, ZSTR_VAL(entry), ZSTR_LEN(entry));
		zend_string_release(entry);
		zend_tmp_string_release(temporary);
	}
	ZEND_HASH_FOREACH_END();
}

/* --- the command --------------------------------------------------------------------------- */

static const char *binary(const struct ion_exec_options *options)
{
	if (options->php != NULL) {
		return options->php;
	}
	/* the binary of a web server's PHP takes no script on its command line */
	if (PG(php_binary) == NULL || *PG(php_binary) == '\0' ||
		(!ion_fork_is_command_line() && strcmp(sapi_module.name, "cli-server") != 0)) {
		ion_misuse("The binary of this process is not known to run scripts: option \"php\" names "
				   "one that does");
		return NULL;
	}
	return PG(php_binary);
}

/* As this process sees it: the option "cwd" is for the script, not for finding it. */
static void add_file(HashTable *argv, const zend_string *file)
{
	char *path = expand_filepath(ZSTR_VAL(file), NULL);
	add_text(argv, path != NULL ? path : ZSTR_VAL(file));
	if (path != NULL) {
		efree(path);
	}
}

static bool make_argv(const struct ion_exec_options *options, const zend_string *file,
	HashTable *arguments, HashTable *argv)
{
	const char *php = binary(options);
	zval *value;
	if (php == NULL) {
		return false;
	}
	add_text(argv, php);
	/* another binary may have another version, and load no extension of ours */
	if (options->php == NULL) {
		add_own_ini(argv);
	}
	if (options->ini != NULL) {
		add_given_ini(argv, options->ini);
	}
	add_text(argv, "-f");
	add_file(argv, file);
	add_text(argv, "--");
	if (arguments != NULL) {
		ZEND_HASH_FOREACH_VAL (arguments, value) {
			ZVAL_DEREF(value);
			add(argv, Z_STRVAL_P(value), Z_STRLEN_P(value));
		}
		ZEND_HASH_FOREACH_END();
	}
	return true;
}

/* For people, who did not write what is between the binary and the file. */
static void name(struct ion_exec_options *options, const zend_string *file, HashTable *arguments)
{
	uint32_t count = arguments != NULL ? zend_hash_num_elements(arguments) : 0;
	uint32_t at = 0;
	while (options->argv[at] != NULL) {
		at++;
	}
	/* "-f", the file, "--", the arguments */
	options->file = options->argv[at - count - 2];
	zend_string_release(options->command);
	options->command = zend_strpprintf(0, "php %s", ZSTR_VAL(file));
}

bool ion_script_options_parse(zend_string *file, HashTable *arguments, HashTable *options,
	struct ion_exec_options *ret, HashTable **ret_argv)
{
	*ret_argv = NULL;
	if (!ion_exec_options_parse(ION_EXEC_SCRIPT, NULL, NULL, options, ret)) {
		return false;
	}
	if (ZSTR_LEN(file) == 0) {
		zend_argument_value_error(1, "must not be empty");
		return false;
	}
	if (!check_text(file, 1) || (arguments != NULL && !check_arguments(arguments))) {
		return false;
	}
	*ret_argv = zend_new_array(16);
	if (!make_argv(ret, file, arguments, *ret_argv)) {
		return false;
	}
	ion_exec_set_argv(ret, *ret_argv);
	name(ret, file, arguments);
	return true;
}
