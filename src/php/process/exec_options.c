/*
 * One table of options, one small function each. An option that is null is as if not given.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/exec_options.h"

#include <string.h>

#include "base/clock.h"
#include "base/util.h"
#include "os/env.h"
#include "php/engine/options.h"
#include "php/process/feed.h"

#define DEFAULT_MAX_OUTPUT ((size_t) 64 << 20)
#define DEFAULT_DRAIN_NS (1 * ION_NS_PER_SEC)
#define EXEC_LINE "_ION_EXEC_LINE"

/* --- command ------------------------------------------------------------------------------- */

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

static bool parse_shell_line(zend_string *line, struct ion_exec_options *ret)
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

static bool parse_argv(HashTable *argv, struct ion_exec_options *ret)
{
	uint32_t index = 0;
	smart_str line = {0};
	zval *value;
	if (zend_hash_num_elements(argv) == 0 || !zend_array_is_list(argv)) {
		zend_argument_value_error(1, "must be a list of a program and its arguments");
		return false;
	}
	ret->argv = safe_emalloc(zend_hash_num_elements(argv) + 1, sizeof(*ret->argv), 0);
	ZEND_HASH_FOREACH_VAL (argv, value) {
		ZVAL_DEREF(value);
		if (!check_argument(index, value)) {
			smart_str_free(&line);
			return false;
		}
		if (index > 0) {
			smart_str_appendc(&line, ' ');
		}
		append_quoted(&line, Z_STR_P(value));
		ret->argv[index++] = Z_STRVAL_P(value);
	}
	ZEND_HASH_FOREACH_END();
	ret->argv[index] = NULL;
	ret->command = smart_str_extract(&line);
	return true;
}

/* --- options ------------------------------------------------------------------------------- */

static bool parse_cwd(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_path("cwd", value, &ret->cwd);
}

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

static bool parse_env(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
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
	ret->env = Z_ARRVAL_P(value);
	return true;
}

static bool parse_clear_env(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_bool("clearEnv", value, &ret->clear_env);
}

static bool parse_user(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_identity_parse_user(value, &ret->identity);
}

static bool parse_group(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_identity_parse_group(value, &ret->identity);
}

static bool parse_groups(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_identity_parse_groups(value, &ret->identity);
}

static bool parse_cancel(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_ladder_parse_cancel(value, &ret->ladder);
}

static bool parse_stop(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_ladder_parse_stop(value, &ret->ladder);
}

static bool parse_timeout(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_seconds("timeout", value, &ret->timeout_ns);
}

static bool parse_drain(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_seconds("drain", value, &ret->drain_ns);
}

static bool parse_stdin(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	ret->feed = ion_feed_source_new(value);
	return ret->feed != NULL;
}

static bool parse_max_output(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_size("maxOutput", value, &ret->max_output);
}

static bool parse_overflow(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	static const char *const names[] = {
		[ION_OVERFLOW_TRUNCATE] = "truncate",
		[ION_OVERFLOW_KILL] = "kill",
		[ION_OVERFLOW_FAIL] = "fail",
	};
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_STRING) {
		ion_option_type_error("overflow", "string", value);
		return false;
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(names); i++) {
		if (zend_string_equals_cstr(Z_STR_P(value), names[i], strlen(names[i]))) {
			ret->overflow = (enum ion_overflow) i;
			return true;
		}
	}
	ion_option_value_error("overflow", "be \"truncate\", \"kill\" or \"fail\"");
	return false;
}

static bool parse_throw(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_bool("throw", value, &ret->throws);
}

static bool parse_pid(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	if (!Z_ISREF_P(value)) {
		ion_option_value_error("pid", "be a reference, as in ['pid' => &$pid]");
		return false;
	}
	/* asked now: once the program runs it is too late to refuse. Not assigned yet, because what is
	 * there may have a destructor, and the options are borrowed from variables that it can reach. */
	if (ZEND_REF_HAS_TYPE_SOURCES(Z_REF_P(value))) {
		zval number;
		ZVAL_LONG(&number, 1);
		if (!zend_verify_ref_assignable_zval(
				Z_REF_P(value), &number, ZEND_ARG_USES_STRICT_TYPES())) {
			return false;
		}
		zval_ptr_dtor(&number);
	}
	ret->pid = value;
	return true;
}

