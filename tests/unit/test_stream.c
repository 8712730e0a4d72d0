/*
 * Byte streams over pipes, sockets, terminals and files: readers, writers, and the ways of reading and
 * writing without waiting.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/nowait.h"
#include "os/pipe.h"
#include "stream/reader.h"
#include "stream/writer.h"

#define KIB ((size_t) 1024)

/* What a reader brings. */
struct sink {
	struct ion_reader reader;
	char *data;
	size_t size;
	size_t capacity;
	size_t room;   /* given at a time; 0 = all there is */
	size_t enough; /* wants() is false from there on; 0 = never */
	size_t wakes;
	bool throws_away;
};

static char *sink_reserve(void *arg, size_t *ret_size)
{
	struct sink *sink = arg;
	if (sink->throws_away) {
		return NULL;
	}
	if (sink->capacity - sink->size < 64 * KIB) {
		sink->capacity = sink->capacity * 2 + 64 * KIB;
		sink->data = realloc(sink->data, sink->capacity);
		assert_non_null(sink->data);
	}
	*ret_size = sink->room != 0 ? sink->room : sink->capacity - sink->size;
	return sink->data + sink->size;
}

static void sink_commit(void *arg, size_t size)
{
	struct sink *sink = arg;
	sink->size += size;
}

static bool sink_wants(void *arg)
{
	const struct sink *sink = arg;
	return sink->enough == 0 || sink->size < sink->enough;
}

static void sink_on_readable(void *arg)
{
	struct sink *sink = arg;
	sink->wakes++;
	ion_reader_read(&sink->reader);
}

static const struct ion_reader_events sink_events = {
	.on_readable = sink_on_readable,
	.reserve = sink_reserve,
	.commit = sink_commit,
	.wants = sink_wants,
};

static void sink_open(struct sink *sink, struct ion_loop *loop, int fd)
{
	assert_int_equal(ion_reader_open(&sink->reader, loop, fd, &sink_events, sink), 0);
	assert_int_equal(ion_reader_start(&sink->reader), 0);
}

static void sink_release(struct sink *sink)
{
	ion_reader_close(&sink->reader);
	free(sink->data);
}

/* One turn, without waiting. */
static void turn(struct ion_loop *loop)
{
	ion_loop_ref(loop);
	ion_loop_run(loop, ION_LOOP_NONBLOCK);
	ion_loop_unref(loop);
}

static void make_pipe(int ends[2], int flags)
{
	assert_int_equal(pipe2(ends, O_CLOEXEC | flags), 0);
}

static void write_all(int fd, const char *data, size_t size)
{
	assert_int_equal(write(fd, data, size), (ssize_t) size);
}

/* ---- readers ---- */

static void reads_what_is_there_and_the_end(void **state)
{
	struct world world = world_new();
	struct sink sink = {0};
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	sink_open(&sink, world.loop, ends[0]);
	turn(world.loop);
	assert_int_equal(sink.wakes, 0);
	write_all(ends[1], "one", 3);
	turn(world.loop);
	write_all(ends[1], "two", 3);
	turn(world.loop);
	assert_int_equal(sink.size, 6);
	assert_memory_equal(sink.data, "onetwo", 6);
	assert_true(ion_reader_is_open(&sink.reader));
	close(ends[1]);
	turn(world.loop);
	assert_false(ion_reader_is_open(&sink.reader));
	assert_int_equal(sink.reader.end_code, 0);
	sink_release(&sink);
	world_free(&world);
}

static void a_stopped_reader_reads_nothing(void **state)
{
	struct world world = world_new();
	struct sink sink = {0};
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	sink_open(&sink, world.loop, ends[0]);
	ion_reader_stop(&sink.reader);
	write_all(ends[1], "x", 1);
	turn(world.loop);
	assert_int_equal(sink.wakes, 0);
	assert_int_equal(ion_reader_start(&sink.reader), 0);
	turn(world.loop);
	assert_int_equal(sink.size, 1);
	close(ends[1]);
	sink_release(&sink);
	world_free(&world);
}

static void a_reader_stops_when_nothing_more_is_wanted(void **state)
{
	struct world world = world_new();
	struct sink sink = {.room = 10, .enough = 25};
	char data[100] = {0};
	int ends[2], left = 0;
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	sink_open(&sink, world.loop, ends[0]);
	write_all(ends[1], data, sizeof(data));
	turn(world.loop);
	assert_int_equal(sink.size, 30);
	assert_int_equal(ioctl(ends[0], FIONREAD, &left), 0);
	assert_int_equal(left, 70);
	close(ends[1]);
	sink_release(&sink);
	world_free(&world);
}

