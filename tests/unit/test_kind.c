/*
 * os/kind: what a descriptor is, and os/memory: blocks that are moved and expected.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/kind.h"
#include "os/memory.h"

static void expect_socket(int domain, int type, enum ion_kind expected)
{
	enum ion_kind kind;
	int fd = socket(domain, type | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		/* not in this kernel */
		assert_true(domain == AF_INET6);
		return;
	}
	assert_int_equal(ion_kind_of(fd, &kind), 0);
	assert_int_equal(kind, expected);
	ion_fd_close(&fd);
}

static void sockets_are_told_apart(void **state)
{
	(void) state;
	expect_socket(AF_INET, SOCK_STREAM, ION_KIND_TCP);
	expect_socket(AF_INET6, SOCK_STREAM, ION_KIND_TCP);
	expect_socket(AF_INET, SOCK_DGRAM, ION_KIND_UDP);
	expect_socket(AF_INET6, SOCK_DGRAM, ION_KIND_UDP);
	expect_socket(AF_UNIX, SOCK_STREAM, ION_KIND_UNIX_STREAM);
	expect_socket(AF_UNIX, SOCK_DGRAM, ION_KIND_UNIX_DATAGRAM);
	expect_socket(AF_UNIX, SOCK_SEQPACKET, ION_KIND_SOCKET);
}

static void everything_else_is_a_file(void **state)
{
	enum ion_kind kind;
	struct ion_access access;
	int pipes[2];
	(void) state;
	assert_int_equal(pipe2(pipes, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(ion_kind_of(pipes[0], &kind), 0);
	assert_int_equal(kind, ION_KIND_FILE);
	assert_int_equal(ion_kind_access(pipes[0], &access), 0);
	assert_true(access.can_read && !access.can_write && !access.is_blocking && !access.appends);
	assert_int_equal(ion_kind_access(pipes[1], &access), 0);
	assert_true(!access.can_read && access.can_write);
	ion_fd_close(&pipes[0]);
	ion_fd_close(&pipes[1]);
	pipes[0] = open("/dev/null", O_RDWR | O_APPEND | O_CLOEXEC);
	assert_int_equal(ion_kind_access(pipes[0], &access), 0);
	assert_true(access.can_read && access.can_write && access.is_blocking && access.appends);
	ion_fd_close(&pipes[0]);
}

static void a_closed_number_is_no_descriptor(void **state)
{
	enum ion_kind kind;
	struct ion_access access;
	(void) state;
	assert_int_equal(ion_kind_of(-1, &kind), -EBADF);
	assert_int_equal(ion_kind_access(-1, &access), -EBADF);
}

static char *map(size_t size)
{
	void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(block != MAP_FAILED);
	return block;
}

static void an_expected_block_keeps_its_bytes(void **state)
{
	size_t size = (size_t) 6 << 20;
	char *from = map(size);
	char *to = map(size);
	(void) state;
	memset(from, 'a', size / 2);
	ion_memory_expect(from, size);
	ion_memory_expect(to, size);
	memset(from + size / 2, 'b', size / 2);
	ion_memory_move(to, from, size);
	assert_true(to[0] == 'a' && to[size / 2 - 1] == 'a' && to[size / 2] == 'b');
	assert_true(to[size - 1] == 'b');
	/* less than a page, and nothing */
	ion_memory_expect(to + 1, 10);
	ion_memory_expect(to, 0);
	munmap(from, size);
	munmap(to, size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(sockets_are_told_apart),
		ION_TEST(everything_else_is_a_file),
		ION_TEST(a_closed_number_is_no_descriptor),
		ION_TEST(an_expected_block_keeps_its_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
