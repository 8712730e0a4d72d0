/*
 * See handover.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/handover.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/fd.h"

static bool parse_number(const char **at, char end, long *ret)
{
	char *rest;
	if (**at < '0' || **at > '9') {
		return false;
	}
	errno = 0;
	*ret = strtol(*at, &rest, 10);
	if (errno != 0 || *ret > INT_MAX || *rest != end) {
		return false;
	}
	*at = rest + 1;
	return true;
}

static bool is_channel(int fd)
{
	int domain = 0, type = 0;
	socklen_t size = sizeof(int);
	return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
		   getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && domain == AF_UNIX &&
		   type == SOCK_STREAM;
}

int ion_handover_take(pid_t *ret_starter)
{
	const char *at = getenv(ION_HANDOVER_VARIABLE);
	long fd, starter;
	bool is_valid;

	if (at == NULL) {
		return -1;
	}
	is_valid = parse_number(&at, ':', &fd) && parse_number(&at, '\0', &starter);
	unsetenv(ION_HANDOVER_VARIABLE);
	/* the init of a PID namespace has a parent without a number there */
	if (!is_valid || (getppid() != starter && getppid() != 0) || !is_channel((int) fd)) {
		return -1;
	}
	ion_fd_close_on_exec((int) fd);
	*ret_starter = (pid_t) starter;
	return (int) fd;
}
