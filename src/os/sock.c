/*
 * See sock.h. The ends are not tied to who made them: SCM_CREDENTIALS comes with every read and
 * tells who wrote those bytes, where SO_PEERCRED would name whoever called socketpair(2).
 * SPDX-License-Identifier: MIT
 */
#include "os/sock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fd.h"

#define HANDLES_SPACE CMSG_SPACE(ION_SOCK_HANDLES_MAX * sizeof(int))

static int end_prepare(int *end)
{
	static const int on = 1;
	*end = ion_fd_raise(*end);
	if (*end < 0) {
		return *end;
	}
	return setsockopt(*end, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) == 0 ? 0 : -errno;
}

int ion_sock_pair(int ret[2])
{
	int code;
	ret[0] = ret[1] = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ret) < 0) {
		ret[0] = ret[1] = -1;
		return -errno;
	}
	code = end_prepare(&ret[0]);
	if (code == 0) {
		code = end_prepare(&ret[1]);
	}
	if (code != 0) {
		ion_fd_close(&ret[0]);
		ion_fd_close(&ret[1]);
		ret[0] = ret[1] = -1;
	}
	return code;
}

ssize_t ion_sock_send(
	int fd, const struct iovec *iov, size_t iov_count, const int *handles, size_t handle_count)
{
	/* unused parts stay as they are: 1 KiB is not cleared for every frame */
	union {
		struct cmsghdr head;
		char bytes[HANDLES_SPACE];
	} control;
	struct msghdr message = {.msg_iov = (struct iovec *) iov, .msg_iovlen = iov_count};
	ssize_t sent;
	if (handle_count > 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(handle_count * sizeof(int));
		memset(control.bytes, 0, message.msg_controllen);
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		control.head.cmsg_len = CMSG_LEN(handle_count * sizeof(int));
		memcpy(CMSG_DATA(&control.head), handles, handle_count * sizeof(int));
	}
	do {
		sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
	} while (sent < 0 && errno == EINTR);
	return sent >= 0 ? sent : -errno;
}

/* A process that runs with 0, 1 or 2 closed gets those numbers: see fd.h. */
static void take_handles(const struct cmsghdr *part, int *handles, struct ion_sock_got *ret)
{
	size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	for (size_t i = 0; i < count; i++) {
		int handle;
		memcpy(&handle, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
		if (ret->handle_count == ION_SOCK_HANDLES_MAX) {
			ion_fd_close(&handle);
			ret->is_truncated = true;
			continue;
		}
		handle = ion_fd_raise(handle);
		if (handle < 0) {
			ret->is_truncated = true;
		} else {
			handles[ret->handle_count++] = handle;
		}
	}
}

static void take_control(struct msghdr *message, int *handles, struct ion_sock_got *ret)
{
	struct cmsghdr *part;
	for (part = CMSG_FIRSTHDR(message); part != NULL; part = CMSG_NXTHDR(message, part)) {
		if (part->cmsg_level != SOL_SOCKET) {
			continue;
		}
		if (part->cmsg_type == SCM_RIGHTS) {
			take_handles(part, handles, ret);
		} else if (part->cmsg_type == SCM_CREDENTIALS) {
			struct ucred cred;
			memcpy(&cred, CMSG_DATA(part), sizeof(cred));
			ret->pid = cred.pid;
			ret->uid = cred.uid;
		}
	}
	if (message->msg_flags & MSG_CTRUNC) {
		ret->is_truncated = true;
	}
}

void ion_sock_recv(
	int fd, const struct iovec *iov, size_t iov_count, int *handles, struct ion_sock_got *ret)
{
	union {
		struct cmsghdr head;
		char bytes[HANDLES_SPACE + CMSG_SPACE(sizeof(struct ucred))];
	} control;
	struct msghdr message;
	ssize_t size;
	ret->pid = 0;
	ret->uid = (uid_t) -1;
	ret->handle_count = 0;
	ret->is_truncated = false;
	do {
		message = (struct msghdr){
			.msg_iov = (struct iovec *) iov,
			.msg_iovlen = iov_count,
			.msg_control = control.bytes,
			.msg_controllen = sizeof(control.bytes),
		};
		size = recvmsg(fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	} while (size < 0 && errno == EINTR);
	ret->size = size >= 0 ? size : -errno;
	if (size >= 0) {
		take_control(&message, handles, ret);
	}
}

size_t ion_sock_pending(int fd)
{
	int size = 0;
	return ioctl(fd, FIONREAD, &size) == 0 && size > 0 ? (size_t) size : 0;
}

bool ion_sock_is_hung_up(int fd)
{
	struct pollfd watch = {.fd = fd, .events = POLLRDHUP};
	return poll(&watch, 1, 0) > 0;
}

void ion_sock_wait_writable(int fd, int64_t wait_ns)
{
	struct pollfd watch = {.fd = fd, .events = POLLOUT};
	int64_t until_ns = wait_ns < 0 ? 0 : ion_clock_add(ion_clock_now_ns(), wait_ns);
	while (poll(&watch, 1, 0) == 0) {
		int64_t left_ns = wait_ns < 0 ? INT64_MAX : until_ns - ion_clock_now_ns();
		if (left_ns <= 0) {
			break;
		}
		ion_fd_poll(&watch, 1, left_ns);
	}
}
