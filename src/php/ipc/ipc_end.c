/*
 * The end of a channel, in this order: the messages that arrived, the end of their Sequence,
 * requests that wait for an answer, flush() and whenDrained(), the error that ended it,
 * whenDisconnected().
 *
 * exit(), or an exception on its way out of dispatch(), stops this between two steps; it goes on in
 * the next turn, which a shutdown function may run.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_object.h"

#include <errno.h>
#include <string.h>

#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/promise.h"

const char *ion_ipc_end_message(const struct ion_ipc *ipc)
{
	return ipc->end_cause != NULL ? ZSTR_VAL(ipc->end_cause) : "The channel is closed";
}

zend_object *ion_ipc_disconnected_exception(const struct ion_ipc *ipc)
{
	const char *what = ipc->end_reason == ION_CHANNEL_CLOSED
						   ? ion_ipc_end_message(ipc)
						   : "The other end of the channel is gone";
	zend_object *exception;
	if (ipc->unsent == 0) {
		exception = ion_host_exception_new(ion_ce_disconnected_exception, "%s", what);
	} else {
		exception = ion_host_exception_new(ion_ce_disconnected_exception,
			"%s: %zu message%s not sent", what, ipc->unsent, ipc->unsent == 1 ? " was" : "s were");
	}
	zend_update_property_long(
		ion_ce_disconnected_exception, exception, ZEND_STRL("unsent"), (zend_long) ipc->unsent);
	return exception;
}

void ion_ipc_protocol_error(struct ion_ipc *ipc, const char *text)
{
	ion_ipc_drop_channel(ipc);
	if (ipc->phase == ION_IPC_ENDED) {
		ipc->end_reason = ION_CHANNEL_PROTOCOL;
		ipc->end_text = text;
	}
}

/* --- a peer that reads nothing of what close() has left -------------------------------------- */

static void give_up(struct ion_ipc *ipc)
{
	ion_ipc_drop_channel(ipc);
	ipc->end_code = ETIMEDOUT;
	ion_ipc_wind_up(ipc);
}

static void on_expire(struct ion_timer *timer, void *arg)
{
	struct ion_ipc *ipc = arg;
	size_t bytes;
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return;
	}
	bytes = ion_channel_queued_bytes(ipc->channel);
	if (bytes < ipc->closing_bytes && ion_timer_start(timer, ipc->close_ns) == 0) {
		ipc->closing_bytes = bytes;
		return;
	}
	ion_ipc_from_loop(ipc, give_up);
}

void ion_ipc_limit_close(struct ion_ipc *ipc)
{
	size_t bytes = ion_channel_queued_bytes(ipc->channel);
	/* a child that is not started yet reads later; for its own start there are other limits */
	if (ion_channel_state(ipc->channel) != ION_CHANNEL_CLOSING || bytes == 0 ||
		ion_channel_fd(ipc->channel) < 0 || ipc->closing != NULL) {
		return;
	}
	ipc->closing = ion_timer_new(ION_G(loop), on_expire, ipc);
	ipc->closing_bytes = bytes;
	if (ipc->closing == NULL || ion_timer_start(ipc->closing, ipc->close_ns) < 0) {
		/* no memory: without a limit, then */
		ion_timer_free(ipc->closing);
		ipc->closing = NULL;
	}
}

void ion_ipc_close(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return;
	}
	ion_channel_close(ipc->channel);
	ion_ipc_limit_close(ipc);
	ion_ipc_drop_inbox(ipc);
	ion_ipc_update(ipc);
}

/* --- the order ------------------------------------------------------------------------------- */

/* Those who wait for a message learn that none will come, once all are delivered. */
static bool end_sequence(struct ion_ipc *ipc)
{
	if (ion_list_empty(&ipc->inbox)) {
		ion_outlet_end(&ipc->incoming, ion_ipc_end_message(ipc));
	}
	return ion_ipc_may_go_on();
}

static zend_object *given_up_exception(const struct ion_ipc *ipc)
{
	return ion_host_exception_new(ion_ce_ipc_exception,
		"The other end of a channel has taken nothing for %g s (closeTimeout): %zu message%s not "
		"sent",
		(double) ipc->close_ns / ION_NS_PER_SEC, ipc->unsent, ipc->unsent == 1 ? " was" : "s were");
}

/* To the error handler, once. */
static bool report(struct ion_ipc *ipc)
{
	zend_object *exception = NULL;
	if (ipc->end_text != NULL) {
		exception = ion_host_exception_new(ion_ce_protocol_exception,
			"The other end of a channel broke the protocol: %s", ipc->end_text);
	} else if (ipc->end_code == ETIMEDOUT) {
		exception = given_up_exception(ipc);
	} else if (ipc->end_code != 0) {
		exception = ion_host_exception_new(
			ion_ce_ipc_exception, "A channel failed: %s", strerror(ipc->end_code));
	}
	ipc->end_text = NULL;
	ipc->end_code = 0;
	if (exception != NULL) {
		ion_host_report_unhandled(exception, NULL, 0);
		OBJ_RELEASE(exception);
	}
	return ion_ipc_may_go_on();
}

/* Nothing can be asked any more: its closures may hold the object. */
static bool end_serving(struct ion_ipc *ipc)
{
	ion_callable_release(&ipc->on_request);
	return ion_ipc_may_go_on();
}

void ion_ipc_wind_up(struct ion_ipc *ipc)
{
	bool is_done;
	if (ipc->phase == ION_IPC_FORGOTTEN) {
		return;
	}
	GC_ADDREF(&ipc->std);
	is_done = ion_ipc_deliver_kept(ipc) && ion_ipc_pull_rest(ipc) && end_sequence(ipc);
	if (is_done && ipc->phase == ION_IPC_ENDED) {
		ion_ipc_drop_channel(ipc);
		is_done =
			ion_ipc_end_requests(ipc) && ion_ipc_end_waits(ipc) && end_serving(ipc) && report(ipc);
		if (is_done) {
			ipc->phase = ION_IPC_OVER;
			ion_ipc_end_disconnected(ipc);
		}
	}
	if (!is_done) {
		ion_ipc_schedule(ipc);
	}
	OBJ_RELEASE(&ipc->std);
}

void ion_ipc_fail(zend_object *object, zend_string *why)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return;
	}
	GC_ADDREF(object);
	ipc->end_cause = zend_strpprintf(0, "The channel has no other end: %s", ZSTR_VAL(why));
	ion_ipc_drop_channel(ipc);
	if (EG(exception) == NULL) {
		ion_ipc_wind_up(ipc);
	} else {
		ion_ipc_schedule(ipc);
	}
	ion_ipc_update(ipc);
	OBJ_RELEASE(object);
}

/* --- a worker ends --------------------------------------------------------------------------- */

void ion_ipc_leave(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	ipc->is_leaving = true;
	ion_ipc_update(ipc);
}

void ion_ipc_flush_now(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (ipc->channel == NULL || ion_channel_flush_now(ipc->channel, ipc->close_ns) != -ETIMEDOUT) {
		return;
	}
	ion_ipc_drop_channel(ipc);
	ipc->end_code = ETIMEDOUT;
	report(ipc);
	/* should the process go on after all, those who wait are told */
	ion_ipc_schedule(ipc);
	ion_ipc_update(ipc);
}
