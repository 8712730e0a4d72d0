/*
 * ipc: frames over a socket pair, cut, stuffed, forged, refused and abandoned.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "ipc/channel.h"
#include "os/fd.h"
#include "os/sock.h"

#define HEAD_MAX (ION_FRAME_HEADER + ION_FRAME_ID)

/* What came in. */
struct message {
	enum ion_frame_type type;
	bool is_encoded;
	bool handles_lost;
	uint64_t id;
	char *data; /* heap */
	size_t size;
	unsigned handle_count;
	int handles[4]; /* the first of them, if `keeps_handles` */
	pid_t pid;
	uid_t uid;
};

/* One end with an owner that remembers. */
struct end {
	struct ion_channel *channel;
	struct ion_loop *loop;
	struct message *messages; /* heap */
	size_t count;
	size_t capacity;
	int readable;
	int drained;
	int flushed;
	int ended;
	struct ion_channel_end end;
	char *large; /* heap; the payload that is arriving */
	size_t large_have;
	size_t large_room; /* given at a time; 0 = all */
	int reserved;
	/* what the owner does */
	size_t pull_max;   /* frames per on_readable; 0 = all */
	size_t free_after; /* frees, closes or stops wanting at that message; 0 = never */
	size_t close_after;
	size_t unwant_after;
	size_t stop_after; /* stops the loop, or forks and breaks it, at that message */
	size_t fork_after;
	pid_t child; /* 0 in the child itself */
	uint64_t reads_at_fork;
	bool free_in_reserve;
	bool close_in_reserve;
	bool refuse_memory;
	bool free_in_drain;
	bool keeps_handles;
};

static struct ion_loop *loop;

/* ---- the owner ---- */

static struct message *end_add(struct end *end)
{
	if (end->count == end->capacity) {
		end->capacity = end->capacity * 2 + 16;
		end->messages = realloc(end->messages, end->capacity * sizeof(*end->messages));
	}
	struct message *message = &end->messages[end->count++];
	memset(message, 0, sizeof(*message));
	return message;
}

static void end_free_channel(struct end *end)
{
	ion_channel_free(end->channel);
	end->channel = NULL;
}

static void end_take(struct end *end, struct ion_channel_frame *frame)
{
	struct message *message = end_add(end);
	message->type = frame->header.type;
	message->is_encoded = frame->header.is_encoded;
	message->handles_lost = frame->handles_lost;
	message->id = frame->id;
	message->size = frame->size;
	message->handle_count = frame->header.handles;
	message->pid = frame->pid;
	message->uid = frame->uid;
	if (frame->data == NULL) {
		assert_true(frame->size > ION_CHANNEL_LARGE);
		message->data = end->large;
		end->large = NULL;
	} else {
		assert_true(frame->size <= ION_CHANNEL_LARGE);
		message->data = malloc(frame->size + 1);
		memcpy(message->data, frame->data, frame->size);
	}
	assert_true(frame->header.handles == 0 || frame->handles_lost || frame->handles != NULL);
	for (unsigned i = 0; frame->handles != NULL && i < frame->header.handles; i++) {
		assert_true(frame->handles[i] >= ION_FD_FIRST);
		assert_int_equal(fcntl(frame->handles[i], F_GETFD), FD_CLOEXEC);
		if (end->keeps_handles && i < 4) {
			message->handles[i] = frame->handles[i];
			frame->handles[i] = -1;
		}
	}
}

static void end_pull(struct end *end, size_t max)
{
	struct ion_channel_frame frame;
	struct ion_channel_stats stats;
	for (size_t i = 0; (max == 0 || i < max) && end->channel != NULL; i++) {
		if (!ion_channel_next(end->channel, &frame)) {
			break;
		}
		end_take(end, &frame);
		if (end->count == end->unwant_after) {
			ion_channel_want(end->channel, false);
			break;
		}
		if (end->count == end->stop_after) {
			ion_loop_stop(loop);
			break;
		}
		if (end->count == end->fork_after) {
			ion_channel_get_stats(end->channel, &stats);
			end->reads_at_fork = stats.reads;
			end->child = fork();
			ion_loop_break(loop);
			break;
		}
		if (end->count == end->close_after) {
			ion_channel_close(end->channel);
		}
		if (end->count == end->free_after) {
			end_free_channel(end);
		}
	}
}

static void on_readable(void *arg)
{
	struct end *end = arg;
	assert_int_equal(end->ended, 0);
	end->readable++;
	end_pull(end, end->pull_max);
}

static char *reserve(void *arg, size_t size, size_t have, size_t *ret_room)
{
	struct end *end = arg;
	size_t room = end->large_room == 0 ? size : end->large_room;
	end->reserved++;
	assert_true(have < size);
	assert_true(size > ION_CHANNEL_LARGE);
	if (end->refuse_memory) {
		return NULL;
	}
	if (end->free_in_reserve) {
		end_free_channel(end);
		return NULL;
	}
	if (end->close_in_reserve) {
		ion_channel_close(end->channel);
		return NULL;
	}
	if (room > size - have) {
		room = size - have;
	}
	/* exactly that much: one byte more would be an overflow */
	end->large = realloc(end->large, have + room);
	end->large_have = have;
	*ret_room = room;
	return end->large + have;
}

static void on_drain(void *arg)
{
	struct end *end = arg;
	end->drained++;
	assert_int_equal(end->ended, 0);
	assert_false(ion_channel_is_full(end->channel));
	if (end->free_in_drain) {
		end_free_channel(end);
	}
}

static void on_flushed(void *arg)
{
	struct end *end = arg;
	end->flushed++;
	assert_int_equal(end->ended, 0);
}

static void on_end(void *arg, const struct ion_channel_end *how)
{
	struct end *end = arg;
	end->ended++;
	assert_int_equal(end->ended, 1);
	end->end = *how;
	assert_int_equal(ion_channel_state(end->channel), ION_CHANNEL_ENDED);
	assert_int_equal(ion_channel_fd(end->channel), -1);
}

static const struct ion_channel_events events = {
	.on_readable = on_readable,
	.reserve = reserve,
	.on_drain = on_drain,
	.on_flushed = on_flushed,
	.on_end = on_end,
};

/* ---- the stage ---- */

static void end_init(struct end *end, enum ion_channel_role role)
{
	memset(end, 0, sizeof(*end));
	end->loop = loop;
	end->channel = ion_channel_new(loop, role, &events, end);
	assert_non_null(end->channel);
}

static void end_forget(struct end *end)
{
	for (size_t i = 0; i < end->count; i++) {
		free(end->messages[i].data);
	}
	end->count = 0;
}

static void end_release(struct end *end)
{
	end_free_channel(end);
	end_forget(end);
	free(end->messages);
	free(end->large);
	memset(end, 0, sizeof(*end));
}

/* Two channels. */
static void ends_init(struct end *a, struct end *b)
{
	int fds[2];
	end_init(a, ION_CHANNEL_PAIR);
	end_init(b, ION_CHANNEL_PAIR);
	assert_int_equal(ion_sock_pair(fds), 0);
	assert_int_equal(ion_channel_connect(a->channel, fds[0]), 0);
	assert_int_equal(ion_channel_connect(b->channel, fds[1]), 0);
}

static void ends_release(struct end *a, struct end *b)
{
	end_release(a);
	end_release(b);
}

/* A channel and a peer that writes what it likes; the peer's end is returned. */
static int peer_init(struct end *end, enum ion_channel_role role)
{
	int fds[2];
	end_init(end, role);
	assert_int_equal(ion_sock_pair(fds), 0);
	assert_int_equal(ion_channel_connect(end->channel, fds[0]), 0);
	ion_channel_want(end->channel, true);
	return fds[1];
}

static int channel_setup(void **state)
{
	int code = support_setup(state);
	loop = ion_loop_new();
	ion_loop_ref(loop);
	return code != 0 || loop == NULL ? -1 : 0;
}

static int channel_teardown(void **state)
{
	size_t watchers = ion_loop_watcher_count(loop);
	size_t refs = ion_loop_ref_count(loop);
	ion_loop_unref(loop);
	ion_loop_free(loop);
	return watchers != 0 || refs != 1 ? -1 : support_teardown(state);
}

#define CHANNEL_TEST(function) \
 cmocka_unit_test_setup_teardown(function, channel_setup, channel_teardown)

static void turns(int count)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(ion_loop_run(loop, ION_LOOP_NONBLOCK), ION_LOOP_TURNED);
	}
}

/* Turns, waiting, until `end` has that many messages. */
static void until_count(const struct end *end, size_t count)
{
	while (end->count < count) {
		assert_int_equal(end->ended, 0);
		assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
	assert_int_equal(end->count, count);
}

static void until_ended(const struct end *end)
{
	while (end->ended == 0) {
		assert_int_equal(ion_loop_run(loop, ION_LOOP_ONCE), ION_LOOP_TURNED);
	}
}

static int send_bytes(struct end *end, const char *data, size_t size)
{
	struct ion_channel_out out = {.type = ION_FRAME_MESSAGE, .data = data, .size = size};
	return ion_channel_send(end->channel, &out);
}

static int send_text(struct end *end, const char *text)
{
	return send_bytes(end, text, strlen(text));
}

static void send_texts(struct end *end, int count)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(send_text(end, "text"), 0);
	}
}

static struct ion_channel_stats stats(const struct end *end)
{
	struct ion_channel_stats stats;
	ion_channel_get_stats(end->channel, &stats);
	return stats;
}

static void assert_text(const struct end *end, size_t i, const char *text)
{
	assert_true(i < end->count);
	assert_int_equal(end->messages[i].size, strlen(text));
	assert_memory_equal(end->messages[i].data, text, strlen(text));
}

/* A payload that can be checked: byte i of message `seed`. */
static char *pattern(size_t seed, size_t size)
{
	char *data = malloc(size + 1);
	for (size_t i = 0; i < size; i++) {
		data[i] = (char) (seed * 31 + i * 7 + (i >> 8));
	}
	return data;
}

