/*
 * Class ION\Promise, and the registration of its family.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_attributes.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "php/promise/php_promise.h"

#include "php/engine/await.h"
#include "php/promise/php_promise_family.h"
#include "promise/coroutine.h"
#include "promise/host.h"

#include "stubs/promise_arginfo.h"

bool ion_promise_construct(struct ion_promise *promise)
{
	if ((promise->flags & ION_PROMISE_CONSTRUCTED) != 0) {
		zend_throw_error(NULL, "Cannot call constructor twice");
		return false;
	}
	promise->flags |= ION_PROMISE_CONSTRUCTED;
	return true;
}

/* --- the promise itself -------------------------------------------------------------------- */

ZEND_METHOD(ION_Promise, __construct)
{
	zend_fcall_info done = empty_fcall_info, fail = empty_fcall_info;
	zend_fcall_info_cache done_fcc = empty_fcall_info_cache, fail_fcc = empty_fcall_info_cache;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);
	struct ion_callable own_done, own_fail;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_FUNC_OR_NULL(done, done_fcc)
		Z_PARAM_FUNC_OR_NULL(fail, fail_fcc)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_promise_construct(promise)) {
		RETURN_THROWS();
	}
	ion_callable_init(&own_done, &done, &done_fcc);
	ion_callable_init(&own_fail, &fail, &fail_fcc);
	if (promise->own == NULL && !ion_promise_has_settled(promise)) {
		ion_promise_set_own(promise, &own_done, &own_fail, false);
	}
	ion_callable_release(&own_done);
	ion_callable_release(&own_fail);
}

static void return_handler(zval *return_value, zval *this_zv, const struct ion_callable *done,
	const struct ion_callable *fail, bool is_finally)
{
	zend_object *child = ion_promise_then(ion_this_promise(this_zv), done, fail, is_finally);
	if (child != NULL) {
		RETVAL_OBJ(child);
	}
}

static void then_promise(zval *return_value, zval *this_zv, zval *other, bool has_fail)
{
	if (has_fail) {
		zend_argument_value_error(2, "must be null when argument #1 ($done) is a promise");
		return;
	}
	if (ion_promise_forward(ion_this_promise(this_zv), ion_promise_from_zval(other))) {
		RETVAL_OBJ_COPY(Z_OBJ_P(other));
	}
}

ZEND_METHOD(ION_Promise, then)
{
	zval *subject = NULL;
	zend_fcall_info fail = empty_fcall_info;
	zend_fcall_info_cache fail_fcc = empty_fcall_info_cache;
	struct ion_callable own_done, own_fail;
	char *error = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL_OR_NULL(subject)
		Z_PARAM_FUNC_OR_NULL(fail, fail_fcc)
	ZEND_PARSE_PARAMETERS_END();

	ion_callable_init_empty(&own_done);
	/* a Sequence is callable too, but a promise first */
	if (subject != NULL && ion_promise_from_zval(subject) != NULL) {
		then_promise(return_value, ZEND_THIS, subject, ZEND_FCI_INITIALIZED(fail));
		return;
	}
	if (subject != NULL && !ion_callable_init_zval(&own_done, subject, &error)) {
		if (!EG(exception)) {
			zend_argument_type_error(
				1, "must be a valid callback, an ION\\Promise or null, %s", error);
		}
		if (error != NULL) {
			efree(error);
		}
		RETURN_THROWS();
	}
	ion_callable_init(&own_fail, &fail, &fail_fcc);
	return_handler(return_value, ZEND_THIS, &own_done, &own_fail, false);
	ion_callable_release(&own_done);
	ion_callable_release(&own_fail);
}

static void then_one(INTERNAL_FUNCTION_PARAMETERS, bool is_done, bool is_finally)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	struct ion_callable callable, none;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();

	ion_callable_init(&callable, &fci, &fcc);
	ion_callable_init_empty(&none);
	return_handler(return_value, ZEND_THIS, is_done ? &callable : &none,
		is_done ? &none : &callable, is_finally);
	ion_callable_release(&callable);
}

ZEND_METHOD(ION_Promise, onDone)
{
	then_one(INTERNAL_FUNCTION_PARAM_PASSTHRU, true, false);
}

ZEND_METHOD(ION_Promise, onFail)
{
	then_one(INTERNAL_FUNCTION_PARAM_PASSTHRU, false, false);
}

ZEND_METHOD(ION_Promise, finally)
{
	then_one(INTERNAL_FUNCTION_PARAM_PASSTHRU, true, true);
}

ZEND_METHOD(ION_Promise, await)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_await(Z_OBJ_P(ZEND_THIS), return_value);
}

ZEND_METHOD(ION_Promise, forget)
{
	zend_object *child = NULL;
	zend_string *name = NULL;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(child, ion_ce_promise, name)
	ZEND_PARSE_PARAMETERS_END();

	ion_promise_forget(ion_this_promise(ZEND_THIS), child, name);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Promise, setName)
{
	zend_string *name;
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if (promise->name != NULL) {
		zend_string_release(promise->name);
	}
	promise->name = zend_string_copy(name);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Promise, getState)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_STRING(ion_promise_state_name(ion_this_promise(ZEND_THIS)));
}

ZEND_METHOD(ION_Promise, getFlags)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_LONG(ion_this_promise(ZEND_THIS)->flags & ION_PROMISE_PUBLIC_FLAGS);
}

