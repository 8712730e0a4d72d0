/*
 * The run loop around libevent: one event_base_loop() per turn, so that between two turns ION
 * itself decides whether anything still keeps it alive.
 * SPDX-License-Identifier: MIT
 */
#include "loop/loop.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "loop/internal.h"
#include "os/fd.h"
#include "os/fork.h"

/* A wide one is 1 MiB. */
#define WIDE_PIPES_MAX 16

/*
 * libevent notes process-wide facts ("debug mode is too late now") without a lock when a base is
 * made; threads make theirs one after the other.
 */
static pthread_mutex_t base_lock = PTHREAD_MUTEX_INITIALIZER;

static struct event_base *base_new(void)
{
	struct event_base *base = NULL;
	struct event_config *config = event_config_new();
	if (config == NULL) {
		return NULL;
	}
	/* no lock: a base belongs to one thread */
	if (event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK) == 0) {
		base = event_base_new_with_config(config);
	}
	event_config_free(config);
	return base;
}

static void on_stop_timer(struct ion_timer *timer, void *arg)
{
	struct ion_loop *loop = arg;
	(void) timer;
	ION_MAGIC_CHECK(loop, ION_LOOP_MAGIC);
	loop->stop_at_end = true;
}

/* libevent would print its warnings to stderr; ION reports by return values only. */
static void drop_log(int severity, const char *message)
{
	(void) severity;
	(void) message;
}

/* libevent does not tell which descriptors it has. They are the numbers that were free before. */
void ion_loop_note_base_fds(struct ion_loop *loop, const int *numbers, size_t count)
{
	loop->base_fd_count = 0;
	loop->epoll_fd = -1;
	for (size_t i = 0; i < count && loop->base_fd_count < ION_LOOP_BASE_FDS; i++) {
		bool is_epoll;
		if (ion_fd_is_of_loop(numbers[i], &is_epoll)) {
			loop->base_fds[loop->base_fd_count++] = numbers[i];
			loop->epoll_fd = is_epoll ? numbers[i] : loop->epoll_fd;
		}
	}
	if (loop->epoll_fd < 0) {
		loop->base_fd_count = 0;
	}
}

struct ion_loop *ion_loop_new(void)
{
	int numbers[ION_LOOP_BASE_FDS];
	int code = ENOMEM;
	struct ion_loop *loop = calloc(1, sizeof(*loop));
	if (loop == NULL) {
		return NULL;
	}
	/* without a descriptor for its signal pair libevent ends the process: exit(1) */
	code = -ion_fd_probe(ION_LOOP_BASE_FDS / 2, numbers);
	if (code != 0) {
		goto fail;
	}
	code = ENOMEM;
	pthread_mutex_lock(&base_lock);
	event_set_log_callback(drop_log);
	errno = 0;
	loop->base = base_new();
	pthread_mutex_unlock(&base_lock);
	if (loop->base == NULL) {
		code = errno != 0 ? errno : ENOMEM;
		goto fail;
	}
	ion_loop_note_base_fds(loop, numbers, ION_LOOP_BASE_FDS);
	ION_MAGIC_SET(loop, ION_LOOP_MAGIC);
	loop->generation = ion_fork_generation();
	ion_list_init(&loop->owned_ios);
	ion_list_init(&loop->owned_timers);
	ion_list_init(&loop->deferred);
	ion_list_init(&loop->deferred_now);
	ion_list_init(&loop->pushed);
	code = -ion_timers_init(loop);
	if (code != 0) {
		goto fail;
	}
	return loop;

fail:
	if (loop->base != NULL) {
		event_base_free(loop->base);
	}
	free(loop);
	errno = code;
	return NULL;
}

static void defers_orphan(struct ion_list *deferred)
{
	while (!ion_list_empty(deferred)) {
		ion_defer_cancel(ION_LIST_ENTRY(deferred->next, struct ion_defer, node));
	}
}

void ion_loop_free(struct ion_loop *loop)
{
	if (loop == NULL) {
		return;
	}
	ion_timer_free(loop->stop_timer);
	ion_ios_orphan(loop);
	ion_timers_orphan(loop);
	ion_signals_free(loop->signals);
	defers_orphan(&loop->deferred_now);
	defers_orphan(&loop->deferred);
	ion_timers_release(loop);
	event_base_free(loop->base);
	ION_MAGIC_SET(loop, 0);
	free(loop->scratch);
	free(loop->buffer);
	free(loop->guests);
	free(loop);
}

int ion_loop_after_fork(struct ion_loop *loop)
{
	unsigned before = loop->generation;
	/* first, for whoever is stopped below asks for it */
	loop->generation = ion_fork_generation();
	/* libevent could not add these to the new set, and would report that as a failure */
	ion_ios_evict_closed(loop);
	if (event_reinit(loop->base) != 0) {
		loop->generation = before;
		return -(errno != 0 ? errno : ENOMEM);
	}
	return 0;
}

static bool loop_has_deferred(const struct ion_loop *loop)
{
	return !ion_list_empty(&loop->deferred);
}

