/*
 * A worker that was taken over: writes what it likes to an end of a channel. Knows the
 * wire format by itself (docs/internals/wire-format.md), so a mistake of ours is not made twice.
 *     cc -o hostile-peer hostile-peer.c
 *     hostile-peer FD|PID:FD STEP [ARGUMENT] [STEP [ARGUMENT]]...
 * Each step is done in turn; the table at the end of the file tells what there is. After the last
 * one it reads until the other end closes. Exit status: 0 = the other end closed, 3 = it did not
 * within 10 s (also when a write could not go on for so long), 64 = wrong usage. The step `exit`
 * ends it at once with 0.
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAGIC 0xd7
#define HEADER 8
#define FLAG_ENCODED 1
#define MESSAGE 1
#define REQUEST 2
#define REPLY 3
#define READY 5
#define DETACH 7
#define WAIT_MS 10000
#define HANDLES_MAX 253

static int fd;

static void wait_for(short events)
{
	struct pollfd watch = {.fd = fd, .events = events};
	int ready;
	do {
		ready = poll(&watch, 1, WAIT_MS);
	} while (ready < 0 && errno == EINTR);
	if (ready <= 0) {
		exit(3);
	}
}

/* The descriptors go with the first byte. The other end closed: done. */
static void put_with(const void *data, size_t size, int handles)
{
	union {
		struct cmsghdr head;
		char bytes[CMSG_SPACE(HANDLES_MAX * sizeof(int))];
	} control = {0};
	const char *at = data;
	while (size > 0) {
		struct iovec iov = {.iov_base = (void *) (uintptr_t) at, .iov_len = size};
		struct msghdr message = {.msg_iov = &iov, .msg_iovlen = 1};
		if (handles > 0) {
			message.msg_control = control.bytes;
			message.msg_controllen = CMSG_SPACE((size_t) handles * sizeof(int));
			control.head.cmsg_level = SOL_SOCKET;
			control.head.cmsg_type = SCM_RIGHTS;
			control.head.cmsg_len = CMSG_LEN((size_t) handles * sizeof(int));
			for (int i = 0; i < handles; i++) {
				int handle = STDERR_FILENO;
				memcpy(CMSG_DATA(&control.head) + (size_t) i * sizeof(int), &handle, sizeof(int));
			}
		}
		ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
		if (sent > 0) {
			at += sent;
			size -= (size_t) sent;
			handles = 0;
		} else if (errno == EAGAIN || errno == ETOOMANYREFS) {
			wait_for(POLLOUT);
		} else if (errno == EPIPE || errno == ECONNRESET) {
			exit(0);
		} else if (errno != EINTR) {
			perror("hostile-peer: sendmsg");
			exit(70);
		}
	}
}

static void put(const void *data, size_t size)
{
	put_with(data, size, 0);
}

struct frame {
	uint32_t size;
	unsigned magic;
	unsigned type;
	unsigned flags;
	unsigned handles;
};

static void header_write(unsigned char *header, struct frame frame)
{
	for (int i = 0; i < 4; i++) {
		header[i] = (unsigned char) (frame.size >> (8 * i));
	}
	header[4] = (unsigned char) (frame.magic != 0 ? frame.magic : MAGIC);
	header[5] = (unsigned char) frame.type;
	header[6] = (unsigned char) frame.flags;
	header[7] = (unsigned char) frame.handles;
}

/* The header says what it says; `size` bytes of payload follow. `handles` travel in fact. */
static void put_frame(struct frame frame, const void *payload, size_t size, int handles)
{
	unsigned char *bytes = malloc(HEADER + size);
	header_write(bytes, frame);
	if (size > 0) {
		memcpy(bytes + HEADER, payload, size);
	}
	put_with(bytes, HEADER + size, handles);
	free(bytes);
}

/* ---- steps ---- */

static void do_say(const char *text)
{
	put_frame(
		(struct frame){.size = (uint32_t) strlen(text), .type = MESSAGE}, text, strlen(text), 0);
}

static void do_magic(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.size = 4, .type = MESSAGE, .magic = 'A'}, "text", 4, 0);
}

static void do_type(const char *number)
{
	put_frame((struct frame){.type = (unsigned) atoi(number)}, NULL, 0, 0);
}

static void do_flags(const char *number)
{
	put_frame((struct frame){.type = MESSAGE, .flags = (unsigned) atoi(number)}, NULL, 0, 0);
}

static void do_length(const char *number)
{
	uint32_t size = (uint32_t) strtoul(number, NULL, 0);
	put_frame((struct frame){.size = size, .type = MESSAGE}, "text", 4, 0);
}

static void do_short_request(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.size = 3, .type = REQUEST}, "abc", 3, 0);
}

