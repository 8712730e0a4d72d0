/*
 * See waiting.h. A child may have ended before the loop knows it, in a handler of SIGCHLD for one:
 * whoever asks then takes its status at once, and the loop reports it to everybody else later.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/waiting/waiting.h"

#include "php/child/child.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "proc/proc.h"
#include "promise/object.h"
#include "promise/promise.h"

/* --- those that have ended ----------------------------------------------------------------- */

static void ended_grow(struct ion_waiting *waiting)
{
	size_t capacity = waiting->capacity > 0 ? waiting->capacity * 2 : 16;
	struct ion_ended *ended = safe_emalloc(capacity, sizeof(*ended), 0);
	for (size_t i = 0; i < waiting->count; i++) {
		ended[i] = waiting->ended[(waiting->first + i) % waiting->capacity];
	}
	if (waiting->ended != NULL) {
		efree(waiting->ended);
	}
	waiting->ended = ended;
	waiting->capacity = capacity;
	waiting->first = 0;
}

static void ended_push(struct ion_waiting *waiting, struct ion_ended ended)
{
	if (waiting->count == waiting->capacity && waiting->capacity < ION_ENDED_MAX) {
		ended_grow(waiting);
	}
	if (waiting->count == waiting->capacity) {
		waiting->first = (waiting->first + 1) % waiting->capacity;
		waiting->count--;
	}
	waiting->ended[(waiting->first + waiting->count++) % waiting->capacity] = ended;
}

static void count_end(const struct ion_exit *end)
{
	ION_G(waiting).finished++;
	ION_G(waiting).signaled += end->kind == ION_EXIT_SIGNAL;
}

static struct ion_ended ended_of(pid_t pid, const struct ion_exit *end)
{
	struct ion_ended ended = {.pid = pid};
	switch (end->kind) {
		case ION_EXIT_CODE:
			ended.code = end->code;
			break;
		case ION_EXIT_SIGNAL:
			ended.signal = end->signal;
			break;
		case ION_EXIT_LOST:
			ended.code = -1;
			break;
	}
	return ended;
}

void ion_ended_array(const struct ion_ended *ended, zval *ret)
{
	array_init_size(ret, 3);
	add_assoc_long(ret, "pid", ended->pid);
	add_assoc_long(ret, "code", ended->code);
	add_assoc_long(ret, "signal", ended->signal);
}

/* Of the living ones: no children of a loop that is not there. */
static bool is_awaited(const struct ion_child *child)
{
	return child->proc != NULL && !child->is_detached && !child->is_waited;
}

