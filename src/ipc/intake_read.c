/*
 * Reading: where the bytes go, and who wrote them. Small frames come into a buffer that the loop
 * lends, a large payload into its owner's memory, with a little behind it.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ipc/internal.h"
#include "os/sock.h"

/* Behind the rest of a large payload: the next header, and little of the payload after it, which
 * would have to be copied. */
#define READ_BEHIND 4096

/* A block of its own for what is left after a turn, unless that much would have to be copied. */
#define SETTLE_MAX (4 * ION_CHANNEL_LARGE)

/* ---- writers ---- */

/* 0 or -errno. */
static int intake_note_writer(struct ion_intake *intake, const struct ion_writer *writer)
{
	const struct ion_writer *last = &intake->writer;
	if (ion_intake_size(intake) == 0) {
		/* no header before this byte is still of interest */
		intake->writer_first = intake->writer_count = 0;
		intake->writer = *writer;
		return 0;
	}
	if (intake->writer_first < intake->writer_count) {
		last = &intake->writers[intake->writer_count - 1];
	}
	if (last->pid == writer->pid && last->uid == writer->uid) {
		return 0;
	}
	if (intake->writer_count == intake->writer_capacity) {
		size_t capacity = intake->writer_capacity * 2 + 4;
		struct ion_writer *writers = realloc(intake->writers, capacity * sizeof(*intake->writers));
		if (writers == NULL) {
			return -ENOMEM;
		}
		intake->writers = writers;
		intake->writer_capacity = capacity;
	}
	intake->writers[intake->writer_count++] = *writer;
	return 0;
}

/* ---- the buffer ---- */

void ion_intake_drop_bytes(struct ion_intake *intake, struct ion_loop *loop)
{
	if (intake->bytes != NULL && intake->is_loops) {
		ion_loop_give_buffer(loop, intake->bytes);
	} else {
		free(intake->bytes);
	}
	intake->bytes = NULL;
	intake->is_loops = false;
	intake->start = intake->end = intake->capacity = 0;
}

/* What is left moves to `bytes`, which holds `capacity`. */
static void intake_move(
	struct ion_intake *intake, struct ion_loop *loop, char *bytes, size_t capacity)
{
	size_t size = ion_intake_size(intake);
	if (size > 0) {
		memcpy(bytes, intake->bytes + intake->start, size);
	}
	ion_intake_drop_bytes(intake, loop);
	intake->bytes = bytes;
	intake->capacity = capacity;
	intake->end = size;
}

/* Room for a read behind what is left, in the loop's buffer. 0 or -errno. */
static int intake_open(struct ion_intake *intake, struct ion_loop *loop)
{
	char *bytes;
	if (intake->bytes != NULL && intake->capacity >= ION_LOOP_BUFFER) {
		size_t size = ion_intake_size(intake);
		if (intake->start > 0 && size > 0) {
			memmove(intake->bytes, intake->bytes + intake->start, size);
		}
		intake->start = 0;
		intake->end = size;
		return 0;
	}
	bytes = ion_loop_take_buffer(loop);
	if (bytes == NULL) {
		return -ENOMEM;
	}
	intake_move(intake, loop, bytes, ION_LOOP_BUFFER);
	intake->is_loops = true;
	return 0;
}

void ion_intake_settle(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	size_t size = ion_intake_size(intake);
	char *bytes;
	if (size == 0) {
		ion_intake_drop_bytes(intake, channel->loop);
		return;
	}
	if (!intake->is_loops || (channel->is_wanted && size > SETTLE_MAX)) {
		return;
	}
	bytes = malloc(size);
	/* without memory the large buffer has to do */
	if (bytes != NULL) {
		intake_move(intake, channel->loop, bytes, size);
	}
}

/* ---- from the socket ---- */

/* Reads to `iov`, of which the first `direct` bytes are the large payload's. Bytes or -errno. */
static ssize_t intake_receive(
	struct ion_channel *channel, const struct iovec *iov, size_t iov_count, size_t direct)
{
	struct ion_intake *intake = &channel->intake;
	int handles[ION_SOCK_HANDLES_MAX];
	struct ion_sock_got got;
	struct ion_writer writer = {.position = intake->received};
	int code;
	intake->reads++;
	ion_sock_recv(channel->fd, iov, iov_count, handles, &got);
	if (got.size <= 0) {
		ion_handles_close(handles, got.handle_count);
		return got.size;
	}
	writer.pid = got.pid;
	writer.uid = got.uid;
	code = intake_note_writer(intake, &writer);
	intake->received += (uint64_t) got.size;
	if ((size_t) got.size <= direct) {
		direct = (size_t) got.size;
	}
	if (direct > 0) {
		ion_large_commit(&intake->large, direct);
	}
	intake->end += (size_t) got.size - direct;
	if (got.handle_count > 0 || got.is_truncated) {
		int group_code = ion_intake_add_group(intake, handles, &got, channel->limits.max_handles);
		code = code != 0 ? code : group_code;
		ion_intake_check_claims(intake);
	}
	return code != 0 ? code : got.size;
}

ssize_t ion_intake_read(struct ion_channel *channel, bool *ret_is_short)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_large *large = &intake->large;
	struct iovec iov[2];
	size_t count = 0;
	size_t direct = 0;
	size_t behind;
	ssize_t size;
	int code;
	if (large->is_active) {
		enum ion_front front = ion_large_reserve(channel);
		if (front != ION_FRONT_READY) {
			return front == ION_FRONT_GONE ? -ECANCELED : -intake->code;
		}
		direct = large->room_size;
		iov[count++] = (struct iovec){.iov_base = large->room, .iov_len = direct};
	}
	code = intake_open(intake, channel->loop);
	if (code != 0) {
		return code;
	}
	behind = direct == 0 ? intake->capacity - intake->end : READ_BEHIND;
	if (direct == 0 || direct == large->size - large->have) {
		iov[count++] = (struct iovec){.iov_base = intake->bytes + intake->end, .iov_len = behind};
	} else {
		behind = 0;
	}
	size = intake_receive(channel, iov, count, direct);
	*ret_is_short = size >= 0 && (size_t) size < direct + behind;
	return size;
}

int ion_intake_drain(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	size_t left = ion_sock_pending(channel->fd);
	size_t capacity = ion_intake_size(intake) + left;
	char *bytes;
	if (left == 0) {
		return 0;
	}
	bytes = malloc(capacity);
	if (bytes == NULL) {
		return -ENOMEM;
	}
	intake_move(intake, channel->loop, bytes, capacity);
	/* each read ends at a change of the writer and after descriptors */
	while (left > 0 && intake->fault == NULL) {
		struct iovec iov = {.iov_base = intake->bytes + intake->end, .iov_len = left};
		ssize_t size = intake_receive(channel, &iov, 1, 0);
		if (size == 0 || size == -EAGAIN || size == -ECONNRESET) {
			break;
		}
		if (size < 0) {
			return (int) size;
		}
		left -= (size_t) size;
	}
	return 0;
}
