/*
 * See timer.h. The heap's invariant: items[(i - 1) / 2] is not later than items[i], and every timer
 * knows its place.
 * SPDX-License-Identifier: MIT
 */
#include "loop/timer.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"
#include "loop/internal.h"
#include "os/timerfd.h"

#define ION_TIMER_MAGIC 0x10e0300u
#define STOPPED SIZE_MAX

struct ion_timer {
	ION_MAGIC_FIELD
	struct ion_list node;  /* in loop->owned_timers */
	struct ion_loop *loop; /* weak: NULL when the loop is gone */
	size_t place;          /* in the heap, or STOPPED */
	int64_t deadline_ns;
	uint64_t order;
	ion_timer_cb on_expire;
	void *arg; /* borrowed */
};

static bool timer_is_before(const struct ion_timer *a, const struct ion_timer *b)
{
	return a->deadline_ns != b->deadline_ns ? a->deadline_ns < b->deadline_ns : a->order < b->order;
}

static void heap_put(struct ion_timer_heap *heap, size_t place, struct ion_timer *timer)
{
	heap->items[place] = timer;
	timer->place = place;
}

static void heap_rise(struct ion_timer_heap *heap, struct ion_timer *timer)
{
	size_t place = timer->place;
	while (place > 0) {
		size_t parent = (place - 1) / 2;
		if (!timer_is_before(timer, heap->items[parent])) {
			break;
		}
		heap_put(heap, place, heap->items[parent]);
		place = parent;
	}
	heap_put(heap, place, timer);
}

static void heap_sink(struct ion_timer_heap *heap, struct ion_timer *timer)
{
	size_t place = timer->place;
	for (;;) {
		size_t child = 2 * place + 1;
		if (child >= heap->count) {
			break;
		}
		if (child + 1 < heap->count &&
			timer_is_before(heap->items[child + 1], heap->items[child])) {
			child++;
		}
		if (!timer_is_before(heap->items[child], timer)) {
			break;
		}
		heap_put(heap, place, heap->items[child]);
		place = child;
	}
	heap_put(heap, place, timer);
}

static int heap_insert(struct ion_timer_heap *heap, struct ion_timer *timer)
{
	if (heap->count == heap->capacity) {
		size_t capacity = heap->capacity == 0 ? 16 : heap->capacity * 2;
		struct ion_timer **items = realloc(heap->items, capacity * sizeof(*items));
		if (items == NULL) {
			return -ENOMEM;
		}
		heap->items = items;
		heap->capacity = capacity;
	}
	heap_put(heap, heap->count++, timer);
	heap_rise(heap, timer);
	return 0;
}

static void heap_remove(struct ion_timer_heap *heap, struct ion_timer *timer)
{
	struct ion_timer *last = heap->items[--heap->count];
	if (last != timer) {
		heap_put(heap, timer->place, last);
		heap_rise(heap, last);
		heap_sink(heap, last);
	}
	timer->place = STOPPED;
}

static void on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct ion_loop *loop = arg;
	(void) fd;
	(void) what;
	ION_MAGIC_CHECK(loop, ION_LOOP_MAGIC);
	/* edge triggered, so nothing has to be read; ion_timers_run() does the work */
	loop->timers.wake_at_ns = -1;
	loop->served++;
}

int ion_timers_init(struct ion_loop *loop)
{
	struct ion_timer_heap *heap = &loop->timers;
	heap->wake_at_ns = -1;
	heap->wake_fd = ion_timerfd_new();
	if (heap->wake_fd < 0) {
		/* no timerfd here, or no descriptor left: less precise, but right */
		heap->wake_fd = -1;
		return evtimer_assign(&heap->wake, loop->base, on_wake, loop) == 0 ? 0 : -ENOMEM;
	}
	if (event_assign(&heap->wake, loop->base, heap->wake_fd, EV_READ | EV_PERSIST | EV_ET, on_wake,
			loop) != 0 ||
		event_add(&heap->wake, NULL) != 0) {
		int code = errno != 0 ? errno : ENOMEM;
		ion_timerfd_free(heap->wake_fd);
		return -code;
	}
	return 0;
}

