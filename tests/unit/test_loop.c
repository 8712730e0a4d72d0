/*
 * loop: runs, timers, descriptors.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "loop/io.h"
#include "loop/loop.h"
#include "loop/timer.h"
#include "os/fd.h"
#include "os/sock.h"

#define MS INT64_C(1000000)

struct tick {
	struct ion_loop *loop;
	struct ion_timer *timer;
	struct ion_timer *other;
	int64_t due_ns;
	int64_t late_ns;
	int count;
	int wanted;
	int *order;
	int place;
};

static void on_tick(struct ion_timer *timer, void *arg)
{
	struct tick *tick = arg;
	int64_t late = ion_clock_now_ns() - tick->due_ns;
	assert_true(late >= 0);
	assert_false(ion_timer_is_started(timer));
	tick->late_ns = late;
	if (tick->order != NULL) {
		tick->place = (*tick->order)++;
	}
	if (++tick->count == tick->wanted) {
		ion_loop_unref(tick->loop);
		return;
	}
	tick->due_ns = ion_clock_now_ns() + 3 * MS;
	assert_int_equal(ion_timer_start(timer, 3 * MS), 0);
}

static void empty_loop_is_dry(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	(void) state;
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_false(ion_loop_is_running(loop));
	ion_loop_free(loop);
}

static void timers_are_never_early(void **state)
{
	struct tick tick = {.loop = ion_loop_new(), .wanted = 30};
	(void) state;
	tick.timer = ion_timer_new(tick.loop, on_tick, &tick);
	tick.due_ns = ion_clock_now_ns() + 1 * MS;
	assert_int_equal(ion_timer_start(tick.timer, 1 * MS), 0);
	ion_loop_ref(tick.loop);
	assert_int_equal(ion_loop_run(tick.loop, 0), ION_LOOP_DRY);
	assert_int_equal(tick.count, 30);
	ion_timer_free(tick.timer);
	ion_loop_free(tick.loop);
}

static void timers_do_not_keep_the_loop(void **state)
{
	struct tick tick = {.loop = ion_loop_new(), .wanted = 1};
	(void) state;
	tick.timer = ion_timer_new(tick.loop, on_tick, &tick);
	assert_int_equal(ion_timer_start(tick.timer, 1), 0);
	assert_int_equal(ion_loop_run(tick.loop, 0), ION_LOOP_DRY);
	assert_int_equal(tick.count, 0);
	ion_timer_free(tick.timer);
	ion_loop_free(tick.loop);
}

static void timers_take_64_bits(void **state)
{
	struct tick far = {.wanted = 1}, near = {.wanted = 1};
	(void) state;
	far.loop = near.loop = ion_loop_new();
	far.timer = ion_timer_new(far.loop, on_tick, &far);
	near.timer = ion_timer_new(far.loop, on_tick, &near);
	/* 2^32 ms and more would wrap to something short in 32 bits */
	assert_int_equal(ion_timer_start(far.timer, INT64_C(4294967297) * MS), 0);
	assert_int_equal(ion_timer_start(near.timer, 2 * MS), 0);
	ion_loop_ref(near.loop);
	assert_int_equal(ion_loop_run(near.loop, 0), ION_LOOP_DRY);
	assert_int_equal(near.count, 1);
	assert_int_equal(ion_timer_start(far.timer, ION_NS_FOREVER), 0);
	assert_int_equal(ion_timer_start(near.timer, 2 * MS), 0);
	near.wanted = 2;
	ion_loop_ref(near.loop);
	assert_int_equal(ion_loop_run(near.loop, 0), ION_LOOP_DRY);
	assert_int_equal(near.count, 2);
	assert_int_equal(far.count, 0);
	ion_timer_free(far.timer);
	ion_timer_free(near.timer);
	ion_loop_free(far.loop);
}

static void timers_run_in_order(void **state)
{
	enum { COUNT = 100 };
	struct tick ticks[COUNT] = {{0}};
	struct ion_loop *loop = ion_loop_new();
	int order = 0;
	int64_t deadline = ion_clock_now_ns() + 5 * MS;
	(void) state;
	/* later ones first; within one deadline, as they were started */
	for (int i = 0; i < COUNT; i++) {
		ticks[i] = (struct tick){.loop = loop, .wanted = 1, .order = &order};
		ticks[i].due_ns = deadline - (i / 10) * 100000;
		ticks[i].timer = ion_timer_new(loop, on_tick, &ticks[i]);
		assert_int_equal(ion_timer_start_at(ticks[i].timer, ticks[i].due_ns), 0);
		ion_loop_ref(loop);
	}
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(order, COUNT);
	for (int i = 0; i < COUNT; i++) {
		assert_int_equal(ticks[i].place, (9 - i / 10) * 10 + i % 10);
		ion_timer_free(ticks[i].timer);
	}
	ion_loop_free(loop);
}

