/*
 * Deferreds from the outside: made and settled by ION, cancelled by users.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/object.h"

#include "promise/host.h"
#include "promise/task.h"

zend_object *ion_deferred_new(const struct ion_deferred_ops *ops, void *op)
{
	struct ion_promise *promise = ion_promise_new(ion_ce_deferred, ION_PROMISE_NATIVE);
	struct ion_source *source = ion_promise_source(promise);
	source->ops = ops;
	source->op = op;
	source->creator = ion_task_current();
	return &promise->std;
}

bool ion_promise_is_settled(const zend_object *promise)
{
	return ion_promise_has_settled(ion_promise_from_obj(promise));
}

void ion_deferred_done(zend_object *object, zval *value)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	zval copy;
	if (!ion_promise_has_settled(promise)) {
		ZVAL_COPY(&copy, value);
		ion_promise_settle(promise, true, &copy);
	}
}

void ion_deferred_fail(zend_object *object, zend_object *exception)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	zval value;
	if (ion_promise_has_settled(promise)) {
		OBJ_RELEASE(exception);
		return;
	}
	ZVAL_OBJ(&value, exception);
	ion_promise_settle(promise, false, &value);
}

bool ion_promise_is_made_by(const struct ion_promise *promise, uint64_t task)
{
	return task != 0 && promise->source != NULL && promise->source->creator == task &&
		   !ion_promise_has_settled(promise);
}

/* The user's canceller decides: a value, another exception, or (returning nothing) the reason. */
static void call_canceller(struct ion_work *work, struct ion_promise *promise, zend_object *reason)
{
	struct ion_callable canceller = promise->source->canceller;
	zend_object *thrown = NULL;
	zval argument, ret;
	enum ion_call outcome;
	ion_callable_init_empty(&promise->source->canceller);
	ZVAL_OBJ(&argument, reason);
	promise->flags |= ION_PROMISE_RUNNING;
	outcome = ion_host_call(&canceller, 1, &argument, &ret, &thrown);
	promise->flags &= ~ION_PROMISE_RUNNING;
	if (outcome == ION_CALL_EXITED) {
		ion_work_exit(work);
	} else if (outcome == ION_CALL_THREW) {
		ZVAL_OBJ(&ret, thrown);
		ion_work_resolve(work, promise, false, &ret);
	} else if (Z_TYPE(ret) == IS_NULL) {
		ZVAL_OBJ_COPY(&ret, reason);
		ion_work_resolve(work, promise, false, &ret);
	} else if (ion_callable_is_generator(&canceller) && !ion_promise_has_settled(promise)) {
		ion_work_start_coroutine(work, promise, Z_OBJ(ret));
	} else {
		ion_work_resolve(work, promise, true, &ret);
	}
	ion_callable_release(&canceller);
}

static void cancel_own(struct ion_promise *promise, zend_object *reason)
{
	struct ion_source *source = promise->source;
	struct ion_work *work;
	zval value;
	if ((promise->flags & ION_PROMISE_RUNNING) != 0) {
		/* its code is below us on the stack; a coroutine gets it at its next yield */
		if (source != NULL && source->generator != NULL && source->cancel_reason == NULL) {
			GC_ADDREF(reason);
			source->cancel_reason = reason;
		}
		return;
	}
	work = ion_work_begin();
	if (promise->parked != NULL) {
		ion_reaction_drop(promise->parked);
	}
	if (source != NULL && source->generator != NULL) {
		ZVAL_OBJ_COPY(&value, reason);
		ion_work_resume_coroutine(work, promise, false, &value);
	} else if (source != NULL && ion_callable_is_set(&source->canceller)) {
		call_canceller(work, promise, reason);
	} else {
		ZVAL_OBJ_COPY(&value, reason);
		ion_work_resolve(work, promise, false, &value);
	}
	ion_work_end(work);
}

static void cancel_native(struct ion_promise *promise, zend_object *reason)
{
	const struct ion_source *source = promise->source;
	if ((promise->flags & ION_PROMISE_CANCEL_SENT) == 0 || source->ops->cancel_again) {
		promise->flags |= ION_PROMISE_CANCEL_SENT;
		source->ops->cancel(&promise->std, source->op, reason);
	}
}

void ion_promise_cancel(struct ion_promise *promise, zend_object *reason)
{
	struct ion_promise *other;
	/* to the end of a chain of tasks that wait for each other's Deferreds; the tasks go on when
	 * theirs is settled */
	while (promise->source != NULL) {
		other = ion_promise_awaited(promise);
		if (other == NULL || !ion_promise_is_made_by(other, promise->source->task)) {
			break;
		}
		promise = other;
	}
	if (ion_promise_has_settled(promise) || ion_promise_is_inherited(promise)) {
		return;
	}
	GC_ADDREF(&promise->std);
	if (promise->source != NULL && promise->source->ops != NULL &&
		promise->source->ops->cancel != NULL) {
		cancel_native(promise, reason);
	} else {
		cancel_own(promise, reason);
	}
	OBJ_RELEASE(&promise->std);
}
