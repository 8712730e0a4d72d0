/*
 * Settlement. An outcome travels through callbacks and adoptions until a promise has its result;
 * then the reactions of that promise are put in front of the work list, in their order, so that
 * what hangs below one runs before its sibling.
 *
 * The head of the list lives on the heap: a callback may longjmp over the settlement, and somebody
 * who unlinks a reaction afterwards must not write into a dead stack.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "promise/object.h"

#include "promise/host.h"

struct ion_work {
	struct ion_list queue; /* struct ion_reaction, each with an owned source */
	zend_object *stray;    /* owned: what destructors and resumed fibers threw */
	bool has_exited;
};

/* How far adoption looks for a promise that waits for itself; longer cycles stay pending. */
enum { ADOPT_CYCLE_MAX = 64 };

static void put_aside(struct ion_work *work)
{
	zend_object *exception = EG(exception);
	zend_execute_data *frame = EG(current_execute_data);
	if (zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception)) {
		work->has_exited = true;
		return;
	}
	/* While a frame is left by an exception (and what it held is freed), the current one is its
	 * caller already, and does not know of the exception yet; clearing would restore the opline of
	 * the other. */
	if (frame != NULL && frame->func != NULL && ZEND_USER_CODE(frame->func->common.type)) {
		zend_rethrow_exception(frame);
	}
	GC_ADDREF(exception);
	zend_clear_exception();
	if (work->stray != NULL) {
		zend_exception_set_previous(exception, work->stray);
	}
	work->stray = exception;
}

struct ion_work *ion_work_begin(void)
{
	struct ion_work *work = emalloc(sizeof(*work));
	ion_list_init(&work->queue);
	work->stray = NULL;
	work->has_exited = false;
	if (UNEXPECTED(EG(exception) != NULL)) {
		put_aside(work);
	}
	return work;
}

void ion_work_exit(struct ion_work *work)
{
	work->has_exited = true;
}

void ion_work_push(struct ion_work *work, struct ion_promise *promise)
{
	struct ion_list *head = &promise->reactions;
	while (!ion_list_empty(head)) {
		struct ion_list *last = head->prev;
		struct ion_reaction *reaction = ION_LIST_ENTRY(last, struct ion_reaction, node);
		ion_list_remove(last);
		/* pushing before the first node puts it in front */
		ion_list_push(work->queue.next, last);
		reaction->is_queued = true;
		reaction->source = &promise->std;
		GC_ADDREF(reaction->source);
	}
}

/* --- from an outcome to a result ----------------------------------------------------------- */

/* finally(): the outcome of before comes back, unless the callback failed. */
static void give_back_held(struct ion_promise *promise, bool *is_done, zval *value)
{
	if (*is_done) {
		zval_ptr_dtor(value);
		ZVAL_COPY_VALUE(value, &promise->result);
		*is_done = (promise->flags & ION_PROMISE_HELD_FAILED) == 0;
	} else {
		zval_ptr_dtor(&promise->result);
	}
	ZVAL_UNDEF(&promise->result);
	promise->flags &= ~(ION_PROMISE_HELD | ION_PROMISE_HELD_FAILED);
}

static void finish(struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value)
{
	if ((promise->flags & ION_PROMISE_HELD) != 0) {
		give_back_held(promise, &is_done, value);
	}
	if (is_done) {
		promise->status = ION_PROMISE_DONE;
	} else if (instanceof_function(Z_OBJCE_P(value), ion_ce_cancel_exception)) {
		promise->status = ION_PROMISE_CANCELED;
	} else {
		promise->status = ION_PROMISE_FAILED;
	}
	ZVAL_COPY_VALUE(&promise->result, value);
	ion_work_push(work, promise);
	ion_promise_drop_source(promise);
}

static void fail_with_misuse(
	struct ion_work *work, struct ion_promise *promise, const char *message)
{
	zval exception;
	ZVAL_OBJ(&exception, ion_host_exception_new(ion_ce_invalid_usage_exception, "%s", message));
	finish(work, promise, false, &exception);
}

static bool waits_for(const struct ion_promise *other, const struct ion_promise *promise)
{
	for (int depth = 0; depth < ADOPT_CYCLE_MAX; depth++) {
		if (other == promise) {
			return true;
		}
		other = ion_promise_awaited(other);
		if (other == NULL) {
			return false;
		}
	}
	return false;
}

void ion_promise_park(
	struct ion_promise *promise, struct ion_promise *other, enum ion_reaction_kind kind)
{
	promise->status = ION_PROMISE_IN_PROGRESS;
	promise->parked = ion_reaction_add(other, kind, &promise->std);
}

