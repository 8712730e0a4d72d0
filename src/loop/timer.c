/*
 * Timers over libevent's heap. The deadline is ION's own, in nanoseconds of the precise monotonic
 * clock; libevent only wakes the loop near it.
 * SPDX-License-Identifier: MIT
 */
#include "loop/timer.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"
#include "loop/internal.h"

#define ION_TIMER_MAGIC 0x10e0300u

struct ion_timer {
	ION_MAGIC_FIELD
	struct ion_loop *loop; /* borrowed */
	struct event event;
	int64_t deadline_ns;
	ion_timer_cb on_expire;
	void *arg; /* borrowed */
	bool is_started;
};

static int timer_arm(struct ion_timer *timer, int64_t delay_ns)
{
	/* round up: waking a microsecond early would only mean to arm again */
	int64_t us = delay_ns <= 0 ? 0 : delay_ns / 1000 + (delay_ns % 1000 != 0);
	struct timeval delay = {.tv_sec = us / 1000000, .tv_usec = us % 1000000};
	return event_add(&timer->event, &delay) == 0 ? 0 : -ENOMEM;
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
	struct ion_timer *timer = arg;
	int64_t left;
	(void) fd;
	(void) what;
	ION_MAGIC_CHECK(timer, ION_TIMER_MAGIC);
	left = timer->deadline_ns - ion_clock_now_ns();
	/* the coarse clock ran ahead of our start: not yet. If it cannot be armed again, better a
	 * little early than never. */
	if (left > 0 && timer_arm(timer, left) == 0) {
		return;
	}
	timer->is_started = false;
	timer->loop->watchers--;
	timer->on_expire(timer, timer->arg);
}

struct ion_timer *ion_timer_new(struct ion_loop *loop, ion_timer_cb on_expire, void *arg)
{
	struct ion_timer *timer = calloc(1, sizeof(*timer));
	if (timer == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(timer, ION_TIMER_MAGIC);
	timer->loop = loop;
	timer->on_expire = on_expire;
	timer->arg = arg;
	evtimer_assign(&timer->event, loop->base, on_event, timer);
	return timer;
}

void ion_timer_free(struct ion_timer *timer)
{
	if (timer == NULL) {
		return;
	}
	ion_timer_stop(timer);
	ION_MAGIC_SET(timer, 0);
	free(timer);
}

int ion_timer_start(struct ion_timer *timer, int64_t delay_ns)
{
	return ion_timer_start_at(timer, ion_clock_add(ion_clock_now_ns(), delay_ns));
}

int ion_timer_start_at(struct ion_timer *timer, int64_t deadline_ns)
{
	int status;
	ION_MAGIC_CHECK(timer, ION_TIMER_MAGIC);
	status = timer_arm(timer, deadline_ns - ion_clock_now_ns());
	if (status < 0) {
		return status;
	}
	timer->deadline_ns = deadline_ns;
	if (!timer->is_started) {
		timer->is_started = true;
		timer->loop->watchers++;
	}
	return 0;
}

void ion_timer_stop(struct ion_timer *timer)
{
	ION_MAGIC_CHECK(timer, ION_TIMER_MAGIC);
	if (!timer->is_started) {
		return;
	}
	event_del(&timer->event);
	timer->is_started = false;
	timer->loop->watchers--;
}

bool ion_timer_is_started(const struct ion_timer *timer)
{
	return timer->is_started;
}
