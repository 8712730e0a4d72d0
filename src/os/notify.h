/*
 * Telling the service manager about oneself, see sd_notify(3).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_NOTIFY_H
#define ION_OS_NOTIFY_H

#include <stddef.h>

/* SCM_MAX_FD, see unix(7). */
#define ION_NOTIFY_FDS_MAX 253

/*
 * One datagram to the socket with this address: a path, or '@' and an abstract name. `fds` go with it.
 * Waits at most a second for room. 0, or -errno: -EAFNOSUPPORT for another kind of address,
 * -ENAMETOOLONG, -EAGAIN when there was no room.
 */
int ion_notify_send(
	const char *address, const char *text, size_t size, const int *fds, size_t fd_count);

#endif
