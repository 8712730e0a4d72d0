/*
 * Pipes between ION and a program: ION's end does not block, the program's end does, because
 * programs expect that of their standard streams.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PIPE_H
#define ION_OS_PIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

/* What a pipe holds unless asked for more (16 pages of 4 KiB), and what bulk streams ask for: the
 * most that an unprivileged user may by default (fs.pipe-max-size). */
#define ION_PIPE_SIZE 65536
#define ION_PIPE_SIZE_WIDE 1048576

struct ion_pipe {
	int ours;
	int theirs;
};

/* Both ends are owned by the caller, close-on-exec and >= ION_FD_FIRST. `_in` is read by us, `_out`
 * is written by us. 0 or -errno with both -1. */
int ion_pipe_in(struct ion_pipe *ret);
int ion_pipe_out(struct ion_pipe *ret);

/* The same in both directions: a pair of stream sockets. */
int ion_pipe_both(struct ion_pipe *ret);

/* ION_PIPE_SIZE_WIDE; 0 or -errno, which nobody needs to care about. */
int ion_pipe_widen(int fd);

/* write(2) to a pipe that never raises SIGPIPE in the caller, whatever its disposition: -EPIPE is
 * just returned. -EAGAIN when the pipe is full. EINTR is retried. */
ssize_t ion_pipe_write(int fd, const void *data, size_t size);

/*
 * The same for several pieces at once; `flags` of pwritev2(2), RWF_NOWAIT or 0. `*is_loud` is what was
 * learnt of this descriptor: false at first, true when the kernel does not keep the signal back for
 * it by itself (before Linux 6.18), so that it is not asked to again.
 */
ssize_t ion_pipe_writev(int fd, const struct iovec *iov, int count, int flags, bool *is_loud);

#endif
