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

/* Whoever had the number first still has it. 0 or -errno. */
static int check_found(const struct ion_pid *found)
{
	struct ion_pidstat now;
	int code = ion_pidstat_read(found->pid, &now);
	return code == 0 && now.id.start_ticks != found->start_ticks ? -ESRCH : code;
}

int ion_kill_found(const struct ion_pid *found, int signal)
{
	int code, pidfd = ion_pidfd_open_found(found);

	if (pidfd == -ESRCH || pidfd == -EINVAL) {
		return -ESRCH;
	}
	if (pidfd < 0) {
		/* no such call, or a filter in its way (EPERM in older containers), or no descriptor left */
		code = check_found(found);
		return code == 0 ? ion_kill(found->pid, -1, signal) : code;
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
