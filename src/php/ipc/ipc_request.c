/*
 * Requests: those that wait for an answer from the other end, and those that are answered here.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_generators.h"

#include "php/ipc/ipc_object.h"

#include "php/engine/errors.h"
#include "php/promise/timeout.h"
#include "promise/coroutine.h"
#include "promise/object.h"

/* --- those that wait ----------------------------------------------------------------------- */

struct ion_ipc_request {
	struct ion_ipc *ipc; /* weak; NULL when it is gone */
	uint64_t id;
	zend_object *promise; /* owned until it is settled; NULL when the object has gone before */
};

/* The table, unless it is on its way out itself. */
static void forget_request(struct ion_ipc_request *request)
{
	struct ion_ipc *ipc = request->ipc;
	request->ipc = NULL;
	if (ipc != NULL) {
		zend_hash_index_del(ipc->requests, request->id);
	}
}

static void on_release(void *op)
{
	struct ion_ipc_request *request = op;
	zend_object *promise = request->promise;
	forget_request(request);
	efree(request);
	if (promise != NULL) {
		/* never the last one: who settles it holds it */
		OBJ_RELEASE(promise);
	}
}

static void on_cancel(zend_object *promise, void *op, zend_object *reason)
{
	struct ion_ipc_request *request = op;
	struct ion_ipc *ipc = request->ipc;
	GC_ADDREF(reason);
	if (ipc == NULL) {
		ion_deferred_fail(promise, reason);
		return;
	}
	GC_ADDREF(&ipc->std);
	ion_deferred_fail(promise, reason);
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

static const struct ion_deferred_ops request_ops = {
	.cancel = on_cancel,
	.release = on_release,
};

bool ion_ipc_has_requests(const struct ion_ipc *ipc)
{
	return ipc->requests != NULL && zend_hash_num_elements(ipc->requests) > 0;
}

/* The message is sent first: when that fails nothing has been changed. */
static zend_object *request_new(struct ion_ipc *ipc, uint64_t id)
{
	struct ion_ipc_request *request = emalloc(sizeof(*request));
	request->ipc = ipc;
	request->id = id;
	request->promise = ion_deferred_new(&request_ops, request);
	if (ipc->requests == NULL) {
		ALLOC_HASHTABLE(ipc->requests);
		zend_hash_init(ipc->requests, 8, NULL, NULL, 0);
		zend_hash_real_init_mixed(ipc->requests);
	}
	zend_hash_index_add_new_ptr(ipc->requests, id, request);
	GC_ADDREF(request->promise);
	return request->promise;
}

/* Misuse throws; a channel that is closed or full fails the promise. */
static zend_object *request_failed(zend_object *thrown)
{
	zend_object *promise;
	if (!instanceof_function(thrown->ce, ion_ce_ipc_exception)) {
		zend_throw_exception_internal(thrown);
		return NULL;
	}
	promise = ion_deferred_new(NULL, NULL);
	ion_deferred_fail(promise, thrown);
	return promise;
}

static zend_object *too_many(const struct ion_ipc *ipc)
{
	return request_failed(ion_host_exception_new(ion_ce_queue_full_exception,
		"%zu requests wait for an answer already, and that is the limit (maxRequests)",
		ipc->max_requests));
}

zend_object *ion_ipc_request(struct ion_ipc *ipc, zval *data, double timeout, int64_t timeout_ns)
{
	struct ion_ipc_post post = {.type = ION_FRAME_REQUEST, .data = data};
	zend_object *thrown = NULL;
	zend_object *promise;
	if (ipc->requests != NULL && zend_hash_num_elements(ipc->requests) >= ipc->max_requests) {
		return too_many(ipc);
	}
	/* the id is taken before: user code of the value may make requests too */
	post.id = ++ipc->last_id;
	switch (ion_ipc_post(ipc, &post, &thrown)) {
		case ION_CALL_RETURNED:
			break;
		case ION_CALL_THREW:
			return request_failed(thrown);
		default:
			return NULL;
	}
	promise = request_new(ipc, post.id);
	if (timeout_ns >= 0) {
		/* false leaves an exception: no memory for a timer */
		ion_timeout_start(ion_promise_from_obj(promise), timeout, timeout_ns);
	}
	ion_ipc_update(ipc);
	return promise;
}

enum ion_ipc_expectation ion_ipc_request_find(const struct ion_ipc *ipc, uint64_t id)
{
	if (ipc->requests != NULL && zend_hash_index_exists(ipc->requests, id)) {
		return ION_IPC_EXPECTED;
	}
	return id != 0 && id <= ipc->last_id ? ION_IPC_TOO_LATE : ION_IPC_UNHEARD_OF;
}

void ion_ipc_request_settle(struct ion_ipc *ipc, uint64_t id, bool is_done, zval *value)
{
	struct ion_ipc_request *request =
		ipc->requests != NULL ? zend_hash_index_find_ptr(ipc->requests, id) : NULL;
	zend_object *promise;
	if (request == NULL) {
		zval_ptr_dtor(value);
		return;
	}
	promise = request->promise;
	GC_ADDREF(promise);
	if (is_done) {
		ion_deferred_done(promise, value);
		zval_ptr_dtor(value);
	} else {
		ion_deferred_fail(promise, Z_OBJ_P(value));
	}
	OBJ_RELEASE(promise);
}

/* Their promises in the order they were asked, each with a reference. */
static zend_object **list_promises(const struct ion_ipc *ipc, uint32_t *ret_count)
{
	uint32_t count = 0;
	zend_object **promises =
		safe_emalloc(zend_hash_num_elements(ipc->requests), sizeof(*promises), 0);
	struct ion_ipc_request *request;
	ZEND_HASH_FOREACH_PTR(ipc->requests, request)
	{
		GC_ADDREF(request->promise);
		promises[count++] = request->promise;
	}
	ZEND_HASH_FOREACH_END();
	*ret_count = count;
	return promises;
}

bool ion_ipc_end_requests(struct ion_ipc *ipc)
{
	zend_object **promises;
	uint32_t count;
	if (!ion_ipc_has_requests(ipc)) {
		return ion_ipc_may_go_on();
	}
	promises = list_promises(ipc, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (ion_ipc_may_go_on() && !ion_promise_is_settled(promises[i])) {
			ion_deferred_fail(promises[i], ion_ipc_disconnected_exception(ipc));
		}
		OBJ_RELEASE(promises[i]);
	}
	efree(promises);
	return ion_ipc_may_go_on();
}

void ion_ipc_drop_requests(struct ion_ipc *ipc)
{
	HashTable *requests = ipc->requests;
	struct ion_ipc_request *request;
	if (requests == NULL) {
		return;
	}
	ipc->requests = NULL;
	ZEND_HASH_FOREACH_PTR(requests, request)
	{
		/* the promise keeps the request until somebody cancels it, or it goes itself */
		zend_object *promise = request->promise;
		request->ipc = NULL;
		request->promise = NULL;
		ion_release_later(promise);
	}
	ZEND_HASH_FOREACH_END();
	zend_hash_destroy(requests);
	FREE_HASHTABLE(requests);
}

void ion_ipc_trace_requests(const struct ion_ipc *ipc, zend_get_gc_buffer *buffer)
{
	struct ion_ipc_request *request;
	if (ipc->requests == NULL) {
		return;
	}
	ZEND_HASH_FOREACH_PTR(ipc->requests, request)
	{
		zend_get_gc_buffer_add_obj(buffer, request->promise);
	}
	ZEND_HASH_FOREACH_END();
}

/* --- those that are answered --------------------------------------------------------------- */

/* The promise that onRequest() gave has settled. */
static void on_settled(struct ion_reaction *self, bool is_done, zval *value)
{
	if (is_done) {
		ion_message_answer(self->target, value);
	} else {
		ion_message_fail(self->target, Z_OBJ_P(value));
	}
}

/* The promise owns the message from here: when it goes without being settled, so does the message,
 * and its destructor answers. */
static void answer_later(zend_object *message, struct ion_promise *promise)
{
	struct ion_promise *run = NULL;
	if (ion_promise_repeats(promise)) {
		/* its next run */
		run = ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE);
		ion_promise_adopt(run, promise);
		promise = run;
	}
	ion_reaction_add(promise, ION_REACT_LISTEN, message)->on_fire = on_settled;
	if (run != NULL) {
		OBJ_RELEASE(&run->std);
	}
}

