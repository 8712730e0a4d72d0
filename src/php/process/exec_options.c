/*
 * One table of options, one small function each. An option that is null is as if not given.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/exec_options.h"

#include <string.h>

#include "base/clock.h"
#include "base/util.h"
#include "php/engine/options.h"
#include "php/process/exec_command.h"
#include "php/process/exec_env.h"
#include "php/process/feed.h"
#include "php/process/ini_options.h"

#define DEFAULT_MAX_OUTPUT ((size_t) 64 << 20)
#define DEFAULT_DRAIN_NS (1 * ION_NS_PER_SEC)

/* --- options ------------------------------------------------------------------------------- */

static bool parse_cwd(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_path("cwd", value, &ret->cwd);
}

static bool parse_env(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_exec_parse_env(value, &ret->env);
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

static bool parse_idle_timeout(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_seconds("idleTimeout", value, &ret->idle_ns);
}

static bool parse_callback(const char *name, zval *value, struct ion_callable *ret)
{
	char *reason = NULL;
	ZVAL_DEREF(value);
	if (ion_callable_init_zval(ret, value, &reason)) {
		if (ion_callable_is_generator(ret)) {
			ion_option_value_error(name, "not be a generator function: nothing would run it");
			return false;
		}
		return true;
	}
	if (EG(exception) == NULL) {
		zend_type_error(
			"Option \"%s\" must be callable: %s", name, reason != NULL ? reason : "it is not");
	}
	if (reason != NULL) {
		efree(reason);
	}
	return false;
}

static bool parse_on_stdout(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return parse_callback("onStdout", value, &ret->on_output[ION_PROC_STDOUT]);
}

static bool parse_on_stderr(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return parse_callback("onStderr", value, &ret->on_output[ION_PROC_STDERR]);
}

static bool parse_stdio(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_stdio_parse(value, &ret->stdio);
}

static bool parse_pty(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_stdio_parse_pty(value, &ret->stdio);
}

/* The wider one of both wins: a new session has a new group, too. */
static bool parse_family(
	const char *name, zval *value, enum ion_spawn_family wanted, struct ion_exec_options *ret)
{
	bool is_wanted;
	if (!ion_option_bool(name, value, &is_wanted)) {
		return false;
	}
	if (is_wanted && ret->family < wanted) {
		ret->family = wanted;
	}
	return true;
}

static bool parse_session(zval *value, void *arg)
{
	return parse_family("session", value, ION_SPAWN_NEW_SESSION, arg);
}

static bool parse_new_group(zval *value, void *arg)
{
	return parse_family("newGroup", value, ION_SPAWN_NEW_GROUP, arg);
}

static bool parse_detached(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_bool("detached", value, &ret->is_detached);
}

static bool parse_priority(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_attributes_parse_priority(value, &ret->attributes);
}

static bool parse_umask(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_attributes_parse_umask(value, &ret->attributes);
}

static bool parse_limits(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_attributes_parse_limits(value, &ret->attributes);
}

static bool parse_affinity(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_attributes_parse_affinity(value, &ret->attributes);
}

static bool parse_no_new_privs(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_attributes_parse_no_new_privs(value, &ret->attributes);
}

static bool parse_cgroup(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	if (!ion_option_path("cgroup", value, &ret->cgroup)) {
		return false;
	}
	if (ret->cgroup[0] != '/') {
		ion_option_value_error("cgroup", "be the absolute path of a directory");
		return false;
	}
	return true;
}

static bool parse_pid_namespace(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_bool("pidNamespace", value, &ret->pid_namespace);
}

static bool parse_php(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_option_path("php", value, &ret->php);
}

static bool parse_ini(zval *value, void *arg)
{
	struct ion_exec_options *ret = arg;
	return ion_ini_parse(value, &ret->ini);
}

#define COMMON_OPTIONS \
 {"cwd", parse_cwd, false}, {"env", parse_env, false}, {"clearEnv", parse_clear_env, false}, \
	 {"user", parse_user, false}, {"group", parse_group, false}, \
	 {"groups", parse_groups, false}, /* a reference to whatever */ \
	 {"pid", parse_pid, true}, {"cancel", parse_cancel, false}, {"stop", parse_stop, false}, \
	 {"timeout", parse_timeout, false}, {"stdio", parse_stdio, false}, {"pty", parse_pty, false}, \
	 {"session", parse_session, false}, {"newGroup", parse_new_group, false}, \
	 {"detached", parse_detached, false}, {"priority", parse_priority, false}, \
	 {"umask", parse_umask, false}, {"limits", parse_limits, false}, \
	 {"affinity", parse_affinity, false}, {"noNewPrivileges", parse_no_new_privs, false}, \
	 {"cgroup", parse_cgroup, false}, \
 { \
  "pidNamespace", parse_pid_namespace, false \
 }

static const struct ion_option live_options[] = {COMMON_OPTIONS};

static const struct ion_option script_options[] = {
	COMMON_OPTIONS,
	{"php", parse_php, false},
	{"ini", parse_ini, false},
};

static const struct ion_option collect_options[] = {
	COMMON_OPTIONS,
	{"stdin", parse_stdin, false},
	{"idleTimeout", parse_idle_timeout, false},
	{"maxOutput", parse_max_output, false},
	{"overflow", parse_overflow, false},
	{"onStdout", parse_on_stdout, false},
	{"onStderr", parse_on_stderr, false},
	{"drain", parse_drain, false},
	{"throw", parse_throw, false},
};

/* --- what goes together -------------------------------------------------------------------- */

static bool complete_stdio(struct ion_exec_options *options)
{
	static const enum ion_stdio_kind nothing[] = {ION_STDIO_NULL, ION_STDIO_NULL, ION_STDIO_NULL};
	static const enum ion_stdio_kind defaults[][3] = {
		[ION_EXEC_COLLECT] = {ION_STDIO_NULL, ION_STDIO_PIPE, ION_STDIO_PIPE},
		[ION_EXEC_LIVE] = {ION_STDIO_PIPE, ION_STDIO_PIPE, ION_STDIO_PIPE},
		[ION_EXEC_SCRIPT] = {ION_STDIO_NULL, ION_STDIO_INHERIT, ION_STDIO_INHERIT},
	};
	enum ion_stdio_kind wanted[3];
	/* what outlives this process must not write into a pipe that nobody reads any more */
	memcpy(wanted, options->is_detached ? nothing : defaults[options->verb], sizeof(wanted));
	if (options->feed != NULL) {
		wanted[0] = ION_STDIO_PIPE;
	}
	return ion_stdio_complete(&options->stdio, wanted);
}

static bool is_captured(const struct ion_exec_options *options, int target)
{
	const struct ion_stdio_entry *entry = ion_stdio_find(&options->stdio, target);
	return entry->kind == ION_STDIO_PIPE ||
		   (entry->kind == ION_STDIO_TERMINAL && target == ION_PROC_STDOUT);
}

/* For exec(), which has nobody to use a pipe. */
static bool check_collected(const struct ion_exec_options *options)
{
	static const char *const names[] = {NULL, "onStdout", "onStderr"};
	const struct ion_stdio *stdio = &options->stdio;
	enum ion_stdio_kind input = ion_stdio_find(stdio, 0)->kind;
	bool is_fed = input == ION_STDIO_PIPE || input == ION_STDIO_TERMINAL;

	if (options->feed != NULL ? !is_fed : input == ION_STDIO_PIPE) {
		ion_option_value_error("stdin", options->feed != NULL
											? "not be given when \"stdio\" leads 0 somewhere else"
											: "be given when \"stdio\" says that 0 is a pipe");
		return false;
	}
	for (size_t i = 0; i < stdio->count; i++) {
		const struct ion_stdio_entry *entry = &stdio->entries[i];
		if (entry->kind == ION_STDIO_PIPE && entry->target > 2) {
			ion_option_value_error("stdio", "not have a pipe above 2: that is for spawn()");
			return false;
		}
		if (entry->kind == ION_STDIO_SAME && entry->fd == 0 && input == ION_STDIO_PIPE) {
			ion_option_value_error("stdio", "not give standard input to others while it is fed");
			return false;
		}
	}
	for (int target = 1; target < 3; target++) {
		if (ion_callable_is_set(&options->on_output[target]) && !is_captured(options, target)) {
			ion_option_value_error(
				names[target], "not be given when \"stdio\" leads that stream somewhere else");
			return false;
		}
	}
	return true;
}

static bool complete(struct ion_exec_options *options)
{
	if (options->stdio.has_terminal || options->is_detached) {
		/* a terminal controls one session; and what is detached must not get the signals of the
		 * terminal that this process was started from */
		options->family = ION_SPAWN_NEW_SESSION;
	}
	if (options->is_detached && options->pid_namespace) {
		ion_option_value_error("pidNamespace", "not be given for a program that is detached");
		return false;
	}
	ion_ladder_complete(&options->ladder);
	return complete_stdio(options) &&
		   (options->verb != ION_EXEC_COLLECT || check_collected(options));
}

static bool parse_options(enum ion_exec_verb verb, HashTable *options, struct ion_exec_options *ret)
{
	switch (verb) {
		case ION_EXEC_COLLECT:
			return ion_options_parse(
				2, options, collect_options, ION_ARRAY_LEN(collect_options), ret);
		case ION_EXEC_LIVE:
			return ion_options_parse(2, options, live_options, ION_ARRAY_LEN(live_options), ret);
		case ION_EXEC_SCRIPT:
			break;
	}
	return ion_options_parse(3, options, script_options, ION_ARRAY_LEN(script_options), ret);
}

bool ion_exec_options_parse(enum ion_exec_verb verb, zend_string *shell_line, HashTable *argv,
	HashTable *options, struct ion_exec_options *ret)
{
	*ret = (struct ion_exec_options){
		.verb = verb,
		.drain_ns = verb == ION_EXEC_COLLECT ? DEFAULT_DRAIN_NS : 0,
		.max_output = DEFAULT_MAX_OUTPUT,
	};
	ion_attributes_init(&ret->attributes);
	for (size_t i = 0; i < ION_ARRAY_LEN(ret->on_output); i++) {
		ion_callable_init_empty(&ret->on_output[i]);
	}
	if ((shell_line != NULL && !ion_exec_parse_shell_line(shell_line, ret)) ||
		(argv != NULL && !ion_exec_parse_argv(argv, ret))) {
		return false;
	}
	return parse_options(verb, options, ret) && complete(ret);
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
	ion_stdio_release(&options->stdio);
	ion_attributes_release(&options->attributes);
	for (size_t i = 0; i < ION_ARRAY_LEN(options->on_output); i++) {
		ion_callable_release(&options->on_output[i]);
	}
}
