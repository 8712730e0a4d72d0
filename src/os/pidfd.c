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
#include "os/pidstat.h"

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

int ion_pidfd_open_found(const struct ion_pid *found)
{
	struct ion_pidstat now;
	int code, pidfd = ion_pidfd_open(found->pid);

	if (pidfd < 0) {
		return pidfd;
	}
	/* afterwards: from now on the descriptor stays with whoever has the number */
	code = ion_pidstat_read(found->pid, &now);
	if (code < 0 || now.id.start_ticks != found->start_ticks) {
		ion_fd_close(&pidfd);
		return code < 0 ? code : -ESRCH;
	}
	return pidfd;
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
