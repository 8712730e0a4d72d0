/*
 * Copies of promises: the handlers are copied with them, link by link without recursion; who waits,
 * who cancels and what it is called stays with the original.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/object.h"

static struct ion_own *copy_own(const struct ion_own *own)
{
	struct ion_own *copy = emalloc(sizeof(*copy));
	*copy = *own;
	copy->refs = 1;
	ion_callable_copy(&copy->done, &own->done);
	ion_callable_copy(&copy->fail, &own->fail);
	return copy;
}

/* Everything but the handlers. */
static void copy_members(struct ion_promise *to, const struct ion_promise *from)
{
	to->status = from->status;
	to->flags = from->flags & (ION_PROMISE_INTERNAL | ION_PROMISE_PROTECTED | ION_PROMISE_SEQUENCE |
								  ION_PROMISE_TEMPLATE | ION_PROMISE_CONSTRUCTED);
	if (ion_promise_has_settled(from)) {
		/* the original reports a failure that nobody handles */
		to->flags |= ION_PROMISE_HANDLED;
	}
	ZVAL_COPY(&to->result, &from->result);
	to->own = from->own != NULL ? copy_own(from->own) : NULL;
	if ((from->flags & ION_PROMISE_PROTECTED) != 0 && from->source != NULL) {
		ion_promise_source(to)->scope = from->source->scope;
	}
	if (from->sequence != NULL && to->sequence != NULL) {
		ion_callable_copy(&to->sequence->release, &from->sequence->release);
	}
}

/* The handlers of `from` for `to`. Children are made without handlers of their own, which are
 * copied later: they are still alike, so both lists are walked side by side. */
static void copy_handlers(struct ion_promise *to, struct ion_promise *from)
{
	ion_list_foreach (node, &from->reactions) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind == ION_REACT_FORWARD) {
			ion_reaction_add(to, ION_REACT_FORWARD, reaction->target);
		} else if (reaction->kind == ION_REACT_CHILD) {
			struct ion_promise *child = ion_promise_new(ion_ce_promise, 0);
			copy_members(child, ion_promise_from_obj(reaction->target));
			ion_reaction_add(to, ION_REACT_CHILD, &child->std);
			OBJ_RELEASE(&child->std);
		}
	}
}

struct pair {
	struct ion_promise *from;
	struct ion_promise *to;
};

struct pair_stack {
	struct pair *pairs;
	size_t count;
	size_t capacity;
};

static void stack_push(struct pair_stack *stack, struct ion_promise *from, struct ion_promise *to)
{
	if (stack->count == stack->capacity) {
		stack->capacity = stack->capacity != 0 ? stack->capacity * 2 : 16;
		stack->pairs = safe_erealloc(stack->pairs, stack->capacity, sizeof(*stack->pairs), 0);
	}
	stack->pairs[stack->count++] = (struct pair){.from = from, .to = to};
}

static struct ion_reaction *next_child(const struct ion_list *head, struct ion_list *node)
{
	for (; node != head; node = node->next) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind == ION_REACT_CHILD) {
			return reaction;
		}
	}
	return NULL;
}

static void push_children(
	struct pair_stack *stack, struct ion_promise *from, struct ion_promise *to)
{
	struct ion_reaction *old = next_child(&from->reactions, from->reactions.next);
	struct ion_reaction *copy = next_child(&to->reactions, to->reactions.next);
	while (old != NULL && copy != NULL) {
		stack_push(stack, ion_promise_from_obj(old->target), ion_promise_from_obj(copy->target));
		old = next_child(&from->reactions, old->node.next);
		copy = next_child(&to->reactions, copy->node.next);
	}
}

static void copy_tree(struct ion_promise *from, struct ion_promise *to)
{
	struct pair_stack stack = {.pairs = NULL};
	stack_push(&stack, from, to);
	while (stack.count > 0) {
		struct pair pair = stack.pairs[--stack.count];
		copy_handlers(pair.to, pair.from);
		push_children(&stack, pair.from, pair.to);
	}
	efree(stack.pairs);
}

static const char *refusal(const struct ion_promise *promise)
{
	if ((promise->flags & ION_PROMISE_NATIVE) != 0) {
		return "A promise that ION made cannot be cloned";
	}
	if (promise->status == ION_PROMISE_IN_PROGRESS) {
		return "A promise in progress cannot be cloned";
	}
	return NULL;
}

/* The engine wants an object even when there is an exception. */
zend_object *ion_promise_clone(zend_object *object)
{
	struct ion_promise *from = ion_promise_from_obj(object);
	struct ion_promise *to = ion_promise_from_obj(ion_promise_create(object->ce));
	const char *why_not = refusal(from);
	if (why_not != NULL) {
		ion_misuse("%s", why_not);
		return &to->std;
	}
	copy_members(to, from);
	copy_tree(from, to);
	zend_objects_clone_members(&to->std, object);
	return &to->std;
}
