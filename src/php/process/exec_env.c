/*
 * See exec_env.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/exec_env.h"

#include <string.h>
#include <unistd.h>

#include "os/env.h"
#include "os/handover.h"
#include "os/pidtree.h"
#include "php/engine/boundary.h"
#include "php/engine/options.h"
#include "php/process/environment.h"
#include "php/process/exec_options.h"

#define TREE ION_PIDTREE_VARIABLE

/* --- what the user says -------------------------------------------------------------------- */

static bool check_variable(zend_string *name, zval *value)
{
	ZVAL_DEREF(value);
	if (name == NULL) {
		ion_option_value_error("env", "have names of variables as keys, not numbers");
		return false;
	}
	if (ZSTR_LEN(name) == 0 || strlen(ZSTR_VAL(name)) != ZSTR_LEN(name) ||
		strchr(ZSTR_VAL(name), '=') != NULL) {
		zend_value_error(
			"Option \"env\" must not have empty names or names with \"=\" or NUL: '%s'",
			ZSTR_VAL(name));
		return false;
	}
	switch (Z_TYPE_P(value)) {
		case IS_STRING:
			if (CHECK_NULL_PATH(Z_STRVAL_P(value), Z_STRLEN_P(value))) {
				zend_value_error(
					"Option \"env\" must not contain NUL bytes, but '%s' does", ZSTR_VAL(name));
				return false;
			}
			return true;
		case IS_NULL:
		case IS_LONG:
		case IS_DOUBLE:
			return true;
		default:
			zend_type_error(
				"Option \"env\" must have values of type string|int|float|null, but '%s' "
				"is of type %s",
				ZSTR_VAL(name), zend_zval_type_name(value));
			return false;
	}
}

bool ion_exec_parse_env(zval *value, HashTable **ret)
{
	zend_string *name;
	zval *variable;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("env", "array", value);
		return false;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), name, variable) {
		if (!check_variable(name, variable)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	*ret = Z_ARRVAL_P(value);
	return true;
}

/* --- what the program gets ----------------------------------------------------------------- */

struct env_builder {
	smart_str block; /* NAME=value, NUL, and so on */
	size_t count;
};

static void env_add(struct env_builder *builder, const char *name, size_t name_size,
	const char *value, size_t value_size)
{
	smart_str_appendl(&builder->block, name, name_size);
	smart_str_appendc(&builder->block, '=');
	smart_str_appendl(&builder->block, value, value_size);
	smart_str_appendc(&builder->block, '\0');
	builder->count++;
}

static bool env_is_overridden(const struct ion_exec_options *options, const char *name, size_t size)
{
	return (size == sizeof(ION_EXEC_LINE) - 1 && memcmp(name, ION_EXEC_LINE, size) == 0) ||
		   (size == sizeof(ION_HANDOVER_VARIABLE) - 1 &&
			   memcmp(name, ION_HANDOVER_VARIABLE, size) == 0) ||
		   (options->marker[0] != '\0' && size == sizeof(TREE) - 1 &&
			   memcmp(name, TREE, size) == 0) ||
		   (options->env != NULL && zend_hash_str_exists(options->env, name, size));
}

struct inheritance {
	struct env_builder *builder;
	const struct ion_exec_options *options;
	bool drop_loader_variables;
};

static void env_copy(void *arg)
{
	const struct inheritance *from = arg;
	for (char **entry = ion_env_list(); entry != NULL && *entry != NULL; entry++) {
		const char *equals = strchr(*entry, '=');
		size_t size = equals != NULL ? (size_t) (equals - *entry) : 0;
		if (size == 0 || env_is_overridden(from->options, *entry, size) ||
			(from->drop_loader_variables && strncmp(*entry, "LD_", 3) == 0)) {
			continue;
		}
		smart_str_appendl(&from->builder->block, *entry, strlen(*entry) + 1);
		from->builder->count++;
	}
}

static void env_unlock(void *unused)
{
	(void) unused;
	tsrm_env_unlock();
}

/* putenv() of another thread may change it meanwhile: copied under the engine's lock. */
static void env_add_inherited(
	struct env_builder *builder, const struct ion_exec_options *options, bool drop_loader_variables)
{
	struct inheritance from = {builder, options, drop_loader_variables};
	tsrm_env_lock();
	ion_boundary_holding(env_copy, env_unlock, &from);
	tsrm_env_unlock();
}

static void env_add_given(struct env_builder *builder, HashTable *env)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL (env, name, value) {
		ZVAL_DEREF(value);
		/* the variable of a channel that the program does not have would hide its own */
		if (Z_TYPE_P(value) != IS_NULL &&
			!zend_string_equals_literal(name, ION_HANDOVER_VARIABLE)) {
			zend_string *temporary;
			zend_string *string = zval_get_tmp_string(value, &temporary);
			env_add(builder, ZSTR_VAL(name), ZSTR_LEN(name), ZSTR_VAL(string), ZSTR_LEN(string));
			zend_tmp_string_release(temporary);
		}
	}
	ZEND_HASH_FOREACH_END();
}

