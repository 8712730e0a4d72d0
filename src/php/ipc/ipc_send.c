/*
 * What goes out. Everything that can be wrong with a message is found before a byte of it is
 * queued. Large strings are lent to the channel, not copied.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/ipc/ipc_object.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "php/engine/boundary.h"
#include "php/engine/codec.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"

/* A few bytes of a value can ask for many when it is decoded: a list of nulls for 16 each, empty
 * arrays for more. */
#define VALUE_COST_MAX 64

uint64_t ion_ipc_value_limit(const struct ion_ipc *ipc)
{
	enum { TIMES = 4, AT_LEAST = 1 << 20 };
	uint64_t limit = (uint64_t) ion_ipc_limits(ipc)->max_message * TIMES;
	return limit > AT_LEAST ? limit : AT_LEAST;
}

/* --- why not ------------------------------------------------------------------------------- */

static zend_object *too_long(const struct ion_ipc *ipc, size_t size)
{
	return ion_host_exception_new(zend_ce_value_error,
		"The message is too long: %zu bytes, and the limit (maxMessage) is %u", size,
		ion_ipc_limits(ipc)->max_message);
}

static zend_object *refusal(const struct ion_ipc *ipc, const struct ion_channel_out *out, int code)
{
	switch (code) {
		case ENOTCONN:
			return ion_ipc_disconnected_exception(ipc);
		case EMSGSIZE:
			return too_long(ipc, out->size);
		case ENOBUFS:
			return ion_host_exception_new(ion_ce_queue_full_exception,
				"There is no room for %zu bytes in the queue: %zu wait, and the limit (queueLimit) "
				"is %zu. Wait for whenDrained() before sending on",
				out->size, ion_channel_queued_bytes(ipc->channel), ion_ipc_limits(ipc)->hard_limit);
		case EBADF:
			return ion_host_exception_new(
				zend_ce_value_error, "A handle is not an open descriptor");
		default:
			return ion_host_exception_new(
				ion_ce_ipc_exception, "The message cannot be sent: %s", strerror(code));
	}
}

/* --- bytes --------------------------------------------------------------------------------- */

static void release_string(void *owner)
{
	zend_string_release((zend_string *) owner);
}

static enum ion_call submit(
	struct ion_ipc *ipc, const struct ion_channel_out *out, zend_object **thrown)
{
	int status = ipc->channel != NULL && ipc->phase == ION_IPC_LIVE
					 ? ion_channel_send(ipc->channel, out)
					 : -ENOTCONN;
	if (EXPECTED(status == 0)) {
		ion_ipc_watch_queue(ipc);
		return ION_CALL_RETURNED;
	}
	*thrown = refusal(ipc, out, -status);
	return ION_CALL_THREW;
}

static enum ion_call submit_string(
	struct ion_ipc *ipc, struct ion_channel_out *out, zend_string *string, zend_object **thrown)
{
	enum ion_call outcome;
	out->data = ZSTR_VAL(string);
	out->size = ZSTR_LEN(string);
	if (out->size <= ION_CHANNEL_LARGE) {
		return submit(ipc, out, thrown);
	}
	out->release = release_string;
	out->owner = zend_string_copy(string);
	outcome = submit(ipc, out, thrown);
	if (outcome != ION_CALL_RETURNED) {
		zend_string_release(string);
	}
	return outcome;
}

/* --- encoded values ------------------------------------------------------------------------ */

/* The buffer of small values is used again and again. User code that runs while one is encoded may
 * send something itself: it finds none then, and makes another. */
static struct ion_value_writer scratch_take(void)
{
	struct ion_value_writer writer = ION_G(ipc_scratch);
	memset(&ION_G(ipc_scratch), 0, sizeof(writer));
	writer.size = 0;
	writer.limit = 0;
	return writer;
}

static void scratch_give_back(struct ion_value_writer *writer)
{
	if (ION_G(ipc_scratch).data == NULL && !writer->failed) {
		ION_G(ipc_scratch) = *writer;
	} else {
		ion_value_writer_release(writer);
	}
}

void ion_ipc_release_scratch(void)
{
	ion_value_writer_release(&ION_G(ipc_scratch));
	memset(&ION_G(ipc_scratch), 0, sizeof(ION_G(ipc_scratch)));
}

/* NULL when the other end will take the value, if its limits are the same; owned by the caller. */
static zend_object *check_encoded(const struct ion_ipc *ipc, const struct ion_value_writer *writer)
{
	uint64_t limit = ion_ipc_value_limit(ipc);
	uint64_t cost = 0;
	if (writer->size > ion_ipc_limits(ipc)->max_message) {
		return too_long(ipc, writer->size);
	}
	if (writer->size > limit / VALUE_COST_MAX) {
		ion_value_check(writer->data, writer->size, &cost);
	}
	return cost <= limit ? NULL
						 : ion_host_exception_new(zend_ce_value_error,
							   "The message takes about %" PRIu64
							   " bytes of memory where it is received, and the limit is %" PRIu64
							   " (4 times maxMessage)",
							   cost, limit);
}