ZEND_METHOD(ION_Promise, getResult)
{
	struct ion_promise *promise = ion_this_promise(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();

	if (!ion_promise_has_settled(promise)) {
		RETURN_NULL();
	}
	promise->flags |= ION_PROMISE_HANDLED;
	RETURN_COPY(&promise->result);
}

/* --- several ------------------------------------------------------------------------------- */

/* By PHP's own iterator_to_array(), with the keys. */
static HashTable *collect_traversable(zval *traversable)
{
	zend_function *fn = zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("iterator_to_array"));
	zend_object *thrown = NULL;
	zval members;
	if (fn == NULL) {
		zend_throw_error(NULL, "iterator_to_array() is disabled: pass an array");
		return NULL;
	}
	switch (ion_host_call_method(NULL, fn, 1, traversable, &members, &thrown)) {
		case ION_CALL_RETURNED:
			return Z_ARRVAL(members);
		case ION_CALL_THREW:
			zend_throw_exception_internal(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
	return NULL;
}

/* An owned array of the members: the arguments, or what the only one holds. NULL: exception. */
static HashTable *collect_members(uint32_t argc, zval *argv, HashTable *named)
{
	HashTable *members = zend_new_array(argc);
	zend_string *name;
	zval *value;
	if (argc == 1 && named == NULL && Z_TYPE(argv[0]) == IS_ARRAY) {
		zend_array_destroy(members);
		return zend_array_dup(Z_ARRVAL(argv[0]));
	}
	if (argc == 1 && named == NULL && Z_TYPE(argv[0]) == IS_OBJECT &&
		ion_promise_from_zval(&argv[0]) == NULL &&
		instanceof_function(Z_OBJCE(argv[0]), zend_ce_traversable)) {
		zend_array_destroy(members);
		return collect_traversable(&argv[0]);
	}
	for (uint32_t i = 0; i < argc; i++) {
		Z_TRY_ADDREF(argv[i]);
		zend_hash_next_index_insert_new(members, &argv[i]);
	}
	if (named != NULL) {
		ZEND_HASH_FOREACH_STR_KEY_VAL (named, name, value) {
			Z_TRY_ADDREF_P(value);
			zend_hash_update(members, name, value);
		}
		ZEND_HASH_FOREACH_END();
	}
	return members;
}

static void combine(INTERNAL_FUNCTION_PARAMETERS, enum ion_combine_mode mode)
{
	uint32_t argc;
	zval *argv;
	HashTable *named = NULL;
	HashTable *members;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(0, -1)
		Z_PARAM_VARIADIC_WITH_NAMED(argv, argc, named)
	ZEND_PARSE_PARAMETERS_END();

	members = collect_members(argc, argv, named);
	if (members == NULL) {
		RETURN_THROWS();
	}
	if ((mode == ION_COMBINE_ANY || mode == ION_COMBINE_RACE) &&
		zend_hash_num_elements(members) == 0) {
		zend_array_destroy(members);
		zend_value_error("ION\\Promise::%s() needs at least one promise",
			mode == ION_COMBINE_ANY ? "any" : "race");
		RETURN_THROWS();
	}
	promise = ion_promise_combine(mode, members);
	zend_array_destroy(members);
	if (EG(exception)) {
		OBJ_RELEASE(promise);
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Promise, all)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_COMBINE_ALL);
}

ZEND_METHOD(ION_Promise, any)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_COMBINE_ANY);
}

ZEND_METHOD(ION_Promise, race)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_COMBINE_RACE);
}

ZEND_METHOD(ION_Promise, settle)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_COMBINE_SETTLE);
}

ZEND_METHOD(ION_Promise, invoke)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	struct ion_callable callable;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, -1)
		Z_PARAM_FUNC(fci, fcc)
		Z_PARAM_VARIADIC_WITH_NAMED(fci.params, fci.param_count, fci.named_params)
	ZEND_PARSE_PARAMETERS_END();

	if (fci.named_params != NULL) {
		zend_argument_value_error(2, "must not be a named argument: pass them by position");
		RETURN_THROWS();
	}
	ion_callable_init(&callable, &fci, &fcc);
	promise = ion_promise_call(&callable, fci.param_count, fci.params);
	ion_callable_release(&callable);
	if (EG(exception)) {
		OBJ_RELEASE(promise);
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

/* --- registration -------------------------------------------------------------------------- */

void ion_promise_minit(void)
{
	ion_promise_handlers_init();
	ion_coroutine_init();
	ion_ce_promise = register_class_ION_Promise();
	ion_ce_resolvable_promise = register_class_ION_ResolvablePromise(ion_ce_promise);
	ion_ce_deferred = register_class_ION_Deferred(ion_ce_resolvable_promise);
	ion_ce_sequence = register_class_ION_Sequence(ion_ce_promise, zend_ce_aggregate);
	ion_ce_promise->create_object = ion_promise_create;
	ion_ce_resolvable_promise->create_object = ion_promise_create;
	ion_ce_deferred->create_object = ion_promise_create;
	ion_ce_sequence->create_object = ion_promise_create;
	ion_ce_sequence->get_iterator = ion_sequence_get_iterator;
	ion_await_init();
}

void ion_promise_mshutdown(void)
{
	ion_promise_handlers_release();
}
