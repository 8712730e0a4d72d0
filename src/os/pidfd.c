/*
 * See pidfd.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidfd.h"

#include <errno.h>
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

pid_t ion_parent_pid(void)
{
	return getppid();
}