static void assert_pattern(const struct message *message, size_t seed, size_t size)
{
	char *expected = pattern(seed, size);
	assert_int_equal(message->size, size);
	assert_memory_equal(message->data, expected, size);
	free(expected);
}

/* A frame as it goes over the wire; returns its size. */
static size_t wire(unsigned char *bytes, enum ion_frame_type type, unsigned handles, uint64_t id,
	const char *data, size_t size)
{
	size_t id_size = type == ION_FRAME_REQUEST || type == ION_FRAME_REPLY ? ION_FRAME_ID : 0;
	struct ion_frame frame = {
		.type = type, .handles = handles, .size = (uint32_t) (id_size + size)};
	ion_frame_encode(&frame, bytes);
	if (id_size > 0) {
		ion_frame_put_id(bytes + ION_FRAME_HEADER, id);
	}
	if (size > 0) {
		memcpy(bytes + ION_FRAME_HEADER + id_size, data, size);
	}
	return ION_FRAME_HEADER + id_size + size;
}

static void put_with(int fd, const void *bytes, size_t size, const int *handles, size_t count)
{
	struct iovec iov = {.iov_base = (void *) (uintptr_t) bytes, .iov_len = size};
	assert_int_equal(ion_sock_send(fd, &iov, 1, handles, count), size);
}

static void put(int fd, const void *bytes, size_t size)
{
	put_with(fd, bytes, size, NULL, 0);
}

static size_t count_fds(void)
{
	size_t count = 0;
	for (int fd = 0; fd < 1024; fd++) {
		count += fcntl(fd, F_GETFD) >= 0;
	}
	return count;
}

/* ---- sending and receiving ---- */

static void frames_of_every_size_arrive_in_order(void **state)
{
	static const size_t sizes[] = {0, 1, 7, 8, 64, 1024, 16383, 16384, 16385, 65535, 65536, 100000,
		1u << 20, (16u << 20) - 1, 16u << 20};
	struct end a, b;
	(void) state;
	for (int at_once = 0; at_once < 2; at_once++) {
		ends_init(&a, &b);
		ion_channel_want(b.channel, true);
		for (size_t i = 0; i < ION_ARRAY_LEN(sizes); i++) {
			char *data = pattern(i, sizes[i]);
			struct ion_channel_out out = {
				.type = i % 3 == 0 ? ION_FRAME_REQUEST : ION_FRAME_MESSAGE,
				.is_encoded = sizes[i] > 0 && i % 2 == 0,
				.id = i * UINT64_C(0x0102030405060708),
				.data = data,
				.size = sizes[i],
				.release = free,
				.owner = data,
			};
			assert_int_equal(ion_channel_send(a.channel, &out), 0);
			if (!at_once) {
				until_count(&b, i + 1);
			}
		}
		until_count(&b, ION_ARRAY_LEN(sizes));
		for (size_t i = 0; i < ION_ARRAY_LEN(sizes); i++) {
			const struct message *message = &b.messages[i];
			assert_int_equal(message->type, i % 3 == 0 ? ION_FRAME_REQUEST : ION_FRAME_MESSAGE);
			assert_int_equal(message->is_encoded, sizes[i] > 0 && i % 2 == 0);
			assert_true(message->id == (i % 3 == 0 ? i * UINT64_C(0x0102030405060708) : 0));
			assert_int_equal(message->pid, getpid());
			assert_int_equal(message->uid, getuid());
			assert_pattern(message, i, sizes[i]);
		}
		assert_int_equal(stats(&a).frames_sent, ION_ARRAY_LEN(sizes));
		assert_int_equal(stats(&b).frames_received, ION_ARRAY_LEN(sizes));
		assert_true(stats(&a).bytes_sent == stats(&b).bytes_received);
		assert_int_equal(ion_channel_queued_bytes(a.channel), 0);
		end_release(&a);
		end_release(&b);
	}
}

static void a_lone_send_leaves_at_once(void **state)
{
	struct end a, b;
	(void) state;
	ends_init(&a, &b);
	assert_int_equal(send_text(&a, "hello"), 0);
	assert_int_equal(ion_channel_queued_bytes(a.channel), 0);
	assert_int_equal(ion_sock_pending(ion_channel_fd(b.channel)), ION_FRAME_HEADER + 5);
	/* outside of the loop, and nothing was sent since it ran */
	turns(1);
	assert_int_equal(send_text(&a, "again"), 0);
	assert_int_equal(ion_sock_pending(ion_channel_fd(b.channel)), 2 * (ION_FRAME_HEADER + 5));
	assert_int_equal(stats(&a).writes, 2);
	ends_release(&a, &b);
}

static void sends_of_one_turn_leave_together(void **state)
{
	struct end a, b;
	char text[16];
	(void) state;
	ends_init(&a, &b);
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(send_text(&a, text), 0);
	}
	assert_int_equal(stats(&a).writes, 1);
	assert_int_equal(ion_channel_queued_frames(a.channel), 99);
	/* the loop is dry: it serves them all the same */
	ion_loop_unref(loop);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_DRY);
	ion_loop_ref(loop);
	assert_int_equal(stats(&a).writes, 2);
	assert_int_equal(ion_channel_queued_frames(a.channel), 0);
	ion_channel_want(b.channel, true);
	until_count(&b, 100);
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "%d", i);
		assert_text(&b, (size_t) i, text);
	}
	/* one read took them */
	assert_int_equal(stats(&b).reads, 1);
	assert_int_equal(b.readable, 1);
	ends_release(&a, &b);
}

/* 1,024 frames of 1 KiB: a system call for each 64 KiB, without any turn of the loop. */
static void many_sends_leave_by_64_kib(void **state)
{
	struct end a, b;
	char data[1024] = {0};
	(void) state;
	ends_init(&a, &b);
	for (int i = 0; i < 129; i++) {
		assert_int_equal(send_bytes(&a, data, sizeof(data)), 0);
		assert_true(ion_channel_queued_bytes(a.channel) < 65536);
	}
	/* 64 frames and their headers make more than 64 KiB */
	assert_int_equal(stats(&a).writes, 3);
	assert_int_equal(ion_channel_queued_frames(a.channel), 0);
	ends_release(&a, &b);
}

static void what_was_sent_before_the_connection_arrives(void **state)
{
	struct end a, b;
	int fds[2], null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct stat before, after;
	struct ion_channel_out out = {.type = ION_FRAME_MESSAGE, .handles = &null, .handle_count = 1};
	(void) state;
	end_init(&a, ION_CHANNEL_PAIR);
	end_init(&b, ION_CHANNEL_PAIR);
	assert_int_equal(ion_channel_state(a.channel), ION_CHANNEL_NEW);
	assert_int_equal(ion_channel_flush_now(a.channel, ION_NS_FOREVER), 0);
	assert_int_equal(send_text(&a, "one"), 0);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	fstat(null, &before);
	ion_fd_close(&null);
	assert_int_equal(send_text(&a, "three"), 0);
	assert_int_equal(ion_channel_flush_now(a.channel, ION_NS_FOREVER), -ENOTCONN);
	turns(2);
	assert_int_equal(ion_channel_queued_frames(a.channel), 3);
	assert_int_equal(ion_sock_pair(fds), 0);
	assert_int_equal(ion_channel_connect(a.channel, fds[0]), 0);
	assert_int_equal(ion_channel_connect(b.channel, fds[1]), 0);
	assert_int_equal(ion_channel_connect(b.channel, fds[0]), -EISCONN);
	assert_int_equal(stats(&a).writes, 0);
	b.keeps_handles = true;
	ion_channel_want(b.channel, true);
	until_count(&b, 3);
	assert_text(&b, 0, "one");
	assert_int_equal(b.messages[1].handle_count, 1);
	fstat(b.messages[1].handles[0], &after);
	assert_true(before.st_ino == after.st_ino && before.st_rdev == after.st_rdev);
	ion_fd_close(&b.messages[1].handles[0]);
	assert_text(&b, 2, "three");
	ends_release(&a, &b);
}

/* ---- large payloads ---- */

static int releases;

static void count_release(void *owner)
{
	releases++;
	if (owner != NULL) {
		++*(int *) owner;
	}
}

static void payloads_are_released_once_on_every_path(void **state)
{
	struct end a, b;
	char *data = pattern(1, 1u << 20);
	struct ion_channel_out out = {
		.type = ION_FRAME_MESSAGE, .data = data, .size = 1u << 20, .release = count_release};
	(void) state;
	releases = 0;
	/* written: the first in part at once, both by and by */
	ends_init(&a, &b);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(releases, 0);
	/* it is read where it is: what is changed while it waits is what arrives */
	data[(1u << 20) - 1] ^= 1;
	ion_channel_want(b.channel, true);
	until_count(&b, 2);
	assert_int_equal(releases, 2);
	assert_int_equal(b.messages[0].data[(1u << 20) - 1], data[(1u << 20) - 1]);
	end_release(&b);
	/* the peer is gone */
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	until_ended(&a);
	assert_int_equal(releases, 3);
	assert_int_equal(a.end.unsent, 1);
	/* refused: the caller keeps it */
	assert_int_equal(ion_channel_send(a.channel, &out), -ENOTCONN);
	assert_int_equal(releases, 3);
	end_release(&a);
	/* dropped */
	end_init(&a, ION_CHANNEL_PAIR);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(releases, 3);
	end_release(&a);
	assert_int_equal(releases, 4);
	/* a small one is copied */
	ends_init(&a, &b);
	out.size = 100;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ion_channel_send(a.channel, &out), 0);
		assert_int_equal(releases, 5 + i);
	}
	/* a large one that fits the socket is gone at once */
	turns(1);
	out.size = ION_CHANNEL_LARGE + 1;
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(releases, 8);
	ends_release(&a, &b);
	free(data);
}

