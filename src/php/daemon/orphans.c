/*
 * Process::reapOrphans(): whose children are whose, and when that ends.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "ext/standard/proc_open.h"
#include "zend_list.h"

#include "php/daemon/daemon.h"

#include <errno.h>

#ifdef ZTS
# include "os/threads.h"
#endif
#include "php/daemon/php_daemon.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "proc/orphans.h"
#include "proc/procset.h"
#include "promise/object.h"

/* proc_open() may make its child without fork(2); as long as its resource is open the status is
 * wanted. */
static bool is_open_process(pid_t pid)
{
	int type = zend_fetch_list_dtor_id("process");
	zend_resource *resource;
	if (type == 0) {
		return false;
	}
	ZEND_HASH_FOREACH_PTR(&EG(regular_list), resource)
	{
		if (resource->type == type && resource->ptr != NULL &&
			((const php_process_handle *) resource->ptr)->child == pid) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

static bool is_wanted(pid_t pid, void *arg)
{
	(void) arg;
	return (ION_G(procs) != NULL && ion_procset_awaits(ION_G(procs), pid)) || is_open_process(pid);
}

static bool may_reap(void)
{
	if (!ion_fork_is_command_line()) {
		ion_misuse("ION\\Process::reapOrphans(): the children of a web server are its own");
		return false;
	}
#ifdef ZTS
	if (ion_threads_are_many()) {
		ion_misuse("ION\\Process::reapOrphans(): not while other threads run, whose children are "
				   "not known");
		return false;
	}
#endif
	return true;
}

/* 0 or -errno. */
static int start(struct ion_loop *loop)
{
	struct ion_orphans **orphans = &ION_G(daemon).orphans;
	if (*orphans != NULL) {
		return ion_orphans_refresh(*orphans);
	}
	*orphans = ion_orphans_new(loop, is_wanted, NULL);
	return *orphans != NULL ? 0 : -errno;
}

ZEND_METHOD(ION_Process, reapOrphans)
{
	bool reaps = true;
	struct ion_loop *loop;
	int code;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(reaps)
	ZEND_PARSE_PARAMETERS_END();

	ion_request_check();
	if (!reaps) {
		ion_daemon_drop_orphans();
		return;
	}
	if (!may_reap()) {
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_THROWS();
	}
	code = start(loop);
	if (code < 0) {
		ion_process_throw(-code, "Cannot become the parent of orphans");
		RETURN_THROWS();
	}
}

void ion_daemon_drop_orphans(void)
{
	struct ion_orphans *orphans = ION_G(daemon).orphans;
	ION_G(daemon).orphans = NULL;
	ion_orphans_free(orphans);
}

void ion_daemon_pause_orphans(bool pause)
{
	if (ION_G(daemon).orphans != NULL) {
		ion_orphans_pause(ION_G(daemon).orphans, pause);
	}
}
