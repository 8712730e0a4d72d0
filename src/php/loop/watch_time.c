/*
 * Watchers of time: defer, delay, repeat.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/watch.h"

#include <errno.h>

#include "base/clock.h"
#include "loop/timer.h"
#include "promise/host.h"

/* --- defer --------------------------------------------------------------------------------- */

static void on_defer(void *arg)
{
	ion_watch_due(arg);
}

static bool defer_start(struct ion_watch *watch, struct ion_loop *loop)
{
	ion_loop_defer(loop, &watch->defer);
	return true;
}

static void defer_stop(struct ion_watch *watch)
{
	ion_defer_cancel(&watch->defer);
}

static void defer_release(struct ion_watch *watch)
{
	(void) watch;
}

static const struct ion_watch_kind defer_kind = {
	.is_once = true,
	.start = defer_start,
	.stop = defer_stop,
	.release = defer_release,
};

void ion_watch_init_defer(struct ion_watch *watch, const struct ion_watch_owner *owner)
{
	*watch = (struct ion_watch){.kind = &defer_kind, .owner = owner};
	ion_defer_init(&watch->defer, on_defer, watch);
}

void ion_watch_set_unreferenced(struct ion_watch *watch, bool is_unreferenced)
{
	if (watch->kind == &defer_kind) {
		watch->defer.is_optional = is_unreferenced;
	}
}

/* --- delay, repeat ------------------------------------------------------------------------- */

/* The next multiple of the period that is not over yet. */
static int64_t next_deadline(const struct ion_watch *watch)
{
	int64_t now_ns = ion_clock_now_ns();
	int64_t period_ns = watch->time.period_ns;
	int64_t started_ns = watch->time.started_ns;
	if (period_ns == 0) {
		/* not "at once": it would stand before every other timer, for ever */
		return now_ns;
	}
	return ion_clock_add(started_ns, ((now_ns - started_ns) / period_ns + 1) * period_ns);
}

static void on_time(struct ion_timer *timer, void *arg)
{
	struct ion_watch *watch = arg;
	if (!watch->kind->is_once) {
		/* cannot fail: the heap kept the room that this timer just left */
		ion_timer_start_at(timer, next_deadline(watch));
	}
	ion_watch_due(watch);
}

static void time_release(struct ion_watch *watch)
{
	ion_timer_free(watch->time.timer);
	watch->time.timer = NULL;
}

static bool time_start(struct ion_watch *watch, struct ion_loop *loop)
{
	int status = -ENOMEM;
	if (watch->time.timer != NULL && !ion_timer_is_of(watch->time.timer, loop)) {
		/* that loop is gone, or the parent's of a fork */
		time_release(watch);
	}
	if (watch->time.timer == NULL) {
		watch->time.timer = ion_timer_new(loop, on_time, watch);
	}
	if (watch->time.timer != NULL) {
		watch->time.started_ns = ion_clock_now_ns();
		status = ion_timer_start_at(
			watch->time.timer, ion_clock_add(watch->time.started_ns, watch->time.period_ns));
	}
	if (status < 0) {
		zend_throw_exception(ion_ce_runtime_exception, "cannot start a timer: out of memory", 0);
	}
	return status == 0;
}

static void time_stop(struct ion_watch *watch)
{
	if (watch->time.timer != NULL) {
		ion_timer_stop(watch->time.timer);
	}
}

static const struct ion_watch_kind delay_kind = {
	.is_once = true,
	.start = time_start,
	.stop = time_stop,
	.release = time_release,
};

static const struct ion_watch_kind repeat_kind = {
	.start = time_start,
	.stop = time_stop,
	.release = time_release,
};

void ion_watch_init_time(
	struct ion_watch *watch, const struct ion_watch_owner *owner, int64_t period_ns, bool is_once)
{
	*watch = (struct ion_watch){.kind = is_once ? &delay_kind : &repeat_kind, .owner = owner};
	watch->time.period_ns = period_ns;
}