/* Rooms of odd sizes, for payloads that come in odd pieces. */
static void large_payloads_grow_in_the_owners_memory(void **state)
{
	static const size_t rooms[] = {1000, 16384, 65536, 0};
	size_t size = 1000003;
	char *data = pattern(5, size);
	struct end a, b;
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(rooms); i++) {
		ends_init(&a, &b);
		b.large_room = rooms[i];
		ion_channel_want(b.channel, true);
		for (int k = 0; k < 3; k++) {
			assert_int_equal(send_bytes(&a, data, size), 0);
			assert_int_equal(send_text(&a, "small"), 0);
		}
		until_count(&b, 6);
		for (size_t k = 0; k < 6; k += 2) {
			assert_pattern(&b.messages[k], 5, size);
			assert_text(&b, k + 1, "small");
		}
		assert_int_equal(b.reserved, rooms[i] == 0 ? 3 : 3 * (1 + (int) ((size - 1) / rooms[i])));
		end_release(&a);
		end_release(&b);
	}
	free(data);
}

static void without_memory_for_a_payload_the_channel_ends(void **state)
{
	struct end a, b;
	char *data = pattern(1, 100000);
	(void) state;
	ends_init(&a, &b);
	b.refuse_memory = true;
	assert_int_equal(send_text(&a, "before"), 0);
	assert_int_equal(send_bytes(&a, data, 100000), 0);
	assert_int_equal(send_text(&a, "after"), 0);
	ion_channel_want(b.channel, true);
	until_ended(&b);
	assert_int_equal(b.count, 1);
	assert_int_equal(b.end.reason, ION_CHANNEL_ERROR);
	assert_int_equal(b.end.code, ENOMEM);
	ends_release(&a, &b);
	free(data);
}

static void a_channel_may_go_away_when_asked_for_memory(void **state)
{
	char *data = pattern(1, 100000);
	(void) state;
	for (int way = 0; way < 4; way++) {
		struct end a, b;
		ends_init(&a, &b);
		b.free_in_reserve = way % 2 == 0;
		b.close_in_reserve = way % 2 == 1;
		/* asked with the first piece, or in the middle */
		b.large_room = way < 2 ? 0 : 1000;
		assert_int_equal(send_text(&a, "before"), 0);
		assert_int_equal(send_bytes(&a, data, 100000), 0);
		ion_channel_want(b.channel, true);
		until_ended(&a);
		assert_int_equal(b.count, 1);
		assert_int_equal(b.ended, b.channel == NULL ? 0 : 1);
		end_release(&a);
		end_release(&b);
	}
	free(data);
}

/* ---- pieces ---- */

/* Frames of all kinds in one stream. */
static size_t make_stream(unsigned char *bytes)
{
	static char large[ION_CHANNEL_LARGE + 5];
	size_t size = 0;
	for (size_t i = 0; i < sizeof(large); i++) {
		large[i] = (char) (i * 3);
	}
	size += wire(bytes + size, ION_FRAME_MESSAGE, 0, 0, "one", 3);
	size += wire(bytes + size, ION_FRAME_MESSAGE, 0, 0, "", 0);
	size += wire(bytes + size, ION_FRAME_REQUEST, 0, 77, "two", 3);
	size += wire(bytes + size, ION_FRAME_REPLY, 0, 78, "", 0);
	size += wire(bytes + size, ION_FRAME_REQUEST, 0, 79, large, sizeof(large));
	size += wire(bytes + size, ION_FRAME_MESSAGE, 0, 0, "three", 5);
	return size;
}

static void assert_stream(const struct end *end)
{
	assert_int_equal(end->count, 6);
	assert_text(end, 0, "one");
	assert_text(end, 1, "");
	assert_text(end, 2, "two");
	assert_int_equal(end->messages[2].id, 77);
	assert_int_equal(end->messages[3].type, ION_FRAME_REPLY);
	assert_int_equal(end->messages[3].id, 78);
	assert_int_equal(end->messages[4].id, 79);
	assert_int_equal(end->messages[4].size, ION_CHANNEL_LARGE + 5);
	for (size_t i = 0; i < ION_CHANNEL_LARGE + 5; i++) {
		assert_int_equal(end->messages[4].data[i], (char) (i * 3));
	}
	assert_text(end, 5, "three");
}

static void a_stream_may_be_cut_at_every_byte(void **state)
{
	static unsigned char bytes[32768];
	size_t size = make_stream(bytes);
	struct end end;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	(void) state;
	for (size_t cut = 1; cut < size; cut += cut < 200 || cut > size - 40 ? 1 : 997) {
		put(peer, bytes, cut);
		turns(1);
		put(peer, bytes + cut, size - cut);
		turns(1);
		assert_stream(&end);
		end_forget(&end);
	}
	/* byte by byte, and each half of that at once */
	for (size_t i = 0; i < size; i++) {
		put(peer, bytes + i, 1);
		if (i < 100 || i > size - 40 || i % 64 == 0) {
			turns(1);
		}
	}
	turns(1);
	assert_stream(&end);
	ion_fd_close(&peer);
	until_ended(&end);
	assert_int_equal(end.end.reason, ION_CHANNEL_HANGUP);
	assert_int_equal(end.end.cut_bytes, 0);
	end_release(&end);
}

/* Whatever was cut off is counted, and nothing but whole frames is handed out. */
static void a_peer_may_die_at_every_byte(void **state)
{
	static unsigned char bytes[32768];
	static const size_t frame_ends[] = {11, 19, 38, 54, 54 + 16 + ION_CHANNEL_LARGE + 5};
	size_t size = make_stream(bytes);
	(void) state;
	for (size_t cut = 0; cut < size; cut += cut < 80 || cut > size - 20 ? 1 : 997) {
		for (int is_wanted = 0; is_wanted < 2; is_wanted++) {
			struct end end;
			size_t whole = 0, whole_size = 0;
			int peer = peer_init(&end, ION_CHANNEL_PAIR);
			ion_channel_want(end.channel, is_wanted);
			while (whole < ION_ARRAY_LEN(frame_ends) && frame_ends[whole] <= cut) {
				whole_size = frame_ends[whole++];
			}
			if (cut > 0) {
				put(peer, bytes, cut);
			}
			if (cut % 2 == 0) {
				turns(1);
			}
			ion_fd_close(&peer);
			until_ended(&end);
			assert_int_equal(end.count, is_wanted ? whole : 0);
			assert_int_equal(end.end.reason, ION_CHANNEL_HANGUP);
			assert_int_equal(end.end.cut_bytes, cut - whole_size);
			/* nobody listened: they can still be pulled */
			end_pull(&end, 0);
			assert_int_equal(end.count, whole);
			end_release(&end);
		}
	}
}

/* Random sizes in random pieces, both ways, with owners that pull as they like. */
static void random_pieces_make_the_same_messages(void **state)
{
	(void) state;
	for (unsigned seed = 1; seed <= 200; seed++) {
		struct end ends[2];
		size_t sizes[2][40];
		ends_init(&ends[0], &ends[1]);
		srand(seed);
		for (int e = 0; e < 2; e++) {
			ends[e].pull_max = (size_t) (rand() % 4);
			ends[e].large_room = (size_t) (rand() % 3) * 5000;
			ion_channel_want(ends[e].channel, true);
		}
		for (size_t i = 0; i < 40; i++) {
			for (int e = 0; e < 2; e++) {
				sizes[e][i] = (size_t) rand() % (rand() % 8 == 0 ? 200000 : 300);
				char *data = pattern(seed + i, sizes[e][i]);
				struct ion_channel_out out = {
					.type = ION_FRAME_MESSAGE,
					.data = data,
					.size = sizes[e][i],
					.release = free,
					.owner = data,
				};
				assert_int_equal(ion_channel_send(ends[e].channel, &out), 0);
				if (rand() % 4 == 0) {
					ion_channel_want(ends[e].channel, rand() % 2);
				}
				if (rand() % 3 == 0) {
					turns(1);
				}
			}
		}
		ion_channel_want(ends[0].channel, true);
		ion_channel_want(ends[1].channel, true);
		until_count(&ends[0], 40);
		until_count(&ends[1], 40);
		for (size_t i = 0; i < 40; i++) {
			assert_pattern(&ends[0].messages[i], seed + i, sizes[1][i]);
			assert_pattern(&ends[1].messages[i], seed + i, sizes[0][i]);
		}
		end_release(&ends[0]);
		end_release(&ends[1]);
	}
}

/* ---- what is not a frame ---- */

static void malformed_bytes_end_the_channel(void **state)
{
	static const struct {
		const char *text;
		enum ion_channel_role role;
		unsigned char header[ION_FRAME_HEADER];
	} cases[] = {
		{"start of a frame", ION_CHANNEL_PAIR, "garbage"},
		{"start of a frame", ION_CHANNEL_PAIR, {0}},
		{"type is unknown", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 0, 0, 0}},
		{"type is unknown", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 99, 0, 0}},
		{"length is over", ION_CHANNEL_PAIR, {1, 0, 0, 1, 0xd7, 1, 0, 0}},
		{"length is over", ION_CHANNEL_PAIR, {255, 255, 255, 255, 0xd7, 1, 0, 0}},
		{"length does not fit", ION_CHANNEL_PAIR, {7, 0, 0, 0, 0xd7, 2, 0, 0}},
		{"flags", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 1, 0x80, 0}},
		{"does not take", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, ION_FRAME_READY, 0, 0}},
		{"does not take", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, ION_FRAME_DETACH, 0, 0}},
		{"does not take", ION_CHANNEL_PAIR, {9, 0, 0, 0, 0xd7, ION_FRAME_ERROR, 1, 0}},
		{"does not take", ION_CHANNEL_MASTER, {0, 0, 0, 0, 0xd7, ION_FRAME_DETACH, 0, 0}},
		{"does not take", ION_CHANNEL_WORKER, {0, 0, 0, 0, 0xd7, ION_FRAME_READY, 0, 0}},
		{"length does not fit", ION_CHANNEL_MASTER, {1, 0, 0, 0, 0xd7, ION_FRAME_READY, 0, 0}},
		{"descriptors", ION_CHANNEL_PAIR, {8, 0, 0, 0, 0xd7, ION_FRAME_REPLY, 0, 1}},
		{"descriptors", ION_CHANNEL_MASTER, {9, 0, 0, 0, 0xd7, ION_FRAME_ERROR, 1, 1}},
		{"descriptors", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 1, 0, 254}},
		{"more descriptors than", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 1, 0, 17}},
		{"did not come", ION_CHANNEL_PAIR, {0, 0, 0, 0, 0xd7, 1, 0, 1}},
	};
	unsigned char good[64];
	size_t size = wire(good, ION_FRAME_MESSAGE, 0, 0, "good", 4);
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(cases); i++) {
		struct end end;
		int peer = peer_init(&end, cases[i].role);
		put(peer, good, size);
		put(peer, cases[i].header, ION_FRAME_HEADER);
		put(peer, good, size);
		until_ended(&end);
		assert_int_equal(end.count, 1);
		assert_int_equal(end.reserved, 0);
		assert_int_equal(end.end.reason, ION_CHANNEL_PROTOCOL);
		assert_non_null(strstr(end.end.text, cases[i].text));
		/* and nothing more, ever */
		end_pull(&end, 0);
		assert_int_equal(end.count, 1);
		assert_int_equal(send_text(&end, "x"), -ENOTCONN);
		ion_fd_close(&peer);
		end_release(&end);
	}
}

