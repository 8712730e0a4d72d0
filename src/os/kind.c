/*
 * See kind.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/kind.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

static int socket_option(int fd, int option)
{
	int value = -1;
	socklen_t size = sizeof(value);
	return getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

/* SO_DOMAIN is Linux's; the address that every socket has tells the same. */
static int socket_family(int fd)
{
	struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
	socklen_t size = sizeof(address);
	return getsockname(fd, (struct sockaddr *) &address, &size) == 0 ? address.ss_family : -1;
}

static bool is_tcp(int fd)
{
#ifdef SO_PROTOCOL
	return socket_option(fd, SO_PROTOCOL) == IPPROTO_TCP;
#else
	(void) fd;
	return true;
#endif
}

static enum ion_kind socket_kind(int fd)
{
	int family = socket_family(fd);
	int type = socket_option(fd, SO_TYPE);
	if (family == AF_UNIX && type == SOCK_STREAM) {
		return ION_KIND_UNIX_STREAM;
	}
	if (family == AF_UNIX && type == SOCK_DGRAM) {
		return ION_KIND_UNIX_DATAGRAM;
	}
	if (family == AF_INET || family == AF_INET6) {
		if (type == SOCK_STREAM && is_tcp(fd)) {
			return ION_KIND_TCP;
		}
		if (type == SOCK_DGRAM) {
			return ION_KIND_UDP;
		}
	}
	return ION_KIND_SOCKET;
}

int ion_kind_of(int fd, enum ion_kind *ret)
{
	struct stat status;
	if (fstat(fd, &status) < 0) {
		return -errno;
	}
	*ret = S_ISSOCK(status.st_mode) ? socket_kind(fd) : ION_KIND_FILE;
	return 0;
}

int ion_kind_access(int fd, struct ion_access *ret)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0) {
		return -errno;
	}
	ret->can_read = (flags & O_ACCMODE) != O_WRONLY;
	ret->can_write = (flags & O_ACCMODE) != O_RDONLY;
	ret->appends = (flags & O_APPEND) != 0;
	ret->is_blocking = (flags & O_NONBLOCK) == 0;
	return 0;
}

int ion_kind_exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 ? 0 : -errno;
}
