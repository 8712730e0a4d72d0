/*
 * What comes in. Positions are bytes of the stream since the connection was made; the byte in front
 * is number received - (end - start).
 *
 * Nothing that a hostile peer can choose costs more than it sent: the length in a header is
 * checked, then believed by nobody; a large payload grows in the owner's memory as it arrives.
 * Descriptors wait in groups, one for each read that brought some, until the frame that claims them
 * is taken out; a group that no frame begun so far can claim ends the channel at once.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ipc/internal.h"
#include "os/fd.h"
#include "os/sock.h"

/* Behind the rest of a large payload: the next header, and little of the payload after it, which
 * would have to be copied. */
#define READ_BEHIND 4096

/* A block of its own for what is left after a turn, unless that much would have to be copied. */
#define SETTLE_MAX (4 * ION_CHANNEL_LARGE)

#define BIT(type) (1u << ION_FRAME_##type)
#define DATA_TYPES (BIT(MESSAGE) | BIT(REQUEST) | BIT(REPLY) | BIT(FAILURE))

/* Which frames an end takes. */
static const unsigned role_types[] = {
	[ION_CHANNEL_PAIR] = DATA_TYPES,
	[ION_CHANNEL_MASTER] = DATA_TYPES | BIT(READY) | BIT(ERROR),
	[ION_CHANNEL_WORKER] = DATA_TYPES | BIT(DETACH),
};

/* Only these may bring descriptors. */
#define HANDLE_TYPES (BIT(MESSAGE) | BIT(REQUEST))

static const char text_lost[] = "the descriptors of a frame did not come with it";

/* ---- descriptors ---- */

static void group_free(struct ion_handle_group *group)
{
	if (group != NULL) {
		for (size_t i = 0; i < group->count; i++) {
			ion_fd_close(&group->handles[i]);
		}
		free(group);
	}
}

static void close_all(int *handles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ion_fd_close(&handles[i]);
	}
}

/* Takes the descriptors. 0 or -errno. */
static int intake_add_group(struct ion_intake *intake, int *handles, const struct ion_sock_got *got)
{
	size_t count = got->handle_count;
	struct ion_handle_group *group = malloc(sizeof(*group) + count * sizeof(group->handles[0]));
	if (group == NULL) {
		close_all(handles, count);
		return -ENOMEM;
	}
	group->count = count;
	group->is_truncated = got->is_truncated;
	memcpy(group->handles, handles, count * sizeof(group->handles[0]));
	ion_list_push(&intake->groups, &group->node);
	intake->group_count++;
	return 0;
}

/* The descriptors of the frame at `position`: false when they do not match. */
static bool intake_claim(struct ion_intake *intake, const struct ion_frame *frame,
	uint64_t position, struct ion_handle_group **ret)
{
	struct ion_handle_group *group;
	*ret = NULL;
	if (frame->handles == 0) {
		return true;
	}
	if (intake->group_count == 0) {
		return false;
	}
	group = ION_LIST_ENTRY(ion_list_pop(&intake->groups), struct ion_handle_group, node);
	intake->group_count--;
	if (position < intake->scanned) {
		intake->claims--;
	}
	if (group->count != frame->handles && !group->is_truncated) {
		group_free(group);
		return false;
	}
	if (group->is_truncated) {
		/* which of them are missing is not known */
		close_all(group->handles, group->count);
	}
	*ret = group;
	return true;
}

/* ---- positions ---- */

static inline size_t intake_size(const struct ion_intake *intake)
{
	return intake->end - intake->start;
}

static inline uint64_t intake_position(const struct ion_intake *intake)
{
	return intake->received - intake_size(intake);
}

/* Of the first header that is not handed out and does not stand before the large frame. */
static uint64_t intake_next_header(const struct ion_intake *intake)
{
	uint64_t position = intake_position(intake);
	if (intake->large.is_active) {
		position += intake->large.size - intake->large.have;
	}
	return position;
}

