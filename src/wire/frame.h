/*
 * The frame: what stands before every payload on a channel. Pure bytes: no descriptors, no memory
 * of its own.
 *
 * Eight bytes, whatever the machine: length of the payload (32 bits, little endian), a constant,
 * type, flags, number of descriptors that travel with it. The payload of a request, a reply and a
 * failure begins with the 64-bit number of the request (little endian), which counts as payload.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_WIRE_FRAME_H
#define ION_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ION_FRAME_HEADER 8
#define ION_FRAME_ID 8

/* The kernel takes no more descriptors with one message (SCM_MAX_FD, unix(7)). */
#define ION_FRAME_HANDLES_MAX 253

/* The names are for messages of errors. */
#define ION_FRAME_TYPES(X) \
 X(MESSAGE, "message") \
 X(REQUEST, "request") \
 X(REPLY, "reply") \
 X(FAILURE, "failure") /* a request that failed: an encoded list [class, message] */ \
 X(READY, "ready")     /* worker to master, empty: it is ready to work */ \
 X(ERROR, "error")     /* worker to master: an encoded list [class, message, file, line] */ \
 X(DETACH, "detach")   /* master to worker, empty: live on without me */

enum ion_frame_type {
	ION_FRAME_NONE = 0, /* 0 is no type: zeroed memory is no frame */
#define ION_FRAME_ENUM(id, name) ION_FRAME_##id,
	ION_FRAME_TYPES(ION_FRAME_ENUM)
#undef ION_FRAME_ENUM
		ION_FRAME_TYPE_COUNT
};

const char *ion_frame_type_name(enum ion_frame_type type);

struct ion_frame {
	enum ion_frame_type type;
	bool is_encoded;  /* the payload (after the id) is a value of wire/value.h, else raw bytes */
	unsigned handles; /* descriptors */
	uint32_t size;    /* of the payload, with the id */
};

static inline bool ion_frame_has_id(enum ion_frame_type type)
{
	return type == ION_FRAME_REQUEST || type == ION_FRAME_REPLY || type == ION_FRAME_FAILURE;
}

enum ion_frame_fault {
	ION_FRAME_OK = 0,
	ION_FRAME_BAD_MAGIC, /* not a frame at all */
	ION_FRAME_BAD_TYPE,
	ION_FRAME_BAD_FLAGS,
	ION_FRAME_BAD_HANDLES,
	ION_FRAME_TOO_LONG,  /* over `max_size` */
	ION_FRAME_TOO_SHORT, /* no room for the id, or a payload where there must be none */
};

/* "the length is over the limit", for ProtocolException. */
const char *ion_frame_fault_text(enum ion_frame_fault fault);

/* `max_size` counts without the id. */
enum ion_frame_fault ion_frame_decode(
	const unsigned char header[ION_FRAME_HEADER], uint32_t max_size, struct ion_frame *ret);

void ion_frame_encode(const struct ion_frame *frame, unsigned char header[ION_FRAME_HEADER]);

uint64_t ion_frame_get_id(const unsigned char *payload);
void ion_frame_put_id(unsigned char *payload, uint64_t id);

#endif
