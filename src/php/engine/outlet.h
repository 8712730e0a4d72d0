/*
 * The Sequence by which an object hands out what arrives for it: Pipe::whenData(),
 * IPC::whenIncoming().
 *
 * Ownership. The Sequence owns the object, which owns the Sequence only while somebody listens to
 * it: with nobody at either, both go at once.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_OUTLET_H
#define ION_PHP_OUTLET_H

#include <stdbool.h>

#include "php.h"

/* What the object does for it; `owner` is held by the caller. */
struct ion_outlet_ops {
	/* Somebody listens or waits, or does no longer. May free the object. */
	void (*update)(zend_object *owner);
	/* Somebody waits: what is here for him, or the end, is his in the next turn of the loop. */
	void (*wake)(zend_object *owner);
	/* The next value without the loop, for a foreach that is the only listener; *ret is the
	 * caller's. False: there is none, or there is an exception. */
	bool (*take)(zend_object *owner, zval *ret);
};

struct ion_outlet {
	const struct ion_outlet_ops *ops;
	zend_object *owner;    /* weak: this is a part of it */
	zend_object *sequence; /* owned while `is_listened`, else weak; NULL = none */
	bool is_listened;
	bool is_waited; /* for the next value: a foreach that is busy does not */
};

void ion_outlet_init(
	struct ion_outlet *outlet, const struct ion_outlet_ops *ops, zend_object *owner);

/* The Sequence, made now if need be; one reference. */
zend_object *ion_outlet_sequence(struct ion_outlet *outlet);

/* One run with one value (borrowed). Runs user code. Somebody must listen. */
void ion_outlet_run(struct ion_outlet *outlet, zval *value);

/* No value will come any more: who waits is told the reason. Runs user code; harmless without a
 * Sequence. */
void ion_outlet_end(struct ion_outlet *outlet, const char *reason);

/* The object is freed. */
void ion_outlet_release(struct ion_outlet *outlet);

/* What the object owns here, for the cycle collector. */
void ion_outlet_trace(const struct ion_outlet *outlet, zend_get_gc_buffer *buffer);

#endif
