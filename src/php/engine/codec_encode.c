/*
 * See codec.h; docs/internals/wire-format.md says what becomes of each kind of value.
 *
 * User code that runs meanwhile may do anything to what is being encoded: arrays and objects are held
 * while they are walked, and properties are walked in a copy.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_smart_str.h"

#include "php/engine/codec.h"

#include "php/engine/codec_internal.h"
#include "php/engine/compat.h"

struct encoder {
	struct ion_value_writer *writer;
	zend_object **thrown;
};

/* Where a value is, for messages. Each one stands on the C stack of whoever walks around it. */
struct place {
	const struct place *around; /* NULL: the value is the whole */
	zend_string *key;           /* NULL: the index */
	zend_ulong index;
	bool is_property;
	unsigned depth; /* arrays and objects around it */
};

static enum ion_call encode_compound(
	struct encoder *encoder, const struct place *place, zval *value);

static void append_place(smart_str *text, const struct place *place)
{
	if (place->around == NULL) {
		return;
	}
	append_place(text, place->around);
	if (place->is_property) {
		const char *class_name, *name;
		size_t size;
		ion_codec_split_name(place->key, &class_name, &name, &size);
		smart_str_appends(text, "->");
		smart_str_appendl(text, name, size);
	} else if (place->key != NULL) {
		smart_str_appends(text, "[\"");
		smart_str_append_escaped_truncated(text, place->key, ION_CODEC_SHOWN_MAX);
		smart_str_appends(text, "\"]");
	} else {
		smart_str_appendc(text, '[');
		smart_str_append_long(text, (zend_long) place->index);
		smart_str_appendc(text, ']');
	}
}

static enum ion_call refuse(
	struct encoder *encoder, const struct place *place, const char *what, const char *why)
{
	smart_str at = {0};
	append_place(&at, place);
	smart_str_0(&at);
	*encoder->thrown = ion_host_exception_new(zend_ce_type_error, "Cannot send %s%s%s%s%s", what,
		at.s != NULL ? " at " : "", at.s != NULL ? ZSTR_VAL(at.s) : "", *why != '\0' ? ": " : "",
		why);
	smart_str_free(&at);
	return ION_CALL_THREW;
}

static enum ion_call refuse_size(struct encoder *encoder)
{
	*encoder->thrown = ion_host_exception_new(zend_ce_value_error,
		"The message is too long: it takes more than the limit (maxMessage) of %zu bytes",
		encoder->writer->limit != 0 ? encoder->writer->limit : (size_t) UINT32_MAX);
	return ION_CALL_THREW;
}

static enum ion_call check_depth(struct encoder *encoder, const struct place *place)
{
	if (EXPECTED(place->depth < ION_VALUE_DEPTH_MAX)) {
		return ION_CALL_RETURNED;
	}
	*encoder->thrown = ion_host_exception_new(zend_ce_value_error,
		"Cannot send more than %d arrays and objects inside one another, or one that contains "
		"itself",
		ION_VALUE_DEPTH_MAX);
	return ION_CALL_THREW;
}

/* False: it is none. */
static inline bool put_scalar(struct ion_value_writer *writer, const zval *value)
{
	switch (Z_TYPE_P(value)) {
		case IS_NULL:
			ion_value_put_null(writer);
			return true;
		case IS_FALSE:
		case IS_TRUE:
			ion_value_put_bool(writer, Z_TYPE_P(value) == IS_TRUE);
			return true;
		case IS_LONG:
			ion_value_put_int(writer, Z_LVAL_P(value));
			return true;
		case IS_DOUBLE:
			ion_value_put_float(writer, Z_DVAL_P(value));
			return true;
		case IS_STRING:
			ion_value_put_string(writer, Z_STRVAL_P(value), Z_STRLEN_P(value));
			return true;
		default:
			return false;
	}
}

static inline enum ion_call encode_value(
	struct encoder *encoder, const struct place *place, zval *value)
{
	ZVAL_DEREF(value);
	if (EXPECTED(put_scalar(encoder->writer, value))) {
		return ION_CALL_RETURNED;
	}
	return encode_compound(encoder, place, value);
}

/* The caller holds the array and has looked at the depth. */
static enum ion_call encode_list(
	struct encoder *encoder, const struct place *around, zend_array *array)
{
	struct place place = {.around = around, .depth = around->depth + 1};
	zval *value;
	ion_value_put_list(encoder->writer, zend_hash_num_elements(array));
	ZEND_HASH_FOREACH_VAL (array, value) {
		enum ion_call outcome = encode_value(encoder, &place, value);
		if (UNEXPECTED(outcome != ION_CALL_RETURNED)) {
			return outcome;
		}
		place.index++;
	}
	ZEND_HASH_FOREACH_END();
	return ION_CALL_RETURNED;
}

static enum ion_call encode_map(
	struct encoder *encoder, const struct place *around, zend_array *array, bool is_properties)
{
	struct place place = {
		.around = around, .depth = around->depth + 1, .is_property = is_properties};
	zval *value;
	ion_value_put_map(encoder->writer, zend_hash_num_elements(array));
	ZEND_HASH_FOREACH_KEY_VAL (array, place.index, place.key, value) {
		enum ion_call outcome;
		if (place.key != NULL) {
			ion_value_put_string(encoder->writer, ZSTR_VAL(place.key), ZSTR_LEN(place.key));
		} else {
			ion_value_put_int(encoder->writer, (zend_long) place.index);
		}
		outcome = encode_value(encoder, &place, value);
		if (UNEXPECTED(outcome != ION_CALL_RETURNED)) {
			return outcome;
		}
	}
	ZEND_HASH_FOREACH_END();
	return ION_CALL_RETURNED;
}

