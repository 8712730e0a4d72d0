/*
 * What comes in: frames become messages, and messages go to whoever wants them, or wait in the
 * inbox for him. A worker's bytes are hostile here too: what it names is looked up, never trusted.
 *
 * User code runs after each message. It may close the channel, drop the object, fork, throw or
 * exit; nothing that was borrowed from the channel is used after it.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_object.h"

#include "os/fork.h"
#include "os/memory.h"
#include "php/engine/boundary.h"
#include "php/engine/codec.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/growth.h"

/* What a message costs beside its payload, about. */
#define MESSAGE_COST 512

/* An array takes more memory than its bytes on the way. */
#define ENCODED_COST 8

bool ion_ipc_may_go_on(void)
{
	return EG(exception) == NULL && ion_fork_generation() == ION_G(generation);
}

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

static char *on_reserve(void *arg, size_t size, size_t have, size_t *ret_room)
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

/* A frame that was pulled. */
struct incoming {
	struct ion_channel_frame frame;
	zend_string *large; /* owned: its payload, when it is a large one; NULL when it was used */
};

/* The next frame. The payload is taken at once: user code that runs for the sake of this frame may pull
 * others, and the next large one may be arriving then. */
static bool pull_frame(struct ion_ipc *ipc, struct incoming *in)
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

static zend_string *take_large(struct incoming *in)
{
	zend_string *large = in->large;
	in->large = NULL;
	return large;
}

static void incoming_release(struct incoming *in)
{
	if (in->large != NULL) {
		zend_string_release(in->large);
	}
}

/* --- payloads ------------------------------------------------------------------------------ */

enum reading {
	READ,    /* the value is the caller's */
	REFUSED, /* *why is an exception that says why; owned by the caller */
	BROKEN,  /* a protocol error */
	EXITED,
};

static enum reading decode(struct ion_ipc *ipc, const char *data, size_t size, HashTable *classes,
	zval *ret, zend_object **why)
{
	switch (ion_codec_decode(data, size, ion_ipc_value_limit(ipc), classes, ret, why)) {
		case ION_CODEC_OK:
			return READ;
		case ION_CODEC_REFUSED:
			return REFUSED;
		case ION_CODEC_EXITED:
			return EXITED;
		default:
			return BROKEN;
	}
}

/* The classes of the list run code of theirs, which may do anything to the channel: the bytes and
 * the list must outlive that. */
static enum reading decode_objects(
	struct ion_ipc *ipc, zend_string *bytes, zval *ret, zend_object **why)
{
	HashTable *classes = ipc->classes;
	enum reading result;
	GC_ADDREF(classes);
	result = decode(ipc, ZSTR_VAL(bytes), ZSTR_LEN(bytes), classes, ret, why);
	zend_array_release(classes);
	return result;
}

static enum reading read_encoded(
	struct ion_ipc *ipc, struct incoming *in, zval *ret, zend_object **why)
{
	zend_string *bytes;
	enum reading result;
	if (in->frame.data != NULL && ipc->classes == NULL) {
		return decode(ipc, in->frame.data, in->frame.size, NULL, ret, why);
	}
	bytes = in->frame.data != NULL ? zend_string_init(in->frame.data, in->frame.size, 0)
								   : take_large(in);
	if (ipc->classes != NULL) {
		result = decode_objects(ipc, bytes, ret, why);
	} else {
		result = decode(ipc, ZSTR_VAL(bytes), ZSTR_LEN(bytes), NULL, ret, why);
	}
	zend_string_release(bytes);
	return result;
}

static enum reading read_payload(
	struct ion_ipc *ipc, struct incoming *in, zval *ret, zend_object **why)
{
	if (UNEXPECTED(in->frame.handles_lost)) {
		*why = ion_host_exception_new(ion_ce_ipc_exception,
			"A message came with descriptors that could not be received: too many open files");
		return REFUSED;
	}
	if (in->frame.header.is_encoded) {
		return read_encoded(ipc, in, ret, why);
	}
	if (in->frame.data == NULL && in->frame.size > 0) {
		ZVAL_STR(ret, take_large(in));
	} else {
		ZVAL_STRINGL_FAST(ret, in->frame.data, in->frame.size);
	}
	return READ;
}

