/*
 * The reactions that hang on a promise: put there, taken off, handed on. settle.c fires them.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/object.h"

#include "promise/drain.h"

void ion_reaction_attach(
	struct ion_promise *promise, struct ion_reaction *reaction, zend_object *target)
{
	reaction->source = &promise->std;
	reaction->target = target;
	reaction->is_queued = false;
	if (reaction->kind != ION_REACT_LISTEN || promise->sequence == NULL) {
		GC_ADDREF(target);
	}
	ion_list_push(&promise->reactions, &reaction->node);
	if (reaction->kind != ION_REACT_RUN_END) {
		promise->flags |= ION_PROMISE_HANDLED;
	}
	if (promise->sequence != NULL) {
		ion_sequence_update(promise);
	}
}

struct ion_reaction *ion_reaction_add(
	struct ion_promise *promise, enum ion_reaction_kind kind, zend_object *target)
{
	struct ion_reaction *reaction = emalloc(sizeof(*reaction));
	reaction->kind = kind;
	reaction->on_fire = NULL;
	ZVAL_UNDEF(&reaction->key);
	ion_reaction_attach(promise, reaction, target);
	return reaction;
}

/* Its memory goes with it, unless it is somebody else's. May run the release callback of a Sequence. */
static void unlink_and_free(struct ion_reaction *reaction)
{
	zend_object *target = reaction->target;
	ion_list_remove(&reaction->node);
	reaction->source = NULL;
	reaction->target = NULL;
	if (reaction->kind == ION_REACT_ADOPT || reaction->kind == ION_REACT_COROUTINE) {
		if (ion_promise_from_obj(target)->parked == reaction) {
			ion_promise_from_obj(target)->parked = NULL;
		}
	} else if (reaction->kind == ION_REACT_RUN_END) {
		ion_sequence_run_over(ion_promise_from_obj(target));
	}
	if (reaction->kind != ION_REACT_AWAIT) {
		zval_ptr_dtor(&reaction->key);
		efree(reaction);
	}
}

void ion_reaction_discard(struct ion_reaction *reaction, struct ion_drain *drain)
{
	zend_object *target = reaction->target;
	unlink_and_free(reaction);
	ion_drain_add(drain, target);
}

void ion_reaction_drop(struct ion_reaction *reaction)
{
	zend_object *source = reaction->source;
	zend_object *target = reaction->target;
	bool is_listener = source != NULL && reaction->kind == ION_REACT_LISTEN &&
					   ion_promise_from_obj(source)->sequence != NULL;
	bool is_queued = reaction->is_queued;
	unlink_and_free(reaction);
	if (target != NULL && !is_listener) {
		OBJ_RELEASE(target);
	}
	if (source == NULL) {
		return;
	}
	if (is_queued) {
		OBJ_RELEASE(source);
	} else if (ion_promise_from_obj(source)->sequence != NULL) {
		ion_sequence_update(ion_promise_from_obj(source));
	}
}

static void pass_copy(struct ion_promise *to, const struct ion_reaction *reaction)
{
	enum ion_reaction_kind kind =
		reaction->kind == ION_REACT_CHILD ? ION_REACT_TEMPLATE : reaction->kind;
	ion_reaction_add(to, kind, reaction->target)->on_fire = reaction->on_fire;
}

static void pass_on(struct ion_promise *to, struct ion_reaction *reaction)
{
	ion_list_remove(&reaction->node);
	ion_list_push(&to->reactions, &reaction->node);
	reaction->source = &to->std;
	to->flags |= ION_PROMISE_HANDLED;
}

void ion_reactions_pass(struct ion_promise *from, struct ion_promise *to)
{
	struct ion_list *next;
	for (struct ion_list *node = from->reactions.next; node != &from->reactions; node = next) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		next = node->next;
		if (reaction->kind <= ION_REACT_LISTEN) {
			pass_copy(to, reaction);
		} else {
			pass_on(to, reaction);
		}
	}
}
