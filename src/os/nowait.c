/*
 * See nowait.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/nowait.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/pipe.h"

static bool is_terminal_master(int fd)
{
	int number;
	return ioctl(fd, TIOCGPTN, &number) == 0;
}

/* A description of our own for the same pipe or terminal. Not of a master: /dev/ptmx makes another
 * terminal each time it is opened. -errno, also where /proc is missing or the owner is another. */
static int open_again(int fd, unsigned access)
{
	int flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	char path[32];
	int again;
	if (access == (ION_NOWAIT_READ | ION_NOWAIT_WRITE)) {
		flags |= O_RDWR;
	} else {
		flags |= access == ION_NOWAIT_READ ? O_RDONLY : O_WRONLY;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	again = open(path, flags);
	return again >= 0 ? ion_fd_raise(again) : -errno;
}

static enum ion_nowait open_shared(int *fd, unsigned access, mode_t mode)
{
	bool is_pipe = S_ISFIFO(mode);
	if (S_ISSOCK(mode)) {
		return ION_NOWAIT_SHARED_SOCKET;
	}
	/* opened for both a pipe would never end */
	if ((is_pipe && access != (ION_NOWAIT_READ | ION_NOWAIT_WRITE)) ||
		(S_ISCHR(mode) && isatty(*fd) && !is_terminal_master(*fd))) {
		int again = open_again(*fd, access);
		if (again >= 0) {
			ion_fd_close(fd);
			*fd = again;
			return ION_NOWAIT_OWN;
		}
	}
	return ION_NOWAIT_SHARED;
}

int ion_nowait_open(int *fd, unsigned access, bool is_shared, enum ion_nowait *ret)
{
	struct stat stat;
	int flags;
	if (fstat(*fd, &stat) < 0) {
		return -errno;
	}
	if (S_ISREG(stat.st_mode) || S_ISDIR(stat.st_mode) || S_ISBLK(stat.st_mode)) {
		*ret = ION_NOWAIT_FILE;
		return 0;
	}
	if (is_shared) {
		*ret = open_shared(fd, access, stat.st_mode);
		return 0;
	}
	*ret = ION_NOWAIT_OWN;
	flags = fcntl(*fd, F_GETFL);
	if (flags < 0 || ((flags & O_NONBLOCK) == 0 && fcntl(*fd, F_SETFL, flags | O_NONBLOCK) < 0)) {
		return -errno;
	}
	return 0;
}

static bool is_ready(int fd, short events)
{
	struct pollfd asked = {.fd = fd, .events = events};
	return poll(&asked, 1, 0) > 0;
}

/* The kernel does not know RWF_NOWAIT, or not for this kind of file. */
static bool is_unknown(ssize_t result)
{
	return result == -EOPNOTSUPP || result == -ENOSYS || result == -EINVAL;
}

/* Between the question and the read somebody else may take the bytes; then it waits. */
static ssize_t read_shared(int fd, void *buffer, size_t size)
{
	struct iovec iov = {.iov_base = buffer, .iov_len = size};
	ssize_t got;
	do {
		got = preadv2(fd, &iov, 1, -1, RWF_NOWAIT);
		got = got >= 0 ? got : -errno;
	} while (got == -EINTR);
	if (!is_unknown(got)) {
		return got;
	}
	return is_ready(fd, POLLIN) ? ion_fd_read(fd, buffer, size) : -EAGAIN;
}

static ssize_t read_shared_socket(int fd, void *buffer, size_t size)
{
	ssize_t got;
	do {
		got = recv(fd, buffer, size, MSG_DONTWAIT);
	} while (got < 0 && errno == EINTR);
	return got >= 0 ? got : -errno;
}

ssize_t ion_nowait_read(enum ion_nowait way, int fd, void *buffer, size_t size)
{
	switch (way) {
		case ION_NOWAIT_SHARED:
			return read_shared(fd, buffer, size);
		case ION_NOWAIT_SHARED_SOCKET:
			return read_shared_socket(fd, buffer, size);
		default:
			return ion_fd_read(fd, buffer, size);
	}
}

/* A pipe that says it is writable has room for PIPE_BUF. */
static ssize_t write_shared(int fd, const struct iovec *iov, int count, bool *is_loud)
{
	struct iovec piece = iov[0];
	ssize_t taken = ion_pipe_writev(fd, iov, count, RWF_NOWAIT, is_loud);
	if (!is_unknown(taken)) {
		return taken;
	}
	if (!is_ready(fd, POLLOUT)) {
		return -EAGAIN;
	}
	for (int i = 1; piece.iov_len == 0 && i < count; i++) {
		piece = iov[i];
	}
	piece.iov_len = piece.iov_len < PIPE_BUF ? piece.iov_len : PIPE_BUF;
	return ion_pipe_writev(fd, &piece, 1, 0, is_loud);
}

static ssize_t write_shared_socket(int fd, const struct iovec *iov, int count)
{
	struct msghdr message = {.msg_iov = (struct iovec *) iov, .msg_iovlen = (size_t) count};
	ssize_t taken;
	do {
		taken = sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	} while (taken < 0 && errno == EINTR);
	return taken >= 0 ? taken : -errno;
}

ssize_t ion_nowait_write(
	enum ion_nowait way, int fd, const struct iovec *iov, int count, bool *is_loud)
{
	switch (way) {
		case ION_NOWAIT_SHARED:
			return write_shared(fd, iov, count, is_loud);
		case ION_NOWAIT_SHARED_SOCKET:
			return write_shared_socket(fd, iov, count);
		default:
			return ion_pipe_writev(fd, iov, count, 0, is_loud);
	}
}

void ion_nowait_end_writing(int fd)
{
	shutdown(fd, SHUT_WR);
}

int ion_nowait_terminal_end(int fd)
{
	enum { END_OF_TEXT = 4 };
	struct termios settings;
	if (!is_terminal_master(fd)) {
		return -1;
	}
	return tcgetattr(fd, &settings) == 0 ? settings.c_cc[VEOF] : END_OF_TEXT;
}