static void on_free_all(struct ion_timer *timer, void *arg)
{
	struct tick *tick = arg;
	(void) timer;
	tick->count++;
	ion_timer_free(tick->timer);
	ion_timer_free(tick->other);
	ion_loop_unref(tick->loop);
}

static void timers_may_be_freed_in_a_callback(void **state)
{
	struct tick tick = {.loop = ion_loop_new()};
	(void) state;
	tick.timer = ion_timer_new(tick.loop, on_free_all, &tick);
	tick.other = ion_timer_new(tick.loop, on_free_all, &tick);
	assert_int_equal(ion_timer_start(tick.timer, 0), 0);
	assert_int_equal(ion_timer_start(tick.other, 0), 0);
	ion_loop_ref(tick.loop);
	assert_int_equal(ion_loop_run(tick.loop, 0), ION_LOOP_DRY);
	assert_int_equal(tick.count, 1);
	ion_loop_free(tick.loop);
}

static void on_stop(struct ion_timer *timer, void *arg)
{
	(void) timer;
	ion_loop_stop(arg);
}

static void on_break(struct ion_timer *timer, void *arg)
{
	(void) timer;
	ion_loop_break(arg);
}

static void loop_can_be_left_and_run_again(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct ion_timer *stop = ion_timer_new(loop, on_stop, loop);
	struct ion_timer *leave = ion_timer_new(loop, on_break, loop);
	(void) state;
	ion_loop_ref(loop);
	for (int i = 0; i < 3; i++) {
		ion_timer_start(stop, 1 * MS);
		assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
		ion_timer_start(leave, 1 * MS);
		assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_BROKEN);
		assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	}
	assert_int_equal(ion_loop_stop_after(loop, 2 * MS), 0);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
	ion_loop_unref(loop);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	ion_timer_free(stop);
	ion_timer_free(leave);
	ion_loop_free(loop);
}

struct reader {
	struct ion_loop *loop;
	struct ion_io *io;
	int fd;
	int calls;
	size_t bytes;
};

static void on_readable(struct ion_io *io, unsigned events, void *arg)
{
	struct reader *reader = arg;
	char buffer[4];
	ssize_t got = read(reader->fd, buffer, sizeof(buffer));
	assert_int_equal(events, ION_IO_READ);
	reader->calls++;
	if (got > 0) {
		reader->bytes += (size_t) got;
		return;
	}
	ion_io_stop(io);
	ion_io_free(io);
	reader->io = NULL;
	ion_loop_unref(reader->loop);
}

static void io_is_level_triggered(void **state)
{
	struct reader reader = {.loop = ion_loop_new()};
	int ends[2];
	(void) state;
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(write(ends[1], "0123456789", 10), 10);
	close(ends[1]);
	reader.fd = ends[0];
	reader.io = ion_io_new(reader.loop, ends[0], ION_IO_READ, on_readable, &reader);
	assert_false(ion_io_is_started(reader.io));
	assert_int_equal(ion_io_start(reader.io), 0);
	assert_int_equal(ion_io_start(reader.io), 0);
	assert_int_equal(ion_loop_watcher_count(reader.loop), 1);
	ion_loop_ref(reader.loop);
	assert_int_equal(ion_loop_run(reader.loop, 0), ION_LOOP_DRY);
	assert_int_equal(reader.calls, 4);
	assert_int_equal(reader.bytes, 10);
	assert_int_equal(ion_loop_watcher_count(reader.loop), 0);
	close(ends[0]);
	ion_loop_free(reader.loop);
}

static void io_refuses_files(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct ion_io *io = ion_io_new(loop, fd, ION_IO_READ, on_readable, NULL);
	(void) state;
	assert_true(ion_io_start(io) < 0);
	assert_false(ion_io_is_started(io));
	assert_int_equal(ion_loop_watcher_count(loop), 0);
	ion_io_free(io);
	ion_loop_free(loop);
	close(fd);
}