/* --- messages ------------------------------------------------------------------------------ */

static bool has_taker(const struct ion_ipc *ipc, bool is_request)
{
	return ipc->incoming.is_waited || (is_request && ion_callable_is_set(&ipc->on_request));
}

static void hand_out(struct ion_ipc *ipc, zend_object *message)
{
	zval value;
	if (ion_message_is_request(message)) {
		if (!ion_message_open(message, ipc)) {
			return;
		}
		if (ion_callable_is_set(&ipc->on_request)) {
			ion_ipc_serve(ipc, message);
			return;
		}
	}
	ZVAL_OBJ(&value, message);
	ion_outlet_run(&ipc->incoming, &value);
}

static void keep(struct ion_ipc *ipc, zend_object *message, size_t size)
{
	struct ion_ipc_kept *kept = emalloc(sizeof(*kept));
	GC_ADDREF(message);
	kept->message = message;
	kept->size = size;
	ion_list_push(&ipc->inbox, &kept->node);
	ipc->inbox_bytes += size;
	ipc->inbox_requests += ion_message_is_request(message);
}

/* Takes the message over. */
static zend_object *unkeep(struct ion_ipc *ipc, struct ion_ipc_kept *kept)
{
	zend_object *message = kept->message;
	ion_list_remove(&kept->node);
	ipc->inbox_bytes -= kept->size;
	ipc->inbox_requests -= ion_message_is_request(message);
	efree(kept);
	return message;
}

void ion_ipc_drop_inbox(struct ion_ipc *ipc)
{
	while (!ion_list_empty(&ipc->inbox)) {
		OBJ_RELEASE(unkeep(ipc, ION_LIST_ENTRY(ipc->inbox.next, struct ion_ipc_kept, node)));
	}
}

static struct ion_ipc_kept *first_wanted(struct ion_ipc *ipc)
{
	if (!ipc->incoming.is_waited &&
		(ipc->inbox_requests == 0 || !ion_callable_is_set(&ipc->on_request))) {
		return NULL;
	}
	ion_list_foreach (node, &ipc->inbox) {
		struct ion_ipc_kept *kept = ION_LIST_ENTRY(node, struct ion_ipc_kept, node);
		if (has_taker(ipc, ion_message_is_request(kept->message))) {
			return kept;
		}
	}
	return NULL;
}

bool ion_ipc_deliver_kept(struct ion_ipc *ipc)
{
	struct ion_ipc_kept *kept;
	while (ipc->phase != ION_IPC_FORGOTTEN && (kept = first_wanted(ipc)) != NULL) {
		zend_object *message = unkeep(ipc, kept);
		hand_out(ipc, message);
		OBJ_RELEASE(message);
		if (!ion_ipc_may_go_on()) {
			ion_ipc_schedule(ipc);
			return false;
		}
	}
	return true;
}

static void refuse_message(struct ion_ipc *ipc, struct incoming *in, zend_object *why)
{
	if (in->frame.header.type == ION_FRAME_REQUEST) {
		ion_ipc_post_exception(ipc, in->frame.id, why);
	}
	ion_host_report_unhandled(why, NULL, 0);
	OBJ_RELEASE(why);
}

/* NULL when there is none: it was refused, or ended the channel, or the process ends. */
static zend_object *make_message(struct ion_ipc *ipc, struct incoming *in)
{
	zend_object *why = NULL;
	zval data, handle;
	struct ion_message_fields fields = {
		.data = &data,
		.handle = &handle,
		.context = &ipc->context,
		.pid = in->frame.pid,
		.uid = in->frame.uid,
		.request = in->frame.header.type == ION_FRAME_REQUEST ? in->frame.id : 0,
	};
	ion_handles_to_zval(
		in->frame.handles, in->frame.handles_lost ? 0 : in->frame.header.handles, &handle);
	switch (read_payload(ipc, in, &data, &why)) {
		case READ:
			return ion_message_new(&ipc->spare, &fields);
		case REFUSED:
			refuse_message(ipc, in, why);
			break;
		case BROKEN:
			ion_ipc_protocol_error(ipc, "a value is malformed or too large");
			break;
		case EXITED:
			break;
	}
	zval_ptr_dtor(&handle);
	return NULL;
}