static void what_nobody_wants_is_thrown_away(void **state)
{
	struct world world = world_new();
	struct sink sink = {.throws_away = true};
	char data[5000] = {0};
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	sink_open(&sink, world.loop, ends[0]);
	write_all(ends[1], data, sizeof(data));
	close(ends[1]);
	turn(world.loop);
	turn(world.loop);
	assert_int_equal(sink.size, 5000);
	assert_false(ion_reader_is_open(&sink.reader));
	sink_release(&sink);
	world_free(&world);
}

/* One stream does not take a whole turn; a bulk one gets a wide pipe, but not more than 16 of them. */
static void bulk_streams_are_wide_and_take_turns(void **state)
{
	struct world world = world_new();
	struct sink sinks[18] = {0};
	int writers[18];
	char *data = calloc(1, 64 * KIB);
	size_t wide = 0;
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(sinks); i++) {
		int ends[2];
		make_pipe(ends, O_NONBLOCK);
		writers[i] = ends[1];
		sink_open(&sinks[i], world.loop, ends[0]);
	}
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < ION_ARRAY_LEN(sinks); i++) {
			write_all(writers[i], data, 64 * KIB);
		}
		turn(world.loop);
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(sinks); i++) {
		assert_int_equal(sinks[i].size, 192 * KIB);
		wide += fcntl(writers[i], F_GETPIPE_SZ) == ION_PIPE_SIZE_WIDE;
	}
	assert_in_range(wide, 0, 16);
	if (wide > 0) {
		/* as much as fits: no more than the budget comes in one turn */
		for (int i = 0; i < 16; i++) {
			write_all(writers[0], data, 64 * KIB);
		}
		turn(world.loop);
		assert_int_equal(sinks[0].size, 448 * KIB);
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(sinks); i++) {
		close(writers[i]);
		sink_release(&sinks[i]);
	}
	/* they were given back */
	for (int i = 0; i < 16; i++) {
		assert_true(ion_loop_take_wide_pipe(world.loop));
	}
	assert_false(ion_loop_take_wide_pipe(world.loop));
	free(data);
	world_free(&world);
}

static void a_file_is_always_ready(void **state)
{
	struct world world = world_new();
	struct sink sink = {0};
	FILE *file = tmpfile();
	enum ion_nowait way;
	int fd = dup(fileno(file));
	char *data = calloc(1, 600 * KIB);
	(void) state;
	write_all(fd, data, 600 * KIB);
	lseek(fd, 0, SEEK_SET);
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_READ, false, &way), 0);
	assert_int_equal(way, ION_NOWAIT_FILE);
	sink_open(&sink, world.loop, fd);
	sink.reader.way = way;
	for (int i = 0; i < 10 && ion_reader_is_open(&sink.reader); i++) {
		turn(world.loop);
	}
	assert_false(ion_reader_is_open(&sink.reader));
	assert_int_equal(sink.size, 600 * KIB);
	assert_in_range(sink.wakes, 3, 5);
	free(data);
	fclose(file);
	sink_release(&sink);
	world_free(&world);
}

static void an_error_ends_the_stream_with_its_code(void **state)
{
	struct world world = world_new();
	struct sink sink = {0};
	struct linger linger = {1, 0};
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int server;
	(void) state;
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *) &address, &length), 0);
	assert_int_equal(connect(client, (struct sockaddr *) &address, length), 0);
	server = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	assert_true(server >= 0);
	sink_open(&sink, world.loop, server);
	/* a reset instead of an end */
	setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	close(client);
	turn(world.loop);
	assert_false(ion_reader_is_open(&sink.reader));
	assert_int_equal(sink.reader.end_code, ECONNRESET);
	close(listener);
	sink_release(&sink);
	world_free(&world);
}

/* ---- writers ---- */

struct source {
	struct ion_writer writer;
	size_t wakes;
};

static void source_on_writable(void *arg)
{
	struct source *source = arg;
	source->wakes++;
	ion_writer_flush(&source->writer);
}

static void source_open(struct source *source, struct ion_loop *loop, int fd, enum ion_nowait way)
{
	assert_int_equal(
		ion_writer_open(&source->writer, loop, fd, way, source_on_writable, source), 0);
}

/* What is in the pipe now. */
static size_t drain(int fd, char *to, size_t room)
{
	size_t size = 0;
	ssize_t got;
	while (size < room && (got = read(fd, to + size, room - size)) > 0) {
		size += (size_t) got;
	}
	return size;
}

