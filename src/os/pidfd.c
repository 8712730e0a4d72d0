/*
 * See pidfd.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidfd.h"

#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/fd.h"

int ion_pidfd_open(pid_t pid)
{
#ifdef SYS_pidfd_open
	int fd = (int) syscall(SYS_pidfd_open, pid, 0);
	return fd < 0 ? -errno : ion_fd_raise(fd);
#else
	(void) pid;
	return -ENOSYS;
#endif
}

bool ion_pidfd_has_ended(int pidfd)
{
	struct pollfd watched = {.fd = pidfd, .events = POLLIN};
	ion_fd_poll(&watched, 1, 0);
	return watched.revents != 0;
}

pid_t ion_parent_pid(void)
{
	return getppid();
}
