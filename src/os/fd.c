/*
 * See fd.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void ion_fd_close(int *fd)
{
	if (*fd >= 0) {
		int saved = errno;
		/* never retried: Linux has freed the number even when it says EINTR */
		close(*fd);
		*fd = -1;
		errno = saved;
	}
}

int ion_fd_raise(int fd)
{
	if (fd < 0 || fd >= ION_FD_FIRST) {
		return fd;
	}
	int raised = fcntl(fd, F_DUPFD_CLOEXEC, ION_FD_FIRST);
	int code = errno;
	close(fd);
	return raised >= 0 ? raised : -code;
}

ssize_t ion_fd_read(int fd, void *buffer, size_t size)
{
	ssize_t got;
	do {
		got = read(fd, buffer, size);
	} while (got < 0 && errno == EINTR);
	return got >= 0 ? got : -errno;
}

void ion_fd_poll(struct pollfd *fds, size_t count, int64_t wait_ns)
{
	int64_t ms = wait_ns / 1000000 + (wait_ns % 1000000 != 0);
	poll(fds, count, ms < INT_MAX ? (int) ms : INT_MAX);
}

int ion_fd_dup_from(int fd, int floor)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, floor);
	return copy >= 0 ? copy : -errno;
}

int ion_fd_dup(int fd)
{
	return ion_fd_dup_from(fd, ION_FD_FIRST);
}

void ion_fd_close_on_exec(int fd)
{
	fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int ion_fd_probe(unsigned pairs, int *numbers)
{
	int code;
	if (pairs == 0) {
		return 0;
	}
	if (pipe2(numbers, O_CLOEXEC) < 0) {
		return -errno;
	}
	code = ion_fd_probe(pairs - 1, numbers + 2);
	close(numbers[0]);
	close(numbers[1]);
	return code;
}

bool ion_fd_is_of_loop(int fd, bool *ret_is_epoll)
{
	char path[32], kind[64];
	ssize_t size;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	size = readlink(path, kind, sizeof(kind) - 1);
	*ret_is_epoll = false;
	if (size < 0) {
		return false;
	}
	kind[size] = '\0';
	*ret_is_epoll = strcmp(kind, "anon_inode:[eventpoll]") == 0;
	return *ret_is_epoll || strcmp(kind, "anon_inode:[eventfd]") == 0 ||
		   strncmp(kind, "pipe:", 5) == 0 || strncmp(kind, "socket:", 7) == 0;
}