static const struct ion_option known_options[] = {
	{"cwd", parse_cwd, false},
	{"env", parse_env, false},
	{"clearEnv", parse_clear_env, false},
	{"user", parse_user, false},
	{"group", parse_group, false},
	{"groups", parse_groups, false},
	/* a reference to whatever */
	{"pid", parse_pid, true},
	{"cancel", parse_cancel, false},
	{"stop", parse_stop, false},
	{"timeout", parse_timeout, false},
	{"stdin", parse_stdin, false},
	{"maxOutput", parse_max_output, false},
	{"overflow", parse_overflow, false},
	{"drain", parse_drain, false},
	{"throw", parse_throw, false},
};

bool ion_exec_options_parse(
	zend_string *shell_line, HashTable *argv, HashTable *options, struct ion_exec_options *ret)
{
	*ret = (struct ion_exec_options){
		.drain_ns = DEFAULT_DRAIN_NS,
		.max_output = DEFAULT_MAX_OUTPUT,
	};
	if (shell_line != NULL ? !parse_shell_line(shell_line, ret) : !parse_argv(argv, ret)) {
		return false;
	}
	if (!ion_options_parse(2, options, known_options, ION_ARRAY_LEN(known_options), ret)) {
		return false;
	}
	ion_ladder_complete(&ret->ladder);
	return true;
}

/* --- environment --------------------------------------------------------------------------- */

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
	return (size == sizeof(EXEC_LINE) - 1 && memcmp(name, EXEC_LINE, size) == 0) ||
		   (options->env != NULL && zend_hash_str_exists(options->env, name, size));
}

static void env_copy(
	struct env_builder *builder, const struct ion_exec_options *options, bool drop_loader_variables)
{
	for (char **entry = ion_env_list(); entry != NULL && *entry != NULL; entry++) {
		const char *equals = strchr(*entry, '=');
		size_t size = equals != NULL ? (size_t) (equals - *entry) : 0;
		if (size == 0 || env_is_overridden(options, *entry, size) ||
			(drop_loader_variables && strncmp(*entry, "LD_", 3) == 0)) {
			continue;
		}
		smart_str_appendl(&builder->block, *entry, strlen(*entry) + 1);
		builder->count++;
	}
}

/* putenv() of another thread may change it meanwhile: copied under the engine's lock, which the
 * fatal error of the memory limit must not leave locked. */
static void env_add_inherited(
	struct env_builder *builder, const struct ion_exec_options *options, bool drop_loader_variables)
{
	volatile bool has_failed = false;
	tsrm_env_lock();
	zend_try
	{
		env_copy(builder, options, drop_loader_variables);
	}
	zend_catch
	{
		has_failed = true;
	}
	zend_end_try();
	tsrm_env_unlock();
	if (has_failed) {
		zend_bailout();
	}
}

static void env_add_given(struct env_builder *builder, HashTable *env)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL (env, name, value) {
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) != IS_NULL) {
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
		zend_hash_str_exists(options->env, EXEC_LINE, sizeof(EXEC_LINE) - 1)) {
		return; /* the user's own word on it, null included */
	}
	smart_str_appends(&line, zend_get_executed_filename());
	smart_str_appendc(&line, ':');
	smart_str_append_long(&line, zend_get_executed_lineno());
	smart_str_0(&line);
	env_add(builder, EXEC_LINE, sizeof(EXEC_LINE) - 1, ZSTR_VAL(line.s), ZSTR_LEN(line.s));
	smart_str_free(&line);
}

void ion_exec_options_build_env(struct ion_exec_options *options, bool drop_loader_variables)
{
	struct env_builder builder = {0};
	const char *entry;
	if (!options->clear_env) {
		env_add_inherited(&builder, options, drop_loader_variables);
	}
	if (options->env != NULL) {
		env_add_given(&builder, options->env);
	}
	env_add_caller(&builder, options);
	options->env_block = builder.block.s;
	options->envp = safe_emalloc(builder.count + 1, sizeof(*options->envp), 0);
	entry = ZSTR_VAL(builder.block.s);
	for (size_t i = 0; i < builder.count; i++) {
		options->envp[i] = entry;
		entry += strlen(entry) + 1;
	}
	options->envp[builder.count] = NULL;
}

void ion_exec_options_release(struct ion_exec_options *options)
{
	if (options->argv != NULL) {
		efree(options->argv);
	}
	if (options->envp != NULL) {
		efree(options->envp);
	}
	if (options->env_block != NULL) {
		zend_string_release(options->env_block);
	}
	if (options->command != NULL) {
		zend_string_release(options->command);
	}
	ion_identity_release(&options->identity);
	ion_ladder_release(&options->ladder);
	ion_feed_source_free(options->feed);
}
