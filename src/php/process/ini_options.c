/*
 * See ini_options.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/ini_options.h"

#include <stdio.h>
#include <string.h>

#include "php/engine/options.h"

/* A key within the option, for messages: "ini[memory_limit]" */
enum { KEY_SIZE = 96 };

static bool check_ini(const zend_string *name, zval *value)
{
	char key[KEY_SIZE];
	ZVAL_DEREF(value);
	if (name == NULL || strpbrk(ZSTR_VAL(name), "=\n\"' ") != NULL ||
		strlen(ZSTR_VAL(name)) != ZSTR_LEN(name)) {
		zend_value_error("Option \"ini\" must have names of ini settings as keys, not %s%s%s",
			name != NULL ? "'" : "", name != NULL ? ZSTR_VAL(name) : "numbers",
			name != NULL ? "'" : "");
		return false;
	}
	snprintf(key, sizeof(key), "ini[%s]", ZSTR_VAL(name));
	if (Z_TYPE_P(value) > IS_STRING) {
		ion_option_type_error(key, "bool|int|float|string|null", value);
		return false;
	}
	/* PHP has no way to escape a quote there */
	if (Z_TYPE_P(value) == IS_STRING &&
		(strpbrk(Z_STRVAL_P(value), "'\n\r") != NULL ||
			CHECK_NULL_PATH(Z_STRVAL_P(value), Z_STRLEN_P(value)))) {
		ion_option_value_error(key, "not contain single quotes, line ends or NUL bytes");
		return false;
	}
	return true;
}

bool ion_ini_parse(zval *value, HashTable **ret)
{
	zend_string *name;
	zval *entry;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("ini", "array", value);
		return false;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), name, entry) {
		if (!check_ini(name, entry)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	*ret = Z_ARRVAL_P(value);
	return true;
}