static enum ion_call submit_encoded(struct ion_ipc *ipc, struct ion_channel_out *out,
	struct ion_value_writer *writer, zend_object **thrown)
{
	enum ion_call outcome;
	*thrown = check_encoded(ipc, writer);
	if (*thrown != NULL) {
		scratch_give_back(writer);
		return ION_CALL_THREW;
	}
	out->is_encoded = true;
	out->data = (const char *) writer->data;
	out->size = writer->size;
	if (out->size > ION_CHANNEL_LARGE) {
		out->release = free;
		out->owner = writer->data;
	}
	outcome = submit(ipc, out, thrown);
	if (outcome != ION_CALL_RETURNED || out->release == NULL) {
		scratch_give_back(writer);
	}
	return outcome;
}

/* The descriptors stay in `handles`. */
static enum ion_call add_handles(
	struct ion_channel_out *out, zval *value, struct ion_handles *handles, zend_object **thrown)
{
	zval unused;
	if (value == NULL) {
		return ION_CALL_RETURNED;
	}
	if (!ion_handles_from_zval(handles, value, 2)) {
		ZVAL_NULL(&unused);
		return ion_boundary_outcome(&unused, thrown);
	}
	out->handles = handles->fds;
	out->handle_count = handles->count;
	return ION_CALL_RETURNED;
}

enum ion_call ion_ipc_post(
	struct ion_ipc *ipc, const struct ion_ipc_post *post, zend_object **thrown)
{
	struct ion_channel_out out = {
		.type = post->type,
		.id = post->id,
	};
	struct ion_handles handles;
	struct ion_value_writer writer;
	enum ion_call outcome;
	zval *data = post->data;
	if (data == NULL) {
		return submit(ipc, &out, thrown);
	}
	ZVAL_DEREF(data);
	if (Z_TYPE_P(data) == IS_STRING) {
		outcome = add_handles(&out, post->handle, &handles, thrown);
		return outcome == ION_CALL_RETURNED ? submit_string(ipc, &out, Z_STR_P(data), thrown)
											: outcome;
	}
	writer = scratch_take();
	/* far beyond it nothing is written any more: a value may be larger than the memory */
	writer.limit = ion_ipc_limits(ipc)->max_message;
	outcome = ion_codec_encode(data, &writer, thrown);
	if (outcome == ION_CALL_RETURNED) {
		/* not before: user code may have closed a stream meanwhile, and its number be another's */
		outcome = add_handles(&out, post->handle, &handles, thrown);
	}
	if (outcome != ION_CALL_RETURNED) {
		ion_value_writer_release(&writer);
		return outcome;
	}
	return submit_encoded(ipc, &out, &writer, thrown);
}

/* --- failures ------------------------------------------------------------------------------ */

static void post_failure(struct ion_ipc *ipc, uint64_t id, const char *class_name,
	const char *message, size_t message_size)
{
	enum { MESSAGE_MAX = 4096 };
	struct ion_channel_out out = {.type = ION_FRAME_FAILURE, .is_encoded = true, .id = id};
	struct ion_value_writer writer;
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return;
	}
	writer = scratch_take();
	ion_value_put_list(&writer, 2);
	ion_value_put_string(&writer, class_name, strlen(class_name));
	ion_value_put_string(&writer, message, message_size < MESSAGE_MAX ? message_size : MESSAGE_MAX);
	out.data = (const char *) writer.data;
	out.size = writer.size;
	if (writer.failed || ion_channel_send(ipc->channel, &out) < 0) {
		/* closed already; or full, or with a limit below any failure */
		ion_channel_close(ipc->channel);
		ion_ipc_limit_close(ipc);
	}
	scratch_give_back(&writer);
	ion_ipc_watch_queue(ipc);
}

void ion_ipc_post_failure(
	struct ion_ipc *ipc, uint64_t id, const char *class_name, const char *message)
{
	post_failure(ipc, id, class_name, message, strlen(message));
}

void ion_ipc_post_exception(struct ion_ipc *ipc, uint64_t id, zend_object *exception)
{
	zend_class_entry *base =
		instanceof_function(exception->ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
	zval unused;
	/* a string as declared; no user code is asked */
	const zval *message =
		zend_read_property_ex(base, exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &unused);
	const char *text = Z_TYPE_P(message) == IS_STRING ? Z_STRVAL_P(message) : "";
	post_failure(ipc, id, ZSTR_VAL(exception->ce->name), text,
		Z_TYPE_P(message) == IS_STRING ? Z_STRLEN_P(message) : 0);
}