/* The child may take everything down without the parent noticing. */
static void fork_leaves_the_parent_its_watchers(void **state)
{
	struct reader reader = {.loop = ion_loop_new()};
	int ends[2], status;
	(void) state;
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	reader.fd = ends[0];
	reader.io = ion_io_new(reader.loop, ends[0], ION_IO_READ, on_readable, &reader);
	assert_int_equal(ion_io_start(reader.io), 0);
	pid_t pid = fork();
	if (pid == 0) {
		int code = ion_loop_after_fork(reader.loop);
		ion_io_free(reader.io);
		ion_loop_free(reader.loop);
		_exit(code == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	close(ends[1]);
	ion_loop_ref(reader.loop);
	assert_int_equal(ion_loop_run(reader.loop, 0), ION_LOOP_DRY);
	assert_int_equal(reader.bytes, 1);
	close(ends[0]);
	ion_loop_free(reader.loop);
}

struct watched {
	struct ion_loop *loop;
	struct ion_io *io;
	int ends[2];
	int closed;
	int readable;
	int writable;
};

static void on_watched(struct ion_io *io, unsigned events, void *arg)
{
	struct watched *watched = arg;
	(void) io;
	watched->closed += (events & ION_IO_CLOSED) != 0;
	watched->readable += (events & ION_IO_READ) != 0;
	watched->writable += (events & ION_IO_WRITE) != 0;
}

static void watched_init(struct watched *watched, unsigned events)
{
	memset(watched, 0, sizeof(*watched));
	watched->loop = ion_loop_new();
	assert_int_equal(ion_sock_pair(watched->ends), 0);
	watched->io = ion_io_new(watched->loop, watched->ends[0], events, on_watched, watched);
	assert_int_equal(ion_io_start(watched->io), 0);
	ion_loop_ref(watched->loop);
}

static void watched_release(struct watched *watched)
{
	ion_io_free(watched->io);
	ion_fd_close(&watched->ends[0]);
	ion_fd_close(&watched->ends[1]);
	ion_loop_free(watched->loop);
}

static void turns(struct ion_loop *loop, int count)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	}
}

/* With bytes that the peer never read epoll tells it in another way. */
static void a_hangup_is_seen_without_reading(void **state)
{
	struct watched watched;
	char byte;
	(void) state;
	for (int unread = 0; unread < 2; unread++) {
		watched_init(&watched, ION_IO_CLOSED);
		turns(watched.loop, 3);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(write(watched.ends[1], "x", 1), 1);
			turns(watched.loop, 3);
		}
		assert_int_equal(watched.closed, 0);
		if (unread) {
			assert_int_equal(write(watched.ends[0], "x", 1), 1);
		}
		ion_fd_close(&watched.ends[1]);
		turns(watched.loop, 3);
		assert_int_equal(watched.closed, 1);
		assert_int_equal(watched.readable, 0);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(read(watched.ends[0], &byte, 1), 1);
		}
		watched_release(&watched);
	}
}

/* Also one that was there before anybody looked. */
static void events_of_a_watcher_can_be_changed(void **state)
{
	struct watched watched;
	(void) state;
	watched_init(&watched, ION_IO_CLOSED);
	assert_int_equal(write(watched.ends[1], "x", 1), 1);
	turns(watched.loop, 2);
	assert_int_equal(ion_io_watch(watched.io, ION_IO_READ), 0);
	turns(watched.loop, 2);
	assert_int_equal(watched.readable, 2);
	assert_int_equal(ion_io_watch(watched.io, ION_IO_CLOSED | ION_IO_WRITE), 0);
	turns(watched.loop, 3);
	assert_int_equal(watched.readable, 2);
	assert_int_equal(watched.writable, 1);
	assert_int_equal(ion_io_watch(watched.io, ION_IO_READ | ION_IO_WRITE), 0);
	turns(watched.loop, 2);
	assert_int_equal(watched.readable, 4);
	assert_int_equal(watched.writable, 3);
	assert_int_equal(ion_io_watch(watched.io, 0), 0);
	assert_false(ion_io_is_started(watched.io));
	ion_fd_close(&watched.ends[1]);
	turns(watched.loop, 2);
	assert_int_equal(watched.readable, 4);
	assert_int_equal(ion_io_watch(watched.io, ION_IO_CLOSED), 0);
	turns(watched.loop, 2);
	assert_int_equal(watched.closed, 1);
	watched_release(&watched);
}

