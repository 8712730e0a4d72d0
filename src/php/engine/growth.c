/*
 * See growth.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/growth.h"

#include "os/memory.h"
#include "php/engine/compat.h"

/* The engine's heap gives blocks of this size pages of their own, and cannot extend them in place
 * (the kernel maps downwards): it would copy all that has arrived, again and again. */
#define HUGE_BLOCK ((size_t) 2 << 20)

zend_string *ion_growth_extend(zend_string *string, size_t used, size_t size)
{
	zend_string *larger;
	if (string == NULL) {
		return zend_string_alloc(size, 0);
	}
	if (_ZSTR_STRUCT_SIZE(ZSTR_LEN(string)) < HUGE_BLOCK) {
		return zend_string_extend(string, size, 0);
	}
	larger = ion_compat_string_try_alloc(size);
	if (larger == NULL) {
		zend_error_noreturn(E_ERROR,
			"Allowed memory size of " ZEND_LONG_FMT
			" bytes exhausted (tried to allocate %zu bytes)",
			PG(memory_limit), size);
	}
	/* header and all: it is a string of the same kind */
	ion_memory_move(larger, string, _ZSTR_HEADER_SIZE + used);
	ZSTR_LEN(larger) = size;
	efree(string);
	return larger;
}
