/*
 * What a descriptor is that somebody else opened.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_KIND_H
#define ION_OS_KIND_H

#include <stdbool.h>

enum ion_kind {
	ION_KIND_FILE, /* anything but a socket: file, pipe, terminal, device ... */
	ION_KIND_TCP,
	ION_KIND_UDP,
	ION_KIND_UNIX_STREAM,
	ION_KIND_UNIX_DATAGRAM,
	ION_KIND_SOCKET, /* another kind of socket */
};

/* -EBADF when it is none at all. */
int ion_kind_of(int fd, enum ion_kind *ret);

struct ion_access {
	bool can_read;
	bool can_write;
	bool appends;
	bool is_blocking;
};

/* 0 or -errno. */
int ion_kind_access(int fd, struct ion_access *ret);

/* 0, or -errno when there is no such file, as far as this process can see. */
int ion_kind_exists(const char *path);

#endif