static void do_truncate(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.size = 1000, .type = MESSAGE}, "only this", 9, 0);
	exit(0);
}

/* A good message, by bytes that are sent one by one. */
static void do_bytes(const char *text)
{
	size_t size = strlen(text);
	unsigned char header[HEADER];
	header_write(header, (struct frame){.size = (uint32_t) size, .type = MESSAGE});
	for (size_t i = 0; i < HEADER; i++) {
		put(header + i, 1);
	}
	for (size_t i = 0; i < size; i++) {
		put(text + i, 1);
	}
}

/* With a message whose header tells of none. */
static void do_fds(const char *count)
{
	put_frame((struct frame){.size = 4, .type = MESSAGE}, "text", 4, atoi(count));
}

/* With the last byte of a payload. */
static void do_late_fds(const char *count)
{
	put_frame((struct frame){.size = 4, .type = MESSAGE}, "tex", 3, 0);
	put_with("t", 1, atoi(count));
}

/* Told of and sent: as good as any, up to the limit. */
static void do_good_fds(const char *count)
{
	struct frame frame = {.size = 4, .type = MESSAGE, .handles = (unsigned) atoi(count)};
	put_frame(frame, "text", 4, atoi(count));
}

/* Told of and not sent. */
static void do_claim(const char *count)
{
	struct frame frame = {.size = 4, .type = MESSAGE, .handles = (unsigned) atoi(count)};
	put_frame(frame, "text", 4, 0);
}

static void do_ready(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.type = READY}, NULL, 0, 0);
}

static void do_detach(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.type = DETACH}, NULL, 0, 0);
}

/* A control frame that is not empty. */
static void do_fat_ready(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.size = 4, .type = READY}, "text", 4, 0);
}

/* To a request that was never made (or was: try small numbers). */
static void do_reply(const char *id)
{
	unsigned char payload[12];
	uint64_t number = strtoull(id, NULL, 0);
	for (int i = 0; i < 8; i++) {
		payload[i] = (unsigned char) (number >> (8 * i));
	}
	memcpy(payload + 8, "mine", 4);
	put_frame((struct frame){.size = 12, .type = REPLY}, payload, 12, 0);
}

static void do_garbage(const char *seed)
{
	unsigned char bytes[4096];
	srand((unsigned) atoi(seed));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (unsigned char) rand();
	}
	put(bytes, sizeof(bytes));
}

/* Good headers, random values. */
static void do_noise(const char *seed)
{
	srand((unsigned) atoi(seed));
	for (int i = 0; i < 200; i++) {
		unsigned char bytes[64];
		uint32_t size = 1 + (uint32_t) rand() % sizeof(bytes);
		for (size_t k = 0; k < size; k++) {
			bytes[k] = (unsigned char) (rand() % 3 == 0 ? rand() : rand() % 10);
		}
		put_frame(
			(struct frame){.size = size, .type = MESSAGE, .flags = FLAG_ENCODED}, bytes, size, 0);
	}
}

static void do_flood(const char *count)
{
	unsigned char bytes[65536];
	static const char data[56];
	for (size_t i = 0; i < sizeof(bytes); i += 64) {
		header_write(bytes + i, (struct frame){.size = sizeof(data), .type = MESSAGE});
		memcpy(bytes + i + HEADER, data, sizeof(data));
	}
	for (long left = atol(count); left > 0; left -= (long) sizeof(bytes) / 64) {
		put(bytes, sizeof(bytes));
	}
}

/* Tells of 16 MiB and brings so many bytes of it, few at a time. */
static void do_drip(const char *bytes)
{
	put_frame((struct frame){.size = 16u << 20, .type = MESSAGE}, "", 0, 0);
	for (long left = atol(bytes); left > 0; left--) {
		put("x", 1);
	}
}

/* An object of that class with a property `command`. */
static void do_gadget(const char *class_name)
{
	char payload[512];
	int size = snprintf(payload, sizeof(payload),
		"\x09%c%s\x07\x01\x05\x07"
		"command"
		"\x05\x02"
		"id",
		(int) (strlen(class_name) & 0x7f), class_name);
	put_frame((struct frame){.size = (uint32_t) size, .type = MESSAGE, .flags = FLAG_ENCODED},
		payload, (size_t) size, 0);
}

/* What unserialize() would make an object of. */
static void do_serialized(const char *class_name)
{
	char payload[512];
	int size = snprintf(payload, sizeof(payload), "O:%zu:\"%s\":1:{s:7:\"command\";s:2:\"id\";}",
		strlen(class_name), class_name);
	put_frame((struct frame){.size = (uint32_t) size, .type = MESSAGE, .flags = FLAG_ENCODED},
		payload, (size_t) size, 0);
}