/*
 * After a read that brought descriptors: whether frames that have begun can claim all there are.
 * One of whose header only a part is there may claim a group.
 */
static void intake_check_claims(struct ion_intake *intake)
{
	uint64_t front = intake_position(intake);
	uint64_t position = intake_next_header(intake);
	size_t possible;
	if (position < intake->scanned) {
		position = intake->scanned;
	}
	while (position + ION_FRAME_HEADER <= intake->received) {
		const char *header = intake->bytes + intake->start + (position - front);
		struct ion_frame frame;
		if (ion_frame_decode((const unsigned char *) header, UINT32_MAX, &frame) != ION_FRAME_OK) {
			/* found again when it is in front; what stands behind it is nothing */
			break;
		}
		intake->claims += frame.handles > 0;
		position += ION_FRAME_HEADER + frame.size;
	}
	intake->scanned = position;
	possible = intake->claims + (position < intake->received ? 1 : 0);
	if (intake->group_count > possible) {
		intake->fault = "there are descriptors that belong to no frame";
	}
}

/* ---- writers ---- */

/* 0 or -errno. */
static int intake_note_writer(struct ion_intake *intake, const struct ion_writer *writer)
{
	const struct ion_writer *last = &intake->writer;
	if (intake_size(intake) == 0) {
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

static inline const struct ion_writer *intake_writer_at(
	struct ion_intake *intake, uint64_t position)
{
	while (intake->writer_first < intake->writer_count &&
		   intake->writers[intake->writer_first].position <= position) {
		intake->writer = intake->writers[intake->writer_first++];
	}
	return &intake->writer;
}

/* ---- the buffer ---- */

static void intake_free_bytes(struct ion_intake *intake, struct ion_loop *loop)
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
	size_t size = intake_size(intake);
	if (size > 0) {
		memcpy(bytes, intake->bytes + intake->start, size);
	}
	intake_free_bytes(intake, loop);
	intake->bytes = bytes;
	intake->capacity = capacity;
	intake->end = size;
}

/* Room for a read behind what is left, in the loop's buffer. 0 or -errno. */
static int intake_open(struct ion_intake *intake, struct ion_loop *loop)
{
	char *bytes;
	if (intake->bytes != NULL && intake->capacity >= ION_LOOP_BUFFER) {
		size_t size = intake_size(intake);
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
	size_t size = intake_size(intake);
	char *bytes;
	if (size == 0) {
		intake_free_bytes(intake, channel->loop);
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

void ion_intake_init(struct ion_intake *intake)
{
	ion_list_init(&intake->groups);
}

void ion_intake_release(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_list *node;
	intake_free_bytes(intake, channel->loop);
	while ((node = ion_list_pop(&intake->groups)) != NULL) {
		group_free(ION_LIST_ENTRY(node, struct ion_handle_group, node));
	}
	intake->group_count = intake->claims = 0;
	group_free(intake->taken);
	intake->taken = NULL;
	group_free(intake->large.group);
	memset(&intake->large, 0, sizeof(intake->large));
	free(intake->writers);
	intake->writers = NULL;
	intake->writer_first = intake->writer_count = intake->writer_capacity = 0;
}

/* ---- frames ---- */

static enum ion_front intake_fail(struct ion_intake *intake, const char *fault)
{
	if (intake->fault == NULL) {
		intake->fault = fault;
	}
	return ION_FRONT_BAD;
}

static inline size_t id_size(const struct ion_frame *frame)
{
	return ion_frame_has_id(frame->type) ? ION_FRAME_ID : 0;
}

/* What may not come in although it is well-formed; NULL = it may. */
static const char *frame_fault(const struct ion_channel *channel, const struct ion_frame *frame)
{
	unsigned bit = 1u << frame->type;
	if ((role_types[channel->role] & bit) == 0) {
		return "this end does not take frames of this type";
	}
	if (frame->handles > 0 && (HANDLE_TYPES & bit) == 0) {
		return "the type has no descriptors";
	}
	if (frame->handles > channel->limits.max_handles) {
		return "there are more descriptors than allowed";
	}
	return NULL;
}

/* Not all of it is there; if something is wrong behind it, the rest will not come. */
static inline enum ion_front intake_lacks(const struct ion_intake *intake)
{
	return intake->fault != NULL ? ION_FRONT_BAD : ION_FRONT_EMPTY;
}

/* READY: the header in front is sound, and the id is there. */
static inline enum ion_front intake_decode(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_frame *frame = &intake->front;
	const char *text;
	enum ion_frame_fault fault;
	if (intake_size(intake) < ION_FRAME_HEADER) {
		return intake_lacks(intake);
	}
	fault = ion_frame_decode(
		(const unsigned char *) intake->bytes + intake->start, channel->limits.max_message, frame);
	if (fault != ION_FRAME_OK) {
		return intake_fail(intake, ion_frame_fault_text(fault));
	}
	text = frame_fault(channel, frame);
	if (text != NULL) {
		return intake_fail(intake, text);
	}
	if (intake_size(intake) < ION_FRAME_HEADER + id_size(frame)) {
		return intake_lacks(intake);
	}
	return ION_FRONT_READY;
}

/* Memory for the next bytes of the large payload: READY when there is some. */
static enum ion_front large_reserve(struct ion_channel *channel)
{
	struct ion_large *large = &channel->intake.large;
	size_t room_size = 0;
	char *room;
	if (large->room_size > 0) {
		return ION_FRONT_READY;
	}
	channel->depth++;
	room = channel->events->reserve(channel->arg, large->size, large->have, &room_size);
	channel->depth--;
	if (!large->is_active) {
		/* released: the owner closed or freed the channel */
		return ION_FRONT_GONE;
	}
	if (room == NULL || room_size == 0) {
		channel->intake.code = ENOMEM;
		return ION_FRONT_BAD;
	}
	large->room = room;
	large->room_size =
		room_size < large->size - large->have ? room_size : large->size - large->have;
	return ION_FRONT_READY;
}

static void large_commit(struct ion_large *large, size_t size)
{
	large->have += size;
	large->room += size;
	large->room_size -= size;
}

/* Hands the owner what is there of the payload. READY: all of it. */
static enum ion_front large_fill(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_large *large = &intake->large;
	while (large->have < large->size && intake_size(intake) > 0) {
		enum ion_front front = large_reserve(channel);
		size_t size = intake_size(intake);
		if (front != ION_FRONT_READY) {
			return front;
		}
		size = size < large->room_size ? size : large->room_size;
		memcpy(large->room, intake->bytes + intake->start, size);
		intake->start += size;
		large_commit(large, size);
	}
	if (large->have == large->size) {
		return ION_FRONT_READY;
	}
	return intake_lacks(intake);
}

/* The header (and id) in front begin a payload for the owner's memory. */
static enum ion_front large_begin(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	const struct ion_frame *frame = &intake->front;
	struct ion_large *large = &intake->large;
	const char *payload = intake->bytes + intake->start + ION_FRAME_HEADER;
	uint64_t position = intake_position(intake);
	if (!intake_claim(intake, frame, position, &large->group)) {
		return intake_fail(intake, text_lost);
	}
	large->is_active = true;
	large->header = *frame;
	large->writer = *intake_writer_at(intake, position);
	large->id = id_size(frame) > 0 ? ion_frame_get_id((const unsigned char *) payload) : 0;
	large->size = frame->size - id_size(frame);
	large->have = 0;
	large->room_size = 0;
	intake->start += ION_FRAME_HEADER + id_size(frame);
	return large_fill(channel);
}

enum ion_front ion_intake_prepare(struct ion_channel *channel)
{
	const struct ion_frame *frame = &channel->intake.front;
	enum ion_front front;
	if (channel->intake.large.is_active) {
		return large_fill(channel);
	}
	front = intake_decode(channel);
	if (front != ION_FRONT_READY) {
		return front;
	}
	if (frame->size - id_size(frame) > ION_CHANNEL_LARGE) {
		return large_begin(channel);
	}
	if (intake_size(&channel->intake) < ION_FRAME_HEADER + (size_t) frame->size) {
		return intake_lacks(&channel->intake);
	}
	return ION_FRONT_READY;
}

static void take_large(struct ion_intake *intake, struct ion_channel_frame *ret)
{
	struct ion_large *large = &intake->large;
	ret->header = large->header;
	ret->id = large->id;
	ret->data = NULL;
	ret->size = large->size;
	ret->pid = large->writer.pid;
	ret->uid = large->writer.uid;
	intake->taken = large->group;
	large->group = NULL;
	large->is_active = false;
}

static enum ion_front take_small(struct ion_intake *intake, struct ion_channel_frame *ret)
{
	const char *payload = intake->bytes + intake->start + ION_FRAME_HEADER;
	uint64_t position = intake_position(intake);
	const struct ion_writer *writer = intake_writer_at(intake, position);
	size_t id = id_size(&intake->front);
	if (!intake_claim(intake, &intake->front, position, &intake->taken)) {
		return intake_fail(intake, text_lost);
	}
	ret->header = intake->front;
	ret->id = id > 0 ? ion_frame_get_id((const unsigned char *) payload) : 0;
	ret->data = payload + id;
	ret->size = intake->front.size - id;
	ret->pid = writer->pid;
	ret->uid = writer->uid;
	intake->start += ION_FRAME_HEADER + intake->front.size;
	return ION_FRONT_READY;
}

enum ion_front ion_intake_next(struct ion_channel *channel, struct ion_channel_frame *ret)
{
	struct ion_intake *intake = &channel->intake;
	enum ion_front front;
	if (intake->taken != NULL) {
		group_free(intake->taken);
		intake->taken = NULL;
	}
	front = ion_intake_prepare(channel);
	if (front != ION_FRONT_READY) {
		return front;
	}
	if (intake->large.is_active) {
		take_large(intake, ret);
	} else {
		front = take_small(intake, ret);
	}
	ret->handles = NULL;
	ret->handles_lost = false;
	if (intake->taken != NULL) {
		ret->handles_lost = intake->taken->is_truncated;
		ret->handles = ret->handles_lost ? NULL : intake->taken->handles;
	}
	intake->frames += front == ION_FRONT_READY;
	return front;
}

size_t ion_intake_cut_bytes(const struct ion_channel *channel)
{
	const struct ion_intake *intake = &channel->intake;
	const struct ion_large *large = &intake->large;
	size_t position = intake->start;
	if (large->is_active && large->size - large->have > intake_size(intake)) {
		return ION_FRAME_HEADER + id_size(&large->header) + large->have + intake_size(intake);
	}
	if (large->is_active) {
		position += large->size - large->have;
	}
	while (intake->end - position >= ION_FRAME_HEADER) {
		struct ion_frame frame;
		if (ion_frame_decode((const unsigned char *) intake->bytes + position, UINT32_MAX,
				&frame) != ION_FRAME_OK ||
			intake->end - position - ION_FRAME_HEADER < frame.size) {
			break;
		}
		position += ION_FRAME_HEADER + frame.size;
	}
	return intake->end - position;
}

/* ---- reading ---- */

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
		close_all(handles, got.handle_count);
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
		large_commit(&intake->large, direct);
	}
	intake->end += (size_t) got.size - direct;
	if (got.handle_count > 0 || got.is_truncated) {
		int group_code = intake_add_group(intake, handles, &got);
		code = code != 0 ? code : group_code;
		intake_check_claims(intake);
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
		enum ion_front front = large_reserve(channel);
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
	size_t capacity = intake_size(intake) + left;
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
