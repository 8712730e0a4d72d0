/*
 * Which classes a peer may have objects made of: see ion_codec_find_class().
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/codec_internal.h"

#include "php/engine/errors.h"

enum ion_codec_result ion_codec_refuse_class(
	zend_object **thrown, zend_string *name, const char *why)
{
	/* the name is whatever the peer wrote: no escape sequences for a terminal, no novel for a log */
	char shown[ION_CODEC_SHOWN_MAX + 1];
	size_t size = ZSTR_LEN(name) < ION_CODEC_SHOWN_MAX ? ZSTR_LEN(name) : ION_CODEC_SHOWN_MAX;
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char) ZSTR_VAL(name)[i];
		shown[i] = byte < 0x20 || byte == 0x7f ? '?' : (char) byte;
	}
	shown[size] = '\0';
	*thrown =
		ion_host_exception_new(ion_ce_ipc_exception, "Refused a value of class %s: %s", shown, why);
	return ION_CODEC_REFUSED;
}

static bool is_allowed(const struct ion_codec_classes *classes, zend_string *name)
{
	zend_string *lower;
	bool found;
	if (classes->allowed == NULL) {
		return false;
	}
	lower = zend_string_tolower(name);
	found = zend_hash_exists(classes->allowed, lower);
	zend_string_release(lower);
	return found;
}

static enum ion_codec_result vet(struct ion_codec_classes *classes)
{
	struct ion_value_reader reader;
	struct ion_value_token token;
	enum ion_codec_result result = ION_CODEC_OK;
	ion_value_reader_init(&reader, classes->data, classes->size);
	while (result == ION_CODEC_OK && ion_value_read(&reader, &token)) {
		if (token.kind == ION_VALUE_ENUM || token.kind == ION_VALUE_OBJECT) {
			zend_string *name = zend_string_init(token.text, token.size, 0);
			if (!is_allowed(classes, name)) {
				result = ion_codec_refuse_class(
					classes->thrown, name, "this side has not allowed it (option \"classes\")");
			}
			zend_string_release(name);
		}
	}
	classes->is_vetted = result == ION_CODEC_OK;
	return result;
}

static enum ion_codec_result check_class(
	zend_object **thrown, zend_class_entry *ce, enum ion_value_kind kind)
{
	const char *why;
	if (kind == ION_VALUE_ENUM) {
		return ce->ce_flags & ZEND_ACC_ENUM
				   ? ION_CODEC_OK
				   : ion_codec_refuse_class(thrown, ce->name, "it is no enum");
	}
	if (ce->ce_flags & (ZEND_ACC_INTERFACE | ZEND_ACC_TRAIT | ZEND_ACC_ENUM |
						   ZEND_ACC_EXPLICIT_ABSTRACT_CLASS | ZEND_ACC_IMPLICIT_ABSTRACT_CLASS)) {
		return ion_codec_refuse_class(thrown, ce->name, "there are no objects of it");
	}
	why = ion_codec_class_fault(ce, ce->__unserialize);
	if (why != NULL) {
		return ion_codec_refuse_class(
			thrown, ce->name, *why != '\0' ? why : "it cannot be serialised");
	}
	return ION_CODEC_OK;
}

enum ion_codec_result ion_codec_find_class(
	struct ion_codec_classes *classes, const struct ion_value_token *token, zend_class_entry **ret)
{
	enum ion_codec_result result = classes->is_vetted ? ION_CODEC_OK : vet(classes);
	zend_string *name;
	if (result != ION_CODEC_OK) {
		return result;
	}
	name = zend_string_init(token->text, token->size, 0);
	*ret = zend_lookup_class(name);
	result = ion_codec_after_user_code(classes->thrown);
	if (result == ION_CODEC_OK) {
		result = *ret != NULL ? check_class(classes->thrown, *ret, token->kind)
							  : ion_codec_refuse_class(classes->thrown, name, "it does not exist");
	}
	zend_string_release(name);
	return result;
}
