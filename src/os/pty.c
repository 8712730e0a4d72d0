/*
 * See pty.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "os/fd.h"

#ifndef TIOCGPTPEER
# define TIOCGPTPEER _IO('T', 0x41)
#endif

int ion_pty_resize(int fd, unsigned short columns, unsigned short rows)
{
	struct winsize size = {.ws_col = columns, .ws_row = rows};
	return ioctl(fd, TIOCSWINSZ, &size) < 0 ? -errno : 0;
}

/* By the descriptor (Linux 4.13), because the name may mean another one in another mount namespace. */
static int open_terminal(int ours)
{
	int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
	char name[64];
	int fd = ioctl(ours, TIOCGPTPEER, flags);
	if (fd < 0 && (errno == ENOTTY || errno == EINVAL || errno == ENOSYS)) {
		if (ptsname_r(ours, name, sizeof(name)) != 0) {
			return -errno;
		}
		fd = open(name, flags);
	}
	return fd < 0 ? -errno : ion_fd_raise(fd);
}

/* 0 or -errno; what was opened is in *ret. */
static int pty_make(struct ion_pty *ret)
{
	ret->ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (ret->ours < 0) {
		ret->ours = -1;
		return -errno;
	}
	ret->ours = ion_fd_raise(ret->ours);
	if (ret->ours < 0) {
		int code = ret->ours;
		ret->ours = -1;
		return code;
	}
	if (grantpt(ret->ours) < 0 || unlockpt(ret->ours) < 0) {
		return -errno;
	}
	ret->theirs = open_terminal(ret->ours);
	if (ret->theirs < 0) {
		int code = ret->theirs;
		ret->theirs = -1;
		return code;
	}
	return 0;
}

int ion_pty_open(struct ion_pty *ret, unsigned short columns, unsigned short rows)
{
	int code;
	ret->ours = ret->theirs = -1;
	code = pty_make(ret);
	if (code == 0) {
		code = ion_pty_resize(ret->ours, columns, rows);
	}
	if (code < 0) {
		ion_fd_close(&ret->ours);
		ion_fd_close(&ret->theirs);
	}
	return code;
}
