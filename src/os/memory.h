/*
 * Moving large blocks by their page tables instead of by their bytes.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_MEMORY_H
#define ION_OS_MEMORY_H

#include <stddef.h>

/*
 * Makes `to` hold what `from` holds, for private anonymous memory of at least `size` bytes rounded
 * up to pages on both sides. Large page-aligned blocks are remapped (mremap(2) with
 * MREMAP_DONTUNMAP, Linux 5.7): no byte is copied, and `from` reads as zeroes afterwards. Else they
 * are copied, and `from` stays as it is. Both blocks stay mapped and are freed as ever.
 */
void ion_memory_move(void *to, void *from, size_t size);

/* A block of several MiB that is about to be filled: the kernel may give it large pages. The faults for
 * small ones would cost more than what fills them. */
void ion_memory_expect(void *block, size_t size);

#endif