/* Lists in lists. */
static void do_deep(const char *depth)
{
	size_t levels = strtoul(depth, NULL, 10);
	unsigned char *payload = malloc(2 * levels + 1);
	for (size_t i = 0; i < levels; i++) {
		payload[2 * i] = 6;
		payload[2 * i + 1] = 1;
	}
	payload[2 * levels] = 0;
	put_frame(
		(struct frame){.size = (uint32_t) (2 * levels + 1), .type = MESSAGE, .flags = FLAG_ENCODED},
		payload, 2 * levels + 1, 0);
	free(payload);
}

/* A list that tells of four thousand million values and has none. */
static void do_count(const char *argument)
{
	(void) argument;
	put_frame((struct frame){.size = 6, .type = MESSAGE, .flags = FLAG_ENCODED},
		"\x06\xff\xff\xff\xff\x0f", 6, 0);
}

/* No more reading, while the other end may still write. */
static void do_deaf(const char *argument)
{
	(void) argument;
	shutdown(fd, SHUT_RD);
}

static void do_mute(const char *argument)
{
	(void) argument;
	shutdown(fd, SHUT_WR);
}

static void do_exit(const char *argument)
{
	(void) argument;
	exit(0);
}

static void do_kill(const char *argument)
{
	(void) argument;
	raise(SIGKILL);
}

static const struct step {
	const char *name;
	const char *argument; /* NULL = takes none */
	void (*run)(const char *argument);
} steps[] = {
	{"say", "TEXT", do_say},           /* a good message */
	{"bytes", "TEXT", do_bytes},       /* the same, one byte at a time */
	{"ready", NULL, do_ready},         /* forged on a channel of equals */
	{"fat-ready", NULL, do_fat_ready}, /* with a payload */
	{"detach", NULL, do_detach},       /* forged in the wrong direction */
	{"type", "NUMBER", do_type},
	{"flags", "NUMBER", do_flags},
	{"magic", NULL, do_magic},
	{"length", "BYTES", do_length}, /* told; 4 are sent */
	{"short-request", NULL, do_short_request},
	{"truncate", NULL, do_truncate}, /* exits */
	{"fds", "COUNT", do_fds},
	{"late-fds", "COUNT", do_late_fds},
	{"good-fds", "COUNT", do_good_fds},
	{"claim", "COUNT", do_claim},
	{"reply", "ID", do_reply},
	{"garbage", "SEED", do_garbage},
	{"noise", "SEED", do_noise},
	{"flood", "COUNT", do_flood},
	{"drip", "BYTES", do_drip},
	{"gadget", "CLASS", do_gadget},
	{"serialized", "CLASS", do_serialized},
	{"deep", "LEVELS", do_deep},
	{"count", NULL, do_count},
	{"deaf", NULL, do_deaf},
	{"mute", NULL, do_mute},
	{"exit", NULL, do_exit},
	{"kill", NULL, do_kill},
};

static void usage(void)
{
	fprintf(stderr, "usage: hostile-peer FD STEP...\n");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		fprintf(
			stderr, "  %s %s\n", steps[i].name, steps[i].argument != NULL ? steps[i].argument : "");
	}
	exit(64);
}

static const struct step *find(const char *name)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (strcmp(steps[i].name, name) == 0) {
			return &steps[i];
		}
	}
	usage();
	return NULL;
}

/* Channels are close-on-exec, as they should be: "PID:FD" takes a copy from the process that has it
 * (pidfd_getfd(2), Linux 5.6). */
static int take_descriptor(const char *text)
{
	const char *colon = strchr(text, ':');
	int process, copy;
	if (colon == NULL) {
		return atoi(text);
	}
	process = (int) syscall(SYS_pidfd_open, atoi(text), 0);
	copy = process < 0 ? -1 : (int) syscall(SYS_pidfd_getfd, process, atoi(colon + 1), 0);
	if (copy < 0) {
		perror("hostile-peer: pidfd_getfd");
		exit(77);
	}
	return copy;
}

int main(int argc, char **argv)
{
	char buffer[65536];
	if (argc < 3) {
		usage();
	}
	fd = take_descriptor(argv[1]);
	for (int i = 2; i < argc; i++) {
		const struct step *step = find(argv[i]);
		if (step->argument != NULL && i + 1 == argc) {
			usage();
		}
		step->run(step->argument != NULL ? argv[++i] : NULL);
	}
	for (;;) {
		ssize_t got = recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT);
		if (got == 0 || (got < 0 && errno == ECONNRESET)) {
			return 0;
		}
		if (got < 0) {
			wait_for(POLLIN);
		}
	}
}
