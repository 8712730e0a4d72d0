/*
 * A user callback that is kept: the callable, resolved once, and which first arguments it takes.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_CALLABLE_H
#define ION_PROMISE_CALLABLE_H

#include "php.h"

struct ion_callable {
	zval target;               /* owned: the callable as given; UNDEF = none */
	zend_fcall_info_cache fcc; /* borrows from `target` */
};

static inline bool ion_callable_is_set(const struct ion_callable *callable)
{
	return Z_TYPE(callable->target) != IS_UNDEF;
}

static inline void ion_callable_init_empty(struct ion_callable *callable)
{
	ZVAL_UNDEF(&callable->target);
}

/* From Z_PARAM_FUNC's pair; an unset fci (ZEND_FCI_INITIALIZED is false) gives an empty one. Takes a
 * reference on the callable. */
void ion_callable_init(
	struct ion_callable *callable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);

/* Another reference to the same callable. */
void ion_callable_copy(struct ion_callable *to, const struct ion_callable *from);

/* Runs no user code, unless the last reference to an object dies with it. Empties it. */
void ion_callable_release(struct ion_callable *callable);

#endif
