/*
 * See memory.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(MREMAP_DONTUNMAP) && defined(MAP_FIXED_NOREPLACE)

/* Below this the copy is as fast as the system call. */
# define REMAP_FROM ((size_t) 1 << 20)

static bool memory_remap(void *to, void *from, size_t size)
{
	size_t page = (size_t) sysconf(_SC_PAGESIZE);
	size_t whole = (size + page - 1) & ~(page - 1);
	if (size < REMAP_FROM || (((uintptr_t) to | (uintptr_t) from) & (page - 1)) != 0) {
		return false;
	}
	if (mremap(from, whole, whole, MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP, to) == to) {
		return true;
	}
	/* It may have made room at `to` before it found that it cannot (locked memory, a limit). Where
	 * the pages are still there this fails, and that is right as well. */
	mmap(to, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
		0);
	return false;
}

#else

static bool memory_remap(void *to, void *from, size_t size)
{
	(void) to;
	(void) from;
	(void) size;
	return false;
}

#endif

void ion_memory_move(void *to, void *from, size_t size)
{
	if (!memory_remap(to, from, size)) {
		memcpy(to, from, size);
	}
}

void ion_memory_expect(void *block, size_t size)
{
#ifdef MADV_HUGEPAGE
	uintptr_t page = (uintptr_t) sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t) block + page - 1) & ~(page - 1);
	uintptr_t to = ((uintptr_t) block + size) & ~(page - 1);
	if (from < to) {
		/* advice: where there are none, nothing changes */
		madvise((void *) from, to - from, MADV_HUGEPAGE);
	}
#else
	(void) block;
	(void) size;
#endif
}
