/*
 * What encoding and decoding share. Only for codec*.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CODEC_INTERNAL_H
#define ION_PHP_CODEC_INTERNAL_H

#include "php.h"

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

#endif