static void take_message(struct ion_ipc *ipc, struct incoming *in)
{
	size_t cost = in->frame.header.is_encoded ? ENCODED_COST * in->frame.size : in->frame.size;
	zend_object *message = make_message(ipc, in);
	if (message == NULL) {
		return;
	}
	if (has_taker(ipc, ion_message_is_request(message)) && ion_ipc_deliver_kept(ipc)) {
		hand_out(ipc, message);
	} else {
		keep(ipc, message, cost + MESSAGE_COST);
	}
	ion_message_release(message, &ipc->spare);
}

/* --- for a foreach ------------------------------------------------------------------------- */

/* Plain messages, and requests that nobody else answers. */
static bool is_for_listeners(const struct ion_ipc *ipc, bool is_request)
{
	return !is_request || !ion_callable_is_set(&ipc->on_request);
}

static zend_object *take_kept(struct ion_ipc *ipc)
{
	struct ion_ipc_kept *kept = ION_LIST_ENTRY(ipc->inbox.next, struct ion_ipc_kept, node);
	return is_for_listeners(ipc, ion_message_is_request(kept->message)) ? unkeep(ipc, kept) : NULL;
}

static zend_object *take_next(struct ion_ipc *ipc)
{
	enum ion_frame_type type = ion_channel_front(ipc->channel);
	zend_object *message;
	struct incoming in;
	if ((type != ION_FRAME_MESSAGE && type != ION_FRAME_REQUEST) ||
		!is_for_listeners(ipc, type == ION_FRAME_REQUEST) || !pull_frame(ipc, &in)) {
		return NULL;
	}
	message = make_message(ipc, &in);
	incoming_release(&in);
	if (ipc->phase == ION_IPC_ENDED) {
		ion_ipc_schedule(ipc);
	}
	return message;
}

/* NULL: none that can be had without the loop. */
static zend_object *take_any(struct ion_ipc *ipc)
{
	if (!ion_list_empty(&ipc->inbox)) {
		return take_kept(ipc);
	}
	return ipc->channel != NULL ? take_next(ipc) : NULL;
}

bool ion_ipc_take(struct ion_ipc *ipc, zval *ret)
{
	zend_object *message;
	if (ipc->phase == ION_IPC_FORGOTTEN) {
		return false;
	}
	while ((message = take_any(ipc)) != NULL) {
		if (!ion_message_is_request(message) || ion_message_open(message, ipc)) {
			ZVAL_OBJ(ret, message);
			return true;
		}
		OBJ_RELEASE(message);
	}
	return false;
}

/* --- answers ------------------------------------------------------------------------------- */

/* The list [class, message] of a failure as an exception; false when it is something else. */
static bool failure_from_zval(zval *list, zval *ret)
{
	zval *class_name, *message;
	zend_object *exception;
	if (Z_TYPE_P(list) != IS_ARRAY || zend_hash_num_elements(Z_ARRVAL_P(list)) != 2) {
		return false;
	}
	class_name = zend_hash_index_find(Z_ARRVAL_P(list), 0);
	message = zend_hash_index_find(Z_ARRVAL_P(list), 1);
	if (class_name == NULL || Z_TYPE_P(class_name) != IS_STRING || message == NULL ||
		Z_TYPE_P(message) != IS_STRING) {
		return false;
	}
	exception = ion_remote_exception_new(Z_STR_P(class_name), Z_STR_P(message));
	ZVAL_OBJ(ret, exception);
	return true;
}

