/*
 * See exec_command.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/exec_command.h"

#include <string.h>

#include "php/process/exec_options.h"

/* What a shell would read as one plain word needs no quotes. */
static void append_quoted(smart_str *line, const zend_string *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
	if (ZSTR_LEN(word) > 0 && strspn(ZSTR_VAL(word), plain) == ZSTR_LEN(word)) {
		smart_str_append(line, word);
		return;
	}
	smart_str_appendc(line, '\'');
	for (size_t i = 0; i < ZSTR_LEN(word); i++) {
		if (ZSTR_VAL(word)[i] == '\'') {
			smart_str_appends(line, "'\\''");
		} else {
			smart_str_appendc(line, ZSTR_VAL(word)[i]);
		}
	}
	smart_str_appendc(line, '\'');
}

bool ion_exec_parse_shell_line(zend_string *line, struct ion_exec_options *ret)
{
	if (ZSTR_LEN(line) == 0) {
		zend_argument_value_error(1, "must not be empty");
		return false;
	}
	if (CHECK_NULL_PATH(ZSTR_VAL(line), ZSTR_LEN(line))) {
		zend_argument_value_error(1, "must not contain NUL bytes");
		return false;
	}
	ret->argv = safe_emalloc(5, sizeof(*ret->argv), 0);
	ret->argv[0] = "/bin/sh";
	ret->argv[1] = "-c";
	/* a line that begins with a dash is a command too, not options of the shell */
	ret->argv[2] = "--";
	ret->argv[3] = ZSTR_VAL(line);
	ret->argv[4] = NULL;
	ret->command = zend_string_copy(line);
	return true;
}

static bool check_argument(uint32_t index, const zval *value)
{
	if (Z_TYPE_P(value) != IS_STRING) {
		zend_argument_type_error(1,
			"must be a list of strings, but the one at index %u is of type %s", index,
			zend_zval_type_name(value));
		return false;
	}
	if (index == 0 && Z_STRLEN_P(value) == 0) {
		zend_argument_value_error(1, "must name a program at index 0");
		return false;
	}
	if (CHECK_NULL_PATH(Z_STRVAL_P(value), Z_STRLEN_P(value))) {
		zend_argument_value_error(1, "must not contain NUL bytes, but index %u does", index);
		return false;
	}
	return true;
}

void ion_exec_set_argv(struct ion_exec_options *ret, HashTable *argv)
{
	uint32_t index = 0;
	smart_str line = {0};
	zval *value;
	ret->argv = safe_emalloc(zend_hash_num_elements(argv) + 1, sizeof(*ret->argv), 0);
	ZEND_HASH_FOREACH_VAL (argv, value) {
		ZVAL_DEREF(value);
		if (index > 0) {
			smart_str_appendc(&line, ' ');
		}
		append_quoted(&line, Z_STR_P(value));
		ret->argv[index++] = Z_STRVAL_P(value);
	}
	ZEND_HASH_FOREACH_END();
	ret->argv[index] = NULL;
	ret->command = smart_str_extract(&line);
}

bool ion_exec_parse_argv(HashTable *argv, struct ion_exec_options *ret)
{
	uint32_t index = 0;
	zval *value;
	if (zend_hash_num_elements(argv) == 0 || !zend_array_is_list(argv)) {
		zend_argument_value_error(1, "must be a list of a program and its arguments");
		return false;
	}
	ZEND_HASH_FOREACH_VAL (argv, value) {
		ZVAL_DEREF(value);
		if (!check_argument(index++, value)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	ion_exec_set_argv(ret, argv);
	return true;
}