/* Walks over the optional ones: asked when nothing else keeps the loop alive. */
static bool loop_has_needed(const struct ion_loop *loop)
{
	ion_list_foreach (node, &loop->deferred) {
		if (!ION_LIST_ENTRY(node, struct ion_defer, node)->is_optional) {
			return true;
		}
	}
	return false;
}

/* What a stop or an exception leaves undone comes first in the next turn. */
static void defers_put_back(struct ion_loop *loop)
{
	struct ion_list rest;
	struct ion_list *node;
	ion_list_move_all(&loop->deferred, &rest);
	ion_list_move_all(&loop->deferred_now, &loop->deferred);
	while ((node = ion_list_pop(&rest)) != NULL) {
		ion_list_push(&loop->deferred, node);
	}
}

/* Whether there was something to run. */
static bool defers_run(struct ion_loop *loop)
{
	if (!loop_has_deferred(loop)) {
		return false;
	}
	ion_list_move_all(&loop->deferred, &loop->deferred_now);
	while (!ion_list_empty(&loop->deferred_now) && !ion_loop_is_ending(loop)) {
		struct ion_defer *defer = ION_LIST_ENTRY(loop->deferred_now.next, struct ion_defer, node);
		ion_defer_cancel(defer);
		defer->run(defer->arg);
	}
	defers_put_back(loop);
	return true;
}

static int turn_poll(struct ion_loop *loop, int event_flags)
{
	if ((event_flags & EVLOOP_NONBLOCK) && loop->polled == 0 && loop->signals == NULL) {
		/* a turn that does not wait has nothing to ask the kernel when there is no descriptor */
		return 0;
	}
	return loop->is_suspect ? ion_stale_turn(loop, event_flags)
							: event_base_loop(loop->base, event_flags);
}

/* Descriptors first, then timers: a deadline that woke the loop is served in the same turn. */
static int turn_serve(struct ion_loop *loop, unsigned flags, bool is_waiting)
{
	int event_flags = EVLOOP_ONCE;
	int status;
	if (loop->on_poll != NULL) {
		loop->on_poll(loop->on_poll_arg);
		if (ion_loop_is_ending(loop)) {
			return 0;
		}
	}
	if (!ion_timers_prepare(loop) || !is_waiting || loop_has_deferred(loop) ||
		!ion_list_empty(&loop->pushed) || (flags & ION_LOOP_NONBLOCK)) {
		event_flags |= EVLOOP_NONBLOCK;
	}
	status = turn_poll(loop, event_flags);
	if (status >= 0 && !ion_loop_is_ending(loop)) {
		ion_ios_run_pushed(loop);
	}
	if (status >= 0 && !ion_loop_is_ending(loop)) {
		ion_timers_run(loop);
	}
	return status;
}

static enum ion_loop_end loop_turn(struct ion_loop *loop, unsigned flags)
{
	int status = 0;
	bool stopped_before = loop->stop;
	loop->stop = false;
	loop->turn_number++;
	loop->timers.turn_order = loop->timers.last_order;
	if (defers_run(loop) && (flags & ION_LOOP_ONCE)) {
		/* that was an event: whoever turns the loop until something is so looks again */
		flags |= ION_LOOP_NONBLOCK;
	}
	/* nothing to poll for when only deferred work was left */
	if (!ion_loop_is_ending(loop) && (loop->refs > 0 || stopped_before)) {
		status = turn_serve(loop, flags, !stopped_before);
	}
	if (loop->on_turn_end != NULL) {
		loop->on_turn_end(loop->on_turn_end_arg);
	}
	if (loop->broken) {
		return ION_LOOP_BROKEN;
	}
	if (status < 0) {
		return ION_LOOP_FAILED;
	}
	if (loop->stop || loop->stop_at_end || stopped_before) {
		return ION_LOOP_STOPPED;
	}
	return loop->refs == 0 ? ION_LOOP_DRY : ION_LOOP_TURNED;
}

/* Turns until there is a reason to end. */
static enum ion_loop_end loop_turns(struct ion_loop *loop, unsigned flags)
{
	enum ion_loop_end end = ION_LOOP_DRY;
	bool is_last = false; /* a turn for deferred work alone: it may go on queueing itself */
	/* what nobody waits for, a pending stop_after() included, makes no work */
	while (loop->refs > 0 || loop->stop || (!is_last && loop_has_needed(loop))) {
		is_last = loop->refs == 0;
		end = loop_turn(loop, flags);
		if (end == ION_LOOP_DRY) {
			/* one turn was made already: what is deferred may add work, but that one waits */
			flags |= (flags & ION_LOOP_ONCE) ? ION_LOOP_NONBLOCK : 0;
			continue;
		}
		if (end != ION_LOOP_TURNED || (flags & (ION_LOOP_ONCE | ION_LOOP_NONBLOCK)) != 0) {
			break;
		}
	}
	return end;
}

