/*
 * Process::redirect() and reopen(): the standard streams as files that may be rotated.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_virtual_cwd.h"

#include "php/daemon/daemon.h"

#include <errno.h>

#include "os/fd.h"
#include "os/stdio.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"

zend_string *ion_daemon_absolute(const zend_string *path)
{
	/* symbolic links stay: what they lead to may have changed when it is opened the next time */
	char *absolute = expand_filepath_with_mode(ZSTR_VAL(path), NULL, NULL, 0, CWD_EXPAND);
	zend_string *result = NULL;
	if (absolute != NULL) {
		result = zend_string_init(absolute, strlen(absolute), 0);
		efree(absolute);
	}
	return result;
}

zend_string *ion_daemon_absolute_arg(uint32_t arg_num, const zend_string *path)
{
	zend_string *absolute;
	if (ZSTR_LEN(path) == 0) {
		zend_argument_value_error(arg_num, "must not be empty");
		return NULL;
	}
	absolute = ion_daemon_absolute(path);
	if (absolute == NULL) {
		ion_process_throw(ENAMETOOLONG, "Cannot use the path '%s'", ZSTR_VAL(path));
	}
	return absolute;
}

static zend_string *failure_text(int target, const zend_string *path)
{
	static const char *const names[] = {"standard input", "standard output", "standard error"};
	return zend_strpprintf(0, "Cannot redirect %s to '%s'", names[target], ZSTR_VAL(path));
}

int ion_daemon_redirect(int target, zend_string *path, zend_string **ret_text)
{
	zend_string **known = &ION_G(daemon).streams[target];
	int fd = ion_stdio_open(target, ZSTR_VAL(path));
	int code = fd < 0 ? fd : ion_stdio_put(target, fd);
	if (code < 0) {
		*ret_text = failure_text(target, path);
		return code;
	}
	zend_string_addref(path);
	if (*known != NULL) {
		zend_string_release(*known);
	}
	*known = path;
	return 0;
}

/* All are opened before the first is replaced: a log that cannot be opened leaves everything as it
 * is. */
static int reopen_all(zend_string **ret_text)
{
	zend_string **paths = ION_G(daemon).streams;
	int fds[3] = {-1, -1, -1};
	int code = 0;
	for (int i = 0; i < 3 && code == 0; i++) {
		if (paths[i] != NULL) {
			fds[i] = ion_stdio_open(i, ZSTR_VAL(paths[i]));
			code = fds[i] < 0 ? fds[i] : 0;
			*ret_text = code < 0 ? failure_text(i, paths[i]) : NULL;
		}
	}
	for (int i = 0; i < 3; i++) {
		if (code == 0 && fds[i] >= 0) {
			code = ion_stdio_put(i, fds[i]);
			*ret_text = code < 0 ? failure_text(i, paths[i]) : NULL;
		} else {
			ion_fd_close(&fds[i]);
		}
	}
	return code;
}

/* Takes the text. */
static void throw_failure(int code, zend_string *text)
{
	ion_process_throw(-code, "%s", ZSTR_VAL(text));
	zend_string_release(text);
}

ZEND_METHOD(ION_Process, redirect)
{
	zend_long target;
	zend_string *given, *path, *text = NULL;
	int code;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_LONG(target)
		Z_PARAM_PATH_STR(given)
	ZEND_PARSE_PARAMETERS_END();

	if (target < 0 || target > 2) {
		zend_argument_value_error(1, "must be 0, 1 or 2");
		RETURN_THROWS();
	}
	path = ion_daemon_absolute_arg(2, given);
	if (path == NULL) {
		RETURN_THROWS();
	}
	code = ion_daemon_redirect((int) target, path, &text);
	zend_string_release(path);
	if (code < 0) {
		throw_failure(code, text);
		RETURN_THROWS();
	}
}

ZEND_METHOD(ION_Process, reopen)
{
	zend_string *text = NULL;
	int code;
	ZEND_PARSE_PARAMETERS_NONE();
	code = reopen_all(&text);
	if (code < 0) {
		throw_failure(code, text);
		RETURN_THROWS();
	}
}