static bool take_unnoticed(struct ion_ended *ret)
{
	HashTable *children = ION_G(family).children;
	struct ion_exit end;
	zval *value;
	if (children == NULL) {
		return false;
	}
	ZEND_HASH_FOREACH_VAL (children, value) {
		struct ion_child *child = ion_child_from_obj(Z_OBJ_P(value));
		if (is_awaited(child) && ion_proc_has_ended(child->proc, &end)) {
			child->is_waited = true;
			count_end(&end);
			*ret = ended_of(child->pid, &end);
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

bool ion_waiting_take(struct ion_ended *ret)
{
	struct ion_waiting *waiting = &ION_G(waiting);
	if (waiting->count == 0) {
		return take_unnoticed(ret);
	}
	*ret = waiting->ended[waiting->first];
	waiting->first = (waiting->first + 1) % waiting->capacity;
	waiting->count--;
	return true;
}

bool ion_waiting_has_more(void)
{
	HashTable *children = ION_G(family).children;
	zval *value;
	if (!ion_list_empty(&ION_G(family).queue)) {
		return true;
	}
	if (children != NULL) {
		ZEND_HASH_FOREACH_VAL (children, value) {
			if (is_awaited(ion_child_from_obj(Z_OBJ_P(value)))) {
				return true;
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	return false;
}

/* --- who waits ----------------------------------------------------------------------------- */

struct waiter {
	struct ion_list node;
	struct ion_hold hold; /* the promise; also keeps the loop alive for children that do not */
};

static void waiter_release(void *arg)
{
	struct waiter *waiter = arg;
	ion_list_remove(&waiter->node);
	ion_hold_drop(&waiter->hold);
	efree(waiter);
}

static void waiter_cancel(zend_object *promise, void *arg, zend_object *reason)
{
	(void) arg;
	GC_ADDREF(reason);
	ion_deferred_fail(promise, reason);
}

static const struct ion_deferred_ops waiter_ops = {
	.cancel = waiter_cancel,
	.release = waiter_release,
};

zend_object *ion_waiting_next(void)
{
	struct waiter *waiter = ecalloc(1, sizeof(*waiter));
	zend_object *promise = ion_deferred_new(&waiter_ops, waiter);
	ion_hold_take(&waiter->hold, promise);
	ion_list_push(&ION_G(waiting).waiters, &waiter->node);
	return promise;
}

static void tell(struct waiter *waiter, const struct ion_ended *ended)
{
	zend_object *promise = waiter->hold.object;
	zval value;
	ZVAL_FALSE(&value);
	if (ended != NULL) {
		ion_ended_array(ended, &value);
	}
	GC_ADDREF(promise);
	ion_deferred_done(promise, &value);
	zval_ptr_dtor(&value);
	OBJ_RELEASE(promise);
}

zend_object *ion_waiting_all(void)
{
	zend_object **all = &ION_G(waiting).all;
	if (*all == NULL) {
		*all = &ion_promise_new(ion_ce_promise, ION_PROMISE_NATIVE)->std;
	}
	GC_ADDREF(*all);
	zend_object *promise = *all;
	ion_waiting_notify();
	return promise;
}

static void tell_all(void)
{
	zend_object *promise = ION_G(waiting).all;
	zval value;
	if (promise == NULL) {
		return;
	}
	ION_G(waiting).all = NULL;
	ZVAL_TRUE(&value);
	ion_deferred_done(promise, &value);
	OBJ_RELEASE(promise);
}

void ion_waiting_notify(void)
{
	struct ion_waiting *waiting = &ION_G(waiting);
	while (EG(exception) == NULL && !ion_list_empty(&waiting->waiters)) {
		struct waiter *next = ION_LIST_ENTRY(waiting->waiters.next, struct waiter, node);
		struct ion_ended ended;
		if (ion_waiting_take(&ended)) {
			tell(next, &ended);
		} else if (!ion_waiting_has_more()) {
			tell(next, NULL);
		} else {
			break;
		}
	}
	if (EG(exception) == NULL && waiting->all != NULL && !ion_waiting_has_more()) {
		tell_all();
	}
}

/* --- what becomes of children -------------------------------------------------------------- */

void ion_waiting_started(void)
{
	ION_G(waiting).started++;
}

void ion_waiting_ended(const struct ion_child *child)
{
	if (child->is_waited) {
		return;
	}
	count_end(&child->exit);
	if (!child->is_detached) {
		ended_push(&ION_G(waiting), ended_of(child->pid, &child->exit));
	}
}

void ion_waiting_failed(void)
{
	ION_G(waiting).failed++;
}

void ion_waiting_init(struct ion_waiting *waiting)
{
	ion_list_init(&waiting->waiters);
}

void ion_waiting_drop(void)
{
	struct ion_waiting *waiting = &ION_G(waiting);
	struct ion_ended *ended = waiting->ended;
	zend_object *all = waiting->all;
	/* a suspended Fiber may still own the promise of one */
	while (ion_list_pop(&waiting->waiters) != NULL) {
	}
	memset(waiting, 0, sizeof(*waiting));
	ion_waiting_init(waiting);
	if (ended != NULL) {
		efree(ended);
	}
	if (all != NULL) {
		OBJ_RELEASE(all);
	}
}