static void env_add_caller(struct env_builder *builder, const struct ion_exec_options *options)
{
	smart_str line = {0};
	if (options->env != NULL &&
		zend_hash_str_exists(options->env, ION_EXEC_LINE, sizeof(ION_EXEC_LINE) - 1)) {
		return; /* the user's own word on it, null included */
	}
	smart_str_appends(&line, zend_get_executed_filename());
	smart_str_appendc(&line, ':');
	smart_str_append_long(&line, zend_get_executed_lineno());
	smart_str_0(&line);
	env_add(builder, ION_EXEC_LINE, sizeof(ION_EXEC_LINE) - 1, ZSTR_VAL(line.s), ZSTR_LEN(line.s));
	smart_str_free(&line);
}

/* Behind the path to this process, should it be part of a tree itself. */
static void env_add_tree(struct env_builder *builder, const char *marker)
{
	char path[ION_PIDTREE_PATH_SIZE];
	char *outer = ion_environment_copy(TREE);
	ion_pidtree_path(path, sizeof(path), outer, marker);
	if (outer != NULL) {
		pefree(outer, 1);
	}
	env_add(builder, TREE, sizeof(TREE) - 1, path, strlen(path));
}

static void env_add_channel(struct env_builder *builder, int target)
{
	char value[32];
	int size = snprintf(value, sizeof(value), "%d:%d", target, (int) getpid());
	env_add(
		builder, ION_HANDOVER_VARIABLE, sizeof(ION_HANDOVER_VARIABLE) - 1, value, (size_t) size);
}

void ion_exec_options_build_env(struct ion_exec_options *options, bool drop_loader_variables)
{
	struct env_builder builder = {0};
	const char *entry;
	if (options->env != NULL && zend_hash_str_exists(options->env, TREE, sizeof(TREE) - 1)) {
		/* the user's own word on it, null included */
		options->marker[0] = '\0';
	}
	if (!options->clear_env) {
		env_add_inherited(&builder, options, drop_loader_variables);
	}
	if (options->env != NULL) {
		env_add_given(&builder, options->env);
	}
	env_add_caller(&builder, options);
	if (options->channel_target > 0) {
		env_add_channel(&builder, options->channel_target);
	}
	if (options->marker[0] != '\0') {
		env_add_tree(&builder, options->marker);
	}
	options->env_block = builder.block.s;
	options->envp = safe_emalloc(builder.count + 1, sizeof(*options->envp), 0);
	/* an empty environment has none */
	entry = builder.block.s != NULL ? ZSTR_VAL(builder.block.s) : NULL;
	for (size_t i = 0; i < builder.count; i++) {
		options->envp[i] = entry;
		entry += strlen(entry) + 1;
	}
	options->envp[builder.count] = NULL;
}
