/*
 * The engine differs between versions; nowhere else is one asked for.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_COMPAT_H
#define ION_PHP_COMPAT_H

#include "php.h"

#include "ext/random/php_random.h"
#include "zend_max_execution_timer.h"
#if PHP_VERSION_ID >= 80500
# include "php_main.h"
#endif

/* After fork(2), in the child, whatever goes on in it: timers of the engine, keys of its heap. */
static inline void ion_compat_child_init(void)
{
#if PHP_VERSION_ID >= 80500
	php_child_init();
#else
	zend_max_execution_timer_init();
#endif
}

/* mt_rand(), lcg_value() and what uses them would give the same numbers in every child. */
static inline void ion_compat_reseed(void)
{
	RANDOM_G(combined_lcg_seeded) = false;
	RANDOM_G(mt19937_seeded) = false;
}

/*
 * Some releases (Debian's 8.2.36 is one) let an allocation over memory_limit succeed and raise the
 * fatal error when the next line of PHP runs, but end the process at a second, hard limit. Code
 * that allocates much while no PHP runs must then ask for memory that may be refused, and look
 * itself whether an error waits.
 */

/* As long as `size`; NULL when that is over the limit (then the caller raises the error), or the
 * error is raised here. */
static inline zend_string *ion_compat_string_try_alloc(size_t size)
{
#ifdef ZEND_HAS_OOM
	return zend_string_falloc(size, false, true);
#else
	return zend_string_alloc(size, 0);
#endif
}

/* An error of the memory limit waits for the next line of PHP. */
static inline bool ion_compat_has_delayed_error(void)
{
#ifdef ZEND_HAS_OOM
	return ZEND_HAS_OOM();
#else
	return false;
#endif
}

/* Raises it. */
static inline void ion_compat_raise_delayed_error(void)
{
#ifdef ZEND_HAS_OOM
	zend_handle_delayed_oom();
#endif
}

#if PHP_VERSION_ID >= 80400
# include "zend_lazy_objects.h"
#endif

/* Its properties are there only after user code has run. */
static inline bool ion_compat_object_is_lazy(const zend_object *object)
{
#if PHP_VERSION_ID >= 80400
	return zend_object_is_lazy((zend_object *) object);
#else
	(void) object;
	return false;
#endif
}

/* It is only a pair of hooks: objects have no room for a value of it. */
static inline bool ion_compat_property_is_virtual(const zend_property_info *info)
{
#if PHP_VERSION_ID >= 80400
	return (info->flags & ZEND_ACC_VIRTUAL) != 0;
#else
	(void) info;
	return false;
#endif
}

#endif
