/*
 * See codec.h; docs/internals/wire-format.md says what becomes of each kind of value.
 *
 * The whole input is checked first; the classes of all of it before the first one is looked up (see
 * codec_classes.c); and user code of objects runs when all of them are there. What goes wrong earlier
 * has run nothing but the autoloader for allowed classes.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/engine/codec.h"

#include "php/engine/codec_internal.h"
#include "php/engine/compat.h"
#include "php/engine/errors.h"

/* An object that waits for its last step. */
struct made {
	zend_object *object; /* owned */
	zval state;          /* owned: for __unserialize(); UNDEF: for __wakeup(), if there is one */
};

struct decoder {
	struct ion_value_reader reader;
	struct ion_codec_classes classes;
	zend_object **thrown;
	struct made *made; /* owned */
	uint32_t made_count, made_room;
};

static enum ion_codec_result decode_value(struct decoder *decoder, zval *ret);

/* The input was checked before: where it says that a string follows, one does. */
static inline void read_token(struct decoder *decoder, struct ion_value_token *ret)
{
	if (UNEXPECTED(!ion_value_read(&decoder->reader, ret))) {
		ZEND_UNREACHABLE();
	}
}

static inline zend_string *make_string(const struct ion_value_token *token)
{
	if (token->size > 1) {
		return zend_string_init(token->text, token->size, 0);
	}
	return token->size == 0 ? ZSTR_EMPTY_ALLOC() : ZSTR_CHAR((zend_uchar) *token->text);
}

static enum ion_codec_result decode_list(struct decoder *decoder, uint32_t count, zval *ret)
{
	enum ion_codec_result result = ION_CODEC_OK;
	if (count == 0) {
		ZVAL_EMPTY_ARRAY(ret);
		return ION_CODEC_OK;
	}
	array_init_size(ret, count);
	zend_hash_real_init_packed(Z_ARRVAL_P(ret));
	ZEND_HASH_FILL_PACKED(Z_ARRVAL_P(ret))
	{
		while (count-- > 0 && result == ION_CODEC_OK) {
			zval value;
			result = decode_value(decoder, &value);
			ZEND_HASH_FILL_ADD(&value);
		}
	}
	ZEND_HASH_FILL_END();
	return result;
}

/* The slot for a key, NULL when it was there already: no writer has written that. */
static zval *add_key(zend_array *array, const struct ion_value_token *token)
{
	zval null, *slot;
	zend_string *key;
	zend_ulong index;
	ZVAL_NULL(&null);
	if (token->kind == ION_VALUE_INT) {
		return zend_hash_index_add(array, (zend_ulong) token->integer, &null);
	}
	/* most keys stand in the receiving program, too */
	key = zend_string_init_existing_interned(token->text, token->size, false);
	if (UNEXPECTED(ZEND_HANDLE_NUMERIC(key, index))) {
		slot = zend_hash_index_add(array, index, &null);
	} else {
		slot = zend_hash_add(array, key, &null);
	}
	zend_string_release(key);
	return slot;
}

static enum ion_codec_result decode_map(struct decoder *decoder, uint32_t count, zval *ret)
{
	enum ion_codec_result result = ION_CODEC_OK;
	if (count == 0) {
		ZVAL_EMPTY_ARRAY(ret);
		return ION_CODEC_OK;
	}
	array_init_size(ret, count);
	zend_hash_real_init_mixed(Z_ARRVAL_P(ret));
	while (count-- > 0 && result == ION_CODEC_OK) {
		struct ion_value_token key;
		zval *slot;
		read_token(decoder, &key);
		/* it has room for all of them: the slot stays where it is */
		slot = add_key(Z_ARRVAL_P(ret), &key);
		result = slot != NULL ? decode_value(decoder, slot) : ION_CODEC_MALFORMED;
	}
	return result;
}

