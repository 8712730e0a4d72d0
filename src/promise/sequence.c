/*
 * Sequences. A run is a promise of its own: it gets copies of the handlers and whoever waits for
 * one run, so that runs may overlap and a handler that fails harms only its own run.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "promise/sequence.h"

#include "promise/host.h"
#include "promise/object.h"

zend_object *ion_sequence_new(const struct ion_sequence_ops *ops, void *op)
{
	struct ion_promise *promise = ion_promise_new(ion_ce_sequence, ION_PROMISE_NATIVE);
	promise->sequence->ops = ops;
	promise->sequence->op = op;
	return &promise->std;
}

bool ion_sequence_is_listened(const zend_object *sequence)
{
	return !ion_list_empty(&ion_promise_from_obj(sequence)->reactions);
}

void *ion_sequence_op(const zend_object *sequence)
{
	const struct ion_sequence *part = ion_promise_from_obj(sequence)->sequence;
	return part->ops != NULL ? part->op : NULL;
}

/* --- who listens --------------------------------------------------------------------------- */

/* A pending exception (a foreach that is left by one) waits meanwhile. */
static void call_release(struct ion_promise *promise)
{
	struct ion_callable release;
	zend_object *thrown = NULL;
	struct ion_work *work;
	zval ret;
	/* while objects are freed at the very end of the request there is no user code any more */
	if (!EG(active) || CG(unclean_shutdown)) {
		return;
	}
	ion_callable_copy(&release, &promise->sequence->release);
	work = ion_work_begin();
	if (EG(exception) == NULL) {
		switch (ion_host_call(&release, 0, NULL, &ret, &thrown)) {
			case ION_CALL_RETURNED:
				zval_ptr_dtor(&ret);
				break;
			case ION_CALL_THREW:
				zend_throw_exception_internal(thrown);
				break;
			case ION_CALL_EXITED:
				ion_work_exit(work);
				break;
		}
	}
	ion_work_end(work);
	ion_callable_release(&release);
}

static void update_listening(struct ion_promise *promise)
{
	struct ion_sequence *part = promise->sequence;
	bool is_wanted = !ion_list_empty(&promise->reactions);
	if (is_wanted == part->is_listening) {
		return;
	}
	part->is_listening = is_wanted;
	if (part->ops != NULL && part->ops->listen != NULL) {
		part->ops->listen(part->op, is_wanted);
	}
	if (!is_wanted && ion_callable_is_set(&part->release)) {
		call_release(promise);
	}
}

/* Somebody gets the next run at once; an iterator alone would only keep it. */
static bool is_waited_for(const struct ion_promise *promise)
{
	ion_list_foreach (node, &promise->reactions) {
		if (ION_LIST_ENTRY(node, struct ion_reaction, node)->kind != ION_REACT_LISTEN) {
			return true;
		}
	}
	return false;
}

static void update_waiting(struct ion_promise *promise)
{
	struct ion_sequence *part = promise->sequence;
	bool is_waiting;
	if (part->ops == NULL || part->ops->wait == NULL) {
		return;
	}
	is_waiting = is_waited_for(promise);
	if (is_waiting != part->is_waiting) {
		part->is_waiting = is_waiting;
		part->ops->wait(part->op, is_waiting);
	}
}

void ion_sequence_update(struct ion_promise *promise)
{
	if (promise->sequence->runs > 0) {
		return;
	}
	GC_ADDREF(&promise->std);
	update_listening(promise);
	update_waiting(promise);
	OBJ_RELEASE(&promise->std);
}

void ion_sequence_run_over(struct ion_promise *promise)
{
	if (promise->sequence != NULL) {
		promise->sequence->runs--;
		ion_sequence_update(promise);
	}
}

void ion_sequence_destroyed(struct ion_promise *promise)
{
	struct ion_sequence *part = promise->sequence;
	if (part->is_listening && ion_callable_is_set(&part->release)) {
		part->is_listening = false;
		call_release(promise);
	}
}

static void drop_ops(struct ion_sequence *part)
{
	const struct ion_sequence_ops *ops = part->ops;
	part->ops = NULL;
	if (ops != NULL && ops->release != NULL) {
		ops->release(part->op);
	}
}

