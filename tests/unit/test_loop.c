/*
 * loop: runs, timers, descriptors.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "loop/io.h"
#include "loop/loop.h"
#include "loop/timer.h"

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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