static void each_role_takes_its_own_frames(void **state)
{
	unsigned char bytes[64];
	struct end end;
	int peer;
	size_t size;
	(void) state;
	peer = peer_init(&end, ION_CHANNEL_MASTER);
	size = wire(bytes, ION_FRAME_READY, 0, 0, NULL, 0);
	put(peer, bytes, size);
	until_count(&end, 1);
	assert_int_equal(end.messages[0].type, ION_FRAME_READY);
	struct ion_frame error = {.type = ION_FRAME_ERROR, .is_encoded = true, .size = 3};
	ion_frame_encode(&error, bytes);
	memcpy(bytes + ION_FRAME_HEADER, "abc", 3);
	put(peer, bytes, ION_FRAME_HEADER + 3);
	until_count(&end, 2);
	assert_int_equal(end.messages[1].type, ION_FRAME_ERROR);
	ion_fd_close(&peer);
	end_release(&end);
	peer = peer_init(&end, ION_CHANNEL_WORKER);
	size = wire(bytes, ION_FRAME_DETACH, 0, 0, NULL, 0);
	put(peer, bytes, size);
	until_count(&end, 1);
	assert_int_equal(end.messages[0].type, ION_FRAME_DETACH);
	ion_fd_close(&peer);
	end_release(&end);
}

static void random_bytes_never_do_harm(void **state)
{
	(void) state;
	for (unsigned seed = 1; seed <= 300; seed++) {
		unsigned char bytes[2048];
		struct end end;
		int peer = peer_init(&end, (enum ion_channel_role)(seed % 3));
		srand(seed);
		for (size_t i = 0; i < sizeof(bytes); i++) {
			bytes[i] = (unsigned char) rand();
		}
		/* plausible headers more often than chance has them */
		for (size_t i = 0; i + ION_FRAME_HEADER < sizeof(bytes); i += 16) {
			bytes[i] = 8;
			bytes[i + 1] = bytes[i + 2] = bytes[i + 3] = 0;
			bytes[i + 4] = rand() % 50 == 0 ? 0 : 0xd7;
			bytes[i + 5] = (unsigned char) (rand() % 9);
			bytes[i + 6] = rand() % 2;
			bytes[i + 7] = rand() % 40 == 0;
		}
		put_with(peer, bytes, sizeof(bytes), &peer, seed % 4 == 0);
		turns(2);
		ion_fd_close(&peer);
		until_ended(&end);
		end_release(&end);
	}
}

/* ---- the end ---- */

