/*
 * Watchers of signals.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/watch.h"

#include <errno.h>
#include <string.h>

#include "loop/signal.h"
#include "promise/host.h"

static void on_signal(struct ion_signal *signal, void *arg)
{
	(void) signal;
	ion_watch_due(arg);
}

static void signal_stop(struct ion_watch *watch)
{
	if (watch->signal != NULL) {
		ion_signal_stop(watch->signal);
	}
}

static void signal_release(struct ion_watch *watch)
{
	ion_signal_free(watch->signal);
	watch->signal = NULL;
}

static bool signal_start(struct ion_watch *watch, struct ion_loop *loop)
{
	int number = (int) Z_LVAL(watch->subject);
	int status;
	/* anew each time: the loop may be another one */
	signal_release(watch);
	watch->signal = ion_signal_new(loop, number, on_signal, watch);
	status = watch->signal != NULL ? ion_signal_start(watch->signal) : -errno;
	if (status == -EBUSY) {
		zend_throw_exception_ex(ion_ce_runtime_exception, EBUSY,
			"cannot watch signal %d: another thread of this process does", number);
	} else if (status < 0) {
		zend_throw_exception_ex(ion_ce_runtime_exception, -status, "cannot watch signal %d: %s",
			number, strerror(-status));
	}
	return status == 0;
}

static const struct ion_watch_kind signal_kind = {
	.start = signal_start,
	.stop = signal_stop,
	.release = signal_release,
};

void ion_watch_init_signal(struct ion_watch *watch, const struct ion_watch_owner *owner, int number)
{
	*watch = (struct ion_watch){.kind = &signal_kind, .owner = owner};
	ZVAL_LONG(&watch->subject, number);
}
