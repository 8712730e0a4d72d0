/*
 * The three standard streams of this process: 0, 1 and 2.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_STDIO_H
#define ION_OS_STDIO_H

/* Opens the file that is to be stream `target`: 0 for reading, 1 and 2 for appending, made if need be
 * with mode 0666 less the umask. Owned, close-on-exec, >= ION_FD_FIRST; or -errno. */
int ion_stdio_open(int target, const char *path);

/* The same with flags of open(2): how it is opened and made. What it is stays: it blocks later on, is
 * nobody's terminal, and a FIFO is not waited for (-ENXIO without a reader). */
int ion_stdio_open_as(const char *path, int flags);

/* Puts it in the place of stream `target`, in one step; `fd` is taken. 0 or -errno. */
int ion_stdio_put(int target, int fd);

#define ION_STDIO_KEEP (-2)
#define ION_STDIO_NOTHING (-1)

/* All three at once, so that they may be exchanged: each becomes a copy of its source, /dev/null
 * (NOTHING), or stays as it is (KEEP). 0 or -errno: some may be changed then. */
int ion_stdio_map(const int sources[3]);

#endif