static void writes_at_once_what_there_is_room_for(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	struct ion_piece piece = {.data = "hello", .size = 5};
	char got[16];
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	assert_true(ion_writer_put(&source.writer, &piece));
	assert_int_equal(piece.code, 0);
	assert_int_equal(piece.taken, 5);
	assert_true(ion_writer_is_idle(&source.writer));
	assert_null(ion_writer_next_over(&source.writer));
	assert_int_equal(drain(ends[0], got, sizeof(got)), 5);
	turn(world.loop);
	assert_int_equal(source.wakes, 0);
	ion_writer_close(&source.writer, 0);
	close(ends[0]);
	world_free(&world);
}

static void what_does_not_fit_waits_in_order(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	char *data = malloc(300 * KIB), *got = malloc(400 * KIB);
	struct ion_piece pieces[4] = {
		{.data = data, .size = 300 * KIB},
		{.data = "second", .size = 6},
		{.data = "", .size = 0},
		{.data = "third", .size = 5},
	};
	size_t size = 0;
	int ends[2];
	(void) state;
	for (size_t i = 0; i < 300 * KIB; i++) {
		data[i] = (char) (i * 7);
	}
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	for (size_t i = 0; i < ION_ARRAY_LEN(pieces); i++) {
		assert_false(ion_writer_put(&source.writer, &pieces[i]));
	}
	assert_in_range(pieces[0].taken, 1, 300 * KIB - 1);
	assert_int_equal(source.writer.queued, 300 * KIB + 11 - pieces[0].taken);
	turn(world.loop);
	assert_int_equal(source.wakes, 0);
	while (size < 300 * KIB + 11) {
		size += drain(ends[0], got + size, 400 * KIB - size);
		turn(world.loop);
	}
	assert_memory_equal(got, data, 300 * KIB);
	assert_memory_equal(got + 300 * KIB, "secondthird", 11);
	for (size_t i = 0; i < ION_ARRAY_LEN(pieces); i++) {
		assert_ptr_equal(ion_writer_next_over(&source.writer), &pieces[i]);
		assert_int_equal(pieces[i].code, 0);
	}
	assert_null(ion_writer_next_over(&source.writer));
	assert_int_equal(source.writer.queued, 0);
	/* with an empty queue the loop is not asked any more */
	size = source.wakes;
	turn(world.loop);
	assert_int_equal(source.wakes, size);
	ion_writer_close(&source.writer, 0);
	close(ends[0]);
	free(data);
	free(got);
	world_free(&world);
}

static void many_small_pieces_leave_together(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	struct ion_piece filler, pieces[100];
	char *data = calloc(1, 64 * KIB), got[128 * KIB];
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	filler = (struct ion_piece){.data = data, .size = 64 * KIB + 1};
	data = realloc(data, 64 * KIB + 1);
	filler.data = data;
	data[64 * KIB] = 0;
	assert_false(ion_writer_put(&source.writer, &filler));
	for (size_t i = 0; i < ION_ARRAY_LEN(pieces); i++) {
		pieces[i] = (struct ion_piece){.data = "abc", .size = 3};
		assert_false(ion_writer_put(&source.writer, &pieces[i]));
	}
	assert_int_equal(drain(ends[0], got, sizeof(got)), 64 * KIB);
	turn(world.loop);
	assert_int_equal(source.wakes, 1);
	assert_true(ion_writer_is_idle(&source.writer));
	assert_int_equal(drain(ends[0], got, sizeof(got)), 301);
	assert_memory_equal(got + 1, "abcabc", 6);
	ion_writer_close(&source.writer, 0);
	close(ends[0]);
	free(data);
	world_free(&world);
}

static void a_piece_that_waits_can_be_taken_back(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	char *data = calloc(1, 100 * KIB), got[128 * KIB];
	struct ion_piece pieces[3] = {
		{.data = data, .size = 100 * KIB}, {.data = "no", .size = 2}, {.data = "yes", .size = 3}};
	size_t size = 0;
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	for (size_t i = 0; i < 3; i++) {
		assert_false(ion_writer_put(&source.writer, &pieces[i]));
	}
	assert_false(ion_writer_take_back(&source.writer, &pieces[0]));
	assert_true(ion_writer_take_back(&source.writer, &pieces[1]));
	assert_false(ion_writer_take_back(&source.writer, &pieces[1]));
	while (size < 100 * KIB + 3) {
		size += drain(ends[0], got + size, sizeof(got) - size);
		turn(world.loop);
	}
	assert_memory_equal(got + 100 * KIB, "yes", 3);
	assert_false(ion_writer_take_back(&source.writer, &pieces[2]));
	ion_writer_close(&source.writer, 0);
	close(ends[0]);
	free(data);
	world_free(&world);
}