static void all_arrives_before_the_end(void **state)
{
	(void) state;
	for (int is_wanted = 0; is_wanted < 2; is_wanted++) {
		struct end end;
		int status;
		int peer = peer_init(&end, ION_CHANNEL_MASTER);
		pid_t pid = fork();
		if (pid == 0) {
			struct end mine;
			char *data = pattern(3, 65536);
			assert_int_equal(ion_loop_after_fork(loop), 0);
			ion_channel_free(end.channel);
			ion_loop_unref(loop);
			ion_loop_free(loop);
			loop = ion_loop_new();
			end_init(&mine, ION_CHANNEL_WORKER);
			ion_channel_connect(mine.channel, peer);
			for (int i = 0; i < 100; i++) {
				if (send_bytes(&mine, data, i < 98 ? 65536 : 100) != 0) {
					_exit(1);
				}
			}
			_exit(ion_channel_flush_now(mine.channel, ION_NS_FOREVER) == 0 ? 0 : 2);
		}
		ion_fd_close(&peer);
		if (!is_wanted) {
			/* the child's last bytes stay in the socket until it is seen dead; only small ones:
			 * a socket can be written to again when three quarters of it are free */
			end.unwant_after = 98;
		}
		until_ended(&end);
		assert_int_equal(end.end.reason, ION_CHANNEL_HANGUP);
		end.unwant_after = 0;
		end_pull(&end, 0);
		assert_int_equal(end.count, 100);
		for (size_t i = 0; i < 100; i++) {
			assert_pattern(&end.messages[i], 3, i < 98 ? 65536 : 100);
			assert_int_equal(end.messages[i].pid, pid);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		end_release(&end);
	}
}

/* What nobody pulls survives the end, with its writer and its descriptors. */
static void frames_can_be_pulled_after_the_end(void **state)
{
	struct end a, b;
	size_t fds = count_fds();
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	char *data = pattern(9, 50000);
	struct ion_channel_out out = {.type = ION_FRAME_MESSAGE,
		.data = "handles",
		.size = 7,
		.handles = (int[]){null, null},
		.handle_count = 2};
	(void) state;
	ends_init(&a, &b);
	assert_int_equal(send_text(&a, "one"), 0);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(send_bytes(&a, data, 50000), 0);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	turns(1);
	end_release(&a);
	until_ended(&b);
	assert_int_equal(b.end.reason, ION_CHANNEL_HANGUP);
	assert_int_equal(b.readable, 0);
	b.keeps_handles = true;
	end_pull(&b, 2);
	assert_int_equal(b.count, 2);
	assert_int_equal(b.messages[1].handle_count, 2);
	ion_fd_close(&b.messages[1].handles[0]);
	ion_fd_close(&b.messages[1].handles[1]);
	end_pull(&b, 1);
	assert_pattern(&b.messages[2], 9, 50000);
	assert_int_equal(b.messages[2].pid, getpid());
	/* the last one is never pulled: its descriptors are closed with the channel */
	end_release(&b);
	ion_fd_close(&null);
	assert_int_equal(count_fds(), fds);
	free(data);
}

/* Somebody else still holds the other end. */
static void finish_reads_what_is_there_and_ends(void **state)
{
	(void) state;
	for (int way = 0; way < 3; way++) {
		struct end a, b;
		ends_init(&a, &b);
		send_texts(&a, 10);
		turns(1);
		assert_int_equal(send_text(&b, "never read"), 0);
		b.pull_max = way == 0 ? 0 : 3;
		b.unwant_after = way == 2 ? 4 : 0;
		ion_channel_finish(b.channel);
		assert_int_equal(b.ended, 1);
		assert_int_equal(b.end.reason, ION_CHANNEL_HANGUP);
		assert_int_equal(b.end.unsent, 0);
		assert_int_equal(b.count, 10);
		ion_channel_finish(b.channel);
		turns(2);
		assert_int_equal(b.ended, 1);
		end_release(&a);
		end_release(&b);
	}
}

static void finish_leaves_what_the_owner_leaves(void **state)
{
	struct end a, b;
	(void) state;
	ends_init(&a, &b);
	send_texts(&a, 10);
	turns(1);
	/* pulls one, then none: that call is the last */
	b.free_after = 0;
	ion_channel_want(b.channel, true);
	b.pull_max = 4;
	turns(1);
	assert_int_equal(b.count, 4);
	ion_channel_want(b.channel, false);
	turns(1);
	assert_int_equal(b.count, 4);
	b.close_after = 7;
	ion_channel_finish(b.channel);
	assert_int_equal(b.count, 7);
	assert_int_equal(b.ended, 1);
	assert_int_equal(b.end.reason, ION_CHANNEL_CLOSED);
	end_pull(&b, 0);
	assert_int_equal(b.count, 7);
	ends_release(&a, &b);
}

static void an_end_that_was_never_connected_finishes(void **state)
{
	struct end a;
	(void) state;
	end_init(&a, ION_CHANNEL_MASTER);
	assert_int_equal(send_text(&a, "one"), 0);
	assert_int_equal(send_text(&a, "two"), 0);
	ion_channel_finish(a.channel);
	assert_int_equal(a.ended, 1);
	assert_int_equal(a.end.reason, ION_CHANNEL_HANGUP);
	assert_int_equal(a.end.unsent, 2);
	assert_int_equal(ion_channel_connect(a.channel, 0), -EISCONN);
	end_release(&a);
}

static void a_hangup_ends_a_channel_that_nobody_reads(void **state)
{
	(void) state;
	for (int unread = 0; unread < 2; unread++) {
		struct end a, b;
		ends_init(&a, &b);
		if (unread) {
			assert_int_equal(send_text(&b, "never read"), 0);
		}
		turns(1);
		end_release(&a);
		until_ended(&b);
		assert_int_equal(b.end.reason, ION_CHANNEL_HANGUP);
		end_release(&b);
	}
}

static void sending_to_a_closed_end_raises_no_signal(void **state)
{
	struct end a, b;
	(void) state;
	/* SIGPIPE has its default disposition here */
	ends_init(&a, &b);
	end_release(&b);
	assert_int_equal(send_text(&a, "one"), 0);
	assert_int_equal(send_text(&a, "two"), 0);
	assert_int_equal(a.ended, 0);
	assert_int_equal(ion_channel_queued_frames(a.channel), 2);
	assert_int_equal(ion_channel_flush_now(a.channel, ION_NS_FOREVER), -EPIPE);
	until_ended(&a);
	assert_int_equal(a.end.unsent, 2);
	assert_int_equal(stats(&a).frames_sent, 0);
	assert_int_equal(stats(&a).bytes_sent, 0);
	assert_int_equal(send_text(&a, "three"), -ENOTCONN);
	end_release(&a);
}

/* What the socket says while it is sent ends the channel, and that frame is not taken: who sent it is
 * told so, and still owns it. */
static void a_send_that_ends_the_channel_says_so(void **state)
{
	char *data = pattern(0, 100000);
	struct ion_channel_out out = {
		.type = ION_FRAME_MESSAGE, .data = data, .size = 100000, .release = free, .owner = data};
	struct end a, b;
	/* not connected, and of no use to a stream */
	int other = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	(void) state;
	ends_init(&a, &b);
	turns(1);
	assert_true(dup3(other, ion_channel_fd(a.channel), O_CLOEXEC) >= 0);
	assert_int_equal(ion_channel_send(a.channel, &out), -ENOTCONN);
	assert_int_equal(ion_channel_queued_frames(a.channel), 0);
	assert_int_equal(ion_channel_state(a.channel), ION_CHANNEL_ENDED);
	free(data);
	until_ended(&a);
	assert_int_equal(a.end.reason, ION_CHANNEL_ERROR);
	assert_int_equal(a.end.code, ENOTCONN);
	assert_int_equal(a.end.unsent, 0);
	assert_int_equal(stats(&a).frames_sent, 0);
	ends_release(&a, &b);
	ion_fd_close(&other);
}

static void close_writes_what_is_queued(void **state)
{
	struct end a, b;
	char *data = pattern(2, 1u << 20);
	(void) state;
	ends_init(&a, &b);
	assert_int_equal(send_bytes(&a, data, 1u << 20), 0);
	assert_int_equal(send_text(&a, "last"), 0);
	assert_int_equal(send_text(&b, "dropped"), 0);
	assert_false(ion_channel_flush(a.channel));
	ion_channel_close(a.channel);
	assert_int_equal(ion_channel_state(a.channel), ION_CHANNEL_CLOSING);
	assert_int_equal(send_text(&a, "refused"), -ENOTCONN);
	assert_int_equal(a.ended, 0);
	ion_channel_want(a.channel, true);
	ion_channel_want(b.channel, true);
	until_ended(&a);
	until_ended(&b);
	assert_int_equal(a.end.reason, ION_CHANNEL_CLOSED);
	assert_int_equal(a.end.unsent, 0);
	assert_int_equal(a.flushed, 1);
	assert_int_equal(a.count, 0);
	assert_int_equal(b.end.reason, ION_CHANNEL_HANGUP);
	assert_int_equal(b.count, 2);
	assert_text(&b, 1, "last");
	ion_channel_close(a.channel);
	turns(2);
	ends_release(&a, &b);
	/* with nothing queued; before the connection */
	end_init(&a, ION_CHANNEL_PAIR);
	ion_channel_close(a.channel);
	assert_int_equal(a.ended, 0);
	until_ended(&a);
	assert_int_equal(a.end.reason, ION_CHANNEL_CLOSED);
	end_release(&a);
	free(data);
}

static void close_before_the_connection_waits_for_it(void **state)
{
	struct end a, b;
	int fds[2];
	(void) state;
	end_init(&a, ION_CHANNEL_PAIR);
	end_init(&b, ION_CHANNEL_PAIR);
	assert_int_equal(send_text(&a, "text"), 0);
	ion_channel_close(a.channel);
	turns(2);
	assert_int_equal(a.ended, 0);
	assert_int_equal(ion_sock_pair(fds), 0);
	assert_int_equal(ion_channel_connect(a.channel, fds[0]), 0);
	assert_int_equal(ion_channel_connect(b.channel, fds[1]), 0);
	ion_channel_want(b.channel, true);
	until_ended(&a);
	assert_int_equal(a.end.reason, ION_CHANNEL_CLOSED);
	until_ended(&b);
	assert_text(&b, 0, "text");
	ends_release(&a, &b);
}

static void a_peer_that_dies_while_closing_leaves_frames_unsent(void **state)
{
	struct end a, b;
	char *data = pattern(2, 1u << 20);
	(void) state;
	ends_init(&a, &b);
	assert_int_equal(send_bytes(&a, data, 1u << 20), 0);
	assert_int_equal(send_text(&a, "last"), 0);
	ion_channel_close(a.channel);
	turns(2);
	assert_int_equal(a.ended, 0);
	end_release(&b);
	until_ended(&a);
	assert_int_equal(a.end.reason, ION_CHANNEL_HANGUP);
	assert_int_equal(a.end.unsent, 2);
	end_release(&a);
	free(data);
}

/* ---- the owner goes away ---- */

static void a_channel_may_be_freed_or_closed_in_a_callback(void **state)
{
	(void) state;
	for (int way = 0; way < 4; way++) {
		struct end a, b;
		ends_init(&a, &b);
		send_texts(&a, 5);
		assert_int_equal(send_text(&b, "to nobody"), 0);
		assert_int_equal(send_text(&b, "to nobody"), 0);
		if (way % 2 == 0) {
			b.free_after = 2;
		} else {
			b.close_after = 2;
		}
		if (way < 2) {
			ion_channel_want(b.channel, true);
		} else {
			turns(1);
			ion_channel_finish(b.channel);
		}
		until_ended(&a);
		assert_int_equal(b.count, 2);
		assert_int_equal(b.ended, way % 2);
		end_release(&a);
		end_release(&b);
	}
}

static void a_channel_may_be_freed_when_it_drains(void **state)
{
	struct end a, b;
	char data[1000] = {0};
	(void) state;
	ends_init(&a, &b);
	while (!ion_channel_is_full(a.channel)) {
		assert_int_equal(send_bytes(&a, data, sizeof(data)), 0);
	}
	assert_false(ion_channel_flush(a.channel));
	a.free_in_drain = true;
	ion_channel_want(b.channel, true);
	until_ended(&b);
	assert_int_equal(a.drained, 1);
	assert_int_equal(a.flushed, 0);
	ends_release(&a, &b);
}

/* A run that is to end calls nobody any more; the next one goes on where it was. */
static void a_stopped_run_calls_nobody(void **state)
{
	struct end a, b;
	(void) state;
	ends_init(&a, &b);
	send_texts(&a, 5);
	turns(1);
	end_release(&a);
	b.stop_after = 2;
	ion_channel_want(b.channel, true);
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
	assert_int_equal(b.count, 2);
	assert_int_equal(b.readable, 1);
	b.stop_after = 5;
	assert_int_equal(ion_loop_run(loop, 0), ION_LOOP_STOPPED);
	assert_int_equal(b.count, 5);
	assert_int_equal(b.readable, 2);
	assert_int_equal(b.ended, 0);
	turns(2);
	assert_int_equal(b.ended, 1);
	end_release(&b);
}

/* The child of a callback that forked returns through the channel: it must take nothing from the
 * socket that it shares with its parent. */
static void a_child_of_a_callback_reads_nothing(void **state)
{
	struct end a, b;
	char *data = pattern(1, 400000);
	int status;
	(void) state;
	ends_init(&a, &b);
	assert_int_equal(send_bytes(&a, data, 400000), 0);
	assert_int_equal(send_bytes(&a, data, 400000), 0);
	b.fork_after = 1;
	b.child = -1;
	ion_channel_want(b.channel, true);
	while (b.count == 0) {
		ion_loop_run(loop, ION_LOOP_ONCE);
	}
	if (b.child == 0) {
		bool is_untouched = stats(&b).reads == b.reads_at_fork;
		int code = ion_loop_after_fork(loop);
		ion_channel_free(a.channel);
		ion_channel_free(b.channel);
		ion_loop_unref(loop);
		ion_loop_free(loop);
		_exit(code == 0 && is_untouched && b.count == 1 && b.ended == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(b.child, &status, 0), b.child);
	assert_int_equal(status, 0);
	until_count(&b, 2);
	assert_pattern(&b.messages[1], 1, 400000);
	ends_release(&a, &b);
	free(data);
}

static void freeing_closes_everything(void **state)
{
	size_t fds = count_fds();
	struct end a, b;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct ion_channel_out out = {
		.type = ION_FRAME_MESSAGE, .handles = (int[]){null, null, null}, .handle_count = 3};
	(void) state;
	ends_init(&a, &b);
	/* one in the socket, one waiting with duplicates, one taken out, one in the reader's memory */
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ion_channel_send(a.channel, &out), 0);
	}
	b.pull_max = 1;
	ion_channel_want(b.channel, true);
	turns(1);
	assert_int_equal(b.count, 1);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	ends_release(&a, &b);
	ion_fd_close(&null);
	assert_int_equal(count_fds(), fds);
}

/* ---- pressure ---- */

static void a_writer_sees_water_marks(void **state)
{
	struct end a, b;
	struct ion_channel_limits limits = ION_CHANNEL_LIMITS_DEFAULT;
	char data[1000] = {0};
	int sent = 0, code;
	(void) state;
	ends_init(&a, &b);
	limits.high_water = 100000;
	limits.low_water = 10000;
	limits.hard_limit = 200000;
	ion_channel_set_limits(a.channel, &limits);
	assert_int_equal(ion_channel_get_limits(a.channel)->hard_limit, 200000);
	while ((code = send_bytes(&a, data, sizeof(data))) == 0) {
		sent++;
		assert_true(ion_channel_queued_bytes(a.channel) <= 200000);
		assert_int_equal(
			ion_channel_is_full(a.channel), ion_channel_queued_bytes(a.channel) > 100000);
	}
	assert_int_equal(code, -ENOBUFS);
	assert_true(ion_channel_queued_bytes(a.channel) > 198000);
	turns(3);
	assert_int_equal(a.drained, 0);
	assert_false(ion_channel_flush(a.channel));
	ion_channel_want(b.channel, true);
	until_count(&b, (size_t) sent);
	turns(1);
	assert_int_equal(a.drained, 1);
	assert_int_equal(a.flushed, 1);
	assert_true(ion_channel_flush(a.channel));
	assert_false(ion_channel_is_full(a.channel));
	ends_release(&a, &b);
}