static enum ion_codec_result decode_enum(
	struct decoder *decoder, const struct ion_value_token *token, zval *ret)
{
	zend_class_entry *ce;
	struct ion_value_token case_token;
	zend_string *name;
	zend_class_constant *found;
	enum ion_codec_result result = ion_codec_find_class(&decoder->classes, token, &ce);
	if (result != ION_CODEC_OK) {
		return result;
	}
	read_token(decoder, &case_token);
	name = make_string(&case_token);
	found = zend_hash_find_ptr(CE_CONSTANTS_TABLE(ce), name);
	zend_string_release(name);
	if (found == NULL || !(ZEND_CLASS_CONST_FLAGS(found) & ZEND_CLASS_CONST_IS_CASE)) {
		return ion_codec_refuse_class(decoder->thrown, ce->name, "it has no such case");
	}
	/* the first use of a case makes it, and its value may need other classes */
	if (Z_TYPE(found->value) == IS_CONSTANT_AST &&
		zval_update_constant_ex(&found->value, found->ce) == FAILURE) {
		return ion_codec_after_user_code(decoder->thrown);
	}
	ZVAL_COPY(ret, &found->value);
	return ION_CODEC_OK;
}

/* --- objects --- */

/* The declared property that a name of serialize() means, NULL when there is none: the very one, or one
 * that has become more or less visible since. `hint` is where the search starts: they mostly come in
 * their order. */
static zend_property_info *find_property(
	const zend_class_entry *ce, zend_string *key, uint32_t *hint)
{
	const char *class_name, *name;
	size_t size;
	uint32_t count = (uint32_t) ce->default_properties_count;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = (*hint + i) % count;
		zend_property_info *info = ce->properties_info_table[at];
		if (info != NULL && zend_string_equals(info->name, key)) {
			*hint = at + 1;
			return info;
		}
	}
	if (!ion_codec_split_name(key, &class_name, &name, &size) ||
		(class_name != NULL && strcmp(class_name, "*") != 0 &&
			strcasecmp(class_name, ZSTR_VAL(ce->name)) != 0)) {
		return NULL;
	}
	return zend_hash_str_find_ptr(&ce->properties_info, name, size);
}

/* Takes `value`. No deprecation of dynamic properties: that would run the error handler. */
static enum ion_codec_result add_dynamic(
	struct decoder *decoder, zend_object *object, zend_string *key, zval *value)
{
	enum ion_codec_result result = ION_CODEC_OK;
	if ((ZSTR_LEN(key) > 0 && ZSTR_VAL(key)[0] == '\0') ||
		(object->ce->ce_flags & ZEND_ACC_NO_DYNAMIC_PROPERTIES)) {
		result =
			ion_codec_refuse_class(decoder->thrown, object->ce->name, "it has no such property");
	} else if (!zend_hash_add(object->handlers->get_properties(object), key, value)) {
		result = ION_CODEC_MALFORMED;
	}
	if (result != ION_CODEC_OK) {
		zval_ptr_dtor(value);
	}
	return result;
}

/* Takes `value`. Past the setters and past `readonly`, like unserialize(); not past the types. */
static enum ion_codec_result set_property(
	struct decoder *decoder, zend_object *object, zend_property_info *info, zval *value)
{
	zval *slot, old;
	enum ion_codec_result result = ION_CODEC_OK;
	if ((info->flags & ZEND_ACC_STATIC) || ion_compat_property_is_virtual(info)) {
		result =
			ion_codec_refuse_class(decoder->thrown, object->ce->name, "it has no such property");
	} else if (ZEND_TYPE_IS_SET(info->type) && !zend_verify_property_type(info, value, true)) {
		result = ion_codec_after_user_code(decoder->thrown);
	}
	if (result != ION_CODEC_OK) {
		zval_ptr_dtor(value);
		return result;
	}
	slot = OBJ_PROP(object, info->offset);
	ZVAL_COPY_VALUE(&old, slot);
	ZVAL_COPY_VALUE(slot, value);
	Z_PROP_FLAG_P(slot) = 0;
	zval_ptr_dtor(&old);
	return ION_CODEC_OK;
}

