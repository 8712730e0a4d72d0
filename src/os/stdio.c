/*
 * See stdio.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/stdio.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "os/fd.h"

int ion_stdio_open(int target, const char *path)
{
	return ion_stdio_open_as(path, target == 0 ? O_RDONLY : O_WRONLY | O_APPEND | O_CREAT);
}

int ion_stdio_open_as(const char *path, int flags)
{
	/* a terminal must not become that of a daemon, nor a FIFO without a peer hold it up */
	int fd;
	do {
		fd = open(path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		return -errno;
	}
	/* programs expect that their standard streams block */
	if (fcntl(fd, F_SETFL, flags & O_APPEND) < 0) {
		int code = -errno;
		ion_fd_close(&fd);
		return code;
	}
	return ion_fd_raise(fd);
}

int ion_stdio_put(int target, int fd)
{
	int code;
	do {
		code = dup2(fd, target) < 0 ? -errno : 0;
	} while (code == -EINTR || code == -EBUSY);
	ion_fd_close(&fd);
	return code;
}

/* Above the three; or -errno. */
static int hold(int source)
{
	int fd;
	if (source >= 0) {
		return ion_fd_dup(source);
	}
	fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	return fd >= 0 ? ion_fd_raise(fd) : -errno;
}

int ion_stdio_map(const int sources[3])
{
	int held[3] = {-1, -1, -1};
	int code = 0;
	for (int i = 0; i < 3 && code >= 0; i++) {
		if (sources[i] != ION_STDIO_KEEP) {
			code = held[i] = hold(sources[i]);
		}
	}
	for (int i = 0; i < 3; i++) {
		if (held[i] >= 0 && code >= 0) {
			code = ion_stdio_put(i, held[i]);
		} else {
			ion_fd_close(&held[i]);
		}
	}
	return code < 0 ? code : 0;
}
