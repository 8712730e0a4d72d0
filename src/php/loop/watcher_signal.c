/*
 * Watchers of signals.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/watcher.h"

#include <errno.h>
#include <string.h>

#include "loop/signal.h"
#include "promise/host.h"

static void on_signal(struct ion_signal *signal, void *arg)
{
	(void) signal;
	ion_watcher_due(arg);
}

static void signal_stop(struct ion_watcher *watcher)
{
	if (watcher->signal != NULL) {
		ion_signal_stop(watcher->signal);
	}
}

static void signal_release(struct ion_watcher *watcher)
{
	ion_signal_free(watcher->signal);
	watcher->signal = NULL;
}

static bool signal_start(struct ion_watcher *watcher, struct ion_loop *loop)
{
	int number = (int) Z_LVAL(watcher->subject);
	int status;
	/* anew each time: the loop may be another one */
	signal_release(watcher);
	watcher->signal = ion_signal_new(loop, number, on_signal, watcher);
	status = watcher->signal != NULL ? ion_signal_start(watcher->signal) : -errno;
	if (status == -EBUSY) {
		zend_throw_exception_ex(ion_ce_runtime_exception, EBUSY,
			"cannot watch signal %d: another thread of this process does", number);
	} else if (status < 0) {
		zend_throw_exception_ex(ion_ce_runtime_exception, -status, "cannot watch signal %d: %s",
			number, strerror(-status));
	}
	return status == 0;
}

static const struct ion_watcher_kind signal_kind = {
	.start = signal_start,
	.stop = signal_stop,
	.release = signal_release,
};

struct ion_watcher *ion_watch_signal(
	int number, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = ion_watcher_new(&signal_kind, fci, fcc);
	ZVAL_LONG(&watcher->subject, number);
	return ion_watcher_begin(watcher);
}