static void take_failure(struct ion_ipc *ipc, struct incoming *in)
{
	zend_string *bytes = in->frame.data == NULL && in->frame.size > 0 ? take_large(in) : NULL;
	const char *data = bytes != NULL ? ZSTR_VAL(bytes) : in->frame.data;
	zend_object *why = NULL;
	zval list, exception;
	bool is_read =
		in->frame.header.is_encoded && decode(ipc, data, in->frame.size, NULL, &list, &why) == READ;
	bool is_failure = is_read && failure_from_zval(&list, &exception);
	if (is_read) {
		zval_ptr_dtor(&list);
	}
	if (why != NULL) {
		OBJ_RELEASE(why);
	}
	if (bytes != NULL) {
		zend_string_release(bytes);
	}
	if (is_failure) {
		ion_ipc_request_settle(ipc, in->frame.id, false, &exception);
	} else {
		ion_ipc_protocol_error(ipc, "a failure does not say what failed");
	}
}

static void take_reply(struct ion_ipc *ipc, struct incoming *in)
{
	zend_object *why = NULL;
	zval value;
	switch (read_payload(ipc, in, &value, &why)) {
		case READ:
			ion_ipc_request_settle(ipc, in->frame.id, true, &value);
			break;
		case REFUSED:
			ZVAL_OBJ(&value, why);
			ion_ipc_request_settle(ipc, in->frame.id, false, &value);
			break;
		case BROKEN:
			ion_ipc_protocol_error(ipc, "a value is malformed or too large");
			break;
		case EXITED:
			break;
	}
}

static void take_answer(struct ion_ipc *ipc, struct incoming *in)
{
	switch (ion_ipc_request_find(ipc, in->frame.id)) {
		case ION_IPC_TOO_LATE:
			break;
		case ION_IPC_UNHEARD_OF:
			ion_ipc_protocol_error(ipc, "an answer to a request that was never made");
			break;
		case ION_IPC_EXPECTED:
			if (in->frame.header.type == ION_FRAME_REPLY) {
				take_reply(ipc, in);
			} else {
				take_failure(ipc, in);
			}
			break;
	}
}

/* --- what only workers and their masters say ----------------------------------------------- */

static const struct {
	const char *name;
	zend_uchar type;
} report_fields[] = {
	{"class", IS_STRING},
	{"message", IS_STRING},
	{"file", IS_STRING},
	{"line", IS_LONG},
};

/* The list of an ERROR frame under the names of its fields; false when it is something else. */
static bool report_from_zval(zval *list, zval *ret)
{
	if (Z_TYPE_P(list) != IS_ARRAY ||
		zend_hash_num_elements(Z_ARRVAL_P(list)) != ION_ARRAY_LEN(report_fields)) {
		return false;
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(report_fields); i++) {
		const zval *field = zend_hash_index_find(Z_ARRVAL_P(list), i);
		if (field == NULL || Z_TYPE_P(field) != report_fields[i].type) {
			return false;
		}
	}
	array_init_size(ret, ION_ARRAY_LEN(report_fields));
	for (size_t i = 0; i < ION_ARRAY_LEN(report_fields); i++) {
		zval *field = zend_hash_index_find(Z_ARRVAL_P(list), i);
		Z_TRY_ADDREF_P(field);
		zend_hash_str_add_new(
			Z_ARRVAL_P(ret), report_fields[i].name, strlen(report_fields[i].name), field);
	}
	return true;
}

static void take_error(struct ion_ipc *ipc, struct incoming *in)
{
	zend_object *why = NULL;
	zval list, report;
	if (!in->frame.header.is_encoded || read_payload(ipc, in, &list, &why) != READ) {
		if (why != NULL) {
			OBJ_RELEASE(why);
		}
		ion_ipc_protocol_error(ipc, "an error report is malformed");
		return;
	}
	if (!report_from_zval(&list, &report)) {
		ion_ipc_protocol_error(ipc, "an error report is malformed");
	} else {
		if (ipc->control != NULL) {
			ipc->control->on_error(ipc->control_arg, Z_ARRVAL(report));
		}
		zval_ptr_dtor(&report);
	}
	zval_ptr_dtor(&list);
}

