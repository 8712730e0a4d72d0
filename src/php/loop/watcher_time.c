/*
 * Watchers of time: defer, delay, repeat.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/watcher.h"

#include <errno.h>

#include "base/clock.h"
#include "loop/timer.h"
#include "promise/host.h"

/* --- defer --------------------------------------------------------------------------------- */

static void on_defer(void *arg)
{
	ion_watcher_due(arg);
}

static bool defer_start(struct ion_watcher *watcher, struct ion_loop *loop)
{
	ion_loop_defer(loop, &watcher->defer);
	return true;
}

static void defer_stop(struct ion_watcher *watcher)
{
	ion_defer_cancel(&watcher->defer);
}

static void defer_release(struct ion_watcher *watcher)
{
	(void) watcher;
}

static const struct ion_watcher_kind defer_kind = {
	.is_once = true,
	.start = defer_start,
	.stop = defer_stop,
	.release = defer_release,
};

struct ion_watcher *ion_watch_defer(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = ion_watcher_new(&defer_kind, fci, fcc);
	ion_defer_init(&watcher->defer, on_defer, watcher);
	return ion_watcher_begin(watcher);
}

/* --- delay, repeat ------------------------------------------------------------------------- */

/* The next multiple of the period that is not over yet. */
static int64_t next_deadline(const struct ion_watcher *watcher)
{
	int64_t now_ns = ion_clock_now_ns();
	int64_t period_ns = watcher->time.period_ns;
	int64_t started_ns = watcher->time.started_ns;
	if (period_ns == 0) {
		/* not "at once": it would stand before every other timer, for ever */
		return now_ns;
	}
	return ion_clock_add(started_ns, ((now_ns - started_ns) / period_ns + 1) * period_ns);
}

static void on_time(struct ion_timer *timer, void *arg)
{
	struct ion_watcher *watcher = arg;
	if (!watcher->kind->is_once) {
		/* cannot fail: the heap kept the room that this timer just left */
		ion_timer_start_at(timer, next_deadline(watcher));
	}
	ion_watcher_due(watcher);
}

static void time_release(struct ion_watcher *watcher)
{
	ion_timer_free(watcher->time.timer);
	watcher->time.timer = NULL;
}

/* 0 or -errno. */
static int timer_start(struct ion_watcher *watcher, struct ion_loop *loop)
{
	if (watcher->time.timer == NULL) {
		watcher->time.timer = ion_timer_new(loop, on_time, watcher);
	}
	if (watcher->time.timer == NULL) {
		return -ENOMEM;
	}
	watcher->time.started_ns = ion_clock_now_ns();
	return ion_timer_start_at(
		watcher->time.timer, ion_clock_add(watcher->time.started_ns, watcher->time.period_ns));
}

static bool time_start(struct ion_watcher *watcher, struct ion_loop *loop)
{
	int status = timer_start(watcher, loop);
	if (status == -ESHUTDOWN) {
		/* it was made for a loop that is gone since: ION::reinit() */
		time_release(watcher);
		status = timer_start(watcher, loop);
	}
	if (status < 0) {
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
		return false;
	}
	return true;
}

static void time_stop(struct ion_watcher *watcher)
{
	if (watcher->time.timer != NULL) {
		ion_timer_stop(watcher->time.timer);
	}
}

static const struct ion_watcher_kind delay_kind = {
	.is_once = true,
	.start = time_start,
	.stop = time_stop,
	.release = time_release,
};

static const struct ion_watcher_kind repeat_kind = {
	.start = time_start,
	.stop = time_stop,
	.release = time_release,
};

struct ion_watcher *ion_watch_time(
	int64_t period_ns, bool is_once, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = ion_watcher_new(is_once ? &delay_kind : &repeat_kind, fci, fcc);
	watcher->time.period_ns = period_ns;
	return ion_watcher_begin(watcher);
}
