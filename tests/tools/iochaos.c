/*
 * Preloaded: of the reads and writes that ION makes on descriptors above 2, a quarter fail with EINTR
 * and the others are cut to a random length. What a program gives must not change. Calls of PHP and
 * of libraries are left alone (PHP's own streams take EINTR for an error). ION_CHAOS=<seed> makes a
 * run repeatable. Taken out of the environment like nodeepbind.c.
 *     cc -shared -fPIC -o iochaos.so iochaos.c -ldl; LD_PRELOAD=$PWD/iochaos.so php ...
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static unsigned state = 1;

__attribute__((constructor)) static void start(void)
{
	const char *seed = getenv("ION_CHAOS");

	if (seed) {
		state = (unsigned) atoi(seed);
	}
	unsetenv("LD_PRELOAD");
}

static unsigned draw(void)
{
	state = state * 1103515245u + 12345u;
	return state >> 16;
}

static bool is_ion(void *caller)
{
	Dl_info info;
	const char *name;

	if (!dladdr(caller, &info) || !info.dli_fname) {
		return false;
	}
	name = strrchr(info.dli_fname, '/');
	return name && strcmp(name, "/ion.so") == 0;
}

/* The length to ask for, 0 for "interrupted". */
static size_t shorten(void *caller, int fd, size_t length)
{
	if (fd <= 2 || length <= 1 || !is_ion(caller)) {
		return length;
	}
	return draw() % 4 == 0 ? 0 : 1 + draw() % length;
}

#define REAL(name) \
 static __typeof__(name) *real; \
 if (!real) { \
  *(void **) &real = dlsym(RTLD_NEXT, #name); \
 }

ssize_t read(int fd, void *buffer, size_t length)
{
	REAL(read)
	size_t part = shorten(__builtin_return_address(0), fd, length);

	if (part == 0 && length > 0) {
		errno = EINTR;
		return -1;
	}
	return real(fd, buffer, part);
}

ssize_t write(int fd, const void *buffer, size_t length)
{
	REAL(write)
	size_t part = shorten(__builtin_return_address(0), fd, length);

	if (part == 0 && length > 0) {
		errno = EINTR;
		return -1;
	}
	return real(fd, buffer, part);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	REAL(sendmsg)
	struct msghdr copy = *message;
	struct iovec first;

	if (message->msg_iovlen > 0 && message->msg_iov[0].iov_len > 1) {
		first = message->msg_iov[0];
		first.iov_len = shorten(__builtin_return_address(0), fd, first.iov_len);
		if (first.iov_len == 0) {
			errno = EINTR;
			return -1;
		}
		copy.msg_iov = &first;
		copy.msg_iovlen = 1;
	}
	return real(fd, &copy, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	REAL(recvmsg)
	struct iovec *vectors = message->msg_iov;
	size_t count = message->msg_iovlen;
	struct iovec first;
	ssize_t got;

	if (count == 0 || vectors[0].iov_len <= 1) {
		return real(fd, message, flags);
	}
	first = vectors[0];
	first.iov_len = shorten(__builtin_return_address(0), fd, first.iov_len);
	if (first.iov_len == 0) {
		errno = EINTR;
		return -1;
	}
	message->msg_iov = &first;
	message->msg_iovlen = 1;
	got = real(fd, message, flags);
	message->msg_iov = vectors;
	message->msg_iovlen = count;
	return got;
}