static void a_closed_reader_is_epipe_for_all_that_waits(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	char *data = calloc(1, 100 * KIB);
	struct ion_piece pieces[2] = {{.data = data, .size = 100 * KIB}, {.data = "x", .size = 1}};
	struct ion_piece late = {.data = "x", .size = 1};
	struct sigaction before, kill = {.sa_handler = SIG_DFL};
	int ends[2];
	(void) state;
	/* by default it would end this process */
	sigaction(SIGPIPE, &kill, &before);
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	assert_false(ion_writer_put(&source.writer, &pieces[0]));
	assert_false(ion_writer_put(&source.writer, &pieces[1]));
	close(ends[0]);
	turn(world.loop);
	assert_false(ion_writer_is_open(&source.writer));
	for (size_t i = 0; i < 2; i++) {
		assert_ptr_equal(ion_writer_next_over(&source.writer), &pieces[i]);
		assert_int_equal(pieces[i].code, EPIPE);
	}
	assert_int_equal(source.writer.queued, 0);
	assert_true(ion_writer_put(&source.writer, &late));
	assert_int_equal(late.code, EPIPE);
	/* and one that meets it at once */
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	close(ends[0]);
	assert_true(ion_writer_put(&source.writer, &late));
	assert_int_equal(late.code, EPIPE);
	assert_null(ion_writer_next_over(&source.writer));
	sigaction(SIGPIPE, &before, NULL);
	free(data);
	world_free(&world);
}

static void closing_ends_what_waits(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	char *data = calloc(1, 100 * KIB);
	struct ion_piece piece = {.data = data, .size = 100 * KIB};
	int ends[2];
	(void) state;
	make_pipe(ends, O_NONBLOCK);
	source_open(&source, world.loop, ends[1], ION_NOWAIT_OWN);
	assert_false(ion_writer_put(&source.writer, &piece));
	ion_writer_close(&source.writer, ECANCELED);
	ion_writer_close(&source.writer, EIO);
	assert_ptr_equal(ion_writer_next_over(&source.writer), &piece);
	assert_int_equal(piece.code, ECANCELED);
	assert_int_equal(source.writer.code, ECANCELED);
	close(ends[0]);
	free(data);
	world_free(&world);
}

static void a_full_disk_is_an_error_with_its_code(void **state)
{
	struct world world = world_new();
	struct source source = {0};
	struct ion_piece piece = {.data = "x", .size = 1};
	enum ion_nowait way;
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	(void) state;
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_WRITE, false, &way), 0);
	source_open(&source, world.loop, fd, way);
	assert_true(ion_writer_put(&source.writer, &piece));
	assert_int_equal(piece.code, ENOSPC);
	world_free(&world);
}

/* ---- shared descriptions ---- */

static int shared_flags(int fd)
{
	return fcntl(fd, F_GETFL) & O_NONBLOCK;
}

static void a_shared_pipe_is_opened_again(void **state)
{
	enum ion_nowait way;
	char got[8];
	int ends[2], reader, writer;
	struct iovec iov = {"abc", 3};
	bool is_loud = false;
	(void) state;
	make_pipe(ends, 0);
	reader = dup(ends[0]);
	writer = dup(ends[1]);
	assert_int_equal(ion_nowait_open(&reader, ION_NOWAIT_READ, true, &way), 0);
	assert_int_equal(way, ION_NOWAIT_OWN);
	assert_int_equal(ion_nowait_read(way, reader, got, sizeof(got)), -EAGAIN);
	assert_int_equal(ion_nowait_open(&writer, ION_NOWAIT_WRITE, true, &way), 0);
	assert_int_equal(way, ION_NOWAIT_OWN);
	assert_int_equal(ion_nowait_write(way, writer, &iov, 1, &is_loud), 3);
	assert_int_equal(ion_nowait_read(way, reader, got, sizeof(got)), 3);
	assert_int_equal(shared_flags(ends[0]), 0);
	assert_int_equal(shared_flags(ends[1]), 0);
	close(reader);
	close(writer);
	close(ends[0]);
	close(ends[1]);
}

