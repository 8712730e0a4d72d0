/*
 * Class ION\Sequence and its iterator.
 *
 * The iterator keeps what arrives between two steps of a foreach. The sequence does not own it: it
 * unlinks itself when the foreach is left.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"
#include "zend_interfaces.h"

#include "php/promise/php_promise.h"

#include "php/engine/await.h"
#include "promise/host.h"

ZEND_METHOD(ION_Sequence, __construct)
{
	zend_fcall_info starter = empty_fcall_info, release = empty_fcall_info;
	zend_fcall_info_cache starter_fcc = empty_fcall_info_cache;
	zend_fcall_info_cache release_fcc = empty_fcall_info_cache;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	struct ion_callable callable, none;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_FUNC_OR_NULL(starter, starter_fcc)
		Z_PARAM_FUNC_OR_NULL(release, release_fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_construct(promise)) {
		RETURN_THROWS();
	}
	ion_callable_init_empty(&none);
	ion_callable_init(&callable, &starter, &starter_fcc);
	if (promise->own == NULL) {
		ion_promise_set_own(promise, &callable, &none, false);
	}
	ion_callable_release(&callable);
	ion_callable_release(&promise->sequence->release);
	ion_callable_init(&promise->sequence->release, &release, &release_fcc);
}

ZEND_METHOD(ION_Sequence, __invoke)
{
	uint32_t argc;
	zval *argv;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	zend_object *run;

	ZEND_PARSE_PARAMETERS_START(0, -1)
		Z_PARAM_VARIADIC('+', argv, argc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_check_settle(promise, "__invoke")) {
		RETURN_THROWS();
	}
	run = ion_sequence_invoke(promise, argc, argv);
	if (run == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(run);
}

ZEND_METHOD(ION_Sequence, cancel)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_sequence_end(Z_OBJ_P(ZEND_THIS), "The sequence was cancelled");
}

ZEND_METHOD(ION_Sequence, getIterator)
{
	ZEND_PARSE_PARAMETERS_NONE();

	zend_create_internal_iterator_zval(return_value, ZEND_THIS);
}

/* --- the iterator -------------------------------------------------------------------------- */

struct arrival {
	struct arrival *next;
	zval value; /* owned */
	bool is_failure;
};

struct sequence_iterator {
	zend_object_iterator std;     /* `data` is the sequence */
	struct ion_reaction listener; /* at the sequence; its source is NULL when it is not */
	struct arrival *first;        /* owned: what has not been looped over; the current one first */
	struct arrival **end;
	zend_long key; /* of the current one */
	bool is_lent;  /* the sequence is not owned now */
};

static struct ion_promise *iterated(const struct sequence_iterator *iterator)
{
	return ion_promise_from_obj(Z_OBJ(iterator->std.data));
}

/* Takes the value over. */
static void add_arrival(struct sequence_iterator *iterator, zval *value, bool is_failure)
{
	struct arrival *arrival = emalloc(sizeof(*arrival));
	arrival->next = NULL;
	arrival->is_failure = is_failure;
	ZVAL_COPY_VALUE(&arrival->value, value);
	*iterator->end = arrival;
	iterator->end = &arrival->next;
}

static void on_arrival(struct ion_reaction *self, bool is_done, zval *value)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) self->target;
	if (iterator->listener.source == NULL) {
		/* the foreach was left in this very run */
		return;
	}
	Z_TRY_ADDREF_P(value);
	add_arrival(iterator, value, !is_done);
}

static void drop_first(struct sequence_iterator *iterator)
{
	struct arrival *arrival = iterator->first;
	iterator->first = arrival->next;
	if (iterator->first == NULL) {
		iterator->end = &iterator->first;
	}
	zval_ptr_dtor(&arrival->value);
	efree(arrival);
}

static void iterator_dtor(zend_object_iterator *object)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) object;
	while (iterator->first != NULL) {
		drop_first(iterator);
	}
	if (iterator->listener.source != NULL) {
		ion_list_remove(&iterator->listener.node);
		iterator->listener.source = NULL;
		ion_sequence_update(iterated(iterator));
	}
	if (!iterator->is_lent) {
		zval_ptr_dtor(&object->data);
	}
}

/*
 * One wait. The engine does not show the iterator of a suspended foreach to the cycle collector, and
 * an iterator that owned the sequence would keep an abandoned fiber for ever. So it hands its
 * reference back meanwhile, when somebody else holds the sequence too.
 */
