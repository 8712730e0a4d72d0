/*
 * See daemonize.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/daemon/daemonize.h"

#include <string.h>

#include "base/clock.h"
#include "base/util.h"
#include "php/daemon/daemon.h"
#include "php/engine/options.h"

static bool parse_path(const char *name, zval *value, zend_string **ret)
{
	const char *unused;
	if (!ion_option_path(name, value, &unused)) {
		return false;
	}
	*ret = ion_daemon_absolute(Z_STR_P(value));
	if (*ret == NULL) {
		ion_option_value_error(name, "not be longer than a path may be");
		return false;
	}
	return true;
}

static bool parse_cwd(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	return parse_path("cwd", value, &ret->cwd);
}

static bool parse_stdin(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	return parse_path("stdin", value, &ret->streams[0]);
}

static bool parse_stdout(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	return parse_path("stdout", value, &ret->streams[1]);
}

static bool parse_stderr(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	return parse_path("stderr", value, &ret->streams[2]);
}

static bool parse_pid_file(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	return parse_path("pidFile", value, &ret->pid_file);
}

static bool parse_title(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	const char *unused;
	ZVAL_DEREF(value);
	if (!ion_option_path("title", value, &unused)) {
		return false;
	}
	ret->title = zend_string_copy(Z_STR_P(value));
	return true;
}

static bool parse_umask(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_LONG) {
		ion_option_type_error("umask", "int", value);
		return false;
	}
	if (Z_LVAL_P(value) < 0 || Z_LVAL_P(value) > 0777) {
		ion_option_value_error("umask", "be between 0 and 0777");
		return false;
	}
	ret->umask = (int) Z_LVAL_P(value);
	return true;
}

static bool parse_wait(zval *value, void *arg)
{
	struct ion_daemon_options *ret = arg;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_TRUE || Z_TYPE_P(value) == IS_FALSE) {
		ret->waits = Z_TYPE_P(value) == IS_TRUE;
		return true;
	}
	if (Z_TYPE_P(value) != IS_LONG && Z_TYPE_P(value) != IS_DOUBLE) {
		ion_option_type_error("wait", "bool|int|float", value);
		return false;
	}
	if (!ion_option_seconds("wait", value, &ret->wait_ns)) {
		return false;
	}
	if (ret->wait_ns == 0) {
		ion_option_value_error("wait", "be true, false or a number of seconds above 0");
		return false;
	}
	return true;
}

static const struct ion_option known_options[] = {
	{"cwd", parse_cwd, false},
	{"umask", parse_umask, false},
	{"stdin", parse_stdin, false},
	{"stdout", parse_stdout, false},
	{"stderr", parse_stderr, false},
	{"pidFile", parse_pid_file, false},
	{"title", parse_title, false},
	{"wait", parse_wait, false},
};

bool ion_daemon_options_parse(HashTable *options, struct ion_daemon_options *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->umask = -1;
	ret->waits = true;
	ret->wait_ns = ION_NS_FOREVER;
	if (!ion_options_parse(1, options, known_options, ION_ARRAY_LEN(known_options), ret)) {
		return false;
	}
	if (ret->cwd == NULL) {
		ret->cwd = zend_string_init(ZEND_STRL("/"), 0);
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(ret->streams); i++) {
		if (ret->streams[i] == NULL) {
			ret->streams[i] = zend_string_init(ZEND_STRL("/dev/null"), 0);
		}
	}
	return true;
}

static void release(zend_string **string)
{
	if (*string != NULL) {
		zend_string_release(*string);
		*string = NULL;
	}
}

void ion_daemon_options_release(struct ion_daemon_options *options)
{
	release(&options->cwd);
	release(&options->pid_file);
	release(&options->title);
	for (size_t i = 0; i < ION_ARRAY_LEN(options->streams); i++) {
		release(&options->streams[i]);
	}
}