/* What there is for kinds that cannot be opened again. */
static void shared_ways_never_wait(void **state)
{
	char *data = calloc(1, 1024 * KIB), got[64];
	struct iovec iov = {data, 1024 * KIB};
	int ends[2];
	ssize_t taken, sum = 0;
	bool is_loud = false;
	(void) state;
	/* a pipe */
	make_pipe(ends, 0);
	assert_int_equal(ion_nowait_read(ION_NOWAIT_SHARED, ends[0], got, sizeof(got)), -EAGAIN);
	while ((taken = ion_nowait_write(ION_NOWAIT_SHARED, ends[1], &iov, 1, &is_loud)) > 0) {
		sum += taken;
	}
	assert_int_equal(taken, -EAGAIN);
	assert_int_equal(sum, ION_PIPE_SIZE);
	assert_int_equal(ion_nowait_read(ION_NOWAIT_SHARED, ends[0], got, sizeof(got)), sizeof(got));
	close(ends[0]);
	assert_int_equal(ion_nowait_write(ION_NOWAIT_SHARED, ends[1], &iov, 1, &is_loud), -EPIPE);
	close(ends[1]);
	/* a socket */
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_int_equal(ion_nowait_read(ION_NOWAIT_SHARED_SOCKET, ends[0], got, sizeof(got)), -EAGAIN);
	while ((taken = ion_nowait_write(ION_NOWAIT_SHARED_SOCKET, ends[1], &iov, 1, &is_loud)) > 0) {
	}
	assert_int_equal(taken, -EAGAIN);
	assert_int_equal(
		ion_nowait_read(ION_NOWAIT_SHARED_SOCKET, ends[0], got, sizeof(got)), sizeof(got));
	close(ends[0]);
	assert_int_equal(
		ion_nowait_write(ION_NOWAIT_SHARED_SOCKET, ends[1], &iov, 1, &is_loud), -EPIPE);
	assert_int_equal(shared_flags(ends[1]), 0);
	close(ends[1]);
	free(data);
}

static int open_terminal(int *ret_slave)
{
	char name[64];
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (master < 0) {
		skip();
	}
	assert_int_equal(unlockpt(master), 0);
	assert_int_equal(ptsname_r(master, name, sizeof(name)), 0);
	*ret_slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(*ret_slave >= 0);
	return master;
}

static void terminals_are_told_apart(void **state)
{
	enum ion_nowait way;
	char got[8];
	int slave, master, fd;
	(void) state;
	master = open_terminal(&slave);
	assert_int_equal(ion_nowait_terminal_end(master), 4);
	assert_int_equal(ion_nowait_terminal_end(slave), -1);
	fd = dup(slave);
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_READ, true, &way), 0);
	assert_int_equal(way, ION_NOWAIT_OWN);
	assert_int_equal(ion_nowait_read(way, fd, got, sizeof(got)), -EAGAIN);
	assert_int_equal(shared_flags(slave), 0);
	close(fd);
	/* /dev/ptmx would be another terminal */
	fd = dup(master);
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_READ, true, &way), 0);
	assert_int_equal(way, ION_NOWAIT_SHARED);
	assert_int_equal(ion_nowait_read(way, fd, got, sizeof(got)), -EAGAIN);
	close(fd);
	close(slave);
	close(master);
}

static void a_socket_ends_in_one_direction(void **state)
{
	char got[8];
	int ends[2], copy;
	(void) state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	copy = dup(ends[0]);
	ion_nowait_end_writing(copy);
	close(copy);
	assert_int_equal(read(ends[1], got, sizeof(got)), 0);
	write_all(ends[1], "back", 4);
	assert_int_equal(read(ends[0], got, sizeof(got)), 4);
	close(ends[0]);
	close(ends[1]);
}

static void what_is_no_descriptor_is_ebadf(void **state)
{
	enum ion_nowait way;
	int fd = 999;
	(void) state;
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_READ, false, &way), -EBADF);
	assert_int_equal(ion_nowait_open(&fd, ION_NOWAIT_READ, true, &way), -EBADF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(reads_what_is_there_and_the_end),
		ION_TEST(a_stopped_reader_reads_nothing),
		ION_TEST(a_reader_stops_when_nothing_more_is_wanted),
		ION_TEST(what_nobody_wants_is_thrown_away),
		ION_TEST(bulk_streams_are_wide_and_take_turns),
		ION_TEST(a_file_is_always_ready),
		ION_TEST(an_error_ends_the_stream_with_its_code),
		ION_TEST(writes_at_once_what_there_is_room_for),
		ION_TEST(what_does_not_fit_waits_in_order),
		ION_TEST(many_small_pieces_leave_together),
		ION_TEST(a_piece_that_waits_can_be_taken_back),
		ION_TEST(a_closed_reader_is_epipe_for_all_that_waits),
		ION_TEST(closing_ends_what_waits),
		ION_TEST(a_full_disk_is_an_error_with_its_code),
		ION_TEST(a_shared_pipe_is_opened_again),
		ION_TEST(shared_ways_never_wait),
		ION_TEST(terminals_are_told_apart),
		ION_TEST(a_socket_ends_in_one_direction),
		ION_TEST(what_is_no_descriptor_is_ebadf),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
