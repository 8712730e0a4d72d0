/*
 * See callable.h. The rules of routing are those of PHP's own argument checks; they are written out
 * here because the engine's coerce the value, raise deprecations and autoload on the way.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "promise/callable.h"

#include <inttypes.h>
#include <math.h>

void ion_callable_init(
	struct ion_callable *callable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	if (!ZEND_FCI_INITIALIZED(*fci)) {
		ion_callable_init_empty(callable);
		return;
	}
	ZVAL_COPY(&callable->target, &fci->function_name);
	callable->fcc = *fcc;
}

bool ion_callable_init_zval(struct ion_callable *callable, zval *target, char **ret_error)
{
	zend_fcall_info_cache fcc;
	if (!zend_is_callable_ex(target, NULL, 0, NULL, &fcc, ret_error)) {
		ion_callable_init_empty(callable);
		return false;
	}
	/* a trampoline serves a single call */
	zend_release_fcall_info_cache(&fcc);
	ZVAL_COPY(&callable->target, target);
	callable->fcc = fcc;
	return true;
}

void ion_callable_copy(struct ion_callable *to, const struct ion_callable *from)
{
	if (!ion_callable_is_set(from)) {
		ion_callable_init_empty(to);
		return;
	}
	ZVAL_COPY(&to->target, &from->target);
	to->fcc = from->fcc;
}

void ion_callable_release(struct ion_callable *callable)
{
	zval target;
	ZVAL_COPY_VALUE(&target, &callable->target);
	ion_callable_init_empty(callable);
	zval_ptr_dtor(&target);
}

/* Not what the engine calls a closure, which is another word in each version of PHP. */
static zend_string *function_name(const zend_function *fn)
{
	const uint32_t closure = ZEND_ACC_CLOSURE | ZEND_ACC_FAKE_CLOSURE;
	if ((fn->common.fn_flags & closure) == ZEND_ACC_CLOSURE) {
		return zend_string_init("{closure}", sizeof("{closure}") - 1, 0);
	}
	if (fn->common.scope == NULL) {
		return zend_string_copy(fn->common.function_name);
	}
	return zend_strpprintf(
		0, "%s::%s", ZSTR_VAL(fn->common.scope->name), ZSTR_VAL(fn->common.function_name));
}

zend_string *ion_callable_name(const struct ion_callable *callable)
{
	const zend_function *fn = callable->fcc.function_handler;
	zend_string *name, *with_place;
	if (fn == NULL) {
		zval target;
		ZVAL_COPY_VALUE(&target, &callable->target);
		return zend_get_callable_name(&target);
	}
	name = function_name(fn);
	if (fn->type != ZEND_USER_FUNCTION) {
		return name;
	}
	with_place = zend_strpprintf(0, "%s (%s:%" PRIu32 ")", ZSTR_VAL(name),
		ZSTR_VAL(fn->op_array.filename), fn->op_array.line_start);
	zend_string_release(name);
	return with_place;
}

bool ion_callable_is_generator(const struct ion_callable *callable)
{
	const zend_function *fn = callable->fcc.function_handler;
	return fn != NULL && (fn->common.fn_flags & ZEND_ACC_GENERATOR) != 0;
}

/* --- routing ------------------------------------------------------------------------------- */

void ion_route_init(struct ion_route *route, const struct ion_callable *callable)
{
	const zend_function *fn = callable->fcc.function_handler;
	*route = (struct ion_route){.type = NULL};
	if (fn == NULL || (fn->common.fn_flags & ZEND_ACC_CALL_VIA_TRAMPOLINE) != 0) {
		return;
	}
	/* the variadic parameter stands behind the counted ones */
	if (fn->common.num_args == 0 && (fn->common.fn_flags & ZEND_ACC_VARIADIC) == 0) {
		return;
	}
	if (!ZEND_TYPE_IS_SET(fn->common.arg_info[0].type)) {
		return;
	}
	route->type = &fn->common.arg_info[0].type;
	route->scope = fn->common.scope;
	route->is_strict =
		fn->type == ZEND_USER_FUNCTION && (fn->common.fn_flags & ZEND_ACC_STRICT_TYPES) != 0;
}

static zend_class_entry *find_class(const struct ion_route *route, zend_string *name)
{
	if (zend_string_equals_literal_ci(name, "self")) {
		return route->scope;
	}
	if (zend_string_equals_literal_ci(name, "parent")) {
		return route->scope != NULL ? route->scope->parent : NULL;
	}
	return zend_lookup_class_ex(name, NULL, ZEND_FETCH_CLASS_NO_AUTOLOAD);
}

static bool accepts_class(const struct ion_route *route, const zend_type *type, zval *value)
{
	zend_class_entry *class_entry = find_class(route, ZEND_TYPE_NAME(*type));
	return class_entry != NULL && instanceof_function(Z_OBJCE_P(value), class_entry);
}

static bool accepts_all(const struct ion_route *route, const zend_type *type, zval *value)
{
	const zend_type *member;
	ZEND_TYPE_LIST_FOREACH(ZEND_TYPE_LIST(*type), member)
	{
		if (!accepts_class(route, member, value)) {
			return false;
		}
	}
	ZEND_TYPE_LIST_FOREACH_END();
	return true;
}