static void a_buffer_is_kept_for_the_next_user(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	char *first = ion_loop_take_buffer(loop);
	char *second = ion_loop_take_buffer(loop);
	(void) state;
	assert_non_null(first);
	assert_non_null(second);
	assert_ptr_not_equal(first, second);
	memset(first, 1, ION_LOOP_BUFFER);
	memset(second, 2, ION_LOOP_BUFFER);
	ion_loop_give_buffer(loop, first);
	ion_loop_give_buffer(loop, second);
	assert_ptr_equal(ion_loop_take_buffer(loop), first);
	ion_loop_free(loop);
	free(first);
}

struct step {
	struct ion_defer defer;
	struct ion_loop *loop;
	struct step *other; /* cancelled by `cancel_other`, queued by `queue_other` */
	int *order;         /* counts the runs of all */
	int ran;            /* such a counter, when there is no other */
	int place;          /* of the last run; 0 = none */
	int count;
	uint64_t turn;
};

static void on_step(void *arg)
{
	struct step *step = arg;
	assert_false(step->defer.is_queued);
	assert_true(ion_loop_is_running(step->loop));
	step->place = ++*step->order;
	step->count++;
	step->turn = ion_loop_turn_number(step->loop);
}

static void step_init(struct step *step, struct ion_loop *loop, int *order)
{
	memset(step, 0, sizeof(*step));
	ion_defer_init(&step->defer, on_step, step);
	step->loop = loop;
	step->order = order;
}

/* `a` runs `run`, which does something about `b`. */
static void steps_init(
	struct step *a, struct step *b, struct ion_loop *loop, void (*run)(void *arg))
{
	step_init(a, loop, &a->ran);
	step_init(b, loop, &a->ran);
	a->defer.run = run;
	a->other = b;
}

static void on_step_queue(void *arg)
{
	struct step *step = arg;
	on_step(arg);
	ion_loop_defer(step->loop, &step->defer);
	ion_loop_defer(step->loop, &step->other->defer);
}

static void on_step_cancel(void *arg)
{
	struct step *step = arg;
	on_step(arg);
	ion_defer_cancel(&step->other->defer);
}

static void on_step_stop(void *arg)
{
	struct step *step = arg;
	on_step(arg);
	ion_loop_stop(step->loop);
}

static void on_step_break(void *arg)
{
	struct step *step = arg;
	on_step(arg);
	ion_loop_break(step->loop);
}

static void on_step_ref(void *arg)
{
	struct step *step = arg;
	on_step(arg);
	ion_loop_ref(step->loop);
}

static void deferred_work_runs_once_in_order_even_in_a_dry_loop(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step steps[3];
	int order = 0;
	uint64_t turn = ion_loop_turn_number(loop);
	(void) state;
	for (int i = 0; i < 3; i++) {
		step_init(&steps[i], loop, &order);
		ion_loop_defer(loop, &steps[i].defer);
		ion_loop_defer(loop, &steps[i].defer);
	}
	assert_int_equal(ion_loop_ref_count(loop), 0);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(steps[i].place, i + 1);
		assert_int_equal(steps[i].turn, turn + 1);
	}
	assert_true(ion_loop_turn_number(loop) > turn + 1);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(order, 3);
	ion_loop_free(loop);
}

static void optional_work_waits_until_something_else_turns_the_loop(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step optional, needed;
	int order = 0;
	(void) state;
	step_init(&optional, loop, &order);
	step_init(&needed, loop, &order);
	optional.defer.is_optional = true;
	ion_loop_defer(loop, &optional.defer);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(order, 0);
	assert_true(optional.defer.is_queued);
	ion_loop_defer(loop, &needed.defer);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(optional.place, 1);
	assert_int_equal(needed.place, 2);
	ion_loop_defer(loop, &optional.defer);
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	assert_int_equal(optional.place, 3);
	ion_loop_unref(loop);
	ion_loop_free(loop);
}

