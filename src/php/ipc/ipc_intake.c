/*
 * What comes in: frames become messages, and messages go to whoever wants them, or wait in the
 * inbox for him. A worker's bytes are hostile here too: what it names is looked up, never trusted.
 *
 * User code runs after each message. It may close the channel, drop the object, fork, throw or
 * exit; nothing that was borrowed from the channel is used after it.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_intake.h"

#include "os/fork.h"
#include "php/engine/globals.h"

/* What a message costs beside its payload, about. */
#define MESSAGE_COST 512

/* An array takes more memory than its bytes on the way. */
#define ENCODED_COST 8

bool ion_ipc_may_go_on(void)
{
	return EG(exception) == NULL && ion_fork_generation() == ION_G(generation);
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

static void refuse_message(struct ion_ipc *ipc, struct ion_ipc_incoming *in, zend_object *why)
{
	if (in->frame.header.type == ION_FRAME_REQUEST) {
		ion_ipc_post_exception(ipc, in->frame.id, why);
	}
	ion_host_report_unhandled(why, NULL, 0);
	OBJ_RELEASE(why);
}

/* NULL when there is none: it was refused, or ended the channel, or the process ends. */
static zend_object *make_message(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
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
	switch (ion_ipc_read_payload(ipc, in, &data, &why)) {
		case ION_IPC_READ:
			return ion_message_new(&ipc->spare, &fields);
		case ION_IPC_REFUSED:
			refuse_message(ipc, in, why);
			break;
		case ION_IPC_NOTHING:
			break;
	}
	zval_ptr_dtor(&handle);
	return NULL;
}

static void take_message(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
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
	struct ion_ipc_incoming in;
	if ((type != ION_FRAME_MESSAGE && type != ION_FRAME_REQUEST) ||
		!is_for_listeners(ipc, type == ION_FRAME_REQUEST) || !ion_ipc_pull_frame(ipc, &in)) {
		return NULL;
	}
	message = make_message(ipc, &in);
	ion_ipc_incoming_release(&in);
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

/* --- frames -------------------------------------------------------------------------------- */

static void take_frame(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	switch (in->frame.header.type) {
		case ION_FRAME_MESSAGE:
		case ION_FRAME_REQUEST:
			take_message(ipc, in);
			break;
		case ION_FRAME_REPLY:
		case ION_FRAME_FAILURE:
			ion_ipc_take_answer(ipc, in);
			break;
		case ION_FRAME_READY:
			if (ipc->control != NULL) {
				ipc->control->on_ready(ipc->control_arg);
			}
			break;
		case ION_FRAME_ERROR:
			ion_ipc_take_error(ipc, in);
			break;
		case ION_FRAME_DETACH:
			if (ipc->control != NULL) {
				ipc->control->on_detach(ipc->control_arg);
			}
			break;
		default:
			break;
	}
	ion_ipc_incoming_release(in);
}

bool ion_ipc_pull_rest(struct ion_ipc *ipc)
{
	struct ion_ipc_incoming in;
	while (ipc->channel != NULL && ion_ipc_pull_frame(ipc, &in)) {
		take_frame(ipc, &in);
		if (!ion_ipc_may_go_on()) {
			return false;
		}
	}
	return true;
}

static void pull(struct ion_ipc *ipc)
{
	struct ion_ipc_incoming in;
	while (ipc->channel != NULL && (ipc->incoming.is_waited || ion_ipc_is_reading(ipc)) &&
		   ion_ipc_pull_frame(ipc, &in)) {
		take_frame(ipc, &in);
		if (!ion_ipc_may_go_on()) {
			return;
		}
	}
}

static void take_frames(struct ion_ipc *ipc)
{
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
}

static void on_readable(void *arg)
{
	ion_ipc_from_loop(arg, take_frames);
}

/* --- the rest of what the channel says ----------------------------------------------------- */

static void on_drain(void *arg)
{
	struct ion_ipc *ipc = arg;
	if (ipc->drained != NULL) {
		ion_ipc_from_loop(ipc, ion_ipc_settle_drained);
	}
}

static void on_flushed(void *arg)
{
	ion_ipc_from_loop(arg, ion_ipc_settle_flushed);
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
	ion_ipc_from_loop(ipc, ion_ipc_wind_up);
}

const struct ion_channel_events ion_ipc_events = {
	.on_readable = on_readable,
	.reserve = ion_ipc_reserve,
	.on_drain = on_drain,
	.on_flushed = on_flushed,
	.on_end = on_end,
};
