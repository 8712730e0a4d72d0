/*
 * os/sock: pairs, descriptors that travel, who wrote what, and the end.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fd.h"
#include "os/sock.h"

static int pair[2];
static int handles[ION_SOCK_HANDLES_MAX];

static int sock_setup(void **state)
{
	int code = support_setup(state);
	return code != 0 ? code : ion_sock_pair(pair);
}

static int sock_teardown(void **state)
{
	ion_fd_close(&pair[0]);
	ion_fd_close(&pair[1]);
	return support_teardown(state);
}

#define SOCK_TEST(function) cmocka_unit_test_setup_teardown(function, sock_setup, sock_teardown)

static ssize_t put(int fd, const char *text, const int *with, size_t with_count)
{
	struct iovec iov = {.iov_base = (void *) (uintptr_t) text, .iov_len = strlen(text)};
	return ion_sock_send(fd, &iov, 1, with, with_count);
}

static struct ion_sock_got get(int fd, char *buffer, size_t size)
{
	struct iovec iov = {.iov_base = buffer, .iov_len = size};
	struct ion_sock_got got;
	ion_sock_recv(fd, &iov, 1, handles, &got);
	return got;
}

static void close_handles(const struct ion_sock_got *got)
{
	for (size_t i = 0; i < got->handle_count; i++) {
		assert_true(handles[i] >= ION_FD_FIRST);
		assert_int_equal(fcntl(handles[i], F_GETFD), FD_CLOEXEC);
		close(handles[i]);
	}
}

static void ends_have_their_flags(void **state)
{
	(void) state;
	for (int i = 0; i < 2; i++) {
		assert_true(fcntl(pair[i], F_GETFL) & O_NONBLOCK);
		assert_int_equal(fcntl(pair[i], F_GETFD), FD_CLOEXEC);
		assert_true(pair[i] >= ION_FD_FIRST);
	}
}

static void pair_fails_whole(void **state)
{
	int ends[2];
	(void) state;
	for (int room = 0; room < 2; room++) {
		struct rlimit old = leave_room(room);
		assert_int_equal(ion_sock_pair(ends), -EMFILE);
		setrlimit(RLIMIT_NOFILE, &old);
		assert_int_equal(ends[0], -1);
		assert_int_equal(ends[1], -1);
	}
}

static void bytes_come_with_their_writer(void **state)
{
	char buffer[16];
	struct ion_sock_got got;
	int status;
	(void) state;
	assert_int_equal(put(pair[0], "mine", NULL, 0), 4);
	pid_t pid = fork();
	if (pid == 0) {
		_exit(put(pair[0], "yours", NULL, 0) == 5 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(ion_sock_pending(pair[1]), 9);
	got = get(pair[1], buffer, sizeof(buffer));
	assert_int_equal(got.size, 4);
	assert_int_equal(got.pid, getpid());
	assert_int_equal(got.uid, getuid());
	got = get(pair[1], buffer, sizeof(buffer));
	assert_int_equal(got.size, 5);
	assert_int_equal(got.pid, pid);
	assert_memory_equal(buffer, "yours", 5);
	assert_int_equal(ion_sock_pending(pair[1]), 0);
	assert_int_equal(get(pair[1], buffer, sizeof(buffer)).size, -EAGAIN);
}

static void descriptors_travel_with_their_first_byte(void **state)
{
	static const size_t counts[] = {1, 2, ION_SOCK_HANDLES_MAX};
	char buffer[16];
	int with[ION_SOCK_HANDLES_MAX + 1];
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(with); i++) {
		with[i] = pair[0];
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(counts); i++) {
		assert_int_equal(put(pair[0], "ab", NULL, 0), 2);
		assert_int_equal(put(pair[0], "cde", with, counts[i]), 3);
		assert_int_equal(put(pair[0], "f", NULL, 0), 1);
		struct ion_sock_got got = get(pair[1], buffer, 3);
		/* one read takes bytes before them too, and some of those they came with */
		assert_int_equal(got.size, 3);
		assert_int_equal(got.handle_count, counts[i]);
		assert_false(got.is_truncated);
		close_handles(&got);
		got = get(pair[1], buffer, sizeof(buffer));
		assert_int_equal(got.size, 3);
		assert_int_equal(got.handle_count, 0);
	}
	assert_int_equal(put(pair[0], "x", with, ION_SOCK_HANDLES_MAX + 1), -EINVAL);
	with[0] = -1;
	assert_int_equal(put(pair[0], "x", with, 1), -EBADF);
	assert_int_equal(ion_sock_pending(pair[1]), 0);
}