static void both_sides_full_is_no_deadlock(void **state)
{
	struct end ends[2];
	char *data = pattern(4, 65000);
	(void) state;
	ends_init(&ends[0], &ends[1]);
	for (int i = 0; i < 100; i++) {
		for (int e = 0; e < 2; e++) {
			assert_int_equal(send_bytes(&ends[e], data, 65000), 0);
		}
	}
	turns(5);
	for (int e = 0; e < 2; e++) {
		assert_true(ion_channel_queued_bytes(ends[e].channel) > 5000000);
		ion_channel_want(ends[e].channel, true);
	}
	for (int e = 0; e < 2; e++) {
		until_count(&ends[e], 100);
		for (size_t i = 0; i < 100; i++) {
			assert_pattern(&ends[e].messages[i], 4, 65000);
		}
	}
	end_release(&ends[0]);
	end_release(&ends[1]);
	free(data);
}

/* A paused reader takes nothing; what it left in memory comes first when it goes on. */
static void reading_can_be_stopped_and_started(void **state)
{
	struct end a, b;
	char text[16];
	(void) state;
	ends_init(&a, &b);
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(send_text(&a, text), 0);
	}
	turns(3);
	assert_int_equal(stats(&b).reads, 0);
	b.unwant_after = 10;
	ion_channel_want(b.channel, true);
	turns(5);
	assert_int_equal(b.count, 10);
	assert_int_equal(stats(&b).reads, 1);
	/* by hand */
	end_pull(&b, 5);
	assert_int_equal(b.count, 15);
	assert_int_equal(send_text(&a, "100"), 0);
	turns(3);
	assert_int_equal(stats(&b).reads, 1);
	b.unwant_after = 0;
	b.pull_max = 20;
	ion_channel_want(b.channel, true);
	turns(2);
	/* some at a time: the rest in the next turns, without a wait */
	assert_true(b.count >= 35 && b.count < 100);
	until_count(&b, 101);
	for (size_t i = 0; i < 101; i++) {
		snprintf(text, sizeof(text), "%zu", i);
		assert_text(&b, i, text);
	}
	ends_release(&a, &b);
}

/* The end comes after the frames although it was read long before they were pulled. */
static void the_end_waits_for_a_slow_owner(void **state)
{
	struct end a, b;
	(void) state;
	ends_init(&a, &b);
	send_texts(&a, 10);
	turns(1);
	end_release(&a);
	b.pull_max = 1;
	ion_channel_want(b.channel, true);
	for (size_t i = 1; i < 10; i++) {
		turns(1);
		assert_true(b.count <= i + 1);
		assert_int_equal(b.ended, 0);
	}
	until_ended(&b);
	assert_int_equal(b.count, 10);
	end_release(&b);
	/* and does not wait for one that has stopped */
	ends_init(&a, &b);
	send_texts(&a, 10);
	turns(1);
	end_release(&a);
	b.pull_max = 1;
	b.unwant_after = 3;
	ion_channel_want(b.channel, true);
	until_ended(&b);
	assert_int_equal(b.count, 3);
	b.unwant_after = 0;
	end_pull(&b, 0);
	assert_int_equal(b.count, 10);
	end_release(&b);
}

static void only_what_is_asked_for_keeps_the_loop(void **state)
{
	struct end a, b;
	char *data = pattern(1, 1u << 20);
	(void) state;
	ends_init(&a, &b);
	ion_channel_want(b.channel, true);
	assert_int_equal(ion_loop_ref_count(loop), 1);
	ion_channel_keep_alive(b.channel, true, false);
	assert_int_equal(ion_loop_ref_count(loop), 2);
	ion_channel_want(b.channel, false);
	assert_int_equal(ion_loop_ref_count(loop), 1);
	ion_channel_keep_alive(a.channel, false, true);
	assert_int_equal(ion_loop_ref_count(loop), 1);
	assert_int_equal(send_bytes(&a, data, 1u << 20), 0);
	assert_int_equal(ion_loop_ref_count(loop), 2);
	ion_channel_want(b.channel, true);
	assert_int_equal(ion_loop_ref_count(loop), 3);
	until_count(&b, 1);
	turns(1);
	assert_int_equal(ion_loop_ref_count(loop), 2);
	end_release(&a);
	until_ended(&b);
	assert_int_equal(ion_loop_ref_count(loop), 1);
	end_release(&b);
	free(data);
}

