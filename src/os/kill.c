/*
 * See kill.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/kill.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/pidfd.h"
#include "os/pidstat.h"

#ifndef SYS_pidfd_send_signal
# define SYS_pidfd_send_signal 424
#endif

int ion_kill(pid_t pid, int pidfd, int signal)
{
	if (pid <= 1 || signal < 0 || signal >= NSIG) {
		return -EINVAL;
	}
	if (pidfd >= 0) {
		if (syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0) {
			return 0;
		}
		/* a seccomp filter that lets clone's pidfd through but not this call: the child is not
		 * reaped, so its number is still its own */
		if (errno != ENOSYS) {
			return -errno;
		}
	}
	return kill(pid, signal) == 0 ? 0 : -errno;
}

int ion_kill_pidfd(pid_t pid, int pidfd, int signal)
{
	if (pid <= 1 || signal < 0 || signal >= NSIG) {
		return -EINVAL;
	}
	return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

int ion_kill_found(const struct ion_pid *found, int signal)
{
	struct ion_pidstat now;
	int code, pidfd = ion_pidfd_open_found(found);

	/* a filter of older containers answers EPERM for calls it does not know */
	if (pidfd == -ENOSYS || pidfd == -EPERM) {
		code = ion_pidstat_read(found->pid, &now);
		if (code < 0 || now.id.start_ticks != found->start_ticks) {
			return -ESRCH;
		}
		return ion_kill(found->pid, -1, signal);
	}
	if (pidfd < 0) {
		return pidfd;
	}
	code = ion_kill(found->pid, pidfd, signal);
	ion_fd_close(&pidfd);
	return code;
}

int ion_kill_group(pid_t group, int signal)
{
	if (group <= 1 || signal < 0 || signal >= NSIG) {
		return -EINVAL;
	}
	return kill(-group, signal) == 0 ? 0 : -errno;
}
