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

static zend_string *alloc_huge(size_t size)
{
	zend_string *string = ion_compat_string_try_alloc(size);
	if (string == NULL) {
		zend_error_noreturn(E_ERROR,
			"Allowed memory size of " ZEND_LONG_FMT
			" bytes exhausted (tried to allocate %zu bytes)",
			PG(memory_limit), size);
	}
	ion_memory_expect(string, _ZSTR_STRUCT_SIZE(size));
	return string;
}

zend_string *ion_growth_extend(zend_string *string, size_t used, size_t size)
{
	zend_string *larger;
	bool is_huge = _ZSTR_STRUCT_SIZE(size) >= HUGE_BLOCK;
	if (string == NULL) {
		return is_huge ? alloc_huge(size) : zend_string_alloc(size, 0);
	}
	if (!is_huge) {
		return zend_string_extend(string, size, 0);
	}
	larger = alloc_huge(size);
	if (_ZSTR_STRUCT_SIZE(ZSTR_LEN(string)) >= HUGE_BLOCK) {
		/* header and all: it is a string of the same kind */
		ion_memory_move(larger, string, _ZSTR_HEADER_SIZE + used);
		ZSTR_LEN(larger) = size;
	} else {
		memcpy(ZSTR_VAL(larger), ZSTR_VAL(string), used);
	}
	efree(string);
	return larger;
}
