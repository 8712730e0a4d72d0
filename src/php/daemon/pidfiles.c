/*
 * Process::lockPidFile(), and the end of what this folder keeps.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/daemon/daemon.h"

#include <errno.h>

#include "os/pidfile.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"

struct ion_pidlock {
	struct ion_pidlock *next;
	zend_string *path; /* owned, absolute */
	int slot;
};

int ion_daemon_lock(zend_string *path, zend_string **ret_text)
{
	struct ion_pidlock *lock;
	pid_t holder;
	int slot = ion_pidfile_lock(ZSTR_VAL(path), &holder);
	if (slot == -EWOULDBLOCK) {
		*ret_text = zend_strpprintf(0,
			"Cannot lock the pid file '%s', which is locked already (it says %d)", ZSTR_VAL(path),
			(int) holder);
	} else if (slot < 0) {
		*ret_text = zend_strpprintf(0, "Cannot lock the pid file '%s'", ZSTR_VAL(path));
	}
	if (slot < 0) {
		return slot;
	}
	lock = emalloc(sizeof(*lock));
	lock->next = ION_G(daemon).locks;
	lock->path = zend_string_copy(path);
	lock->slot = slot;
	ION_G(daemon).locks = lock;
	return 0;
}

void ion_daemon_unlock_last(void)
{
	struct ion_pidlock *lock = ION_G(daemon).locks;
	ION_G(daemon).locks = lock->next;
	ion_pidfile_release(lock->slot, ZSTR_VAL(lock->path));
	zend_string_release(lock->path);
	efree(lock);
}

int ion_daemon_rewrite_locks(void)
{
	int code = 0;
	for (struct ion_pidlock *lock = ION_G(daemon).locks; lock != NULL && code == 0;
		 lock = lock->next) {
		code = ion_pidfile_rewrite(lock->slot);
	}
	return code;
}

void ion_daemon_end(void)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	while (daemon->locks != NULL) {
		ion_daemon_unlock_last();
	}
	ion_daemon_not_ready();
	for (int i = 0; i < 3; i++) {
		if (daemon->streams[i] != NULL) {
			zend_string_release(daemon->streams[i]);
		}
	}
	if (daemon->title != NULL) {
		zend_string_release(daemon->title);
	}
	if (daemon->listen_fds != NULL) {
		zend_array_release(daemon->listen_fds);
	}
	memset(daemon, 0, sizeof(*daemon));
}

ZEND_METHOD(ION_Process, lockPidFile)
{
	zend_string *given, *path, *text = NULL;
	int code;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(given)
	ZEND_PARSE_PARAMETERS_END();

	path = ion_daemon_absolute_arg(1, given);
	if (path == NULL) {
		RETURN_THROWS();
	}
	code = ion_daemon_lock(path, &text);
	zend_string_release(path);
	if (code < 0) {
		ion_process_throw(-code, "%s", ZSTR_VAL(text));
		zend_string_release(text);
		RETURN_THROWS();
	}
}