static enum ion_call encode_array(
	struct encoder *encoder, const struct place *place, zend_array *array)
{
	enum ion_call outcome = check_depth(encoder, place);
	if (UNEXPECTED(outcome != ION_CALL_RETURNED)) {
		return outcome;
	}
	/* held, it is copied by whoever writes to it meanwhile */
	GC_TRY_ADDREF(array);
	outcome = zend_array_is_list(array) ? encode_list(encoder, place, array)
										: encode_map(encoder, place, array, false);
	zend_array_release(array);
	return ion_codec_settle(outcome, encoder->thrown);
}

/* With the names that serialize() gives them; those that are not initialised are left out. */
static zend_array *copy_properties(zend_object *object)
{
	zend_array *properties, *copy;
	zval value;
	if (object->properties == NULL && object->handlers->get_properties_for == NULL &&
		object->handlers->get_properties == zend_std_get_properties &&
		!ion_compat_object_is_lazy(object)) {
		return zend_std_build_object_properties_array(object);
	}
	ZVAL_OBJ(&value, object);
	properties = zend_get_properties_for(&value, ZEND_PROP_PURPOSE_SERIALIZE);
	if (properties == NULL) {
		return zend_new_array(0);
	}
	copy = zend_array_dup(properties);
	zend_release_properties(properties);
	return copy;
}

static void put_class(struct ion_value_writer *writer, const zend_class_entry *ce)
{
	ion_value_put_object(writer, ZSTR_VAL(ce->name), ZSTR_LEN(ce->name));
}

static enum ion_call encode_properties(
	struct encoder *encoder, const struct place *place, zend_object *object)
{
	enum ion_call outcome;
	zval properties;
	ZVAL_ARR(&properties, copy_properties(object));
	/* a lazy object is made by user code */
	outcome = ion_codec_settle(ION_CALL_RETURNED, encoder->thrown);
	if (outcome == ION_CALL_RETURNED) {
		put_class(encoder->writer, object->ce);
		outcome = encode_map(encoder, place, Z_ARRVAL(properties), true);
	}
	zval_ptr_dtor(&properties);
	return outcome;
}

static enum ion_call encode_serialized(
	struct encoder *encoder, const struct place *place, zend_object *object)
{
	zval state;
	enum ion_call outcome =
		ion_host_call_method(object, object->ce->__serialize, 0, NULL, &state, encoder->thrown);
	if (outcome != ION_CALL_RETURNED) {
		return outcome;
	}
	if (Z_TYPE(state) != IS_ARRAY) {
		outcome = refuse(encoder, place, ZSTR_VAL(object->ce->name),
			"its __serialize() did not return an array");
	} else {
		put_class(encoder->writer, object->ce);
		outcome = encode_array(encoder, place, Z_ARRVAL(state));
	}
	zval_ptr_dtor(&state);
	return outcome;
}

static enum ion_call encode_enum(struct encoder *encoder, zend_object *object)
{
	const zval *name = zend_enum_fetch_case_name(object);
	ion_value_put_enum(encoder->writer, ZSTR_VAL(object->ce->name), ZSTR_LEN(object->ce->name));
	ion_value_put_string(encoder->writer, Z_STRVAL_P(name), Z_STRLEN_P(name));
	return ION_CALL_RETURNED;
}

static enum ion_call encode_object(
	struct encoder *encoder, const struct place *place, zend_object *object)
{
	zend_class_entry *ce = object->ce;
	enum ion_call outcome;
	const char *why;
	if (ce->ce_flags & ZEND_ACC_ENUM) {
		return encode_enum(encoder, object);
	}
	why = ion_codec_class_fault(ce, ce->__serialize);
	/* What it leaves out is not for others; what it runs for the purpose cannot be known. */
	if (why == NULL && ce->__serialize == NULL &&
		zend_hash_exists(&ce->function_table, ZSTR_KNOWN(ZEND_STR_SLEEP))) {
		why = "it has __sleep(), which is not heeded here; give it __serialize()";
	}
	if (why != NULL) {
		return refuse(encoder, place, ZSTR_VAL(ce->name), why);
	}
	outcome = check_depth(encoder, place);
	if (UNEXPECTED(outcome != ION_CALL_RETURNED)) {
		return outcome;
	}
	GC_ADDREF(object);
	outcome = ce->__serialize != NULL ? encode_serialized(encoder, place, object)
									  : encode_properties(encoder, place, object);
	OBJ_RELEASE(object);
	return ion_codec_settle(outcome, encoder->thrown);
}

static enum ion_call encode_compound(
	struct encoder *encoder, const struct place *place, zval *value)
{
	if (UNEXPECTED(encoder->writer->failed)) {
		return refuse_size(encoder);
	}
	switch (Z_TYPE_P(value)) {
		case IS_ARRAY:
			return encode_array(encoder, place, Z_ARRVAL_P(value));
		case IS_OBJECT:
			return encode_object(encoder, place, Z_OBJ_P(value));
		default:
			return refuse(encoder, place, zend_zval_type_name(value), "");
	}
}

enum ion_call ion_codec_encode(zval *value, struct ion_value_writer *writer, zend_object **thrown)
{
	struct encoder encoder = {.writer = writer, .thrown = thrown};
	struct place whole = {0};
	enum ion_call outcome = encode_value(&encoder, &whole, value);
	if (outcome == ION_CALL_RETURNED && UNEXPECTED(writer->failed)) {
		return refuse_size(&encoder);
	}
	return outcome;
}