/* `value` holds the promise `other` and is owned by the call. */
static void adopt(
	struct ion_work *work, struct ion_promise *promise, struct ion_promise *other, zval *value)
{
	zval result;
	if (ion_promise_has_settled(other)) {
		other->flags |= ION_PROMISE_HANDLED;
		ZVAL_COPY(&result, &other->result);
		finish(work, promise, other->status == ION_PROMISE_DONE, &result);
	} else if (waits_for(other, promise)) {
		fail_with_misuse(work, promise, "A promise cannot be its own result");
	} else {
		ion_promise_park(promise, other, ION_REACT_ADOPT);
	}
	zval_ptr_dtor(value);
}

bool ion_promise_adopt(struct ion_promise *promise, struct ion_promise *other)
{
	zval result;
	if (waits_for(other, promise)) {
		ion_misuse("A promise cannot be settled with itself");
		return false;
	}
	if (ion_promise_has_settled(other)) {
		other->flags |= ION_PROMISE_HANDLED;
		ZVAL_COPY(&result, &other->result);
		ion_promise_settle(promise, other->status == ION_PROMISE_DONE, &result);
	} else {
		ion_promise_park(promise, other, ION_REACT_ADOPT);
	}
	return true;
}

void ion_work_resolve(struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value)
{
	struct ion_promise *other = is_done ? ion_promise_from_zval(value) : NULL;
	if (UNEXPECTED(ion_promise_has_settled(promise))) {
		/* cancelled by its own callback */
		zval_ptr_dtor(value);
	} else if (other != NULL) {
		adopt(work, promise, other, value);
	} else {
		finish(work, promise, is_done, value);
	}
}

