/*
 * Messages between a forked child and its parent over a socket pair, per second.
 *   ipc pingpong SIZE COUNT [PROCESSORS]   there and back, one at a time; both on one processor or each on its own
 *   ipc naive SIZE COUNT                   child to parent; one writev(2) and two read(2) a message
 *   ipc batch SIZE COUNT                   the same; many messages in one call, each in memory of its own
 * Every message carries its number, which is checked. The frame is 4 bytes of length.
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#include <malloc.h>
#include <sys/uio.h>

#define HEADER 4
#define OUT_SIZE 65536
#define IN_SIZE 262144
/* A longer payload is read straight into its own memory. */
#define LARGE 16384
/* Behind a large payload, in one readv(2): the next header and more. */
#define BEHIND_LARGE 4096

static uint32_t size;
static long count;

static void stamp(char *message, long number)
{
	memcpy(message, &number, sizeof(number));
}

static void check(const char *message, long number)
{
	long found;
	memcpy(&found, message, sizeof(found));
	if (found != number || message[size - 1] != 'x') {
		fprintf(stderr, "message %ld has number %ld\n", number, found);
		exit(1);
	}
}

static void check_length(uint32_t length)
{
	if (length != size) {
		fprintf(stderr, "wrong length %u\n", length);
		exit(1);
	}
}

/* ---- out -------------------------------------------------------------------------------------- */

static void send_one(int fd, char *message)
{
	struct iovec iov[2] = {{&size, HEADER}, {message, size}};
	ssize_t written = writev(fd, iov, 2);
	if (written < HEADER) {
		fail("writev");
	}
	write_all(fd, message + written - HEADER, size - ((size_t) written - HEADER));
}

static void send_naive(int fd, char *message)
{
	for (long i = 0; i < count; i++) {
		stamp(message, i);
		send_one(fd, message);
	}
}

/* Small messages are gathered; a large one would only be copied. */
static void send_batch(int fd, char *message)
{
	static char out[OUT_SIZE];
	size_t fill = 0;
	if (size + HEADER > OUT_SIZE / 2) {
		send_naive(fd, message);
		return;
	}
	for (long i = 0; i < count; i++) {
		if (fill + HEADER + size > OUT_SIZE) {
			write_all(fd, out, fill);
			fill = 0;
		}
		stamp(message, i);
		memcpy(out + fill, &size, HEADER);
		memcpy(out + fill + HEADER, message, size);
		fill += HEADER + size;
	}
	write_all(fd, out, fill);
}

/* ---- in --------------------------------------------------------------------------------------- */

static void receive_naive(int fd, char *message)
{
	for (long i = 0; i < count; i++) {
		uint32_t length;
		read_all(fd, &length, HEADER);
		check_length(length);
		read_all(fd, message, length);
		check(message, i);
	}
}

struct receiver {
	int fd;
	long received;
	char *in; /* IN_SIZE bytes */
	size_t have;
	char *large; /* one that is arriving; NULL = none */
	size_t large_have;
};

static void receive_large(struct receiver *receiver)
{
	size_t missing = size - receiver->large_have;
	struct iovec iov[2] = {
		{receiver->large + receiver->large_have, missing}, {receiver->in, BEHIND_LARGE}};
	ssize_t got = readv(receiver->fd, iov, 2);
	if (got <= 0) {
		fail("readv");
	}
	if ((size_t) got < missing) {
		receiver->large_have += (size_t) got;
		return;
	}
	receiver->have = (size_t) got - missing;
	check(receiver->large, receiver->received++);
	free(receiver->large);
	receiver->large = NULL;
}

static void receive_bytes(struct receiver *receiver)
{
	ssize_t got = read(receiver->fd, receiver->in + receiver->have, IN_SIZE - receiver->have);
	if (got <= 0) {
		fail("read");
	}
	receiver->have += (size_t) got;
}

/* Returns the bytes it took from `at`; 0 = more must arrive. */
static size_t take_one(struct receiver *receiver, const char *at, size_t rest)
{
	uint32_t length;
	char *message;
	if (rest < HEADER) {
		return 0;
	}
	memcpy(&length, at, HEADER);
	check_length(length);
	if (rest - HEADER < length && length <= LARGE) {
		return 0;
	}
	message = malloc(length);
	if (rest - HEADER < length) {
		memcpy(message, at + HEADER, rest - HEADER);
		receiver->large = message;
		receiver->large_have = rest - HEADER;
		return rest;
	}
	memcpy(message, at + HEADER, length);
	check(message, receiver->received++);
	free(message);
	return HEADER + length;
}

static void receive_batch(int fd)
{
	struct receiver receiver = {.fd = fd, .in = malloc(IN_SIZE)};
	while (receiver.received < count) {
		size_t at = 0;
		size_t taken;
		if (receiver.large != NULL) {
			receive_large(&receiver);
			if (receiver.large != NULL) {
				continue;
			}
		} else {
			receive_bytes(&receiver);
		}
		do {
			taken = take_one(&receiver, receiver.in + at, receiver.have - at);
			at += taken;
		} while (taken > 0);
		memmove(receiver.in, receiver.in + at, receiver.have - at);
		receiver.have -= at;
	}
	free(receiver.in);
}

/* ---- there and back --------------------------------------------------------------------------- */

static void answer(int fd, char *message)
{
	for (long i = 0; i < count; i++) {
		read_all(fd, message, size);
		write_all(fd, message, size);
	}
}

static void ask(int fd, char *message)
{
	for (long i = 0; i < count; i++) {
		stamp(message, i);
		write_all(fd, message, size);
		read_all(fd, message, size);
		check(message, i);
	}
}

/* ----------------------------------------------------------------------------------------------- */

static void run_child(const char *mode, int fd, char *message)
{
	char go;
	if (strcmp(mode, "pingpong") == 0) {
		answer(fd, message);
		_exit(0);
	}
	read_all(fd, &go, 1);
	if (strcmp(mode, "naive") == 0) {
		send_naive(fd, message);
	} else {
		send_batch(fd, message);
	}
	_exit(0);
}

static void run_parent(const char *mode, int fd, char *message)
{
	if (strcmp(mode, "pingpong") == 0) {
		ask(fd, message);
		return;
	}
	write_all(fd, "g", 1);
	if (strcmp(mode, "naive") == 0) {
		receive_naive(fd, message);
	} else {
		receive_batch(fd);
	}
}

int main(int argc, char **argv)
{
	int ends[2], status;
	char *message;
	double begin;
	pid_t pid;

	if (argc < 4 || atol(argv[2]) < (long) sizeof(long)) {
		usage("ipc pingpong|naive|batch SIZE COUNT [PROCESSORS]");
	}
	size = (uint32_t) atol(argv[2]);
	count = atol(argv[3]);
	/* Memory once freed is kept: a fresh mapping for each message costs more than its transfer. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	message = malloc(size);
	memset(message, 'x', size);
	make_pair(ends);
	if (argc > 4) {
		bind_to(0);
	}
	pid = fork_child();
	if (pid == 0) {
		close(ends[0]);
		if (argc > 4) {
			bind_to(atoi(argv[4]) - 1);
		}
		run_child(argv[1], ends[1], message);
	}
	close(ends[1]);
	begin = seconds();
	run_parent(argv[1], ends[0], message);
	print_value((double) count / (seconds() - begin));
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fail("the child");
	}
	return 0;
}