/* One channel that never stops must not keep the loop from the others. */
static void a_noisy_peer_does_not_starve_others(void **state)
{
	struct end end, other_a, other_b;
	int status;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	(void) state;
	fcntl(peer, F_SETFL, 0);
	pid_t pid = fork();
	if (pid == 0) {
		static unsigned char bytes[65536];
		static const char data[56];
		close(ion_channel_fd(end.channel));
		for (size_t i = 0; i < sizeof(bytes); i += 64) {
			wire(bytes + i, ION_FRAME_MESSAGE, 0, 0, data, sizeof(data));
		}
		while (send(peer, bytes, sizeof(bytes), MSG_NOSIGNAL) == sizeof(bytes)) {
		}
		_exit(0);
	}
	ion_fd_close(&peer);
	ends_init(&other_a, &other_b);
	ion_channel_want(other_b.channel, true);
	for (size_t i = 1; i <= 20; i++) {
		size_t before = end.count;
		assert_int_equal(send_text(&other_a, "ping"), 0);
		until_count(&other_b, i);
		assert_true(end.count - before <= 2 * ((1u << 20) + (256u << 10)) / 64);
		end_forget(&end);
	}
	end_release(&end);
	end_release(&other_a);
	end_release(&other_b);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void flush_now_sleeps_until_all_is_written(void **state)
{
	struct end end;
	int status;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	char *data = pattern(6, 4u << 20);
	pid_t pid = fork();
	(void) state;
	if (pid == 0) {
		struct end mine;
		assert_int_equal(ion_loop_after_fork(loop), 0);
		ion_channel_free(end.channel);
		end_init(&mine, ION_CHANNEL_PAIR);
		ion_channel_connect(mine.channel, peer);
		mine.large_room = 0;
		ion_channel_want(mine.channel, true);
		while (mine.count < 1 && mine.ended == 0) {
			ion_loop_run(loop, ION_LOOP_ONCE);
		}
		_exit(mine.count >= 1 && mine.messages[0].size == 4u << 20 &&
					  memcmp(mine.messages[0].data, data, 4u << 20) == 0
				  ? 0
				  : 1);
	}
	ion_fd_close(&peer);
	assert_int_equal(send_bytes(&end, data, 4u << 20), 0);
	assert_int_equal(send_text(&end, "not alone"), 0);
	assert_true(ion_channel_queued_bytes(end.channel) > 0);
	int code = ion_channel_flush_now(end.channel, ION_NS_FOREVER);
	/* the reader may be gone before it has read the second */
	assert_true(code == 0 || code == -EPIPE);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	end_release(&end);
	free(data);
}

static void flush_now_gives_up_on_a_peer_that_takes_nothing(void **state)
{
	struct end end;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	char *data = pattern(6, 4u << 20);
	int64_t begun_ns;
	(void) state;
	assert_int_equal(send_bytes(&end, data, 4u << 20), 0);
	begun_ns = ion_clock_now_ns();
	assert_int_equal(ion_channel_flush_now(end.channel, ION_NS_PER_SEC / 50), -ETIMEDOUT);
	assert_true(ion_clock_now_ns() - begun_ns >= ION_NS_PER_SEC / 50);
	/* the owner drops the rest, or tries on */
	assert_int_equal(ion_channel_queued_frames(end.channel), 1);
	ion_fd_close(&peer);
	until_ended(&end);
	assert_int_equal(end.end.unsent, 1);
	end_release(&end);
	free(data);
}

/* ---- limits of what is sent ---- */

static void what_is_too_long_is_refused(void **state)
{
	struct end a, b;
	struct ion_channel_limits limits = ION_CHANNEL_LIMITS_DEFAULT;
	char *data = pattern(1, 1001);
	struct ion_channel_out out = {.type = ION_FRAME_REQUEST, .data = data, .size = 1001};
	(void) state;
	ends_init(&a, &b);
	limits.max_message = 1000;
	ion_channel_set_limits(a.channel, &limits);
	ion_channel_set_limits(b.channel, &limits);
	assert_int_equal(ion_channel_send(a.channel, &out), -EMSGSIZE);
	out.size = 1000;
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	ion_channel_want(b.channel, true);
	until_count(&b, 1);
	assert_int_equal(b.messages[0].size, 1000);
	/* the reader has limits of its own */
	limits.max_message = 999;
	ion_channel_set_limits(b.channel, &limits);
	assert_int_equal(ion_channel_send(a.channel, &out), 0);
	until_ended(&b);
	assert_int_equal(b.end.reason, ION_CHANNEL_PROTOCOL);
	ends_release(&a, &b);
	free(data);
}

/* ---- descriptors ---- */

static void descriptors_0_1_253_and_254(void **state)
{
	static const size_t counts[] = {0, 1, 253};
	struct end a, b;
	struct ion_channel_limits limits = ION_CHANNEL_LIMITS_DEFAULT;
	int handles[254];
	size_t fds = count_fds();
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	(void) state;
	ends_init(&a, &b);
	limits.max_handles = 253;
	ion_channel_set_limits(b.channel, &limits);
	ion_channel_want(b.channel, true);
	for (size_t i = 0; i < ION_ARRAY_LEN(handles); i++) {
		handles[i] = null;
	}
	struct ion_channel_out out = {.type = ION_FRAME_MESSAGE, .handles = handles};
	for (size_t i = 0; i < 6; i++) {
		/* the first of a turn, and one that waits */
		out.handle_count = counts[i % 3];
		if (i < 3) {
			turns(1);
		}
		assert_int_equal(ion_channel_send(a.channel, &out), 0);
	}
	out.handle_count = 254;
	assert_int_equal(ion_channel_send(a.channel, &out), -E2BIG);
	out.handle_count = 1;
	out.handles = (int[]){-1};
	assert_int_equal(ion_channel_send(a.channel, &out), -EBADF);
	turns(1);
	assert_int_equal(ion_channel_send(a.channel, &out), -EBADF);
	until_count(&b, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(b.messages[i].handle_count, counts[i % 3]);
		assert_false(b.messages[i].handles_lost);
	}
	ends_release(&a, &b);
	ion_fd_close(&null);
	assert_int_equal(count_fds(), fds);
}

/* Each frame's own descriptor, whatever the reader reads at a time. */
static void descriptors_belong_to_their_frame(void **state)
{
	struct end a, b;
	(void) state;
	for (int way = 0; way < 3; way++) {
		ends_init(&a, &b);
		b.keeps_handles = true;
		b.pull_max = way == 1 ? 1 : 0;
		ion_channel_want(b.channel, true);
		for (size_t i = 0; i < 1000; i++) {
			int ends[2];
			char *text = pattern(i, way == 2 ? i * 37 : 8);
			assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
			assert_int_equal(write(ends[1], &i, sizeof(i)), sizeof(i));
			struct ion_channel_out out = {
				.type = i % 2 ? ION_FRAME_MESSAGE : ION_FRAME_REQUEST,
				.data = text,
				.size = way == 2 ? i * 37 : 8,
				.release = free,
				.owner = text,
				.handles = ends,
				.handle_count = i % 3 == 0 ? 0 : 1,
			};
			assert_int_equal(ion_channel_send(a.channel, &out), 0);
			close(ends[0]);
			close(ends[1]);
			if (i % 50 == 49) {
				until_count(&b, i + 1);
				for (size_t k = i - 49; k <= i; k++) {
					size_t value;
					assert_int_equal(b.messages[k].handle_count, k % 3 == 0 ? 0 : 1);
					assert_pattern(&b.messages[k], k, way == 2 ? k * 37 : 8);
					if (k % 3 != 0) {
						assert_int_equal(
							read(b.messages[k].handles[0], &value, sizeof(value)), sizeof(value));
						assert_int_equal(value, k);
						ion_fd_close(&b.messages[k].handles[0]);
					}
				}
			}
		}
		end_release(&a);
		end_release(&b);
	}
}

/* A reader that gets one byte at a time: descriptors come with the first, the claim with the 8th.
 * */
static void descriptors_wait_for_their_header(void **state)
{
	unsigned char bytes[64];
	struct end end;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	size_t fds = count_fds();
	size_t size = wire(bytes, ION_FRAME_MESSAGE, 2, 0, "abc", 3);
	int with[2] = {peer, peer};
	(void) state;
	for (size_t round = 0; round < 1000; round++) {
		for (size_t i = 0; i < size; i++) {
			put_with(peer, bytes + i, 1, with, i == 0 ? 2 : 0);
			if (round % 100 == 0) {
				turns(1);
				assert_int_equal(end.ended, 0);
			}
		}
		if (round % 10 == 0) {
			until_count(&end, round + 1);
		}
	}
	until_count(&end, 1000);
	turns(1);
	ion_channel_want(end.channel, false);
	end_pull(&end, 0);
	assert_int_equal(count_fds(), fds);
	ion_fd_close(&peer);
	end_release(&end);
}

static void descriptors_that_nobody_claims_end_the_channel(void **state)
{
	unsigned char bytes[256], bare[64], claim[64];
	int with[64];
	size_t bare_size = wire(bare, ION_FRAME_MESSAGE, 0, 0, "bare", 4);
	size_t claim_size = wire(claim, ION_FRAME_MESSAGE, 1, 0, "claim", 5);
	(void) state;
	for (int way = 0; way < 7; way++) {
		struct end end;
		size_t fds = count_fds();
		int peer = peer_init(&end, ION_CHANNEL_PAIR);
		for (size_t i = 0; i < ION_ARRAY_LEN(with); i++) {
			with[i] = peer;
		}
		size_t expected = 0;
		switch (way) {
			case 0: /* 64 with a frame that claims none */
				put_with(peer, bare, bare_size, with, 64);
				expected = 1;
				break;
			case 1: /* in the middle of a payload */
				put(peer, bare, bare_size - 1);
				put_with(peer, bare + bare_size - 1, 1, with, 1);
				expected = 1;
				break;
			case 2: /* twice for one partial header */
				put_with(peer, claim, 3, with, 1);
				put_with(peer, claim + 3, 2, with, 1);
				break;
			case 3: /* more than claimed */
				put_with(peer, claim, claim_size, with, 2);
				break;
			case 4: /* less than claimed */
				wire(claim, ION_FRAME_MESSAGE, 2, 0, "claim", 5);
				put_with(peer, claim, claim_size, with, 1);
				wire(claim, ION_FRAME_MESSAGE, 1, 0, "claim", 5);
				break;
			case 5: /* they would come with the next frame */
				put(peer, claim, claim_size);
				break;
			default: /* behind good frames with good claims */
				put_with(peer, claim, claim_size, with, 1);
				put_with(peer, claim, claim_size, with, 1);
				memcpy(bytes, bare, bare_size);
				memcpy(bytes + bare_size, bare, bare_size);
				put_with(peer, bytes, 2 * bare_size, with, 3);
				expected = 4;
		}
		until_ended(&end);
		assert_int_equal(end.end.reason, ION_CHANNEL_PROTOCOL);
		assert_non_null(strstr(end.end.text, "descriptors"));
		assert_int_equal(end.count, expected);
		ion_fd_close(&peer);
		end_release(&end);
		assert_int_equal(count_fds(), fds);
	}
}

/* A forked child that abandons an inherited channel has none of its descriptors open: those that wait
 * to be sent, that came before their frame is taken, with one that nobody took, with a large frame that
 * is still arriving. */
static void abandoning_closes_every_descriptor(void **state)
{
	unsigned char bytes[64];
	(void) state;
	for (int way = 0; way < 4; way++) {
		struct end end;
		int peer = peer_init(&end, ION_CHANNEL_PAIR);
		int with[2] = {peer, peer};
		size_t fds = count_fds();
		size_t size = wire(bytes, ION_FRAME_MESSAGE, 2, 0, "text", 4);
		struct ion_frame large = {.type = ION_FRAME_MESSAGE, .handles = 2, .size = 1 << 20};
		int status;
		switch (way) {
			case 0: /* the first leaves, the second waits */
				for (int i = 0; i < 2; i++) {
					struct ion_channel_out out = {
						.type = ION_FRAME_MESSAGE, .handles = with, .handle_count = 2};
					assert_int_equal(ion_channel_send(end.channel, &out), 0);
				}
				break;
			case 1: /* its header is not whole yet */
				put_with(peer, bytes, 5, with, 2);
				turns(1);
				break;
			case 2: /* the owner took the frame, and left them */
				put_with(peer, bytes, size, with, 2);
				end.unwant_after = 1;
				until_count(&end, 1);
				break;
			default:
				ion_frame_encode(&large, bytes);
				put_with(peer, bytes, ION_FRAME_HEADER + 8, with, 2);
				turns(1);
				assert_int_equal(end.reserved, 1);
		}
		assert_int_equal(count_fds(), fds + 2);
		pid_t child = fork();
		if (child == 0) {
			ion_channel_abandon(end.channel);
			/* all but the channel's own */
			_exit(count_fds() == fds - 1 ? 0 : 1);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		ion_fd_close(&peer);
		end_release(&end);
	}
}

/* Descriptors over the limit end the channel when the first of them come, not when somebody looks at
 * their frame: until then a dead peer's socket would fill the table of the process. */
static void too_many_descriptors_are_not_waited_for(void **state)
{
	unsigned char bytes[64];
	size_t size;
	size_t fds = count_fds();
	struct end end;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	int with[17];
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(with); i++) {
		with[i] = peer;
	}
	size = wire(bytes, ION_FRAME_MESSAGE, 1, 0, "text", 4);
	put_with(peer, bytes, size, with, 1);
	size = wire(bytes, ION_FRAME_MESSAGE, ION_ARRAY_LEN(with), 0, "text", 4);
	for (int i = 0; i < 10; i++) {
		put_with(peer, bytes, size, with, ION_ARRAY_LEN(with));
	}
	ion_channel_finish(end.channel);
	assert_int_equal(end.ended, 1);
	assert_int_equal(stats(&end).reads, 2);
	assert_int_equal(end.count, 1);
	assert_int_equal(end.end.reason, ION_CHANNEL_PROTOCOL);
	assert_string_equal(end.end.text, "there are more descriptors than allowed");
	ion_fd_close(&peer);
	end_release(&end);
	assert_int_equal(count_fds(), fds);
}

/* The receiver has no free numbers: the message comes, what was lost is told, the channel lives. */
static void a_reader_without_numbers_keeps_the_channel(void **state)
{
	(void) state;
	for (int room = 0; room < 3; room++) {
		struct end a, b;
		int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
		struct ion_channel_out out = {.type = ION_FRAME_MESSAGE,
			.data = "text",
			.size = 4,
			.handles = (int[]){null, null, null},
			.handle_count = 3};
		ends_init(&a, &b);
		ion_channel_want(b.channel, true);
		assert_int_equal(ion_channel_send(a.channel, &out), 0);
		struct rlimit old = leave_room(room);
		until_count(&b, 1);
		/* a sender that has to keep them waiting needs numbers, too */
		assert_int_equal(send_text(&a, "first of a turn"), 0);
		assert_int_equal(ion_channel_send(a.channel, &out), -EMFILE);
		setrlimit(RLIMIT_NOFILE, &old);
		assert_true(b.messages[0].handles_lost);
		assert_text(&b, 0, "text");
		assert_int_equal(ion_channel_send(a.channel, &out), 0);
		until_count(&b, 3);
		assert_false(b.messages[2].handles_lost);
		assert_int_equal(b.messages[2].handle_count, 3);
		end_release(&a);
		end_release(&b);
		ion_fd_close(&null);
	}
}

/* Run in a child as nobody: so many descriptors under way as it may have open, and not more. */
static int send_more_than_may_be_under_way(void)
{
	struct rlimit few = {30, 30};
	struct end a, b;
	int null, code = 0;
	ends_init(&a, &b);
	null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int handles[10] = {null, null, null, null, null, null, null, null, null, null};
	struct ion_channel_out out = {.type = ION_FRAME_MESSAGE, .handles = handles, .handle_count = 1};
	setrlimit(RLIMIT_NOFILE, &few);
	if (setgid(65534) != 0 || setuid(65534) != 0) {
		return 77;
	}
	/* a number under way is free again here: the limit is on those under way alone */
	int sent = 0;
	while (sent < 200 && ion_channel_queued_frames(a.channel) == 0 && code == 0) {
		ion_loop_run(loop, ION_LOOP_NONBLOCK);
		code = ion_channel_send(a.channel, &out);
		sent += code == 0;
	}
	if (code != 0 || ion_channel_queued_frames(a.channel) != 1 || a.ended != 0) {
		return 2;
	}
	code = send_text(&a, "behind it");
	ion_loop_run(loop, ION_LOOP_NONBLOCK);
	if (code != 0 || ion_channel_queued_frames(a.channel) != 2) {
		return 3;
	}
	ion_channel_want(b.channel, true);
	while (b.count < (size_t) sent + 1 && b.ended == 0) {
		ion_loop_run(loop, ION_LOOP_ONCE);
	}
	return b.count == (size_t) sent + 1 && b.messages[sent].size == 9 ? 0 : 4;
}

static void too_many_descriptors_under_way_wait(void **state)
{
	int status;
	pid_t pid;
	(void) state;
	if (getuid() != 0) {
		skip();
	}
	pid = fork();
	if (pid == 0) {
		loop = ion_loop_new();
		ion_loop_ref(loop);
		_exit(send_more_than_may_be_under_way());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* ---- who wrote it ---- */

/* A frame belongs to whoever wrote its first byte. */
static void frames_are_signed_by_the_kernel(void **state)
{
	static unsigned char bytes[100000];
	static char data[60000];
	size_t size = wire(bytes, ION_FRAME_MESSAGE, 0, 0, data, sizeof(data));
	size_t sum;
	struct end end;
	pid_t pids[4];
	int status;
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	(void) state;
	ion_channel_want(end.channel, false);
	/* 0: two frames; 1: the header of a third; 2: its payload and a frame; 3: a frame */
	for (int i = 0; i < 4; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			sum = wire(bytes, ION_FRAME_MESSAGE, 0, 0, "a", 1);
			sum += wire(bytes + sum, ION_FRAME_MESSAGE, 0, 0, "b", 1);
			if (i == 1) {
				sum = wire(bytes, ION_FRAME_MESSAGE, 0, 0, data, sizeof(data)) - sizeof(data);
			} else if (i == 2) {
				put(peer, data, sizeof(data));
				sum = wire(bytes, ION_FRAME_MESSAGE, 0, 0, "c", 1);
			} else if (i == 3) {
				sum = wire(bytes, ION_FRAME_MESSAGE, 0, 0, "d", 1);
			}
			put(peer, bytes, sum);
			_exit(0);
		}
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	(void) size;
	ion_channel_want(end.channel, true);
	until_count(&end, 5);
	assert_int_equal(end.messages[0].pid, pids[0]);
	assert_int_equal(end.messages[1].pid, pids[0]);
	assert_int_equal(end.messages[2].pid, pids[1]);
	assert_int_equal(end.messages[2].size, sizeof(data));
	assert_int_equal(end.messages[3].pid, pids[2]);
	assert_int_equal(end.messages[4].pid, pids[3]);
	ion_fd_close(&peer);
	end_release(&end);
}

/* The same when it is read in one go after the end. */
static void signatures_survive_the_end(void **state)
{
	unsigned char bytes[64];
	struct end end;
	pid_t pids[6];
	int status, null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int peer = peer_init(&end, ION_CHANNEL_PAIR);
	(void) state;
	ion_channel_want(end.channel, false);
	for (int i = 0; i < 6; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			size_t size = wire(bytes, ION_FRAME_MESSAGE, i % 2, 0, "ab", 2);
			put_with(peer, bytes, size, &null, i % 2);
			_exit(0);
		}
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	ion_fd_close(&null);
	ion_fd_close(&peer);
	until_ended(&end);
	end_pull(&end, 0);
	assert_int_equal(end.count, 6);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(end.messages[i].pid, pids[i]);
		assert_int_equal(end.messages[i].handle_count, i % 2);
	}
	end_release(&end);
}

/* ---- memory ---- */

/* Thousands of channels wait with a part of a frame each. */
static void an_idle_channel_has_no_buffer(void **state)
{
	enum { COUNT = 200 };
	static struct end ends[COUNT];
	static int peers[COUNT];
	unsigned char bytes[64];
	size_t size = wire(bytes, ION_FRAME_MESSAGE, 0, 0, "text", 4);
	(void) state;
	for (int i = 0; i < COUNT; i++) {
		peers[i] = peer_init(&ends[i], ION_CHANNEL_MASTER);
		put(peers[i], bytes, size);
		put(peers[i], bytes, 5);
	}
	for (int i = 0; i < COUNT; i++) {
		until_count(&ends[i], 1);
	}
	for (int i = 0; i < COUNT; i++) {
		put(peers[i], bytes + 5, size - 5);
	}
	for (int i = 0; i < COUNT; i++) {
		until_count(&ends[i], 2);
		assert_text(&ends[i], 1, "text");
		ion_fd_close(&peers[i]);
		end_release(&ends[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHANNEL_TEST(frames_of_every_size_arrive_in_order),
		CHANNEL_TEST(a_lone_send_leaves_at_once),
		CHANNEL_TEST(sends_of_one_turn_leave_together),
		CHANNEL_TEST(many_sends_leave_by_64_kib),
		CHANNEL_TEST(what_was_sent_before_the_connection_arrives),
		CHANNEL_TEST(payloads_are_released_once_on_every_path),
		CHANNEL_TEST(large_payloads_grow_in_the_owners_memory),
		CHANNEL_TEST(without_memory_for_a_payload_the_channel_ends),
		CHANNEL_TEST(a_channel_may_go_away_when_asked_for_memory),
		CHANNEL_TEST(a_stream_may_be_cut_at_every_byte),
		CHANNEL_TEST(a_peer_may_die_at_every_byte),
		CHANNEL_TEST(random_pieces_make_the_same_messages),
		CHANNEL_TEST(malformed_bytes_end_the_channel),
		CHANNEL_TEST(each_role_takes_its_own_frames),
		CHANNEL_TEST(random_bytes_never_do_harm),
		CHANNEL_TEST(all_arrives_before_the_end),
		CHANNEL_TEST(frames_can_be_pulled_after_the_end),
		CHANNEL_TEST(finish_reads_what_is_there_and_ends),
		CHANNEL_TEST(finish_leaves_what_the_owner_leaves),
		CHANNEL_TEST(an_end_that_was_never_connected_finishes),
		CHANNEL_TEST(a_hangup_ends_a_channel_that_nobody_reads),
		CHANNEL_TEST(sending_to_a_closed_end_raises_no_signal),
		CHANNEL_TEST(a_send_that_ends_the_channel_says_so),
		CHANNEL_TEST(close_writes_what_is_queued),
		CHANNEL_TEST(close_before_the_connection_waits_for_it),
		CHANNEL_TEST(a_peer_that_dies_while_closing_leaves_frames_unsent),
		CHANNEL_TEST(a_channel_may_be_freed_or_closed_in_a_callback),
		CHANNEL_TEST(a_channel_may_be_freed_when_it_drains),
		CHANNEL_TEST(a_stopped_run_calls_nobody),
		CHANNEL_TEST(a_child_of_a_callback_reads_nothing),
		CHANNEL_TEST(freeing_closes_everything),
		CHANNEL_TEST(a_writer_sees_water_marks),
		CHANNEL_TEST(both_sides_full_is_no_deadlock),
		CHANNEL_TEST(reading_can_be_stopped_and_started),
		CHANNEL_TEST(the_end_waits_for_a_slow_owner),
		CHANNEL_TEST(only_what_is_asked_for_keeps_the_loop),
		CHANNEL_TEST(a_noisy_peer_does_not_starve_others),
		CHANNEL_TEST(flush_now_sleeps_until_all_is_written),
		CHANNEL_TEST(flush_now_gives_up_on_a_peer_that_takes_nothing),
		CHANNEL_TEST(what_is_too_long_is_refused),
		CHANNEL_TEST(descriptors_0_1_253_and_254),
		CHANNEL_TEST(descriptors_belong_to_their_frame),
		CHANNEL_TEST(descriptors_wait_for_their_header),
		CHANNEL_TEST(descriptors_that_nobody_claims_end_the_channel),
		CHANNEL_TEST(abandoning_closes_every_descriptor),
		CHANNEL_TEST(too_many_descriptors_are_not_waited_for),
		CHANNEL_TEST(a_reader_without_numbers_keeps_the_channel),
		CHANNEL_TEST(too_many_descriptors_under_way_wait),
		CHANNEL_TEST(frames_are_signed_by_the_kernel),
		CHANNEL_TEST(signatures_survive_the_end),
		CHANNEL_TEST(an_idle_channel_has_no_buffer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