static void wait_once(struct sequence_iterator *iterator)
{
	zend_object *sequence = Z_OBJ(iterator->std.data);
	zval value;
	iterator->is_lent = EG(active_fiber) != NULL && GC_REFCOUNT(sequence) > 1;
	if (iterator->is_lent) {
		OBJ_RELEASE(sequence);
	}
	ion_await(sequence, &value);
	zval_ptr_dtor(&value);
	if (!iterator->is_lent) {
		return;
	}
	iterator->is_lent = false;
	if (iterator->listener.source != NULL) {
		GC_ADDREF(sequence);
	} else {
		/* it ended, and may be gone */
		ZVAL_UNDEF(&iterator->std.data);
	}
}

static bool has_ended(const struct sequence_iterator *iterator)
{
	return Z_ISUNDEF(iterator->std.data) || ion_promise_has_settled(iterated(iterator));
}

/* Without a wait, when the next value is there already. */
static bool take_at_hand(struct sequence_iterator *iterator)
{
	zval value;
	if (!ion_sequence_take(iterated(iterator), &iterator->listener, &value)) {
		return false;
	}
	add_arrival(iterator, &value, false);
	return true;
}

/* Waits until something has arrived. False at the end, or with an exception. */
static bool wait_for_arrival(struct sequence_iterator *iterator)
{
	while (iterator->first == NULL) {
		if (has_ended(iterator)) {
			return false;
		}
		if (take_at_hand(iterator)) {
			return true;
		}
		if (EG(exception) != NULL) {
			return false;
		}
		wait_once(iterator);
		if (EG(exception) == NULL) {
			continue;
		}
		if (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception)) ||
			(iterator->first == NULL && !has_ended(iterator))) {
			return false;
		}
		/* the end of the sequence, or a failed run, which has arrived here too */
		zend_clear_exception();
	}
	return true;
}

static int iterator_valid(zend_object_iterator *object)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) object;
	if (!wait_for_arrival(iterator)) {
		return FAILURE;
	}
	if (iterator->first->is_failure) {
		zend_object *exception = Z_OBJ(iterator->first->value);
		GC_ADDREF(exception);
		drop_first(iterator);
		zend_throw_exception_internal(exception);
		return FAILURE;
	}
	return SUCCESS;
}

static zval *iterator_current(zend_object_iterator *object)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) object;
	return iterator->first != NULL ? &iterator->first->value : NULL;
}

static void iterator_key(zend_object_iterator *object, zval *key)
{
	ZVAL_LONG(key, ((struct sequence_iterator *) object)->key);
}

static void iterator_forward(zend_object_iterator *object)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) object;
	if (iterator->first != NULL) {
		drop_first(iterator);
		iterator->key++;
	}
}

/* A sequence has no start to go back to. */
static void iterator_rewind(zend_object_iterator *object)
{
	(void) object;
}

static HashTable *iterator_get_gc(zend_object_iterator *object, zval **table, int *count)
{
	struct sequence_iterator *iterator = (struct sequence_iterator *) object;
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (!iterator->is_lent) {
		zend_get_gc_buffer_add_zval(buffer, &object->data);
	}
	for (struct arrival *arrival = iterator->first; arrival != NULL; arrival = arrival->next) {
		zend_get_gc_buffer_add_zval(buffer, &arrival->value);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return NULL;
}

static const zend_object_iterator_funcs iterator_funcs = {
	.dtor = iterator_dtor,
	.valid = iterator_valid,
	.get_current_data = iterator_current,
	.get_current_key = iterator_key,
	.move_forward = iterator_forward,
	.rewind = iterator_rewind,
	.get_gc = iterator_get_gc,
};

zend_object_iterator *ion_sequence_get_iterator(
	zend_class_entry *class_entry, zval *object, int by_ref)
{
	struct sequence_iterator *iterator;
	(void) class_entry;
	if (by_ref) {
		zend_throw_error(NULL, "An iterator cannot be used with foreach by reference");
		return NULL;
	}
	iterator = ecalloc(1, sizeof(*iterator));
	zend_iterator_init(&iterator->std);
	ZVAL_OBJ_COPY(&iterator->std.data, Z_OBJ_P(object));
	iterator->std.funcs = &iterator_funcs;
	iterator->end = &iterator->first;
	iterator->listener.kind = ION_REACT_LISTEN;
	iterator->listener.on_fire = on_arrival;
	ZVAL_UNDEF(&iterator->listener.key);
	ion_list_init(&iterator->listener.node);
	if (!ion_promise_has_settled(iterated(iterator))) {
		ion_reaction_attach(iterated(iterator), &iterator->listener, &iterator->std.std);
	}
	return &iterator->std;
}
