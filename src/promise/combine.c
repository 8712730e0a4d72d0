/*
 * One promise over several: all, any, race, settle. What is no promise counts as done.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/object.h"

#include "promise/host.h"

struct combination {
	enum ion_combine_mode mode;
	uint32_t left; /* members still to settle, and one more while they are being counted */
	zval outcomes; /* owned: by key, in the order given: values, records or errors */
};

static void combination_release(void *op)
{
	struct combination *combination = op;
	zval_ptr_dtor(&combination->outcomes);
	efree(combination);
}

static void combination_trace(void *op, zend_get_gc_buffer *buffer)
{
	zend_get_gc_buffer_add_zval(buffer, &((struct combination *) op)->outcomes);
}

static const struct ion_deferred_ops combination_ops = {
	.release = combination_release,
	.trace = combination_trace,
};

/* A record of settle(); `value` is borrowed. */
static void make_record(zval *record, const char *state, bool is_done, zval *value)
{
	zval copy, none;
	ZVAL_NULL(&none);
	ZVAL_COPY(&copy, value);
	array_init_size(record, 3);
	add_assoc_string(record, "state", state);
	add_assoc_zval(record, "value", is_done ? &copy : &none);
	add_assoc_zval(record, "error", is_done ? &none : &copy);
}

static void store(struct combination *combination, const zval *key, zval *value)
{
	SEPARATE_ARRAY(&combination->outcomes);
	if (Z_TYPE_P(key) == IS_STRING) {
		zend_hash_update(Z_ARRVAL(combination->outcomes), Z_STR_P(key), value);
	} else {
		zend_hash_index_update(Z_ARRVAL(combination->outcomes), (zend_ulong) Z_LVAL_P(key), value);
	}
}

static void finish_all(struct ion_work *work, struct ion_promise *target)
{
	struct combination *combination = target->source->op;
	zval result;
	if (combination->mode != ION_COMBINE_ANY) {
		ZVAL_COPY(&result, &combination->outcomes);
		ion_work_resolve(work, target, true, &result);
		return;
	}
	ZVAL_OBJ(&result, ion_host_exception_new(ion_ce_promise_exception,
						  "None of the promises is done: all of them failed"));
	zend_update_property(
		ion_ce_promise_exception, Z_OBJ(result), ZEND_STRL("errors"), &combination->outcomes);
	ion_work_resolve(work, target, false, &result);
}

static bool decides(enum ion_combine_mode mode, bool is_done)
{
	switch (mode) {
		case ION_COMBINE_ALL:
			return !is_done;
		case ION_COMBINE_ANY:
			return is_done;
		case ION_COMBINE_RACE:
			return true;
		case ION_COMBINE_SETTLE:
			break;
	}
	return false;
}

/* `value` is owned by the call. */
static void take(struct ion_work *work, struct ion_promise *target, const zval *key,
	const char *state, bool is_done, zval *value)
{
	struct combination *combination;
	zval record;
	if (ion_promise_has_settled(target)) {
		zval_ptr_dtor(value);
		return;
	}
	combination = target->source->op;
	if (decides(combination->mode, is_done)) {
		ion_work_resolve(work, target, is_done, value);
		return;
	}
	if (combination->mode == ION_COMBINE_SETTLE) {
		make_record(&record, state, is_done, value);
		zval_ptr_dtor(value);
		store(combination, key, &record);
	} else {
		store(combination, key, value);
	}
	if (--combination->left == 0) {
		finish_all(work, target);
	}
}

void ion_work_member(
	struct ion_work *work, struct ion_reaction *reaction, bool is_done, zval *value)
{
	take(work, ion_promise_from_obj(reaction->target), &reaction->key,
		ion_promise_state_name(ion_reaction_source(reaction)), is_done, value);
}

static void add_member(
	struct ion_work *work, struct ion_promise *target, const zval *key, zval *value)
{
	struct ion_promise *member = ion_promise_from_zval(value);
	zval copy;
	ZVAL_DEREF(value);
	if (member == NULL) {
		ZVAL_COPY(&copy, value);
		take(work, target, key, "done", true, &copy);
		return;
	}
	member->flags |= ION_PROMISE_HANDLED;
	if (ion_promise_has_settled(member)) {
		ZVAL_COPY(&copy, &member->result);
		take(work, target, key, ion_promise_state_name(member), member->status == ION_PROMISE_DONE,
			&copy);
	} else if (!ion_promise_has_settled(target)) {
		ZVAL_COPY(&ion_reaction_add(member, ION_REACT_MEMBER, &target->std)->key, key);
	}
}

/* A function and not a macro within a macro: the engine's share the names of their locals. */
static void make_key(zval *key, zend_ulong index, zend_string *name)
{
	if (name != NULL) {
		ZVAL_STR(key, name);
	} else {
		ZVAL_LONG(key, (zend_long) index);
	}
}

static void add_members(struct ion_work *work, struct ion_promise *target, HashTable *members)
{
	zend_ulong index;
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_KEY_VAL (members, index, name, value) {
		zval key;
		make_key(&key, index, name);
		add_member(work, target, &key, value);
	}
	ZEND_HASH_FOREACH_END();
}

zend_object *ion_promise_combine(enum ion_combine_mode mode, HashTable *members)
{
	struct combination *combination = emalloc(sizeof(*combination));
	struct ion_promise *target =
		ion_promise_from_obj(ion_deferred_new(&combination_ops, combination));
	struct ion_work *work = ion_work_begin();
	combination->mode = mode;
	combination->left = zend_hash_num_elements(members) + 1;
	/* the copy fixes the order of the keys; every value is replaced */
	ZVAL_ARR(&combination->outcomes, zend_array_dup(members));
	add_members(work, target, members);
	if (!ion_promise_has_settled(target) && --combination->left == 0) {
		finish_all(work, target);
	}
	ion_work_end(work);
	return &target->std;
}
