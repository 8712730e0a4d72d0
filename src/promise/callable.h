/*
 * A user callback that is kept: the callable, resolved once, and which first arguments it takes.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_CALLABLE_H
#define ION_PROMISE_CALLABLE_H

#include "php.h"

struct ion_callable {
	zval target; /* owned: the callable as given; UNDEF = none */
	/* borrows from `target`; without a function handler for a method behind __call(), which the
	 * call resolves anew */
	zend_fcall_info_cache fcc;
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

/* From any value. False, with the reason in *ret_error (owned by the caller, may be NULL), when it
 * cannot be called from here. May autoload. */
bool ion_callable_init_zval(struct ion_callable *callable, zval *target, char **ret_error);

/* Another reference to the same callable. */
void ion_callable_copy(struct ion_callable *to, const struct ion_callable *from);

/* Runs no user code, unless the last reference to an object dies with it. Empties it. */
void ion_callable_release(struct ion_callable *callable);

/* What a reader of a message finds it by: "Mailer::run (/www/app/mailer.php:12)", "{closure} (...)", and
 * "strtoupper" of a function without a file. Owned by the caller. */
zend_string *ion_callable_name(const struct ion_callable *callable);

/* The callable is a generator function: a call makes a coroutine. */
bool ion_callable_is_generator(const struct ion_callable *callable);

/*
 * The type of a callback's first parameter, found once. A callback whose type does not accept a
 * value is skipped for it.
 */
struct ion_route {
	const zend_type *type;   /* borrowed from the function; NULL = takes anything */
	zend_class_entry *scope; /* of self and parent; NULL = none */
	bool is_strict;          /* strict_types of the callback's own file */
};

void ion_route_init(struct ion_route *route, const struct ion_callable *callable);

/* PHP would take the value with neither TypeError nor deprecation. Loads no class. */
bool ion_route_accepts(const struct ion_route *route, zval *value);

#endif