void ion_sequence_free(struct ion_sequence *part)
{
	drop_ops(part);
	ion_release_value_later(&part->release.target);
	efree(part);
}

/* --- runs ---------------------------------------------------------------------------------- */

/* The promise of a new run, with everything that waits for it. One reference. */
static struct ion_promise *begin_run(struct ion_promise *promise)
{
	struct ion_promise *run = ion_promise_new(ion_ce_promise, 0);
	ion_reactions_pass(promise, run);
	promise->sequence->runs++;
	ion_reaction_add(run, ION_REACT_RUN_END, &promise->std);
	return run;
}

void ion_work_run_sequence(
	struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value)
{
	struct ion_promise *run = begin_run(promise);
	ion_work_resolve(work, run, is_done, value);
	OBJ_RELEASE(&run->std);
}

/* The one handler of a sequence, when nothing but its own callback can come of a run with this value;
 * else NULL. */
static struct ion_promise *lone_handler(struct ion_promise *promise, zval *value)
{
	struct ion_list *node = promise->reactions.next;
	const struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
	struct ion_promise *handler;
	if (node == &promise->reactions || node->next != &promise->reactions ||
		reaction->kind != ION_REACT_CHILD || ion_promise_from_zval(value) != NULL) {
		return NULL;
	}
	handler = ion_promise_from_obj(reaction->target);
	if (!ion_list_empty(&handler->reactions) || handler->own == NULL || handler->own->is_finally ||
		!ion_callable_is_set(&handler->own->done) ||
		ion_callable_is_generator(&handler->own->done)) {
		return NULL;
	}
	return handler;
}

/* The callback failed, or gave a promise to wait for: what the run would have made of it. `value` is
 * owned by the call. */
static void end_direct_run(const struct ion_promise *handler, bool is_done, zval *value)
{
	struct ion_work *work = ion_work_begin();
	struct ion_promise *copy = ion_template_copy(handler);
	ion_work_resolve(work, copy, is_done, value);
	ion_work_end(work);
	OBJ_RELEASE(&copy->std);
}

/*
 * A run without promises, for what arrives by the million: the callback is called, and as long as it
 * returns nothing to wait for there is nothing to keep.
 */
static void run_directly(struct ion_promise *promise, struct ion_promise *handler, zval *value)
{
	struct ion_own *own = handler->own;
	zend_object *thrown = NULL;
	zval ret;
	if (!ion_route_accepts(&own->done_route, value)) {
		return;
	}
	/* they may be taken off by the callback; what the sequence itself is, is looked at afterwards */
	own->refs++;
	GC_ADDREF(&handler->std);
	promise->sequence->runs++;
	switch (ion_host_call_held(&own->done, 1, value, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			if (UNEXPECTED(ion_promise_from_zval(&ret) != NULL)) {
				end_direct_run(handler, true, &ret);
			} else {
				zval_ptr_dtor(&ret);
			}
			break;
		case ION_CALL_THREW:
			ZVAL_OBJ(&ret, thrown);
			end_direct_run(handler, false, &ret);
			break;
		case ION_CALL_EXITED:
			break;
	}
	ion_own_unref(own);
	OBJ_RELEASE(&handler->std);
	ion_sequence_run_over(promise);
}

/* Only iterators, and at most one that waits for a run: a foreach. */
static bool has_only_loops(const struct ion_promise *promise)
{
	unsigned waiting = 0;
	ion_list_foreach (node, &promise->reactions) {
		const struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		waiting += reaction->kind == ION_REACT_AWAIT;
		if (waiting > 1 ||
			(reaction->kind != ION_REACT_LISTEN && reaction->kind != ION_REACT_AWAIT)) {
			return false;
		}
	}
	return true;
}

/* The iterators first: the one that waits looks at what has arrived. They run no code of users. */
static struct ion_reaction *feed_iterators(struct ion_promise *promise, zval *value)
{
	struct ion_reaction *waiter = NULL;
	ion_list_foreach (node, &promise->reactions) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind == ION_REACT_LISTEN) {
			reaction->on_fire(reaction, true, value);
		} else {
			waiter = reaction;
		}
	}
	return waiter;
}

