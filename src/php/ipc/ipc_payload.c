/*
 * Frames that were pulled, and the values in them. A worker's bytes are hostile here too: its lengths
 * are only what it says, and what it names is looked up.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_intake.h"

#include "php/engine/boundary.h"
#include "php/engine/codec.h"
#include "php/engine/errors.h"
#include "php/engine/growth.h"

/* --- large payloads ------------------------------------------------------------------------ */

/* The first block of one; more follows as bytes arrive, for its length is only what the other end
 * says. */
#define FIRST_BLOCK ((size_t) 256 << 10)

struct room {
	struct ion_ipc *ipc;
	size_t have;
	size_t size;
};

static void make_room(void *arg)
{
	struct room *room = arg;
	room->ipc->large = ion_growth_extend(room->ipc->large, room->have, room->size);
}

char *ion_ipc_reserve(void *arg, size_t size, size_t have, size_t *ret_room)
{
	struct ion_ipc *ipc = arg;
	struct room room = {ipc, have, have == 0 ? FIRST_BLOCK : have * 8};
	if (room.size > size) {
		room.size = size;
	}
	if (!ion_boundary_guard(make_room, &room)) {
		return NULL;
	}
	*ret_room = room.size - have;
	return ZSTR_VAL(ipc->large) + have;
}

bool ion_ipc_pull_frame(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	in->large = NULL;
	if (!ion_channel_next(ipc->channel, &in->frame)) {
		return false;
	}
	if (in->frame.data == NULL && in->frame.size > 0) {
		in->large = ipc->large;
		ipc->large = NULL;
		ZSTR_VAL(in->large)[ZSTR_LEN(in->large)] = '\0';
	}
	return true;
}

void ion_ipc_incoming_release(struct ion_ipc_incoming *in)
{
	if (in->large != NULL) {
		zend_string_release(in->large);
		in->large = NULL;
	}
}

/* --- payloads ------------------------------------------------------------------------------ */

/* The classes of the list run code of theirs, which may do anything to the channel: the bytes and
 * the list must outlive that. */
static enum ion_codec_result decode_objects(
	struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret, zend_object **why)
{
	HashTable *classes = ipc->classes;
	zend_string *bytes = in->frame.data != NULL
							 ? zend_string_init(in->frame.data, in->frame.size, 0)
							 : zend_string_copy(in->large);
	enum ion_codec_result result;
	GC_ADDREF(classes);
	result = ion_codec_decode(
		ZSTR_VAL(bytes), ZSTR_LEN(bytes), ion_ipc_value_limit(ipc), classes, ret, why);
	zend_array_release(classes);
	zend_string_release(bytes);
	return result;
}

static enum ion_codec_result decode_plain(
	struct ion_ipc *ipc, const struct ion_ipc_incoming *in, zval *ret, zend_object **why)
{
	const char *data = in->frame.data != NULL ? in->frame.data : ZSTR_VAL(in->large);
	return ion_codec_decode(data, in->frame.size, ion_ipc_value_limit(ipc), NULL, ret, why);
}

bool ion_ipc_read_plain(struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret)
{
	zend_object *why = NULL;
	enum ion_codec_result result = decode_plain(ipc, in, ret, &why);
	if (why != NULL) {
		OBJ_RELEASE(why);
	}
	return result == ION_CODEC_OK;
}

static enum ion_ipc_reading read_encoded(
	struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret, zend_object **why)
{
	enum ion_codec_result result =
		ipc->classes != NULL ? decode_objects(ipc, in, ret, why) : decode_plain(ipc, in, ret, why);
	/* not beside the value while handlers run */
	ion_ipc_incoming_release(in);
	switch (result) {
		case ION_CODEC_OK:
			return ION_IPC_READ;
		case ION_CODEC_REFUSED:
			return ION_IPC_REFUSED;
		case ION_CODEC_EXITED:
			return ION_IPC_NOTHING;
		default:
			ion_ipc_protocol_error(ipc, "a value is malformed or too large");
			return ION_IPC_NOTHING;
	}
}

enum ion_ipc_reading ion_ipc_read_payload(
	struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret, zend_object **why)
{
	if (UNEXPECTED(in->frame.handles_lost)) {
		*why = ion_host_exception_new(ion_ce_ipc_exception,
			"A message came with descriptors that could not be received: too many open files");
		return ION_IPC_REFUSED;
	}
	if (in->frame.header.is_encoded) {
		return read_encoded(ipc, in, ret, why);
	}
	if (in->frame.data == NULL && in->frame.size > 0) {
		ZVAL_STR(ret, in->large);
		in->large = NULL;
	} else {
		ZVAL_STRINGL_FAST(ret, in->frame.data, in->frame.size);
	}
	return ION_IPC_READ;
}
