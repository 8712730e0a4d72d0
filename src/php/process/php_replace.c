/*
 * Process::replace() and Process::which(). What exec() checks and makes of its arguments is done for
 * replace() by the same code; execve(2) and what has to come before it is in os/replace.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "SAPI.h"
#include "php_output.h"
#include "zend_exceptions.h"

#include "php/process/php_replace.h"

#include <stdio.h>

#include "os/replace.h"
#include "os/search.h"
#include "os/threads.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "php/process/directory.h"
#include "php/process/environment.h"
#include "php/process/exec_env.h"
#include "php/process/exec_options.h"
#include "php/process/kept_arguments.h"
#include "proc/procset.h"
#include "promise/object.h"

/* --- which --------------------------------------------------------------------------------- */

/* The working directory of a threaded PHP is its own. */
static int search(const char *name, const char *path, char ret[PATH_MAX])
{
	char directory[MAXPATHLEN];
	return ion_search_is_path(name) ? ion_search(ion_exec_directory(name, directory), NULL, ret)
									: ion_search(name, path, ret);
}

ZEND_METHOD(ION_Process, which)
{
	zend_string *name, *given = NULL;
	char found[PATH_MAX];
	char *inherited = NULL;
	int code;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_PATH_STR(name)
		Z_PARAM_OPTIONAL
		Z_PARAM_PATH_STR_OR_NULL(given)
	ZEND_PARSE_PARAMETERS_END();

	if (ZSTR_LEN(name) == 0) {
		zend_argument_value_error(1, "must not be empty");
		RETURN_THROWS();
	}
	if (given == NULL) {
		inherited = ion_environment_copy("PATH");
	}
	code = search(ZSTR_VAL(name), given != NULL ? ZSTR_VAL(given) : inherited, found);
	if (inherited != NULL) {
		pefree(inherited, 1);
	}
	if (code < 0) {
		RETURN_NULL();
	}
	if (ion_search_is_path(ZSTR_VAL(name))) {
		RETURN_STR_COPY(name);
	}
	RETURN_STRING(found);
}

/* --- replace: where it may be -------------------------------------------------------------- */

static bool check_process(void)
{
	if (!ion_fork_is_command_line()) {
		ion_misuse(
			"ION\\Process::replace(): not under the SAPI \"%s\": the process is the server's. "
			"Run programs with ION\\Process::exec()",
			sapi_module.name);
		return false;
	}
#ifdef ZTS
	if (ion_threads_are_many()) {
		ion_misuse("ION\\Process::replace(): not while other threads run, which would vanish");
		return false;
	}
#endif
	return true;
}

static bool check_place(void)
{
	ion_request_check();
	if (!check_process()) {
		return false;
	}
	if ((php_output_get_status() & PHP_OUTPUT_LOCKED) != 0) {
		ion_misuse("ION\\Process::replace(): not in the callback of an output buffer");
		return false;
	}
	return true;
}

/* The new program would have them as children without knowing, and nobody would read their output,
 * stop or reap them. Detached ones are on their own as it is. */
static bool check_children(void)
{
	if ((ION_G(procs) != NULL && ion_procset_kill_all(ION_G(procs), 0) > 0) ||
		(ION_G(family).queue.next != NULL && !ion_list_empty(&ION_G(family).queue))) {
		ion_misuse("ION\\Process::replace(): programs and child processes run, and the new program "
				   "would know nothing of them. Wait for them, stop them, or detach them first");
		return false;
	}
	return true;
}

/* --- replace ------------------------------------------------------------------------------- */

/* The environment stays as it is, what exec() adds to it included, or is `env` and nothing else. */
static void make_options(HashTable *env, zval *ret)
{
	zval variables, line, clear;
	char *inherited = NULL;
	ZVAL_ARR(&variables, env != NULL ? ion_array_unshare(env) : zend_new_array(1));
	if (!zend_hash_str_exists(Z_ARRVAL(variables), ZEND_STRL(ION_EXEC_LINE))) {
		inherited = env == NULL ? ion_environment_copy(ION_EXEC_LINE) : NULL;
		ZVAL_NULL(&line);
		if (inherited != NULL) {
			ZVAL_STRING(&line, inherited);
			pefree(inherited, 1);
		}
		zend_hash_str_add_new(Z_ARRVAL(variables), ZEND_STRL(ION_EXEC_LINE), &line);
	}
	ZVAL_BOOL(&clear, env != NULL);
	array_init_size(ret, 2);
	zend_hash_str_add_new(Z_ARRVAL_P(ret), ZEND_STRL("env"), &variables);
	zend_hash_str_add_new(Z_ARRVAL_P(ret), ZEND_STRL("clearEnv"), &clear);
}

/* False with an exception. Borrows from `argv` only. */
static bool parse(HashTable *argv, HashTable *env, struct ion_exec_options *ret)
{
	zval options;
	bool is_good;
	make_options(env, &options);
	is_good = ion_exec_options_parse(ION_EXEC_COLLECT, NULL, argv, Z_ARRVAL(options), ret);
	if (is_good) {
		ion_exec_options_build_env(ret, false);
	}
	ret->env = NULL;
	zval_ptr_dtor(&options);
	return is_good;
}

/* What was printed, and sent to the master, before. May run user code. */
static bool flush(void)
{
	php_output_flush_all();
	if (EG(exception) == NULL && ION_G(family).parent_ipc != NULL) {
		ion_ipc_flush_now(ION_G(family).parent_ipc);
	}
	return EG(exception) == NULL;
}

/* Returns with an exception, or never. */
static void replace(const struct ion_exec_options *options)
{
	char directory[MAXPATHLEN];
	struct ion_err err = {0};
	char *path = ion_environment_copy("PATH");
	struct ion_replace_spec spec = {
		.argv = options->argv,
		.envp = options->envp,
		.path = path,
		.cwd = ion_exec_directory(NULL, directory),
	};
	ion_daemon_pause_orphans(true);
	ion_replace(&spec, &err);
	ion_daemon_pause_orphans(false);
	if (path != NULL) {
		pefree(path, 1);
	}
	zend_throw_exception_internal(ion_spawn_exception_command(
		options->command, &err, err.stage == ION_STAGE_CWD ? spec.cwd : NULL));
}

ZEND_METHOD(ION_Process, replace)
{
	HashTable *argv, *env = NULL;
	struct ion_exec_options options;
	bool is_good;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT(argv)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT_OR_NULL(env)
	ZEND_PARSE_PARAMETERS_END();

	/* the callback of an output buffer may change what is in it by reference */
	argv = ion_array_unshare(argv);
	is_good = parse(argv, env, &options);
	if (is_good && check_place() && flush() && check_children()) {
		replace(&options);
	}
	ion_exec_options_release(&options);
	zend_array_release(argv);
}
