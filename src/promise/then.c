/*
 * What users do to a promise: add and remove handlers, and settle it where they may.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/object.h"

static void run_reactions_now(struct ion_promise *promise)
{
	struct ion_work *work = ion_work_begin();
	ion_work_push(work, promise);
	ion_work_end(work);
}

zend_object *ion_promise_then(struct ion_promise *promise, const struct ion_callable *done,
	const struct ion_callable *fail, bool is_finally)
{
	bool repeats = ion_promise_repeats(promise);
	struct ion_promise *child = ion_promise_new(ion_ce_promise, repeats ? ION_PROMISE_TEMPLATE : 0);
	ion_promise_set_own(child, done, fail, is_finally);
	ion_reaction_add(promise, ION_REACT_CHILD, &child->std);
	if (ion_promise_has_settled(promise)) {
		run_reactions_now(promise);
	}
	if (UNEXPECTED(EG(exception) != NULL)) {
		OBJ_RELEASE(&child->std);
		return NULL;
	}
	return &child->std;
}

bool ion_promise_forward(struct ion_promise *promise, struct ion_promise *other)
{
	if (other == promise) {
		ion_misuse("A promise cannot be settled with itself");
		return false;
	}
	if (!ion_promise_check_settle(other, "then")) {
		return false;
	}
	ion_reaction_add(promise, ION_REACT_FORWARD, &other->std);
	if (ion_promise_has_settled(promise)) {
		run_reactions_now(promise);
	}
	return EG(exception) == NULL;
}

/* The class scope of the user code that called into the promise; the methods of the promise itself
 * (of a subclass) do not count. */
zend_class_entry *ion_promise_caller_scope(const struct ion_promise *promise)
{
	const zend_execute_data *frame = EG(current_execute_data);
	for (; frame != NULL; frame = frame->prev_execute_data) {
		if (frame->func == NULL || !ZEND_USER_CODE(frame->func->type)) {
			continue;
		}
		if (Z_TYPE(frame->This) == IS_OBJECT && Z_OBJ(frame->This) == &promise->std) {
			continue;
		}
		return frame->func->common.scope;
	}
	return NULL;
}

bool ion_promise_check_settle(struct ion_promise *promise, const char *method)
{
	if ((promise->flags & ION_PROMISE_INTERNAL) != 0) {
		ion_misuse("%s() cannot settle this promise: ION does, as it made it", method);
	} else if (ion_promise_has_settled(promise)) {
		ion_misuse("%s() cannot settle the promise again: it is %s", method,
			ion_promise_state_name(promise));
	} else if (promise->status == ION_PROMISE_IN_PROGRESS) {
		ion_misuse("%s() cannot settle the promise: it is in progress already, its callback or the "
				   "promise it was settled with decides",
			method);
	} else if ((promise->flags & ION_PROMISE_PROTECTED) != 0 &&
			   promise->source->scope != ion_promise_caller_scope(promise)) {
		zend_class_entry *scope = promise->source->scope;
		ion_misuse("%s() cannot settle a protected Deferred from here: only %s%s may", method,
			scope != NULL ? "class " : "code outside of classes",
			scope != NULL ? ZSTR_VAL(scope->name) : "");
	} else {
		return true;
	}
	return false;
}

static bool is_named(const zend_object *target, const zend_string *name)
{
	const zend_string *other = ion_promise_from_obj(target)->name;
	return other != NULL && zend_string_equals(other, name);
}

static struct ion_reaction *find_handler(
	struct ion_promise *promise, const zend_object *child, const zend_string *name)
{
	ion_list_foreach (node, &promise->reactions) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind != ION_REACT_CHILD && reaction->kind != ION_REACT_FORWARD) {
			continue;
		}
		if (child != NULL ? reaction->target == child : is_named(reaction->target, name)) {
			return reaction;
		}
	}
	return NULL;
}

void ion_promise_forget(struct ion_promise *promise, zend_object *child, zend_string *name)
{
	struct ion_reaction *reaction;
	/* from the head each time: freeing a handler may run destructors that change the list */
	while ((reaction = find_handler(promise, child, name)) != NULL) {
		ion_reaction_drop(reaction);
	}
}