static zend_string *property_key(
	struct decoder *decoder, const struct ion_value_token *state, uint32_t index)
{
	struct ion_value_token key;
	if (state->kind == ION_VALUE_LIST) {
		return zend_long_to_str(index);
	}
	read_token(decoder, &key);
	return key.kind == ION_VALUE_INT ? zend_long_to_str(key.integer) : make_string(&key);
}

static enum ion_codec_result decode_properties(
	struct decoder *decoder, const struct ion_value_token *state, zend_object *object)
{
	uint32_t hint = 0;
	enum ion_codec_result result = ION_CODEC_OK;
	for (uint32_t i = 0; i < state->count && result == ION_CODEC_OK; i++) {
		zend_string *key = property_key(decoder, state, i);
		zval value;
		result = decode_value(decoder, &value);
		if (result != ION_CODEC_OK) {
			zval_ptr_dtor(&value);
		} else {
			zend_property_info *info = find_property(object->ce, key, &hint);
			result = info != NULL ? set_property(decoder, object, info, &value)
								  : add_dynamic(decoder, object, key, &value);
		}
		zend_string_release(key);
	}
	return result;
}

static enum ion_codec_result decode_state(struct decoder *decoder, zend_object *object, zval *ret)
{
	struct ion_value_token token;
	read_token(decoder, &token);
	if (object->ce->__unserialize == NULL) {
		return decode_properties(decoder, &token, object);
	}
	return token.kind == ION_VALUE_LIST ? decode_list(decoder, token.count, ret)
										: decode_map(decoder, token.count, ret);
}

/* Takes `state`. */
static void remember(struct decoder *decoder, zend_object *object, zval *state)
{
	struct made *made;
	if (decoder->made_count == decoder->made_room) {
		decoder->made_room = decoder->made_room > 0 ? decoder->made_room * 2 : 8;
		decoder->made = safe_erealloc(decoder->made, decoder->made_room, sizeof(*decoder->made), 0);
	}
	made = &decoder->made[decoder->made_count++];
	made->object = object;
	GC_ADDREF(object);
	ZVAL_COPY_VALUE(&made->state, state);
}

static enum ion_codec_result decode_object(
	struct decoder *decoder, const struct ion_value_token *token, zval *ret)
{
	zend_class_entry *ce;
	zval state;
	enum ion_codec_result result = ion_codec_find_class(&decoder->classes, token, &ce);
	if (result != ION_CODEC_OK) {
		return result;
	}
	ZVAL_UNDEF(&state);
	if (object_init_ex(ret, ce) == FAILURE) {
		ZVAL_NULL(ret);
		return ion_codec_after_user_code(decoder->thrown);
	}
	/* No destructor until it is whole. */
	zend_object_store_ctor_failed(Z_OBJ_P(ret));
	result = decode_state(decoder, Z_OBJ_P(ret), &state);
	if (result != ION_CODEC_OK) {
		zval_ptr_dtor(&state);
		return result;
	}
	remember(decoder, Z_OBJ_P(ret), &state);
	return ION_CODEC_OK;
}

/* *ret is a value that can be destroyed, whatever the result. */
static enum ion_codec_result decode_value(struct decoder *decoder, zval *ret)
{
	struct ion_value_token token;
	read_token(decoder, &token);
	ZVAL_NULL(ret);
	switch (token.kind) {
		case ION_VALUE_NULL:
			return ION_CODEC_OK;
		case ION_VALUE_FALSE:
		case ION_VALUE_TRUE:
			ZVAL_BOOL(ret, token.kind == ION_VALUE_TRUE);
			return ION_CODEC_OK;
		case ION_VALUE_INT:
			ZVAL_LONG(ret, token.integer);
			return ION_CODEC_OK;
		case ION_VALUE_FLOAT:
			ZVAL_DOUBLE(ret, token.number);
			return ION_CODEC_OK;
		case ION_VALUE_STRING:
			if (token.size > 1) {
				ZVAL_NEW_STR(ret, zend_string_init(token.text, token.size, 0));
			} else {
				ZVAL_INTERNED_STR(ret, make_string(&token));
			}
			return ION_CODEC_OK;
		case ION_VALUE_LIST:
			return decode_list(decoder, token.count, ret);
		case ION_VALUE_MAP:
			return decode_map(decoder, token.count, ret);
		case ION_VALUE_ENUM:
			return decode_enum(decoder, &token, ret);
		case ION_VALUE_OBJECT:
			return decode_object(decoder, &token, ret);
	}
	return ION_CODEC_MALFORMED;
}

