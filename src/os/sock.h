/*
 * Stream socket pairs that carry bytes, descriptors and the kernel's word on who wrote them.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SOCK_H
#define ION_OS_SOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

/* SCM_MAX_FD, see unix(7). */
#define ION_SOCK_HANDLES_MAX 253

/* Two connected ends: close-on-exec, non-blocking, >= ION_FD_FIRST, owned by the caller. Both get
 * the credentials of whoever writes (SO_PASSCRED). 0 or -errno with both -1. */
int ion_sock_pair(int ret[2]);

/*
 * sendmsg(2) without SIGPIPE; never sleeps. `handles` go with the first byte. The number of bytes
 * taken (at least one, at most all), or -EAGAIN, -EPIPE, -ETOOMANYREFS (too many descriptors under
 * way; the same call may work later), -EBADF ... EINTR is retried. At least one byte must be given.
 */
ssize_t ion_sock_send(
	int fd, const struct iovec *iov, size_t iov_count, const int *handles, size_t handle_count);

struct ion_sock_got {
	ssize_t size; /* bytes; 0 = the end; -errno */
	pid_t pid;    /* who wrote the first of these bytes; 0 = the kernel did not say */
	uid_t uid;
	size_t handle_count; /* in `handles`: owned by the caller, close-on-exec, >= ION_FD_FIRST */
	bool is_truncated; /* some descriptors could not be received (no free number): they are gone */
};

/* recvmsg(2); never sleeps. `handles` has room for ION_SOCK_HANDLES_MAX. The kernel ends a read
 * after the bytes of one sendmsg(2) that brought descriptors, and at a change of the writer. */
void ion_sock_recv(
	int fd, const struct iovec *iov, size_t iov_count, int *handles, struct ion_sock_got *ret);

/* Bytes that can be read now; 0 when that cannot be told. */
size_t ion_sock_pending(int fd);

/* Whether the other end is closed, or writes no more. What it wrote before may still be there. */
bool ion_sock_is_hung_up(int fd);

/* Sleeps until it can be written to (or the peer is gone) or `wait_ns` is over; < 0 = for ever.
 * A signal does not end it. */
void ion_sock_wait_writable(int fd, int64_t wait_ns);

#endif
