/*
 * Checking what users pass in: arguments and the values of option arrays. Every function throws a
 * ValueError or TypeError that names the argument or the key, and returns false then.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_OPTIONS_H
#define ION_PHP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

/* Seconds of an argument: not negative, finite. */
bool ion_arg_seconds(double seconds, uint32_t arg_num, int64_t *ret_ns);

/* A signal that is an argument: by name when `name` is given, else by number; 0, the question
 * whether there is such a process, is one. */
bool ion_arg_signal(const zend_string *name, zend_long number, uint32_t arg_num, int *ret);

/* The same for the values of an option; `name` as in messages ("timeout", "stop[0][1]"). */
bool ion_option_seconds(const char *name, zval *value, int64_t *ret_ns);

bool ion_option_bool(const char *name, zval *value, bool *ret);

/* Borrowed string without NUL bytes. */
bool ion_option_path(const char *name, zval *value, const char **ret);

bool ion_option_size(const char *name, zval *value, size_t *ret);

/* A signal by number or name, with or without "SIG". */
bool ion_option_signal(const char *name, zval *value, int *ret);

/* One key of an option array. */
struct ion_option {
	const char *name;
	/* Throws and returns false for a value that will not do. `ret` is ion_options_parse()'s. */
	bool (*parse)(zval *value, void *ret);
	bool takes_null; /* else null is as if the option was not given */
};

/* Every value goes to the function of its key; `arg_num` is the array's. An unknown key is a
 * ValueError that names the known ones. False with an exception; `options` may be NULL. */
bool ion_options_parse(uint32_t arg_num, HashTable *options, const struct ion_option *known,
	size_t known_count, void *ret);

/* "option \"%s\" must ..." as TypeError or ValueError. */
void ion_option_type_error(const char *name, const char *expected, zval *given);
void ion_option_value_error(const char *name, const char *must);

#endif