static void work_deferred_meanwhile_waits_for_the_next_turn(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step a, b;
	(void) state;
	steps_init(&a, &b, loop, on_step_queue);
	ion_loop_defer(loop, &a.defer);
	/* a dry loop serves what is queued, but not for ever what queues itself */
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(a.count, 1);
	assert_int_equal(b.count, 0);
	/* a turn with deferred work left does not wait: nothing here would wake it */
	ion_loop_ref(loop);
	for (int i = 2; i < 10; i++) {
		assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
		assert_int_equal(a.count, i);
		/* queued by every run of `a`, but once: in every second turn it was still waiting */
		assert_int_equal(b.count, i / 2);
	}
	ion_loop_unref(loop);
	ion_defer_cancel(&a.defer);
	ion_defer_cancel(&a.defer);
	ion_loop_free(loop);
	assert_false(b.defer.is_queued);
}

static void deferred_work_honours_stop_and_break(void **state)
{
	void (*const runs[])(void *) = {on_step_stop, on_step_break};
	const enum ion_loop_end ends[] = {ION_LOOP_STOPPED, ION_LOOP_BROKEN};
	(void) state;
	for (int i = 0; i < 2; i++) {
		struct ion_loop *loop = ion_loop_new();
		struct step a, b, c;
		int order = 0;
		step_init(&a, loop, &order);
		step_init(&b, loop, &order);
		step_init(&c, loop, &order);
		a.defer.run = runs[i];
		ion_loop_defer(loop, &a.defer);
		ion_loop_defer(loop, &b.defer);
		assert_int_equal(ion_loop_run(loop, 0), ends[i]);
		assert_int_equal(a.count, 1);
		assert_int_equal(b.count, 0);
		/* what was left undone comes before what is new */
		ion_loop_defer(loop, &c.defer);
		assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
		assert_int_equal(a.count, 1);
		assert_int_equal(b.place, 2);
		assert_int_equal(c.place, 3);
		ion_loop_free(loop);
	}
}

static void deferred_work_may_cancel_other_work(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step a, b;
	(void) state;
	steps_init(&a, &b, loop, on_step_cancel);
	ion_loop_defer(loop, &a.defer);
	ion_loop_defer(loop, &b.defer);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(a.count, 1);
	assert_int_equal(b.count, 0);
	ion_loop_defer(loop, &b.defer);
	ion_loop_free(loop);
	assert_false(b.defer.is_queued);
	ion_defer_cancel(&b.defer);
}

/* Queues `other` and lets go of the loop: the last callback of a run. */
static void on_last_tick(struct ion_timer *timer, void *arg)
{
	struct step *step = arg;
	(void) timer;
	ion_loop_defer(step->loop, &step->defer);
	ion_loop_unref(step->loop);
}

static void a_run_ends_dry_only_after_deferred_work(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step a;
	int order = 0;
	(void) state;
	for (int once = 0; once < 2; once++) {
		unsigned flags = once ? ION_LOOP_ONCE : 0;
		struct ion_timer *timer = ion_timer_new(loop, on_last_tick, &a);
		step_init(&a, loop, &order);
		ion_loop_ref(loop);
		assert_int_equal(ion_timer_start(timer, 1), 0);
		assert_int_equal(ion_loop_run(loop, flags), ION_LOOP_DRY);
		assert_int_equal(a.count, 1);
		ion_timer_free(timer);
	}
	/* which may bring the loop to life again; one turn was asked for, and it does not wait for more
	 * */
	struct ion_timer *timer = ion_timer_new(loop, on_last_tick, &a);
	step_init(&a, loop, &order);
	a.defer.run = on_step_ref;
	ion_loop_ref(loop);
	assert_int_equal(ion_timer_start(timer, 1), 0);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	assert_int_equal(a.count, 1);
	assert_int_equal(ion_loop_ref_count(loop), 1);
	ion_loop_unref(loop);
	ion_timer_free(timer);
	ion_loop_free(loop);
}

