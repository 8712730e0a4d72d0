/*
 * See codec_internal.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/engine/codec_internal.h"

#include "php/engine/boundary.h"

const char *ion_codec_class_fault(const zend_class_entry *ce, const zend_function *magic)
{
	if (ce->ce_flags & (ZEND_ACC_NOT_SERIALIZABLE | ZEND_ACC_ANON_CLASS)) {
		return "";
	}
	if (magic != NULL) {
		return NULL;
	}
	if (ce->serialize != NULL) {
		return "it is Serializable without __serialize() and __unserialize()";
	}
	/* Built-in classes that are made in a way of their own have a state that no property shows.
	 * Throwables are made so only for their trace, which is a property. */
	if (ce->create_object != NULL && !instanceof_function(ce, zend_ce_throwable)) {
		return "it keeps a state that cannot be seen from outside";
	}
	return NULL;
}

bool ion_codec_split_name(
	const zend_string *key, const char **ret_class, const char **ret_name, size_t *ret_size)
{
	const char *start = ZSTR_VAL(key), *end = start + ZSTR_LEN(key), *second;
	*ret_class = NULL;
	*ret_name = start;
	*ret_size = ZSTR_LEN(key);
	if (start == end || *start != '\0') {
		return true;
	}
	second = memchr(start + 1, '\0', ZSTR_LEN(key) - 1);
	if (second == NULL || second == start + 1) {
		return false;
	}
	*ret_class = start + 1;
	*ret_name = second + 1;
	*ret_size = (size_t) (end - *ret_name);
	return true;
}

enum ion_call ion_codec_settle(enum ion_call outcome, zend_object **thrown)
{
	zend_object *later = NULL;
	enum ion_call how;
	zval unused;
	if (EXPECTED(EG(exception) == NULL)) {
		return outcome;
	}
	ZVAL_NULL(&unused);
	how = ion_boundary_outcome(&unused, &later);
	if (how == ION_CALL_EXITED) {
		if (outcome == ION_CALL_THREW) {
			OBJ_RELEASE(*thrown);
			*thrown = NULL;
		}
	} else if (outcome == ION_CALL_THREW) {
		zend_exception_set_previous(*thrown, later);
	} else {
		*thrown = later;
	}
	return how;
}

enum ion_codec_result ion_codec_result_of(enum ion_call outcome)
{
	switch (outcome) {
		case ION_CALL_RETURNED:
			return ION_CODEC_OK;
		case ION_CALL_THREW:
			return ION_CODEC_REFUSED;
		default:
			return ION_CODEC_EXITED;
	}
}

enum ion_codec_result ion_codec_after_user_code(zend_object **thrown)
{
	return ion_codec_result_of(ion_codec_settle(ION_CALL_RETURNED, thrown));
}