void ion_work_call_own(struct ion_work *work, struct ion_promise *promise,
	const struct ion_callable *callable, uint32_t argc, zval *argv)
{
	zend_object *thrown = NULL;
	zval ret;
	bool is_generator = ion_callable_is_generator(callable);
	promise->status = ION_PROMISE_IN_PROGRESS;
	promise->flags |= ION_PROMISE_RUNNING;
	switch (ion_host_call(callable, argc, argv, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			promise->flags &= ~ION_PROMISE_RUNNING;
			if (is_generator && Z_TYPE(ret) == IS_OBJECT) {
				ion_work_start_coroutine(work, promise, Z_OBJ(ret));
			} else {
				ion_work_resolve(work, promise, true, &ret);
			}
			break;
		case ION_CALL_THREW:
			promise->flags &= ~ION_PROMISE_RUNNING;
			ZVAL_OBJ(&ret, thrown);
			ion_work_resolve(work, promise, false, &ret);
			break;
		case ION_CALL_EXITED:
			promise->flags &= ~ION_PROMISE_RUNNING;
			ion_work_exit(work);
			break;
	}
}

static const struct ion_callable *choose_own(const struct ion_own *own, bool is_done, zval *value)
{
	const struct ion_callable *callable = is_done || own->is_finally ? &own->done : &own->fail;
	if (!ion_callable_is_set(callable)) {
		return NULL;
	}
	if (own->is_finally) {
		return callable;
	}
	return ion_route_accepts(is_done ? &own->done_route : &own->fail_route, value) ? callable
																				   : NULL;
}

void ion_work_input(struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value)
{
	struct ion_own *own = promise->own;
	const struct ion_callable *callable;
	if (own == NULL) {
		ion_work_resolve(work, promise, is_done, value);
		return;
	}
	promise->own = NULL;
	callable = choose_own(own, is_done, value);
	if (callable == NULL) {
		ion_work_resolve(work, promise, is_done, value);
	} else if (own->is_finally) {
		ZVAL_COPY_VALUE(&promise->result, value);
		promise->flags |= is_done ? ION_PROMISE_HELD : ION_PROMISE_HELD | ION_PROMISE_HELD_FAILED;
		ion_work_call_own(work, promise, callable, 0, NULL);
	} else {
		ion_work_call_own(work, promise, callable, 1, value);
		zval_ptr_dtor(value);
	}
	ion_own_unref(own);
}

/* --- from a result to the reactions -------------------------------------------------------- */

struct ion_promise *ion_template_copy(const struct ion_promise *template)
{
	struct ion_promise *copy = ion_promise_new(ion_ce_promise, 0);
	copy->line = template->line;
	if (copy->file != NULL) {
		zend_string_release(copy->file);
	}
	copy->file = template->file != NULL ? zend_string_copy(template->file) : NULL;
	return copy;
}

static void fire_template(
	struct ion_work *work, struct ion_promise *template, bool is_done, zval *value)
{
	struct ion_promise *copy = ion_template_copy(template);
	if (template->own != NULL) {
		copy->own = template->own;
		copy->own->refs++;
	}
	ion_reactions_pass(template, copy);
	ion_work_input(work, copy, is_done, value);
	OBJ_RELEASE(&copy->std);
}

static void fire_forward(struct ion_work *work, struct ion_reaction *reaction,
	struct ion_promise *target, bool is_done, zval *value)
{
	if (ion_promise_has_settled(target) || target->status == ION_PROMISE_IN_PROGRESS) {
		/* somebody was faster; a failure that arrives nowhere is not lost */
		ion_reaction_source(reaction)->flags &= ~ION_PROMISE_HANDLED;
		zval_ptr_dtor(value);
	} else if (target->sequence != NULL) {
		ion_work_run_sequence(work, target, is_done, value);
	} else {
		ion_work_input(work, target, is_done, value);
	}
}

static void fire_on(struct ion_work *work, struct ion_reaction *reaction, bool is_done)
{
	struct ion_promise *target = ion_promise_from_obj(reaction->target);
	zval value;
	ZVAL_COPY(&value, &ion_reaction_source(reaction)->result);
	switch (reaction->kind) {
		case ION_REACT_ADOPT:
			target->parked = NULL;
			ZEND_FALLTHROUGH;
		case ION_REACT_CHILD:
			ion_work_input(work, target, is_done, &value);
			break;
		case ION_REACT_FORWARD:
			fire_forward(work, reaction, target, is_done, &value);
			break;
		case ION_REACT_COROUTINE:
			target->parked = NULL;
			ion_work_resume_coroutine(work, target, is_done, &value);
			break;
		case ION_REACT_TEMPLATE:
			fire_template(work, target, is_done, &value);
			break;
		case ION_REACT_MEMBER:
			ion_work_member(work, reaction, is_done, &value);
			break;
		case ION_REACT_RUN_END:
			/* dropping the reaction tells the sequence */
			zval_ptr_dtor(&value);
			break;
		case ION_REACT_LISTEN:
		case ION_REACT_AWAIT:
			zval_ptr_dtor(&value);
			break;
	}
}

/* The reaction is not on any list any more, and is freed here. */
static void fire(struct ion_work *work, struct ion_reaction *reaction)
{
	bool is_done = ion_reaction_source(reaction)->status == ION_PROMISE_DONE;
	if (reaction->on_fire == NULL) {
		fire_on(work, reaction, is_done);
		ion_reaction_drop(reaction);
	} else if (reaction->kind == ION_REACT_AWAIT) {
		/* it belongs to the one who waits, and may be gone when he has gone on */
		zend_object *source = reaction->source;
		zend_object *target = reaction->target;
		reaction->source = NULL;
		reaction->on_fire(reaction, is_done, &ion_promise_from_obj(source)->result);
		OBJ_RELEASE(target);
		OBJ_RELEASE(source);
	} else {
		reaction->on_fire(reaction, is_done, &ion_reaction_source(reaction)->result);
		ion_reaction_drop(reaction);
	}
}

static void drop_rest(struct ion_work *work)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&work->queue)) != NULL) {
		ion_reaction_drop(ION_LIST_ENTRY(node, struct ion_reaction, node));
	}
}

static void rethrow(zend_object *exception)
{
	if (EG(current_execute_data) != NULL) {
		zend_throw_exception_internal(exception);
	} else if (EG(exception) == NULL) {
		EG(exception) = exception;
	} else {
		OBJ_RELEASE(exception);
	}
}

void ion_work_end(struct ion_work *work)
{
	struct ion_list *node;
	while (!work->has_exited && (node = ion_list_pop(&work->queue)) != NULL) {
		fire(work, ION_LIST_ENTRY(node, struct ion_reaction, node));
		if (UNEXPECTED(EG(exception) != NULL)) {
			put_aside(work);
		}
	}
	drop_rest(work);
	if (work->stray != NULL) {
		if (work->has_exited) {
			OBJ_RELEASE(work->stray);
		} else {
			rethrow(work->stray);
		}
	}
	efree(work);
}

void ion_promise_settle(struct ion_promise *promise, bool is_done, zval *value)
{
	struct ion_work *work = ion_work_begin();
	GC_ADDREF(&promise->std);
	ion_work_input(work, promise, is_done, value);
	if (UNEXPECTED(EG(exception) != NULL)) {
		put_aside(work);
	}
	ion_work_end(work);
	OBJ_RELEASE(&promise->std);
}
