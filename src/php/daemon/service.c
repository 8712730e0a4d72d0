/*
 * Process::notify() and getListenFds(): what a service manager (systemd) and a daemon have to say to
 * each other.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/daemon/daemon.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fd.h"
#include "os/kind.h"
#include "os/notify.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/ipc/ipc_object.h"

/* Where sd_listen_fds(3) starts to count. */
#define LISTEN_FIRST 3

/* The copy of an environment variable; owned, NULL when it is not there or empty. */
static char *environment(const char *name)
{
	const char *value;
	char *copy = NULL;
	tsrm_env_lock();
	value = getenv(name);
	if (value != NULL && value[0] != '\0') {
		copy = strdup(value);
	}
	tsrm_env_unlock();
	return copy;
}

/* --- notify() ------------------------------------------------------------------------------ */

static bool has_line(const zend_string *state, const char *begin)
{
	const char *at = ZSTR_VAL(state);
	size_t size = strlen(begin);
	while (at != NULL) {
		if (strncmp(at, begin, size) == 0) {
			return true;
		}
		at = strchr(at, '\n');
		at = at != NULL ? at + 1 : NULL;
	}
	return false;
}

/* A unit of type notify-reload wants to know when the reloading began. Owned. */
static zend_string *complete(zend_string *state)
{
	if (!has_line(state, "RELOADING=1") || has_line(state, "MONOTONIC_USEC=")) {
		return zend_string_copy(state);
	}
	return zend_strpprintf(0, "%s\nMONOTONIC_USEC=%" PRId64, ZSTR_VAL(state),
		ion_clock_now_ns() / (ION_NS_PER_SEC / 1000000));
}

static bool check_state(const zend_string *state)
{
	if (ZSTR_LEN(state) > 0 && strchr(ZSTR_VAL(state), '=') != NULL) {
		return true;
	}
	zend_argument_value_error(1, "must be assignments like \"READY=1\", one a line");
	return false;
}

ZEND_METHOD(ION_Process, notify)
{
	zend_string *state, *text;
	zval *given = NULL;
	struct ion_handles handles = {.count = 0};
	char *address;
	int code;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_PATH_STR(state)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY(given)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_state(state) || !ion_handles_from_zval(&handles, given, 2)) {
		RETURN_THROWS();
	}
	address = environment("NOTIFY_SOCKET");
	if (address == NULL) {
		RETURN_FALSE;
	}
	text = complete(state);
	code = ion_notify_send(address, ZSTR_VAL(text), ZSTR_LEN(text), handles.fds, handles.count);
	zend_string_release(text);
	if (code < 0) {
		ion_process_throw(-code, "Cannot notify the service manager at '%s'", address);
	}
	free(address);
	if (code < 0) {
		RETURN_THROWS();
	}
	RETURN_TRUE;
}

/* --- getListenFds() ------------------------------------------------------------------------ */

/* -1 unless it is a number from 0 on. */
static long environment_number(const char *name)
{
	char *text = environment(name);
	char *end;
	long number = -1;
	if (text != NULL) {
		number = strtol(text, &end, 10);
		if (*end != '\0' || number < 0 || number > INT_MAX) {
			number = -1;
		}
		free(text);
	}
	return number;
}

/* The next one of "a:b:c"; *at is NULL after the last. Owned. */
static zend_string *next_name(const char **at)
{
	const char *begin = *at, *end;
	if (begin == NULL) {
		return zend_string_init(ZEND_STRL("unknown"), 0);
	}
	end = strchr(begin, ':');
	*at = end != NULL ? end + 1 : NULL;
	return zend_string_init(begin, end != NULL ? (size_t) (end - begin) : strlen(begin), 0);
}

/* Several sockets may have one name: the second is "name:1"; there is no colon in a name. */
static void add_stream(HashTable *list, zend_string *name, zval *stream)
{
	zend_string *key = zend_string_copy(name);
	for (int i = 1; zend_symtable_exists(list, key); i++) {
		zend_string_release(key);
		key = zend_strpprintf(0, "%s:%d", ZSTR_VAL(name), i);
	}
	zend_symtable_add_new(list, key, stream);
	zend_string_release(key);
}

/* False with an exception: the variables lie. */
static bool check_open(int fd)
{
	enum ion_kind kind;
	int code = ion_kind_of(fd, &kind);
	if (code < 0) {
		ion_process_throw(-code, "LISTEN_FDS promises descriptor %d, which is not there", fd);
	}
	return code == 0;
}

/* Into `list`; false with an exception. Nothing is taken then. */
static bool take_all(HashTable *list, int count)
{
	char *names = environment("LISTEN_FDNAMES");
	const char *at = names;
	bool is_done = true;
	for (int i = 0; i < count && is_done; i++) {
		is_done = check_open(LISTEN_FIRST + i);
	}
	for (int i = 0; i < count && is_done; i++) {
		int fd = LISTEN_FIRST + i;
		zend_string *name = next_name(&at);
		zval stream;
		/* for us, not for the programs that we start */
		ion_fd_close_on_exec(fd);
		ion_handles_to_zval(&fd, 1, &stream);
		add_stream(list, name, &stream);
		zend_string_release(name);
	}
	free(names);
	return is_done;
}

ZEND_METHOD(ION_Process, getListenFds)
{
	HashTable **known = &ION_G(daemon).listen_fds;
	long count;
	ZEND_PARSE_PARAMETERS_NONE();
	if (*known == NULL) {
		HashTable *list = zend_new_array(0);
		/* meant for another process, our parent perhaps */
		count = environment_number("LISTEN_PID") == (long) getpid()
					? environment_number("LISTEN_FDS")
					: 0;
		if (!take_all(list, count > 0 ? (int) count : 0)) {
			zend_array_release(list);
			RETURN_THROWS();
		}
		*known = list;
	}
	RETURN_ARR(zend_array_dup(*known));
}