void ion_timers_release(struct ion_loop *loop)
{
	struct ion_timer_heap *heap = &loop->timers;
	ION_ASSERT(heap->count == 0);
	event_del(&heap->wake);
	if (heap->wake_fd >= 0) {
		ion_timerfd_free(heap->wake_fd);
	}
	free(heap->items);
}

static void wake_at(struct ion_timer_heap *heap, int64_t deadline_ns, int64_t now_ns)
{
	if (heap->wake_fd < 0 || ion_timerfd_arm(heap->wake_fd, deadline_ns) < 0) {
		int64_t us = (deadline_ns - now_ns) / 1000 + 1;
		struct timeval delay = {.tv_sec = us / 1000000, .tv_usec = us % 1000000};
		event_add(&heap->wake, &delay);
	}
	heap->wake_at_ns = deadline_ns;
}

bool ion_timers_prepare(struct ion_loop *loop)
{
	struct ion_timer_heap *heap = &loop->timers;
	int64_t deadline_ns;
	int64_t now_ns;
	if (heap->count == 0) {
		/* a wake-up that is set for nothing costs one idle turn, cheaper than taking it back */
		return true;
	}
	deadline_ns = heap->items[0]->deadline_ns;
	if (deadline_ns == heap->wake_at_ns && deadline_ns > 0) {
		return true;
	}
	now_ns = ion_clock_now_ns();
	if (deadline_ns <= now_ns) {
		return false;
	}
	wake_at(heap, deadline_ns, now_ns);
	return true;
}

void ion_timers_run(struct ion_loop *loop)
{
	struct ion_timer_heap *heap = &loop->timers;
	int64_t now_ns;
	if (heap->count == 0) {
		return;
	}
	now_ns = ion_clock_now_ns();
	while (heap->count > 0 && !loop->broken && !loop->stop) {
		struct ion_timer *timer = heap->items[0];
		ION_MAGIC_CHECK(timer, ION_TIMER_MAGIC);
		if (timer->deadline_ns > now_ns || timer->order > heap->turn_order) {
			break;
		}
		ion_timer_stop(timer);
		timer->on_expire(timer, timer->arg);
	}
}

struct ion_timer *ion_timer_new(struct ion_loop *loop, ion_timer_cb on_expire, void *arg)
{
	struct ion_timer *timer = calloc(1, sizeof(*timer));
	if (timer == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(timer, ION_TIMER_MAGIC);
	ion_list_push(&loop->owned_timers, &timer->node);
	timer->loop = loop;
	timer->place = STOPPED;
	timer->on_expire = on_expire;
	timer->arg = arg;
	return timer;
}

void ion_timer_free(struct ion_timer *timer)
{
	if (timer == NULL) {
		return;
	}
	ion_timer_stop(timer);
	ion_list_remove(&timer->node);
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
	ion_timer_stop(timer);
	if (timer->loop == NULL) {
		return -ESHUTDOWN;
	}
	timer->deadline_ns = deadline_ns;
	timer->order = ++timer->loop->timers.last_order;
	status = heap_insert(&timer->loop->timers, timer);
	if (status == 0) {
		timer->loop->watchers++;
	}
	return status;
}

bool ion_timer_is_of(const struct ion_timer *timer, const struct ion_loop *loop)
{
	return timer->loop == loop;
}

void ion_timer_stop(struct ion_timer *timer)
{
	ION_MAGIC_CHECK(timer, ION_TIMER_MAGIC);
	if (timer->place == STOPPED) {
		return;
	}
	heap_remove(&timer->loop->timers, timer);
	timer->loop->watchers--;
}

bool ion_timer_is_started(const struct ion_timer *timer)
{
	return timer->place != STOPPED;
}

void ion_timers_orphan(struct ion_loop *loop)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&loop->owned_timers)) != NULL) {
		struct ion_timer *timer = ION_LIST_ENTRY(node, struct ion_timer, node);
		ion_timer_stop(timer);
		timer->loop = NULL;
	}
}
