/*
 * See notify.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/notify.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>

#include "base/clock.h"
#include "os/fd.h"

/* How long a service manager may keep us that reads nothing. */
#define WAIT_NS ION_NS_PER_SEC

/* 0 with the address, or -errno. */
static int parse_address(const char *text, struct sockaddr_un *ret, socklen_t *ret_size)
{
	size_t size = strlen(text);
	memset(ret, 0, sizeof(*ret));
	ret->sun_family = AF_UNIX;
	if ((text[0] != '/' && text[0] != '@') || text[1] == '\0') {
		return -EAFNOSUPPORT;
	}
	/* a path has its NUL, an abstract name its whole length */
	if (size > sizeof(ret->sun_path) - (text[0] == '/')) {
		return -ENAMETOOLONG;
	}
	memcpy(ret->sun_path, text, size);
	if (text[0] == '@') {
		ret->sun_path[0] = '\0';
	}
	*ret_size = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + size + (text[0] == '/'));
	return 0;
}

/* The socket's own limit would start anew after each signal. 0 would be no limit. */
static void set_limit(int fd, int64_t left_ns)
{
	struct timeval limit = {.tv_usec = (suseconds_t) (left_ns / 1000)};
	limit.tv_usec = limit.tv_usec > 0 ? limit.tv_usec : 1;
	if (left_ns >= ION_NS_PER_SEC) {
		limit = (struct timeval){.tv_sec = left_ns / ION_NS_PER_SEC};
	}
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

static int send_to(int fd, struct msghdr *message)
{
	int64_t until_ns = ion_clock_add(ion_clock_now_ns(), WAIT_NS);
	int64_t left_ns = WAIT_NS;
	ssize_t sent;
	do {
		set_limit(fd, left_ns);
		sent = sendmsg(fd, message, MSG_NOSIGNAL);
		if (sent >= 0 || errno != EINTR) {
			return sent < 0 ? -errno : 0;
		}
		left_ns = until_ns - ion_clock_now_ns();
	} while (left_ns > 0);
	return -EAGAIN;
}

int ion_notify_send(
	const char *address, const char *text, size_t size, const int *fds, size_t fd_count)
{
	union {
		struct cmsghdr head; /* for its alignment */
		char bytes[CMSG_SPACE(ION_NOTIFY_FDS_MAX * sizeof(int))];
	} control;
	struct sockaddr_un to;
	struct iovec iov = {.iov_base = (char *) text, .iov_len = size};
	struct msghdr message = {.msg_name = &to, .msg_iov = &iov, .msg_iovlen = 1};
	int code = parse_address(address, &to, &message.msg_namelen);
	int fd;
	if (code < 0) {
		return code;
	}
	if (fd_count > ION_NOTIFY_FDS_MAX) {
		return -E2BIG;
	}
	if (fd_count > 0) {
		struct cmsghdr *head = &control.head;
		memset(&control, 0, sizeof(control));
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(fd_count * sizeof(int));
		memcpy(CMSG_DATA(head), fds, fd_count * sizeof(int));
		message.msg_control = &control;
		message.msg_controllen = CMSG_SPACE(fd_count * sizeof(int));
	}
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		return -errno;
	}
	code = send_to(fd, &message);
	ion_fd_close(&fd);
	return code;
}