/* The classes named in a type: one, a union, an intersection or a union of intersections. */
static bool accepts_object(const struct ion_route *route, zval *value)
{
	const zend_type *type = route->type;
	const zend_type *member;
	if (!ZEND_TYPE_HAS_LIST(*type)) {
		return ZEND_TYPE_HAS_NAME(*type) && accepts_class(route, type, value);
	}
	if (ZEND_TYPE_IS_INTERSECTION(*type)) {
		return accepts_all(route, type, value);
	}
	ZEND_TYPE_LIST_FOREACH(ZEND_TYPE_LIST(*type), member)
	{
		if (ZEND_TYPE_HAS_LIST(*member) ? accepts_all(route, member, value)
										: accepts_class(route, member, value)) {
			return true;
		}
	}
	ZEND_TYPE_LIST_FOREACH_END();
	return false;
}

/* The class part of "Class::method", without loading it. */
static bool names_known_class(zend_string *name)
{
	const char *colon = zend_memrchr(ZSTR_VAL(name), ':', ZSTR_LEN(name));
	zend_string *class_name;
	zend_class_entry *class_entry;
	if (colon == NULL || colon == ZSTR_VAL(name) || colon[-1] != ':') {
		return true;
	}
	class_name = zend_string_init(ZSTR_VAL(name), (size_t) (colon - 1 - ZSTR_VAL(name)), 0);
	class_entry = zend_lookup_class_ex(class_name, NULL, ZEND_FETCH_CLASS_NO_AUTOLOAD);
	zend_string_release(class_name);
	return class_entry != NULL;
}

static bool accepts_callable(zval *value)
{
	zval *first;
	if (Z_TYPE_P(value) == IS_STRING) {
		return names_known_class(Z_STR_P(value)) && zend_is_callable(value, 0, NULL);
	}
	if (Z_TYPE_P(value) == IS_ARRAY) {
		first = zend_hash_index_find(Z_ARRVAL_P(value), 0);
		if (first == NULL) {
			return false;
		}
		ZVAL_DEREF(first);
		if (Z_TYPE_P(first) == IS_STRING &&
			zend_lookup_class_ex(Z_STR_P(first), NULL, ZEND_FETCH_CLASS_NO_AUTOLOAD) == NULL) {
			return false;
		}
		return zend_is_callable(value, 0, NULL);
	}
	return Z_TYPE_P(value) == IS_OBJECT && zend_is_callable(value, 0, NULL);
}

/*
 * Weak mode. A value that fits several types goes to the first of int, float, string, bool. A number
 * with a fraction that may become an int raises a deprecation there, even if a later type would take
 * it; one that fits no int goes on to the later types.
 */
static bool accepts_number(uint32_t mask, double number, uint32_t later)
{
	if ((mask & MAY_BE_LONG) != 0 && isfinite(number) && ZEND_DOUBLE_FITS_LONG(number)) {
		return floor(number) == number;
	}
	return (mask & later) != 0;
}

static bool accepts_string(uint32_t mask, zend_string *string, uint32_t later)
{
	zend_long integer;
	double number;
	if ((mask & (MAY_BE_LONG | MAY_BE_DOUBLE)) == 0) {
		return (mask & later) != 0;
	}
	switch (is_numeric_string(ZSTR_VAL(string), ZSTR_LEN(string), &integer, &number, false)) {
		case IS_LONG:
			return true;
		case IS_DOUBLE:
			return (mask & MAY_BE_DOUBLE) != 0 || accepts_number(mask, number, later);
		default:
			return (mask & later) != 0;
	}
}

static bool accepts_scalar(uint32_t mask, zval *value)
{
	/* only the whole type converts, not false or true alone */
	uint32_t boolean = (mask & MAY_BE_BOOL) == MAY_BE_BOOL ? MAY_BE_BOOL : 0;
	switch (Z_TYPE_P(value)) {
		case IS_FALSE:
		case IS_TRUE:
			return (mask & (MAY_BE_LONG | MAY_BE_DOUBLE | MAY_BE_STRING)) != 0;
		case IS_LONG:
			return (mask & (MAY_BE_DOUBLE | MAY_BE_STRING | boolean)) != 0;
		case IS_DOUBLE:
			return accepts_number(mask, Z_DVAL_P(value), MAY_BE_STRING | boolean);
		case IS_STRING:
			return accepts_string(mask, Z_STR_P(value), boolean);
		case IS_OBJECT:
			return (mask & MAY_BE_STRING) != 0 && Z_OBJCE_P(value)->__tostring != NULL;
		default:
			/* null: user functions refuse it, internal ones deprecate it */
			return false;
	}
}

bool ion_route_accepts(const struct ion_route *route, zval *value)
{
	uint32_t mask;
	if (route->type == NULL) {
		return true;
	}
	ZVAL_DEREF(value);
	if (ZEND_TYPE_CONTAINS_CODE(*route->type, Z_TYPE_P(value))) {
		return true;
	}
	if (Z_TYPE_P(value) == IS_OBJECT && ZEND_TYPE_IS_COMPLEX(*route->type) &&
		accepts_object(route, value)) {
		return true;
	}
	mask = ZEND_TYPE_FULL_MASK(*route->type);
	if ((mask & MAY_BE_CALLABLE) != 0 && accepts_callable(value)) {
		return true;
	}
	if (route->is_strict) {
		return Z_TYPE_P(value) == IS_LONG && (mask & MAY_BE_DOUBLE) != 0;
	}
	return accepts_scalar(mask, value);
}
