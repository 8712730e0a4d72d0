/*
 * See options.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/engine/options.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "os/sig.h"

void ion_option_type_error(const char *name, const char *expected, zval *given)
{
	zend_type_error(
		"Option \"%s\" must be of type %s, %s given", name, expected, zend_zval_type_name(given));
}

void ion_option_value_error(const char *name, const char *must)
{
	zend_value_error("Option \"%s\" must %s", name, must);
}

bool ion_arg_seconds(double seconds, uint32_t arg_num, int64_t *ret_ns)
{
	if (!isfinite(seconds) || seconds < 0) {
		zend_argument_value_error(arg_num, "must be a finite number of seconds, at least 0");
		return false;
	}
	*ret_ns = ion_clock_from_seconds(seconds);
	return true;
}

bool ion_arg_signal(const zend_string *name, zend_long number, uint32_t arg_num, int *ret)
{
	if (name != NULL) {
		number = CHECK_NULL_PATH(ZSTR_VAL(name), ZSTR_LEN(name))
					 ? -1
					 : ion_sig_from_name(ZSTR_VAL(name));
	}
	if (number != 0 && (number < 0 || number > 64 || !ion_sig_is_valid((int) number))) {
		zend_argument_value_error(
			arg_num, "must be a signal, by number or by name such as \"TERM\"");
		return false;
	}
	*ret = (int) number;
	return true;
}

bool ion_option_seconds(const char *name, zval *value, int64_t *ret_ns)
{
	double seconds;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_LONG) {
		seconds = (double) Z_LVAL_P(value);
	} else if (Z_TYPE_P(value) == IS_DOUBLE) {
		seconds = Z_DVAL_P(value);
	} else {
		ion_option_type_error(name, "int|float", value);
		return false;
	}
	if (!isfinite(seconds) || seconds < 0) {
		ion_option_value_error(name, "be a finite number of seconds, at least 0");
		return false;
	}
	*ret_ns = ion_clock_from_seconds(seconds);
	return true;
}

bool ion_option_bool(const char *name, zval *value, bool *ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_TRUE && Z_TYPE_P(value) != IS_FALSE) {
		ion_option_type_error(name, "bool", value);
		return false;
	}
	*ret = Z_TYPE_P(value) == IS_TRUE;
	return true;
}

bool ion_option_path(const char *name, zval *value, const char **ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_STRING) {
		ion_option_type_error(name, "string", value);
		return false;
	}
	if (Z_STRLEN_P(value) == 0) {
		ion_option_value_error(name, "not be empty");
		return false;
	}
	if (CHECK_NULL_PATH(Z_STRVAL_P(value), Z_STRLEN_P(value))) {
		ion_option_value_error(name, "not contain NUL bytes");
		return false;
	}
	*ret = Z_STRVAL_P(value);
	return true;
}

bool ion_option_size(const char *name, zval *value, size_t *ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_LONG) {
		ion_option_type_error(name, "int", value);
		return false;
	}
	if (Z_LVAL_P(value) < 0) {
		ion_option_value_error(name, "be at least 0");
		return false;
	}
	*ret = (size_t) Z_LVAL_P(value);
	return true;
}

bool ion_option_signal(const char *name, zval *value, int *ret)
{
	int signal = -1;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_LONG) {
		signal = Z_LVAL_P(value) >= 1 && Z_LVAL_P(value) <= 64 ? (int) Z_LVAL_P(value) : -1;
	} else if (Z_TYPE_P(value) == IS_STRING) {
		if (!CHECK_NULL_PATH(Z_STRVAL_P(value), Z_STRLEN_P(value))) {
			signal = ion_sig_from_name(Z_STRVAL_P(value));
		}
	} else {
		ion_option_type_error(name, "int|string", value);
		return false;
	}
	if (signal < 0 || !ion_sig_is_valid(signal)) {
		ion_option_value_error(name, "be a signal, by number or by name such as \"TERM\"");
		return false;
	}
	*ret = signal;
	return true;
}

static void unknown_option(uint32_t arg_num, const struct ion_option *known, size_t known_count,
	zend_ulong index, const zend_string *name)
{
	smart_str names = {0};
	for (size_t i = 0; i < known_count; i++) {
		smart_str_appends(&names, i > 0 ? ", " : "");
		smart_str_appends(&names, known[i].name);
	}
	smart_str_0(&names);
	if (name != NULL) {
		zend_argument_value_error(arg_num, "has the unknown option \"%s\"; known are: %s",
			ZSTR_VAL(name), ZSTR_VAL(names.s));
	} else {
		zend_argument_value_error(arg_num,
			"has the number " ZEND_LONG_FMT " where the name of an option is due; known are: %s",
			(zend_long) index, ZSTR_VAL(names.s));
	}
	smart_str_free(&names);
}

static const struct ion_option *find_option(
	const struct ion_option *known, size_t known_count, const zend_string *name)
{
	for (size_t i = 0; i < known_count && name != NULL; i++) {
		if (zend_string_equals_cstr(name, known[i].name, strlen(known[i].name))) {
			return &known[i];
		}
	}
	return NULL;
}

bool ion_options_parse(uint32_t arg_num, HashTable *options, const struct ion_option *known,
	size_t known_count, void *ret)
{
	zend_ulong index;
	zend_string *name;
	zval *value;
	if (options == NULL) {
		return true;
	}
	ZEND_HASH_FOREACH_KEY_VAL (options, index, name, value) {
		const struct ion_option *option = find_option(known, known_count, name);
		const zval *given = value;
		if (option == NULL) {
			unknown_option(arg_num, known, known_count, index, name);
			return false;
		}
		ZVAL_DEREF(given);
		if ((Z_TYPE_P(given) != IS_NULL || option->takes_null) && !option->parse(value, ret)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}
