/*
 * See kept_arguments.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/kept_arguments.h"

#include "php/process/exec_env.h"

/* An array may contain itself by reference; no option is an array of arrays of arrays of arrays. */
#define DEPTH_MAX 4

static void unshare_value(zval *ret, zval *value, int depth);

static void add(HashTable *to, zend_string *name, zend_ulong index, zval *value)
{
	if (name != NULL) {
		zend_hash_add_new(to, name, value);
	} else {
		zend_hash_index_add_new(to, index, value);
	}
}

static HashTable *unshare_array(HashTable *from, int depth)
{
	HashTable *copy = zend_new_array(zend_hash_num_elements(from));
	zend_string *name;
	zend_ulong index;
	zval *value, own;
	ZEND_HASH_FOREACH_KEY_VAL (from, index, name, value) {
		unshare_value(&own, value, depth);
		add(copy, name, index, &own);
	}
	ZEND_HASH_FOREACH_END();
	return copy;
}

static void unshare_value(zval *ret, zval *value, int depth)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_ARRAY && depth < DEPTH_MAX) {
		ZVAL_ARR(ret, unshare_array(Z_ARRVAL_P(value), depth + 1));
	} else {
		ZVAL_COPY(ret, value);
	}
}

HashTable *ion_array_unshare(HashTable *from)
{
	return unshare_array(from, 1);
}

static bool is_shared(const zend_string *name)
{
	return name != NULL &&
		   (zend_string_equals_literal(name, "pid") || zend_string_equals_literal(name, "stdin"));
}

static HashTable *unshare_options(HashTable *from)
{
	HashTable *copy = zend_new_array(zend_hash_num_elements(from) + 1);
	zend_string *name;
	zend_ulong index;
	zval *value, own;
	ZEND_HASH_FOREACH_KEY_VAL (from, index, name, value) {
		if (is_shared(name)) {
			ZVAL_COPY(&own, value);
		} else {
			unshare_value(&own, value, 1);
		}
		add(copy, name, index, &own);
	}
	ZEND_HASH_FOREACH_END();
	return copy;
}

/* Of an `env` that is none the parser says so. */
static void name_caller(HashTable *options)
{
	zval *env = zend_hash_str_find(options, ZEND_STRL("env"));
	smart_str line = {0};
	zval value;
	if (env == NULL || Z_TYPE_P(env) == IS_NULL) {
		zval fresh;
		array_init_size(&fresh, 1);
		env = zend_hash_str_update(options, ZEND_STRL("env"), &fresh);
	}
	if (Z_TYPE_P(env) != IS_ARRAY ||
		zend_hash_str_exists(Z_ARRVAL_P(env), ION_EXEC_LINE, sizeof(ION_EXEC_LINE) - 1)) {
		return;
	}
	smart_str_appends(&line, zend_get_executed_filename());
	smart_str_appendc(&line, ':');
	smart_str_append_long(&line, zend_get_executed_lineno());
	ZVAL_STR(&value, smart_str_extract(&line));
	zend_hash_str_add_new(Z_ARRVAL_P(env), ION_EXEC_LINE, sizeof(ION_EXEC_LINE) - 1, &value);
}

void ion_kept_arguments_init(
	struct ion_kept_arguments *kept, zend_string *line, HashTable *argv, HashTable *options)
{
	kept->line = line != NULL ? zend_string_copy(line) : NULL;
	kept->argv = argv != NULL ? ion_array_unshare(argv) : NULL;
	kept->options = options != NULL ? unshare_options(options) : zend_new_array(1);
	name_caller(kept->options);
}

void ion_kept_arguments_release(struct ion_kept_arguments *kept)
{
	struct ion_kept_arguments old = *kept;
	*kept = (struct ion_kept_arguments){0};
	if (old.line != NULL) {
		zend_string_release(old.line);
	}
	if (old.argv != NULL) {
		zend_array_release(old.argv);
	}
	if (old.options != NULL) {
		zend_array_release(old.options);
	}
}