static void run_loops(struct ion_promise *promise, zval *value)
{
	struct ion_reaction *waiter = feed_iterators(promise, value);
	zend_object *target;
	if (waiter == NULL) {
		return;
	}
	promise->sequence->runs++;
	target = waiter->target;
	ion_list_remove(&waiter->node);
	waiter->source = NULL;
	waiter->on_fire(waiter, true, value);
	OBJ_RELEASE(target);
	ion_sequence_run_over(promise);
}

void ion_sequence_run(zend_object *object, zval *value)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	struct ion_promise *handler;
	struct ion_work *work;
	zval copy;
	if (ion_promise_has_settled(promise)) {
		return;
	}
	handler = EXPECTED(EG(exception) == NULL) ? lone_handler(promise, value) : NULL;
	GC_ADDREF(object);
	if (EXPECTED(handler != NULL)) {
		run_directly(promise, handler, value);
	} else if (EG(exception) == NULL && has_only_loops(promise) &&
			   ion_promise_from_zval(value) == NULL) {
		run_loops(promise, value);
	} else {
		work = ion_work_begin();
		ZVAL_COPY(&copy, value);
		ion_work_run_sequence(work, promise, true, &copy);
		ion_work_end(work);
	}
	OBJ_RELEASE(object);
}

zend_object *ion_sequence_invoke(struct ion_promise *promise, uint32_t argc, zval *argv)
{
	struct ion_work *work = ion_work_begin();
	struct ion_promise *run = begin_run(promise);
	struct ion_own *own = promise->own;
	zval value;
	if (own != NULL) {
		own->refs++;
		ion_work_call_own(work, run, &own->done, argc, argv);
		ion_own_unref(own);
	} else {
		if (argc > 0) {
			ZVAL_COPY(&value, &argv[0]);
		} else {
			ZVAL_NULL(&value);
		}
		ion_work_resolve(work, run, true, &value);
	}
	ion_work_end(work);
	if (UNEXPECTED(EG(exception) != NULL)) {
		OBJ_RELEASE(&run->std);
		return NULL;
	}
	return &run->std;
}

bool ion_sequence_take(struct ion_promise *promise, const struct ion_reaction *listener, zval *ret)
{
	const struct ion_sequence *part = promise->sequence;
	if (part->ops == NULL || part->ops->take == NULL ||
		promise->reactions.next != &listener->node || promise->reactions.prev != &listener->node) {
		return false;
	}
	return part->ops->take(part->op, ret);
}

/* --- the end ------------------------------------------------------------------------------- */

static struct ion_reaction *find_handler(struct ion_promise *promise)
{
	ion_list_foreach (node, &promise->reactions) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind <= ION_REACT_LISTEN) {
			return reaction;
		}
	}
	return NULL;
}

/* Those who wait for one run stay, to be told. */
static void drop_handlers(struct ion_promise *promise)
{
	struct ion_reaction *reaction;
	while ((reaction = find_handler(promise)) != NULL) {
		if (reaction->kind == ION_REACT_LISTEN) {
			/* belongs to its iterator, which sees the end by the state */
			ion_list_remove(&reaction->node);
			reaction->source = NULL;
		} else {
			ion_reaction_drop(reaction);
		}
	}
}

void ion_sequence_end(zend_object *object, const char *reason)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	struct ion_work *work;
	if (ion_promise_has_settled(promise)) {
		return;
	}
	work = ion_work_begin();
	GC_ADDREF(object);
	ZVAL_OBJ(&promise->result, ion_host_exception_new(ion_ce_cancel_exception, "%s", reason));
	promise->status = ION_PROMISE_CANCELED;
	promise->flags |= ION_PROMISE_HANDLED;
	promise->sequence->runs++;
	drop_ops(promise->sequence);
	drop_handlers(promise);
	ion_work_push(work, promise);
	ion_work_end(work);
	ion_sequence_run_over(promise);
	OBJ_RELEASE(object);
}