/* The user code of one object; objects inside it have had their turn. */
static enum ion_codec_result wake(struct decoder *decoder, struct made *made)
{
	zend_class_entry *ce = made->object->ce;
	bool has_state = Z_TYPE(made->state) != IS_UNDEF;
	zend_function *fn = has_state
							? ce->__unserialize
							: zend_hash_find_ptr(&ce->function_table, ZSTR_KNOWN(ZEND_STR_WAKEUP));
	enum ion_codec_result result;
	zval ret;
	if (fn == NULL) {
		return ION_CODEC_OK;
	}
	result = ion_codec_result_of(ion_host_call_method(
		made->object, fn, has_state, has_state ? &made->state : NULL, &ret, decoder->thrown));
	if (result != ION_CODEC_OK) {
		return result;
	}
	GC_DEL_FLAGS(made->object, IS_OBJ_DESTRUCTOR_CALLED);
	zval_ptr_dtor(&ret);
	zval_ptr_dtor(&made->state);
	ZVAL_UNDEF(&made->state);
	return ion_codec_after_user_code(decoder->thrown);
}

/* The last step of all objects, then the end of the list. Those without user code of their own get
 * their destructors back only when all went well. */
static enum ion_codec_result finish(struct decoder *decoder, enum ion_codec_result result)
{
	for (uint32_t i = 0; i < decoder->made_count && result == ION_CODEC_OK; i++) {
		result = wake(decoder, &decoder->made[i]);
	}
	for (uint32_t i = 0; i < decoder->made_count; i++) {
		struct made *made = &decoder->made[i];
		if (result == ION_CODEC_OK) {
			GC_DEL_FLAGS(made->object, IS_OBJ_DESTRUCTOR_CALLED);
		}
		zval_ptr_dtor(&made->state);
		OBJ_RELEASE(made->object);
	}
	if (decoder->made != NULL) {
		efree(decoder->made);
	}
	/* what an object has dropped of its state is destroyed only now */
	return result == ION_CODEC_OK ? ion_codec_after_user_code(decoder->thrown) : result;
}

static enum ion_codec_result give_up(
	struct decoder *decoder, enum ion_codec_result result, zval *ret)
{
	enum ion_call outcome = result == ION_CODEC_REFUSED ? ION_CALL_THREW : ION_CALL_RETURNED;
	zval_ptr_dtor(ret);
	ZVAL_UNDEF(ret);
	if (result == ION_CODEC_EXITED) {
		return result;
	}
	/* destructors of objects that were whole may have run */
	outcome = ion_codec_settle(outcome, decoder->thrown);
	return outcome == ION_CALL_RETURNED ? result : ion_codec_result_of(outcome);
}

enum ion_codec_result ion_codec_decode(const char *data, size_t size, uint64_t max_cost,
	HashTable *classes, zval *ret, zend_object **thrown)
{
	struct decoder decoder = {
		.classes = {.data = data, .size = size, .allowed = classes, .thrown = thrown},
		.thrown = thrown,
	};
	enum ion_codec_result result;
	uint64_t cost;
	ZVAL_UNDEF(ret);
	if (!ion_value_check(data, size, &cost)) {
		return ION_CODEC_MALFORMED;
	}
	if (cost > max_cost) {
		return ION_CODEC_TOO_LARGE;
	}
	ion_value_reader_init(&decoder.reader, data, size);
	result = decode_value(&decoder, ret);
	if (EXPECTED(decoder.made == NULL && result == ION_CODEC_OK)) {
		return ION_CODEC_OK;
	}
	result = finish(&decoder, result);
	return result == ION_CODEC_OK ? result : give_up(&decoder, result, ret);
}
