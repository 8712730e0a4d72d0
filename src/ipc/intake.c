/*
 * What comes in, as frames: what may come, which one stands in front, and taking it out. The bytes
 * come from intake_read.c, the descriptors from intake_handles.c.
 *
 * Nothing that a hostile peer can choose costs more than it sent: the length in a header is
 * checked, then believed by nobody; a large payload grows in the owner's memory as it arrives.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ipc/internal.h"

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

void ion_intake_init(struct ion_intake *intake)
{
	ion_list_init(&intake->groups);
}

void ion_intake_release(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_list *node;
	ion_intake_drop_bytes(intake, channel->loop);
	while ((node = ion_list_pop(&intake->groups)) != NULL) {
		ion_handle_group_free(ION_LIST_ENTRY(node, struct ion_handle_group, node));
	}
	intake->group_count = intake->claims = 0;
	ion_handle_group_free(intake->taken);
	intake->taken = NULL;
	ion_handle_group_free(intake->large.group);
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

/* Who wrote the byte; those before it are not asked for any more. */
static inline const struct ion_writer *intake_writer_at(
	struct ion_intake *intake, uint64_t position)
{
	while (intake->writer_first < intake->writer_count &&
		   intake->writers[intake->writer_first].position <= position) {
		intake->writer = intake->writers[intake->writer_first++];
	}
	return &intake->writer;
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
		return ion_intake_too_many;
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
	if (ion_intake_size(intake) < ION_FRAME_HEADER) {
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
	if (ion_intake_size(intake) < ION_FRAME_HEADER + id_size(frame)) {
		return intake_lacks(intake);
	}
	return ION_FRONT_READY;
}

enum ion_front ion_large_reserve(struct ion_channel *channel)
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

/* `*ret`: NULL for a frame without. False when they did not come. */
static inline bool take_handles(struct ion_intake *intake, const struct ion_frame *frame,
	uint64_t position, struct ion_handle_group **ret)
{
	*ret = frame->handles > 0 ? ion_intake_claim(intake, frame, position) : NULL;
	return frame->handles == 0 || *ret != NULL;
}

/* Hands the owner what is there of the payload. READY: all of it. */
static enum ion_front large_fill(struct ion_channel *channel)
{
	struct ion_intake *intake = &channel->intake;
	struct ion_large *large = &intake->large;
	while (large->have < large->size && ion_intake_size(intake) > 0) {
		enum ion_front front = ion_large_reserve(channel);
		size_t size = ion_intake_size(intake);
		if (front != ION_FRONT_READY) {
			return front;
		}
		size = size < large->room_size ? size : large->room_size;
		memcpy(large->room, intake->bytes + intake->start, size);
		intake->start += size;
		ion_large_commit(large, size);
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
	uint64_t position = ion_intake_position(intake);
	if (!take_handles(intake, frame, position, &large->group)) {
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
	if (ion_intake_size(&channel->intake) < ION_FRAME_HEADER + (size_t) frame->size) {
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
	uint64_t position = ion_intake_position(intake);
	const struct ion_writer *writer = intake_writer_at(intake, position);
	size_t id = id_size(&intake->front);
	if (!take_handles(intake, &intake->front, position, &intake->taken)) {
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
		ion_handle_group_free(intake->taken);
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
	if (large->is_active && large->size - large->have > ion_intake_size(intake)) {
		return ION_FRAME_HEADER + id_size(&large->header) + large->have + ion_intake_size(intake);
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