static void answer_with_promise(zend_object *message, struct ion_promise *promise)
{
	if (!ion_promise_has_settled(promise)) {
		answer_later(message, promise);
		return;
	}
	promise->flags |= ION_PROMISE_HANDLED;
	if (promise->status == ION_PROMISE_DONE) {
		ion_message_answer(message, &promise->result);
	} else {
		ion_message_fail(message, Z_OBJ(promise->result));
	}
}

static void answer(zend_object *message, zval *value)
{
	struct ion_promise *promise = ion_promise_from_zval(value);
	zend_object *coroutine;
	if (promise != NULL) {
		answer_with_promise(message, promise);
	} else if (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == zend_ce_generator) {
		coroutine = ion_promise_from(value);
		if (coroutine != NULL) {
			answer_with_promise(message, ion_promise_from_obj(coroutine));
			OBJ_RELEASE(coroutine);
		}
	} else {
		ion_message_answer(message, value);
	}
}

void ion_ipc_serve(struct ion_ipc *ipc, zend_object *message)
{
	zend_object *thrown = NULL;
	zval argument, ret;
	ZVAL_OBJ(&argument, message);
	switch (ion_host_call(&ipc->on_request, 1, &argument, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			if (ion_message_is_open(message)) {
				answer(message, &ret);
			}
			zval_ptr_dtor(&ret);
			break;
		case ION_CALL_THREW:
			ion_message_fail(message, thrown);
			OBJ_RELEASE(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
}
