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
	int fd = open(path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
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
