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

#include "os/fd.h"

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

static int send_to(int fd, struct msghdr *message)
{
	ssize_t sent;
	do {
		sent = sendmsg(fd, message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : 0;
}

int ion_notify_send(
	const char *address, const char *text, size_t size, const int *fds, size_t fd_count)
{
	static const struct timeval limit = {.tv_sec = 1};
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
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	code = send_to(fd, &message);
	ion_fd_close(&fd);
	return code;
}