static void on_step_fork(void *arg)
{
	struct step *step = arg;
	int status;
	on_step(arg);
	pid_t pid = fork();
	if (pid == 0) {
		int code = ion_loop_after_fork(step->loop);
		ion_loop_free(step->loop);
		_exit(code == 0 && !step->other->defer.is_queued ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void deferred_work_may_fork(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct step a, b;
	(void) state;
	steps_init(&a, &b, loop, on_step_fork);
	ion_loop_defer(loop, &a.defer);
	ion_loop_defer(loop, &b.defer);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(b.count, 1);
	ion_loop_free(loop);
}

/* --- descriptors of others ------------------------------------------------------------------ */

struct guest {
	struct ion_loop *loop;
	struct ion_io *io;
	int calls;
	int last; /* stops after so many calls; 0 = never */
	bool is_closed;
};

static void on_guest(struct ion_io *io, unsigned events, void *arg)
{
	struct guest *guest = arg;
	assert_int_equal(events, ION_IO_READ);
	if (++guest->calls == guest->last) {
		ion_io_stop(io);
		ion_loop_unref(guest->loop);
	}
}

static bool guest_is_closed(void *arg)
{
	return ((struct guest *) arg)->is_closed;
}

static void what_is_always_ready_is_called_once_in_a_turn(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct guest a = {.loop = loop, .last = 3}, b = {.loop = loop, .last = 2};
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	(void) state;
	a.io = ion_io_new(loop, fd, ION_IO_READ, on_guest, &a);
	b.io = ion_io_new(loop, fd, ION_IO_READ, on_guest, &b);
	assert_int_equal(ion_io_start_always(a.io), 0);
	assert_int_equal(ion_io_start_always(a.io), 0);
	assert_int_equal(ion_io_start_always(b.io), 0);
	assert_int_equal(ion_loop_watcher_count(loop), 2);
	ion_loop_ref(loop);
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	assert_int_equal(a.calls, 1);
	assert_int_equal(b.calls, 1);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(a.calls, 3);
	assert_int_equal(b.calls, 2);
	assert_int_equal(ion_loop_watcher_count(loop), 0);
	assert_int_equal(ion_io_start_always(a.io), 0);
	ion_io_free(b.io);
	ion_loop_free(loop);
	assert_int_equal(ion_io_start_always(a.io), -ESHUTDOWN);
	ion_io_free(a.io);
	close(fd);
}

static void a_pushed_watcher_is_called_once(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct guest guest = {.loop = loop};
	int ends[2];
	(void) state;
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	guest.io = ion_io_new(loop, ends[0], ION_IO_READ, on_guest, &guest);
	ion_io_push(guest.io); /* stopped */
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	assert_int_equal(guest.calls, 0);
	assert_int_equal(ion_io_start(guest.io), 0);
	ion_io_push(guest.io);
	ion_io_push(guest.io);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	assert_int_equal(guest.calls, 1);
	ion_io_push(guest.io);
	ion_io_free(guest.io);
	assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	assert_int_equal(guest.calls, 1);
	ion_loop_unref(loop);
	ion_loop_free(loop);
	close(ends[0]);
	close(ends[1]);
}

/* A pipe that is readable, watched and then closed and stopped, though not before a copy was made. */
static int close_with_copy(struct guest *guest, int *ret_copy)
{
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	guest->io = ion_io_new(guest->loop, ends[0], ION_IO_READ, on_guest, guest);
	ion_io_set_guest(guest->io, guest_is_closed);
	assert_int_equal(ion_io_start(guest->io), 0);
	*ret_copy = ion_fd_dup(ends[0]);
	assert_true(*ret_copy >= 0);
	close(ends[0]);
	guest->is_closed = true;
	ion_io_stop(guest->io);
	close(ends[1]);
	return ends[0];
}

static int epoll_set(void)
{
	for (int fd = ION_FD_FIRST; fd < 64; fd++) {
		bool is_epoll;
		if (ion_fd_is_of_loop(fd, &is_epoll) && is_epoll) {
			return fd;
		}
	}
	return -1;
}

static bool epoll_set_is_ready(void)
{
	struct pollfd asked = {.fd = epoll_set(), .events = POLLIN};
	return poll(&asked, 1, 0) > 0;
}

static void a_closed_guest_of_which_a_copy_is_left_wakes_nobody(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct guest closed = {.loop = loop};
	struct tick tick = {.loop = loop, .wanted = 2};
	int copy, status;
	pid_t child;
	(void) state;
	close_with_copy(&closed, &copy);
	assert_true(epoll_set_is_ready());
	tick.timer = ion_timer_new(loop, on_tick, &tick);
	tick.due_ns = ion_clock_now_ns() + 3 * MS;
	assert_int_equal(ion_timer_start_at(tick.timer, tick.due_ns), 0);
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(tick.count, 2);
	assert_int_equal(closed.calls, 0);
	assert_false(epoll_set_is_ready());
	/* the new set is known for the loop's */
	child = fork();
	if (child == 0) {
		_exit(ion_loop_abandon(loop) && epoll_set() < 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	ion_timer_free(tick.timer);
	ion_io_free(closed.io);
	ion_loop_free(loop);
	close(copy);
}

static void nor_is_it_taken_for_the_next_of_its_number(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct guest closed = {.loop = loop}, next = {.loop = loop, .last = 1};
	int copy, number, ends[2];
	(void) state;
	number = close_with_copy(&closed, &copy);
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(ends[0], number);
	next.io = ion_io_new(loop, number, ION_IO_READ, on_guest, &next);
	ion_io_set_guest(next.io, guest_is_closed);
	assert_int_equal(ion_io_start(next.io), 0);
	ion_loop_ref(loop);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	}
	assert_int_equal(next.calls, 0);
	assert_false(epoll_set_is_ready());
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(next.calls, 1);
	ion_io_free(next.io);
	ion_io_free(closed.io);
	ion_loop_free(loop);
	close(copy);
	close(ends[0]);
	close(ends[1]);
}

/* Without the eviction libevent takes the second pipe for the first and never asks for it. */
static void a_closed_guest_does_not_hide_the_next_of_its_number(void **state)
{
	struct ion_loop *loop = ion_loop_new();
	struct guest stale[2] = {{.loop = loop}, {.loop = loop}};
	struct guest next = {.loop = loop, .last = 1};
	int first[2], second[2];
	(void) state;
	assert_int_equal(pipe2(first, O_CLOEXEC | O_NONBLOCK), 0);
	for (int i = 0; i < 2; i++) {
		stale[i].io = ion_io_new(loop, first[0], ION_IO_READ, on_guest, &stale[i]);
		ion_io_set_guest(stale[i].io, guest_is_closed);
		assert_int_equal(ion_io_start(stale[i].io), 0);
		stale[i].is_closed = true;
	}
	close(first[0]);
	close(first[1]);
	assert_int_equal(pipe2(second, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(second[0], first[0]);
	assert_int_equal(write(second[1], "x", 1), 1);
	next.io = ion_io_new(loop, second[0], ION_IO_READ, on_guest, &next);
	assert_int_equal(ion_io_start(next.io), 0);
	assert_false(ion_io_is_started(stale[0].io));
	assert_false(ion_io_is_started(stale[1].io));
	ion_loop_ref(loop);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	assert_int_equal(next.calls, 1);
	assert_int_equal(stale[0].calls + stale[1].calls, 0);
	ion_io_free(stale[0].io);
	ion_loop_free(loop);
	ion_io_free(stale[1].io);
	ion_io_free(next.io);
	close(second[0]);
	close(second[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(empty_loop_is_dry),
		ION_TEST(timers_are_never_early),
		ION_TEST(timers_do_not_keep_the_loop),
		ION_TEST(timers_take_64_bits),
		ION_TEST(timers_run_in_order),
		ION_TEST(timers_may_be_freed_in_a_callback),
		ION_TEST(loop_can_be_left_and_run_again),
		ION_TEST(io_is_level_triggered),
		ION_TEST(io_refuses_files),
		ION_TEST(fork_leaves_the_parent_its_watchers),
		ION_TEST(a_hangup_is_seen_without_reading),
		ION_TEST(events_of_a_watcher_can_be_changed),
		ION_TEST(what_is_always_ready_is_called_once_in_a_turn),
		ION_TEST(a_pushed_watcher_is_called_once),
		ION_TEST(a_closed_guest_does_not_hide_the_next_of_its_number),
		ION_TEST(a_closed_guest_of_which_a_copy_is_left_wakes_nobody),
		ION_TEST(nor_is_it_taken_for_the_next_of_its_number),
		ION_TEST(a_buffer_is_kept_for_the_next_user),
		ION_TEST(deferred_work_runs_once_in_order_even_in_a_dry_loop),
		ION_TEST(optional_work_waits_until_something_else_turns_the_loop),
		ION_TEST(work_deferred_meanwhile_waits_for_the_next_turn),
		ION_TEST(deferred_work_honours_stop_and_break),
		ION_TEST(deferred_work_may_cancel_other_work),
		ION_TEST(a_run_ends_dry_only_after_deferred_work),
		ION_TEST(deferred_work_may_fork),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
