/*
 * Promises of what happens to the channel: written, room again, the end.
 *
 * The channel knows one mark in its queue. Who asks to be told of a flush while a mark is on its
 * way waits for the next one: each is told a little late at most, and nobody for ever.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_object.h"

#include "php/engine/errors.h"
#include "promise/object.h"

static zend_object *promise_new(void)
{
	return &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
}

static zend_object *promise_done(zval *value)
{
	zend_object *promise = promise_new();
	ion_deferred_done(promise, value);
	return promise;
}

static zend_object *promise_true(void)
{
	zval value;
	ZVAL_TRUE(&value);
	return promise_done(&value);
}

/* Handed out once more; made when there is none. */
static zend_object *share(zend_object **promise)
{
	if (*promise == NULL) {
		*promise = promise_new();
	}
	GC_ADDREF(*promise);
	return *promise;
}

/* The promise is forgotten before its handlers run. */
static void settle_true(zend_object **slot)
{
	zend_object *promise = *slot;
	zval value;
	if (promise == NULL) {
		return;
	}
	*slot = NULL;
	ZVAL_TRUE(&value);
	ion_deferred_done(promise, &value);
	OBJ_RELEASE(promise);
}

static void settle_lost(struct ion_ipc *ipc, zend_object **slot)
{
	zend_object *promise = *slot;
	if (promise != NULL) {
		*slot = NULL;
		ion_deferred_fail(promise, ion_ipc_disconnected_exception(ipc));
		OBJ_RELEASE(promise);
	}
}

/* --- room again ---------------------------------------------------------------------------- */

zend_object *ion_ipc_when_drained(struct ion_ipc *ipc)
{
	zend_object *promise;
	if (!ion_ipc_is_live(ipc)) {
		promise = promise_new();
		ion_deferred_fail(promise, ion_ipc_disconnected_exception(ipc));
		return promise;
	}
	if (!ion_channel_is_full(ipc->channel)) {
		return promise_true();
	}
	promise = share(&ipc->drained);
	ion_ipc_update(ipc);
	return promise;
}

void ion_ipc_settle_drained(struct ion_ipc *ipc)
{
	settle_true(&ipc->drained);
}

/* --- written ------------------------------------------------------------------------------- */

void ion_ipc_watch_queue(struct ion_ipc *ipc)
{
	if (!ipc->flush_is_asked && ipc->channel != NULL &&
		ion_channel_queued_bytes(ipc->channel) > 0) {
		ipc->flush_is_asked = !ion_channel_flush(ipc->channel);
		ion_ipc_update(ipc);
	}
}

zend_object *ion_ipc_when_flushed(struct ion_ipc *ipc)
{
	zend_object *promise;
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		promise = promise_new();
		if (ipc->unsent > 0) {
			ion_deferred_fail(promise, ion_ipc_disconnected_exception(ipc));
			return promise;
		}
		OBJ_RELEASE(promise);
		return promise_true();
	}
	if (ipc->flushing != NULL) {
		return share(&ipc->flush_next);
	}
	if (ion_channel_flush(ipc->channel)) {
		ipc->flush_is_asked = false;
		return promise_true();
	}
	ipc->flush_is_asked = true;
	promise = share(&ipc->flushing);
	ion_ipc_update(ipc);
	return promise;
}

void ion_ipc_settle_flushed(struct ion_ipc *ipc)
{
	zend_object *written = ipc->flushing;
	ipc->flushing = ipc->flush_next;
	ipc->flush_next = NULL;
	ipc->flush_is_asked = false;
	settle_true(&written);
	if (ipc->channel == NULL) {
		return;
	}
	ion_ipc_watch_queue(ipc);
	if (!ipc->flush_is_asked) {
		settle_true(&ipc->flushing);
	}
}

bool ion_ipc_has_waits(const struct ion_ipc *ipc)
{
	return ipc->drained != NULL || ipc->flushing != NULL;
}

bool ion_ipc_end_waits(struct ion_ipc *ipc)
{
	zend_object **slots[] = {&ipc->flushing, &ipc->flush_next, &ipc->drained};
	ipc->flush_is_asked = false;
	for (size_t i = 0; i < ION_ARRAY_LEN(slots); i++) {
		if (ipc->unsent == 0 && slots[i] != &ipc->drained) {
			settle_true(slots[i]);
		} else {
			settle_lost(ipc, slots[i]);
		}
		if (!ion_ipc_may_go_on()) {
			return false;
		}
	}
	return true;
}

/* --- the end ------------------------------------------------------------------------------- */

zend_object *ion_ipc_when_disconnected(struct ion_ipc *ipc)
{
	bool is_new = ipc->disconnected == NULL;
	zend_object *promise;
	if (is_new && ipc->phase >= ION_IPC_OVER) {
		return promise_done(&ipc->context);
	}
	promise = share(&ipc->disconnected);
	if (is_new) {
		ion_ipc_update(ipc);
	}
	return promise;
}

bool ion_ipc_end_disconnected(struct ion_ipc *ipc)
{
	zend_object *promise = ipc->disconnected;
	if (promise == NULL || ion_promise_is_settled(promise)) {
		return ion_ipc_may_go_on();
	}
	GC_ADDREF(promise);
	if (ipc->has_weak_context) {
		/* its value is who owns this object: a promise that was kept would keep both */
		ipc->disconnected = NULL;
		OBJ_RELEASE(promise);
	}
	ion_deferred_done(promise, &ipc->context);
	OBJ_RELEASE(promise);
	return ion_ipc_may_go_on();
}

/* --- for the object ------------------------------------------------------------------------ */

void ion_ipc_drop_promises(struct ion_ipc *ipc)
{
	zend_object **slots[] = {&ipc->flushing, &ipc->flush_next, &ipc->drained, &ipc->disconnected};
	for (size_t i = 0; i < ION_ARRAY_LEN(slots); i++) {
		if (*slots[i] != NULL) {
			OBJ_RELEASE(*slots[i]);
			*slots[i] = NULL;
		}
	}
}

void ion_ipc_trace_promises(const struct ion_ipc *ipc, zend_get_gc_buffer *buffer)
{
	zend_object *const promises[] = {
		ipc->flushing, ipc->flush_next, ipc->drained, ipc->disconnected};
	for (size_t i = 0; i < ION_ARRAY_LEN(promises); i++) {
		if (promises[i] != NULL) {
			zend_get_gc_buffer_add_obj(buffer, promises[i]);
		}
	}
}
