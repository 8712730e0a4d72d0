/*
 * Small macros that every layer may use. Nothing here allocates or calls the system.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_BASE_UTIL_H
#define ION_BASE_UTIL_H

#include <stddef.h>

#define ION_ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#define ION_CONTAINER_OF(pointer, type, member) \
 ((type *) ((char *) (pointer) -offsetof(type, member)))

/*
 * Structs that cross a `void *` of a library carry a magic number in development builds and are
 * checked when they come back: a stale pointer then stops at once instead of somewhere else later.
 */
#ifdef ION_DEV
# include <assert.h>
# define ION_MAGIC_FIELD unsigned magic;
# define ION_MAGIC_SET(object, value) ((object)->magic = (value))
# define ION_MAGIC_CHECK(object, value) assert((object) != NULL && (object)->magic == (value))
# define ION_ASSERT(condition) assert(condition)
#else
# define ION_MAGIC_FIELD
# define ION_MAGIC_SET(object, value) ((void) 0)
# define ION_MAGIC_CHECK(object, value) ((void) 0)
# define ION_ASSERT(condition) ((void) 0)
#endif

#endif
