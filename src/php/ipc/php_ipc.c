/*
 * Class ION\Process\IPC: parse, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/ipc/ipc_object.h"

#include <string.h>

#include "os/fd.h"
#include "os/sock.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "promise/promise.h"

#include "stubs/ipc_arginfo.h"

static struct ion_ipc *this_ipc(const zval *this_zv)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(Z_OBJ_P(this_zv));
	ion_ipc_check_process(ipc);
	return ipc;
}

ZEND_METHOD(ION_Process_IPC, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

/* --- a pair -------------------------------------------------------------------------------- */

/* 0 or -errno; what was not taken is closed. */
static int connect_ends(zend_object *const ends[2])
{
	int fds[2];
	int status = ion_sock_pair(fds);
	for (int i = 0; i < 2 && status == 0; i++) {
		status = ion_ipc_connect(ends[i], fds[i]);
		if (status == 0) {
			fds[i] = -1;
		}
	}
	ion_fd_close(&fds[0]);
	ion_fd_close(&fds[1]);
	return status;
}

/* The objects first: a fatal error (no memory) finds no descriptor that is nobody's. */
ZEND_METHOD(ION_Process_IPC, create)
{
	zval none;
	zval *contexts[2] = {&none, &none};
	zend_object *ends[2];
	int status;

	ZVAL_NULL(&none);
	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(contexts[0])
		Z_PARAM_ZVAL(contexts[1])
	ZEND_PARSE_PARAMETERS_END();

	ends[0] = ion_ipc_new(ION_CHANNEL_PAIR, contexts[0], NULL, NULL);
	if (ends[0] == NULL) {
		RETURN_THROWS();
	}
	ends[1] = ion_ipc_new(ION_CHANNEL_PAIR, contexts[1], NULL, NULL);
	if (ends[1] == NULL) {
		OBJ_RELEASE(ends[0]);
		RETURN_THROWS();
	}
	/* owns both from here */
	array_init_size(return_value, 2);
	add_next_index_object(return_value, ends[0]);
	add_next_index_object(return_value, ends[1]);
	status = connect_ends(ends);
	if (status < 0) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		zend_throw_exception_ex(
			ion_ce_ipc_exception, -status, "cannot make a channel: %s", strerror(-status));
		RETURN_THROWS();
	}
}

/* --- what it is ---------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_IPC, getContext)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_COPY(&this_ipc(ZEND_THIS)->context);
}

ZEND_METHOD(ION_Process_IPC, setContext)
{
	struct ion_ipc *ipc = this_ipc(ZEND_THIS);
	zval *context;
	zval before;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(context)
	ZEND_PARSE_PARAMETERS_END();

	ZVAL_COPY_VALUE(&before, &ipc->context);
	ZVAL_COPY(&ipc->context, context);
	if (ipc->has_weak_context) {
		ipc->has_weak_context = false;
	} else {
		zval_ptr_dtor(&before);
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Process_IPC, isConnected)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(ion_ipc_is_live(this_ipc(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_IPC, getQueuedBytes)
{
	struct ion_ipc *ipc = this_ipc(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_LONG(ipc->channel != NULL ? (zend_long) ion_channel_queued_bytes(ipc->channel) : 0);
}

ZEND_METHOD(ION_Process_IPC, getStats)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_ipc_fill_stats(this_ipc(ZEND_THIS), return_value);
}

ZEND_METHOD(ION_Process_IPC, setOptions)
{
	HashTable *options;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_ipc_set_options(this_ipc(ZEND_THIS), options)) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

/* --- messages ------------------------------------------------------------------------------ */

ZEND_METHOD(ION_Process_IPC, send)
{
	struct ion_ipc *ipc = this_ipc(ZEND_THIS);
	struct ion_ipc_post post = {.type = ION_FRAME_MESSAGE};
	zend_object *thrown = NULL;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ZVAL(post.data)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(post.handle)
	ZEND_PARSE_PARAMETERS_END();

	ion_request_check();
	switch (ion_ipc_post(ipc, &post, &thrown)) {
		case ION_CALL_RETURNED:
			RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
		case ION_CALL_THREW:
			zend_throw_exception_internal(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
}

ZEND_METHOD(ION_Process_IPC, whenIncoming)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	RETURN_OBJ(ion_ipc_incoming(this_ipc(ZEND_THIS)));
}

/* --- requests ------------------------------------------------------------------------------ */

ZEND_METHOD(ION_Process_IPC, request)
{
	zval *data;
	double timeout = 0.0;
	bool is_endless = true;
	int64_t timeout_ns = -1;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ZVAL(data)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE_OR_NULL(timeout, is_endless)
	ZEND_PARSE_PARAMETERS_END();

	is_endless = ZEND_NUM_ARGS() < 2 || is_endless;
	if (!is_endless && !ion_arg_seconds(timeout, 2, &timeout_ns)) {
		RETURN_THROWS();
	}
	ion_request_check();
	promise = ion_ipc_request(this_ipc(ZEND_THIS), data, timeout, timeout_ns);
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process_IPC, onRequest)
{
	struct ion_ipc *ipc = this_ipc(ZEND_THIS);
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	struct ion_callable before;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC_OR_NULL(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	ion_request_check();
	before = ipc->on_request;
	ion_callable_init_empty(&ipc->on_request);
	if (ipc->phase == ION_IPC_LIVE) {
		ion_callable_init(&ipc->on_request, &fci, &fcc);
		if (!ion_list_empty(&ipc->inbox)) {
			ion_ipc_schedule(ipc);
		}
	}
	ion_ipc_update(ipc);
	ion_callable_release(&before);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

/* --- waiting ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_IPC, whenDisconnected)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	RETURN_OBJ(ion_ipc_when_disconnected(this_ipc(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_IPC, flush)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	RETURN_OBJ(ion_ipc_when_flushed(this_ipc(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_IPC, whenDrained)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	RETURN_OBJ(ion_ipc_when_drained(this_ipc(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_IPC, close)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	ion_ipc_close(Z_OBJ_P(ZEND_THIS));
}

/* --- registration -------------------------------------------------------------------------- */

void ion_ipc_minit(void)
{
	ion_ipc_object_minit(register_class_ION_Process_IPC());
	ion_message_minit(register_class_ION_Process_IPC_Message());
}