/* --- frames -------------------------------------------------------------------------------- */

static void take_frame(struct ion_ipc *ipc, struct incoming *in)
{
	switch (in->frame.header.type) {
		case ION_FRAME_MESSAGE:
		case ION_FRAME_REQUEST:
			take_message(ipc, in);
			break;
		case ION_FRAME_REPLY:
		case ION_FRAME_FAILURE:
			take_answer(ipc, in);
			break;
		case ION_FRAME_READY:
			if (ipc->control != NULL) {
				ipc->control->on_ready(ipc->control_arg);
			}
			break;
		case ION_FRAME_ERROR:
			take_error(ipc, in);
			break;
		case ION_FRAME_DETACH:
			if (ipc->control != NULL) {
				ipc->control->on_detach(ipc->control_arg);
			}
			break;
		default:
			break;
	}
	incoming_release(in);
}

bool ion_ipc_pull_rest(struct ion_ipc *ipc)
{
	struct incoming in;
	while (ipc->channel != NULL && pull_frame(ipc, &in)) {
		take_frame(ipc, &in);
		if (!ion_ipc_may_go_on()) {
			return false;
		}
	}
	return true;
}

static void pull(struct ion_ipc *ipc)
{
	struct incoming in;
	while (ipc->channel != NULL && (ipc->incoming.is_waited || ion_ipc_is_reading(ipc)) &&
		   pull_frame(ipc, &in)) {
		take_frame(ipc, &in);
		if (!ion_ipc_may_go_on()) {
			return;
		}
	}
}

static void take_frames(void *arg)
{
	struct ion_ipc *ipc = arg;
	GC_ADDREF(&ipc->std);
	if (!ion_ipc_deliver_kept(ipc)) {
		/* the others come after those */
	} else if (ipc->is_finishing) {
		ion_ipc_pull_rest(ipc);
	} else {
		pull(ipc);
	}
	if (ipc->phase == ION_IPC_ENDED) {
		ion_ipc_wind_up(ipc);
	}
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

static void on_readable(void *arg)
{
	ion_boundary_from_loop(take_frames, arg);
}

/* --- the rest of what the channel says ----------------------------------------------------- */

static void take_drain(void *arg)
{
	struct ion_ipc *ipc = arg;
	GC_ADDREF(&ipc->std);
	ion_ipc_settle_drained(ipc);
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

static void on_drain(void *arg)
{
	struct ion_ipc *ipc = arg;
	if (ipc->drained != NULL) {
		ion_boundary_from_loop(take_drain, ipc);
	}
}

static void take_flush(void *arg)
{
	struct ion_ipc *ipc = arg;
	GC_ADDREF(&ipc->std);
	ion_ipc_settle_flushed(ipc);
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

static void on_flushed(void *arg)
{
	ion_boundary_from_loop(take_flush, arg);
}

static void take_end(void *arg)
{
	struct ion_ipc *ipc = arg;
	GC_ADDREF(&ipc->std);
	ion_ipc_wind_up(ipc);
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

static void on_end(void *arg, const struct ion_channel_end *end)
{
	struct ion_ipc *ipc = arg;
	ipc->phase = ION_IPC_ENDED;
	ipc->end_reason = end->reason;
	ipc->end_text = end->reason == ION_CHANNEL_PROTOCOL ? end->text : NULL;
	ipc->end_code = end->reason == ION_CHANNEL_ERROR ? end->code : 0;
	ipc->unsent = end->unsent;
	ipc->cut_bytes = end->cut_bytes;
	ion_boundary_from_loop(take_end, ipc);
}

const struct ion_channel_events ion_ipc_events = {
	.on_readable = on_readable,
	.reserve = on_reserve,
	.on_drain = on_drain,
	.on_flushed = on_flushed,
	.on_end = on_end,
};
