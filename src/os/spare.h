/*
 * A few descriptors that are held for nothing, so that a process that has run out of them can still
 * look around in /proc: ending what a program has started must not depend on luck.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SPARE_H
#define ION_OS_SPARE_H

/* A directory, a file in it, and one to wait with. */
#define ION_SPARES 3

/* ION_SPARE_NONE at first. The storage is the caller's. */
struct ion_spare {
	int fds[ION_SPARES]; /* owned; -1 = not held */
};

#define ION_SPARE_NONE \
 { \
  .fds = { -1, -1, -1 } \
 }

/* Takes those that are not held, as far as there are any. */
void ion_spare_take(struct ion_spare *spare);

/* Gives all back to the process. */
void ion_spare_give(struct ion_spare *spare);

#endif
