/*
 * MiB per second of one program's output.
 *   capture head|writer BYTES keep|discard [paced|eager] [PIPE_KIB]
 *   head = head -c (4 KiB to 64 KiB at a time); writer = the program beside this one (64 KiB)
 *   keep = all of it in one growing buffer; discard = only counted
 *   paced = a pause of some 0.3 us after each read (the default): a reader that is always quicker
 *   finds the pipe empty, sleeps, and makes the writer pay for waking it up
 *   PIPE_KIB = 1024 by default
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#define READ_SIZE 65536
#define PAUSES 20

static inline void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#else
	__asm__ volatile("" ::: "memory");
#endif
}

static size_t drain(int fd, bool is_keeping, int pauses)
{
	size_t capacity = READ_SIZE;
	size_t size = 0;
	char *buffer = malloc(capacity);
	ssize_t got;

	for (;;) {
		if (is_keeping && capacity - size < READ_SIZE) {
			capacity *= 2;
			buffer = realloc(buffer, capacity);
		}
		if (buffer == NULL) {
			fail("malloc");
		}
		got = read(fd, is_keeping ? buffer + size : buffer, READ_SIZE);
		if (got <= 0) {
			break;
		}
		size += (size_t) got;
		for (int i = 0; i < pauses; i++) {
			relax();
		}
	}
	free(buffer);
	return size;
}

static char *beside_me(const char *name)
{
	static char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 32);
	if (length < 0) {
		fail("readlink");
	}
	path[length] = '\0';
	strcpy(strrchr(path, '/') + 1, name);
	return path;
}

int main(int argc, char **argv)
{
	struct program program = {0};
	int ends[2], status, pipe_kib;
	size_t wanted, size;
	double begin;

	if (argc < 4) {
		usage("capture head|writer BYTES keep|discard [paced|eager] [PIPE_KIB]");
	}
	wanted = strtoull(argv[2], NULL, 10);
	pipe_kib = argc > 5 ? atoi(argv[5]) : 1024;
	char *const head[] = {"/usr/bin/head", "-c", argv[2], "/dev/zero", NULL};
	char *const writer[] = {beside_me("writer"), argv[2], NULL};
	begin = seconds();
	if (pipe2(ends, O_CLOEXEC) < 0) {
		fail("pipe2");
	}
	if (pipe_kib > 64) {
		fcntl(ends[0], F_SETPIPE_SZ, pipe_kib << 10);
	}
	program.argv = strcmp(argv[1], "head") == 0 ? head : writer;
	program.out = ends[1];
	program_start(&program, new_stack(), NULL);
	close(ends[1]);
	size = drain(ends[0], strcmp(argv[3], "keep") == 0,
		argc > 4 && strcmp(argv[4], "eager") == 0 ? 0 : PAUSES);
	if (wait(&status) < 0 || status != 0 || size != wanted) {
		fprintf(stderr, "%zu of %zu bytes, status %x\n", size, wanted, (unsigned) status);
		return 1;
	}
	print_value((double) size / (seconds() - begin) / (1 << 20));
	return 0;
}
