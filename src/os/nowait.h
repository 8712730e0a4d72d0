/*
 * Byte streams of any kind, read and written without ever waiting for the other side: pipes, sockets,
 * terminals, files.
 *
 * What is said here for pipes and terminals hangs on one flag, O_NONBLOCK, which belongs to the open
 * file description, not to the descriptor. The standard streams are shared with the shell that
 * started the process and with the programs it starts: set there, the flag breaks all of them (`cat`
 * says "Resource temporarily unavailable"). So a description that is somebody else's too is opened
 * once more where the kernel can do that, and asked before each call where it cannot.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_NOWAIT_H
#define ION_OS_NOWAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

enum ion_nowait {
	ION_NOWAIT_OWN,    /* O_NONBLOCK is set */
	ION_NOWAIT_FILE,   /* regular files: always ready, and as quick as the disk */
	ION_NOWAIT_SHARED, /* the flag may not be set */
	ION_NOWAIT_SHARED_SOCKET,
};

enum ion_nowait_access {
	ION_NOWAIT_READ = 1,
	ION_NOWAIT_WRITE = 2,
};

/*
 * Finds out how *fd is used, and sets the flag if that is allowed. *fd may be replaced by another
 * descriptor for the same pipe or terminal (>= ION_FD_FIRST, close-on-exec); it is the caller's in
 * any case. 0 or -errno.
 */
int ion_nowait_open(int *fd, unsigned access, bool is_shared, enum ion_nowait *ret);

/* read(2): bytes, 0 at the end, -EAGAIN when there is nothing now, or -errno. */
ssize_t ion_nowait_read(enum ion_nowait way, int fd, void *buffer, size_t size);

/* writev(2) without SIGPIPE: what was taken, at least one byte; -EAGAIN, -EPIPE or -errno. `*is_loud`
 * is as in os/pipe.h: false at first, kept with the descriptor. */
ssize_t ion_nowait_write(
	enum ion_nowait way, int fd, const struct iovec *iov, int count, bool *is_loud);

/* Nothing more is written; the other side of a socket sees the end although it is still read from
 * here. Does nothing to what is no socket. */
void ion_nowait_end_writing(int fd);

/* The byte that, written to the master of a pseudo-terminal, is the end of the input of the program
 * there (VEOF, mostly 4). -1 for anything else. */
int ion_nowait_terminal_end(int fd);

#endif
