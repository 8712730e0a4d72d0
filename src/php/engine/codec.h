/*
 * PHP values to bytes of wire/value.h and back. Strings do not come here: they travel raw.
 *
 * Encoding takes null, bool, int, float, string, array, enums and objects whose class can be
 * serialised; references are followed. Decoding makes data only; a class or enum must be in the list
 * of the receiving side, or nothing of the value is made at all: no autoloading, no constructor, no
 * user code of a class that was not asked for.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CODEC_H
#define ION_PHP_CODEC_H

#include "php.h"

#include "promise/host.h"
#include "wire/value.h"

/*
 * Encodes one value. May run user code (__serialize()). RETURNED: the bytes are in `writer`.
 * THREW: *thrown is a TypeError that names what cannot be sent and where ("[\"a\"][3]"), a
 * ValueError for too much depth, or what __serialize() threw. The writer is the caller's to release
 * in any case.
 */
enum ion_call ion_codec_encode(zval *value, struct ion_value_writer *writer, zend_object **thrown);

enum ion_codec_result {
	ION_CODEC_OK,        /* *ret is owned by the caller */
	ION_CODEC_MALFORMED, /* a protocol error */
	ION_CODEC_TOO_LARGE, /* over `max_cost` when decoded: a protocol error too */
	/* A class or enum that is not on the list or does not exist, a state it does not accept:
	 * *thrown is an exception that says so (owned). */
	ION_CODEC_REFUSED,
	ION_CODEC_EXITED, /* exit() in user code of an allowed class */
};

/* `classes`: names in lower case as keys; NULL = none allowed. May run user code of allowed classes
 * only (__unserialize(), __wakeup()), and only after the whole value has been checked. */
enum ion_codec_result ion_codec_decode(const char *data, size_t size, uint64_t max_cost,
	HashTable *classes, zval *ret, zend_object **thrown);

#endif
