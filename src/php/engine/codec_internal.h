/*
 * What encoding and decoding share. Only for codec*.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CODEC_INTERNAL_H
#define ION_PHP_CODEC_INTERNAL_H

#include "php.h"

#include "php/engine/codec.h"
#include "promise/host.h"

/* Bytes of a name or key that a message shows. */
#define ION_CODEC_SHOWN_MAX 80

/* Why no object of the class can be sent or made; "" when its kind says it all, NULL when they can.
 * `magic` is its __serialize() or __unserialize(), NULL when it has none. */
const char *ion_codec_class_fault(const zend_class_entry *ce, const zend_function *magic);

/* A name as serialize() writes it: "name", "\0*\0name" (protected), "\0Class\0name" (private).
 * *ret_class is NULL for the first. False when it is none of them. Quiet, unlike PHP's own function:
 * a peer's name must not run the error handler. */
bool ion_codec_split_name(
	const zend_string *key, const char **ret_class, const char **ret_name, size_t *ret_size);

/* Adds what user code or a destructor left in EG(exception) to how it went until then. */
enum ion_call ion_codec_settle(enum ion_call outcome, zend_object **thrown);

/* The same as the result of a decoding. */
enum ion_codec_result ion_codec_result_of(enum ion_call outcome);

/* What user code that has just run (or the engine) left in EG(exception), as a result. */
enum ion_codec_result ion_codec_after_user_code(zend_object **thrown);

/* --- codec_classes.c ----------------------------------------------------------------------- */

/* The classes of one input. All borrowed. */
struct ion_codec_classes {
	const char *data; /* the whole input; its form has been checked */
	size_t size;
	HashTable *allowed; /* names in lower case as keys; NULL = none */
	zend_object **thrown;
	bool is_vetted; /* every class in the input is allowed; set by ion_codec_find_class() */
};

/*
 * The class that a token of kind ENUM or OBJECT names, if values of it may be made. Before the first
 * one is looked up all of the input is walked for one that is not allowed: looking up may run the
 * autoloader already.
 */
enum ion_codec_result ion_codec_find_class(
	struct ion_codec_classes *classes, const struct ion_value_token *token, zend_class_entry **ret);

/* REFUSED, with an exception that says of which class and why. */
enum ion_codec_result ion_codec_refuse_class(
	zend_object **thrown, zend_string *name, const char *why);

#endif
