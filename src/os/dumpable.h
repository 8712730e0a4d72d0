/*
 * The "dumpable" flag belongs to an address space, not to a process. When a child of the vfork
 * family changes its ids the kernel clears the flag of the memory it shares with its parent, which
 * keeps the new user from reading and writing the parent through the child. Nobody ever sets the
 * flag again: without this file the parent would stay without core files and without the ownership
 * of its own /proc entries after the first program that ran as somebody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_DUMPABLE_H
#define ION_OS_DUMPABLE_H

/*
 * Before such a child is made; and when it has left the parent's memory, never earlier. Counted for
 * the whole process, as the flag is: it comes back when the last child of all threads has left.
 */
void ion_dumpable_hold(void);
void ion_dumpable_release(void);

#endif