static void a_reader_without_numbers_loses_descriptors_only(void **state)
{
	char buffer[16];
	int with[3] = {pair[0], pair[0], pair[0]};
	(void) state;
	for (size_t room = 0; room < 3; room++) {
		assert_int_equal(put(pair[0], "abc", with, 3), 3);
		struct rlimit old = leave_room((int) room);
		struct ion_sock_got got = get(pair[1], buffer, sizeof(buffer));
		setrlimit(RLIMIT_NOFILE, &old);
		assert_int_equal(got.size, 3);
		assert_true(got.is_truncated);
		assert_int_equal(got.handle_count, room);
		assert_int_equal(got.pid, getpid());
		close_handles(&got);
	}
}

/* Run in a child: numbers 0 to 2 are free there. */
static int receive_without_standard_streams(void)
{
	char buffer[4];
	for (int fd = 0; fd < 3; fd++) {
		close(fd);
	}
	struct ion_sock_got got = get(pair[1], buffer, sizeof(buffer));
	bool is_good = got.size == 1 && got.handle_count == 2 && !got.is_truncated;
	for (size_t i = 0; i < got.handle_count; i++) {
		is_good = is_good && handles[i] >= ION_FD_FIRST && fcntl(handles[i], F_GETFD) == FD_CLOEXEC;
	}
	return is_good && fcntl(0, F_GETFD) < 0 && fcntl(1, F_GETFD) < 0 ? 0 : 1;
}

static void descriptors_never_become_standard_streams(void **state)
{
	int with[2] = {pair[0], pair[1]};
	int status;
	(void) state;
	assert_int_equal(put(pair[0], "x", with, 2), 1);
	pid_t pid = fork();
	if (pid == 0) {
		_exit(receive_without_standard_streams());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void a_closed_peer_raises_no_signal(void **state)
{
	char buffer[4];
	(void) state;
	assert_int_equal(put(pair[1], "bye", NULL, 0), 3);
	assert_false(ion_sock_is_hung_up(pair[0]));
	ion_fd_close(&pair[1]);
	assert_true(ion_sock_is_hung_up(pair[0]));
	/* the disposition is the default one: it would kill */
	assert_int_equal(put(pair[0], "x", NULL, 0), -EPIPE);
	assert_int_equal(get(pair[0], buffer, sizeof(buffer)).size, 3);
	assert_int_equal(get(pair[0], buffer, sizeof(buffer)).size, 0);
}

static void a_peer_that_left_bytes_unread_resets(void **state)
{
	char buffer[4];
	(void) state;
	assert_int_equal(put(pair[0], "never read", NULL, 0), 10);
	assert_int_equal(put(pair[1], "bye", NULL, 0), 3);
	ion_fd_close(&pair[1]);
	assert_true(ion_sock_is_hung_up(pair[0]));
	/* what it wrote comes first */
	assert_int_equal(get(pair[0], buffer, sizeof(buffer)).size, 3);
	assert_int_equal(get(pair[0], buffer, sizeof(buffer)).size, -ECONNRESET);
	assert_int_equal(get(pair[0], buffer, sizeof(buffer)).size, 0);
}

static void waiting_ends_in_time_and_with_room(void **state)
{
	static char block[65536];
	struct iovec iov = {.iov_base = block, .iov_len = sizeof(block)};
	int64_t begin;
	(void) state;
	ion_sock_wait_writable(pair[0], -1);
	while (ion_sock_send(pair[0], &iov, 1, NULL, 0) > 0) {
	}
	assert_int_equal(ion_sock_send(pair[0], &iov, 1, NULL, 0), -EAGAIN);
	begin = ion_clock_now_ns();
	ion_sock_wait_writable(pair[0], 20000000);
	assert_true(ion_clock_now_ns() - begin >= 20000000);
	while (get(pair[1], block, sizeof(block)).size > 0) {
	}
	ion_sock_wait_writable(pair[0], -1);
	while (ion_sock_send(pair[0], &iov, 1, NULL, 0) > 0) {
	}
	ion_fd_close(&pair[1]);
	ion_sock_wait_writable(pair[0], -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SOCK_TEST(ends_have_their_flags),
		SOCK_TEST(pair_fails_whole),
		SOCK_TEST(bytes_come_with_their_writer),
		SOCK_TEST(descriptors_travel_with_their_first_byte),
		SOCK_TEST(a_reader_without_numbers_loses_descriptors_only),
		SOCK_TEST(descriptors_never_become_standard_streams),
		SOCK_TEST(a_closed_peer_raises_no_signal),
		SOCK_TEST(a_peer_that_left_bytes_unread_resets),
		SOCK_TEST(waiting_ends_in_time_and_with_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
