/*
 * MiB per second through pipes of 1 MiB, between this program and those beside it; with `cost` behind all of
 * it the processor time of all programs in milliseconds, which other work on the machine changes little.
 *   stream in BYTES CHUNK    from `writer`, which writes CHUNK bytes at a time; counted
 *   stream out BYTES CHUNK   to `reader`, CHUNK bytes at a time
 *   stream copy BYTES CHUNK  from `writer` to `reader`, 64 KiB at a time
 *   stream splice BYTES CHUNK   the same by splice(2)
 * The reader lets some 0.3 us pass after each read, as in capture.c.
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#define BLOCK 65536
#define WIDE (1 << 20)
#define PAUSES 20

static char block[BLOCK];

static inline void relax(void)
{
	for (int i = 0; i < PAUSES; i++) {
#if defined(__x86_64__) || defined(__i386__)
		__builtin_ia32_pause();
#else
		__asm__ volatile("" ::: "memory");
#endif
	}
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
	return strdup(path);
}

/* A wide pipe; the program gets the end of that number as its standard input (0) or output (1). */
static int start(const char *name, char *bytes, char *chunk, int end)
{
	char *const argv[] = {beside_me(name), bytes, chunk, NULL};
	struct program program = {.argv = argv, .out = -1};
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0) {
		fail("pipe2");
	}
	fcntl(ends[0], F_SETPIPE_SZ, WIDE);
	if (end == 0) {
		program.in = ends[0];
	} else {
		program.out = ends[1];
	}
	program_start(&program, new_stack(), NULL);
	close(ends[end]);
	return ends[!end];
}

static size_t read_to_end(int from)
{
	size_t size = 0;
	ssize_t got;
	while ((got = read(from, block, BLOCK)) > 0) {
		size += (size_t) got;
		relax();
	}
	return size;
}

static size_t write_whole(int to, size_t wanted, size_t chunk)
{
	size_t size = 0;
	while (size < wanted) {
		size_t piece = wanted - size < chunk ? wanted - size : chunk;
		write_all(to, block, piece);
		size += piece;
	}
	return size;
}

static size_t copy(int from, int to)
{
	size_t size = 0;
	ssize_t got;
	while ((got = read(from, block, BLOCK)) > 0) {
		write_all(to, block, (size_t) got);
		size += (size_t) got;
	}
	return size;
}

static size_t splice_all(int from, int to)
{
	size_t size = 0;
	ssize_t got;
	while ((got = splice(from, NULL, to, NULL, WIDE, SPLICE_F_MOVE)) > 0) {
		size += (size_t) got;
	}
	return size;
}

static size_t run(const char *mode, char *bytes, char *chunk)
{
	int from = strcmp(mode, "out") == 0 ? -1 : start("writer", bytes, chunk, 1);
	int to = strcmp(mode, "in") == 0 ? -1 : start("reader", bytes, NULL, 0);
	size_t size;
	if (from < 0) {
		size = write_whole(to, strtoull(bytes, NULL, 10), strtoull(chunk, NULL, 10));
	} else if (to < 0) {
		size = read_to_end(from);
	} else {
		size = strcmp(mode, "splice") == 0 ? splice_all(from, to) : copy(from, to);
	}
	close(from);
	close(to);
	return size;
}

int main(int argc, char **argv)
{
	bool is_cost = argc > 4;
	size_t size;
	double begin, cost;
	int status;

	if (argc < 4 || atol(argv[3]) < 1 || atol(argv[3]) > BLOCK) {
		usage("stream in|out|copy|splice BYTES CHUNK [cost]");
	}
	cost = processor_seconds();
	begin = seconds();
	size = run(argv[1], argv[2], argv[3]);
	while (wait(&status) >= 0) {
		if (status != 0) {
			fail("a program");
		}
	}
	if (size != strtoull(argv[2], NULL, 10)) {
		fail("too few bytes");
	}
	if (is_cost) {
		print_value((processor_seconds() - cost) * 1e3);
	} else {
		print_value((double) size / (seconds() - begin) / (1 << 20));
	}
	return 0;
}
