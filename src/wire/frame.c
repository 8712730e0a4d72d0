/*
 * See frame.h.
 * SPDX-License-Identifier: MIT
 */
#include "wire/frame.h"

#include "base/util.h"

/* Where each field stands; docs/internals/wire-format.md has the table. */
#define AT_SIZE 0
#define AT_MAGIC 4
#define AT_TYPE 5
#define AT_FLAGS 6
#define AT_HANDLES 7

/* Neither a letter nor a small number: what is printed on the descriptor by mistake is no frame. */
#define MAGIC 0xd7

#define FLAG_ENCODED 0x01

_Static_assert(ION_FRAME_HANDLES_MAX <= UINT8_MAX, "the number of descriptors has one byte");
_Static_assert(ION_FRAME_TYPE_COUNT <= UINT8_MAX, "the type has one byte");

/* What a frame of a type may look like. One that can only be raw has no payload at all. */
struct shape {
	bool may_be_raw;
	bool may_be_encoded;
	bool may_have_handles;
};

static const struct shape shapes[] = {
	[ION_FRAME_MESSAGE] = {.may_be_raw = true, .may_be_encoded = true, .may_have_handles = true},
	[ION_FRAME_REQUEST] = {.may_be_raw = true, .may_be_encoded = true, .may_have_handles = true},
	[ION_FRAME_REPLY] = {.may_be_raw = true, .may_be_encoded = true, .may_have_handles = true},
	[ION_FRAME_FAILURE] = {.may_be_encoded = true},
	[ION_FRAME_READY] = {.may_be_raw = true},
	[ION_FRAME_ERROR] = {.may_be_encoded = true},
	[ION_FRAME_DETACH] = {.may_be_raw = true},
};
_Static_assert(ION_ARRAY_LEN(shapes) == ION_FRAME_TYPE_COUNT, "every type has a shape");

static const char *const type_names[] = {[ION_FRAME_NONE] = "none",
#define TYPE_NAME(id, name) [ION_FRAME_##id] = (name),
	ION_FRAME_TYPES(TYPE_NAME)
#undef TYPE_NAME
};

const char *ion_frame_type_name(enum ion_frame_type type)
{
	return (unsigned) type < ION_FRAME_TYPE_COUNT ? type_names[type] : "unknown";
}

static const char *const fault_texts[] = {
	[ION_FRAME_OK] = "the frame is well-formed",
	[ION_FRAME_BAD_MAGIC] = "these bytes are not the start of a frame",
	[ION_FRAME_BAD_TYPE] = "the type is unknown",
	[ION_FRAME_BAD_FLAGS] = "the flags are unknown or do not belong to the type",
	[ION_FRAME_BAD_HANDLES] = "there are too many descriptors, or the type has none",
	[ION_FRAME_TOO_LONG] = "the length is over the limit",
	[ION_FRAME_TOO_SHORT] = "the length does not fit the type",
};

const char *ion_frame_fault_text(enum ion_frame_fault fault)
{
	return (unsigned) fault < ION_ARRAY_LEN(fault_texts) ? fault_texts[fault] : "unknown fault";
}

static uint64_t load(const unsigned char *bytes, unsigned count)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < count; i++) {
		value |= (uint64_t) bytes[i] << (8 * i);
	}
	return value;
}

static void store(unsigned char *bytes, unsigned count, uint64_t value)
{
	for (unsigned i = 0; i < count; i++) {
		bytes[i] = (unsigned char) (value >> (8 * i));
	}
}

/* An encoded value has at least one byte; control frames say all by their type. */
static enum ion_frame_fault check_size(const struct ion_frame *frame, uint32_t max_size)
{
	uint32_t size = frame->size;
	if (ion_frame_has_id(frame->type)) {
		if (size < ION_FRAME_ID) {
			return ION_FRAME_TOO_SHORT;
		}
		size -= ION_FRAME_ID;
	}
	if (frame->is_encoded ? size == 0 : size > 0 && !shapes[frame->type].may_be_encoded) {
		return ION_FRAME_TOO_SHORT;
	}
	return size > max_size ? ION_FRAME_TOO_LONG : ION_FRAME_OK;
}

enum ion_frame_fault ion_frame_decode(
	const unsigned char header[ION_FRAME_HEADER], uint32_t max_size, struct ion_frame *ret)
{
	const struct shape *shape;
	if (header[AT_MAGIC] != MAGIC) {
		return ION_FRAME_BAD_MAGIC;
	}
	if (header[AT_TYPE] == ION_FRAME_NONE || header[AT_TYPE] >= ION_FRAME_TYPE_COUNT) {
		return ION_FRAME_BAD_TYPE;
	}
	*ret = (struct ion_frame){
		.type = (enum ion_frame_type) header[AT_TYPE],
		.is_encoded = (header[AT_FLAGS] & FLAG_ENCODED) != 0,
		.handles = header[AT_HANDLES],
		.size = (uint32_t) load(header + AT_SIZE, 4),
	};
	shape = &shapes[ret->type];
	if ((header[AT_FLAGS] & ~FLAG_ENCODED) != 0 ||
		!(ret->is_encoded ? shape->may_be_encoded : shape->may_be_raw)) {
		return ION_FRAME_BAD_FLAGS;
	}
	if (ret->handles > (shape->may_have_handles ? ION_FRAME_HANDLES_MAX : 0)) {
		return ION_FRAME_BAD_HANDLES;
	}
	return check_size(ret, max_size);
}

void ion_frame_encode(const struct ion_frame *frame, unsigned char header[ION_FRAME_HEADER])
{
	ION_ASSERT(frame->type > ION_FRAME_NONE && frame->type < ION_FRAME_TYPE_COUNT);
	ION_ASSERT(frame->handles <= ION_FRAME_HANDLES_MAX);
	store(header + AT_SIZE, 4, frame->size);
	header[AT_MAGIC] = MAGIC;
	header[AT_TYPE] = (unsigned char) frame->type;
	header[AT_FLAGS] = frame->is_encoded ? FLAG_ENCODED : 0;
	header[AT_HANDLES] = (unsigned char) frame->handles;
}

uint64_t ion_frame_get_id(const unsigned char *payload)
{
	return load(payload, ION_FRAME_ID);
}

void ion_frame_put_id(unsigned char *payload, uint64_t id)
{
	store(payload, ION_FRAME_ID, id);
}
