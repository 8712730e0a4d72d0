/*
 * See pipe.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "os/fd.h"

/* pwritev2(2) without SIGPIPE, since Linux 6.18; newer than the headers of most systems. */
#ifndef RWF_NOSIGNAL
# define RWF_NOSIGNAL 0x00000100
#endif

/* `theirs` is the index of the end that the program gets; both are taken. */
static int take_ends(struct ion_pipe *ret, int ends[2], int theirs)
{
	int code = 0;

	for (int i = 0; i < 2 && code == 0; i++) {
		ends[i] = ion_fd_raise(ends[i]);
		code = ends[i] < 0 ? ends[i] : 0;
	}
	/* status flags belong to the end, not to the pipe: ours stays as it is */
	if (code == 0 && fcntl(ends[theirs], F_SETFL, 0) < 0) {
		code = -errno;
	}
	if (code < 0) {
		ion_fd_close(&ends[0]);
		ion_fd_close(&ends[1]);
		return code;
	}
	ret->ours = ends[!theirs];
	ret->theirs = ends[theirs];
	return 0;
}

static int pipe_make(struct ion_pipe *ret, int theirs)
{
	int ends[2] = {-1, -1};
	ret->ours = ret->theirs = -1;
	return pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0 ? -errno : take_ends(ret, ends, theirs);
}

int ion_pipe_in(struct ion_pipe *ret)
{
	return pipe_make(ret, 1);
}

int ion_pipe_out(struct ion_pipe *ret)
{
	return pipe_make(ret, 0);
}

int ion_pipe_both(struct ion_pipe *ret)
{
	int ends[2] = {-1, -1};
	ret->ours = ret->theirs = -1;
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0
			   ? -errno
			   : take_ends(ret, ends, 1);
}

int ion_pipe_widen(int fd)
{
	return fcntl(fd, F_SETPIPE_SZ, ION_PIPE_SIZE_WIDE) < 0 ? -errno : 0;
}

static ssize_t write_pieces(int fd, const struct iovec *iov, int count, int flags)
{
	ssize_t written;
	do {
		written = flags == 0 ? writev(fd, iov, count) : pwritev2(fd, iov, count, -1, flags);
	} while (written < 0 && errno == EINTR);
	return written >= 0 ? written : -errno;
}

/*
 * The signal is blocked for this thread around the write, and the one that a failed write raised is
 * taken off the queue; not one that was pending before, which is possible only when the caller
 * blocks SIGPIPE itself.
 */
static ssize_t write_masked(int fd, const struct iovec *iov, int count, int flags)
{
	sigset_t broken, before, pending;
	bool is_pending = false;
	ssize_t written;

	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &broken, &before);
	if (sigismember(&before, SIGPIPE) == 1) {
		sigpending(&pending);
		is_pending = sigismember(&pending, SIGPIPE) == 1;
	}
	written = write_pieces(fd, iov, count, flags);
	if (written == -EPIPE && !is_pending) {
		static const struct timespec at_once = {0, 0};
		while (sigtimedwait(&broken, NULL, &at_once) < 0 && errno == EINTR) {
		}
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return written;
}

/* The two calls for the mask cost as much as a small write. */
ssize_t ion_pipe_writev(int fd, const struct iovec *iov, int count, int flags, bool *is_loud)
{
	ssize_t written;
	if (*is_loud) {
		return write_masked(fd, iov, count, flags);
	}
	written = write_pieces(fd, iov, count, flags | RWF_NOSIGNAL);
	if (written != -EOPNOTSUPP && written != -EINVAL && written != -ENOSYS) {
		return written;
	}
	/* it does not know the flag, or not for this kind of file; or another one is wrong */
	*is_loud = true;
	return write_masked(fd, iov, count, flags);
}

ssize_t ion_pipe_write(int fd, const void *data, size_t size)
{
	struct iovec iov = {.iov_base = (void *) data, .iov_len = size};
	bool is_loud = false;
	return ion_pipe_writev(fd, &iov, 1, 0, &is_loud);
}