enum ion_loop_end ion_loop_run(struct ion_loop *loop, unsigned flags)
{
	enum ion_loop_end end;
	ION_MAGIC_CHECK(loop, ION_LOOP_MAGIC);
	ION_ASSERT(!loop->running);
	loop->running = true;
	loop->broken = false;
	end = loop_turns(loop, flags);
	loop->running = false;
	loop->turn_number++;
	if (end == ION_LOOP_STOPPED || end == ION_LOOP_DRY) {
		loop->stop = loop->stop_at_end = false;
		if (loop->stop_timer != NULL) {
			ion_timer_stop(loop->stop_timer);
		}
	}
	return end;
}

bool ion_loop_is_running(const struct ion_loop *loop)
{
	return loop->running;
}

void ion_loop_stop(struct ion_loop *loop)
{
	loop->stop = true;
	if (loop->running) {
		event_base_loopbreak(loop->base);
	}
}

int ion_loop_stop_after(struct ion_loop *loop, int64_t delay_ns)
{
	if (loop->stop_timer == NULL) {
		loop->stop_timer = ion_timer_new(loop, on_stop_timer, loop);
		if (loop->stop_timer == NULL) {
			return -ENOMEM;
		}
	}
	return ion_timer_start(loop->stop_timer, delay_ns);
}

void ion_loop_break(struct ion_loop *loop)
{
	if (loop->running) {
		loop->broken = true;
		event_base_loopbreak(loop->base);
	}
}

bool ion_loop_abandon(struct ion_loop *loop)
{
	ION_MAGIC_CHECK(loop, ION_LOOP_MAGIC);
	if (loop->base_fd_count == 0) {
		return false;
	}
	for (size_t i = 0; i < loop->base_fd_count; i++) {
		ion_fd_close(&loop->base_fds[i]);
	}
	loop->is_abandoned = true;
	ion_fd_close(&loop->timers.wake_fd);
	/* they belong to the process and not to the base, and are given back */
	ion_signals_free(loop->signals);
	loop->signals = NULL;
	return true;
}

bool ion_loop_is_ending(const struct ion_loop *loop)
{
	return loop->running && (loop->broken || loop->stop);
}

void ion_loop_ref(struct ion_loop *loop)
{
	loop->refs++;
}

void ion_loop_unref(struct ion_loop *loop)
{
	ION_ASSERT(loop->refs > 0);
	loop->refs--;
}

size_t ion_loop_ref_count(const struct ion_loop *loop)
{
	return loop->refs;
}

size_t ion_loop_watcher_count(const struct ion_loop *loop)
{
	return loop->watchers;
}

const char *ion_loop_method(const struct ion_loop *loop)
{
	return event_base_get_method(loop->base);
}

const char *ion_loop_engine_version(void)
{
	return event_get_version();
}

const char *ion_loop_header_version(void)
{
	return LIBEVENT_VERSION;
}

void ion_loop_on_turn_end(struct ion_loop *loop, void (*on_turn_end)(void *arg), void *arg)
{
	loop->on_turn_end = on_turn_end;
	loop->on_turn_end_arg = arg;
}

void ion_loop_on_poll(struct ion_loop *loop, void (*on_poll)(void *arg), void *arg)
{
	loop->on_poll = on_poll;
	loop->on_poll_arg = arg;
}

char *ion_loop_scratch(struct ion_loop *loop)
{
	if (loop->scratch == NULL) {
		loop->scratch = malloc(ION_LOOP_SCRATCH);
	}
	return loop->scratch;
}

bool ion_loop_take_wide_pipe(struct ion_loop *loop)
{
	if (loop->wide_pipes == WIDE_PIPES_MAX) {
		return false;
	}
	loop->wide_pipes++;
	return true;
}

void ion_loop_give_wide_pipe(struct ion_loop *loop)
{
	loop->wide_pipes--;
}

char *ion_loop_take_buffer(struct ion_loop *loop)
{
	char *buffer = loop->buffer;
	loop->buffer = NULL;
	return buffer != NULL ? buffer : malloc(ION_LOOP_BUFFER);
}

void ion_loop_give_buffer(struct ion_loop *loop, char *buffer)
{
	if (loop->buffer == NULL) {
		loop->buffer = buffer;
	} else {
		free(buffer);
	}
}

uint64_t ion_loop_turn_number(const struct ion_loop *loop)
{
	return loop->turn_number;
}

void ion_defer_init(struct ion_defer *defer, void (*run)(void *arg), void *arg)
{
	ion_list_init(&defer->node);
	defer->run = run;
	defer->arg = arg;
	defer->is_queued = false;
	defer->is_optional = false;
}

void ion_loop_defer(struct ion_loop *loop, struct ion_defer *defer)
{
	ION_MAGIC_CHECK(loop, ION_LOOP_MAGIC);
	if (!defer->is_queued) {
		defer->is_queued = true;
		ion_list_push(&loop->deferred, &defer->node);
	}
}

void ion_defer_cancel(struct ion_defer *defer)
{
	ion_list_remove(&defer->node);
	defer->is_queued = false;
}
