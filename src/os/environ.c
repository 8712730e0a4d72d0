/*
 * See environ.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/environ.h"

#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fd.h"

#define FIRST_ROOM ((size_t) 32 << 10)
/* the kernel allows a quarter of the stack limit, which is 8 MiB mostly, with the arguments */
#define ROOM_MAX ((size_t) 2 << 20)

/* How long a process is waited for that is in the middle of execve(2): until it has loaded what the
 * new program needs, mostly from memory. */
#define EXEC_PATIENCE_NS (ION_NS_PER_SEC / 4)

/* Of /proc/PID/stat, counted from the state, which is the third. */
#define FIELD_START_CODE (26 - 3)
#define FIELD_ENV_START (50 - 3)

/* The fields of /proc/PID/stat from the state on, in `text`. NULL when there is no such process. */
static const char *read_stat(pid_t pid, char *text, size_t room)
{
	char path[32];
	const char *name_end;
	ssize_t size;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int) pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	size = fd >= 0 ? ion_fd_read(fd, text, room - 1) : -1;
	ion_fd_close(&fd);
	if (size <= 0) {
		return NULL;
	}
	text[size] = '\0';
	name_end = strrchr(text, ')');
	return name_end != NULL && name_end[1] == ' ' ? name_end + 2 : NULL;
}

/* From the first field, or a later one; NULL when there are too few. */
static const char *skip_fields(const char *at, int count)
{
	for (; at != NULL && count > 0; count--) {
		at = strchr(at, ' ');
		at = at != NULL ? at + 1 : NULL;
	}
	return at;
}

/*
 * Whether one that seemed to be empty is worth another look. execve(2) puts the addresses of the new one
 * down as 0, then as an empty one, then as they are, and after that those of the code. When they are
 * there, and apart, it was the former memory that was read: it went between open(2) and read(2).
 */
static bool may_have_some(pid_t pid)
{
	char text[1024];
	unsigned long long code, start, end;
	const char *state = read_stat(pid, text, sizeof(text)), *at;

	if (state == NULL || *state == 'Z' || *state == 'X') {
		return false;
	}
	at = skip_fields(state, FIELD_START_CODE);
	if (at == NULL || sscanf(at, "%llu", &code) != 1) {
		return false;
	}
	at = skip_fields(at, FIELD_ENV_START - FIELD_START_CODE);
	return at != NULL && sscanf(at, "%llu %llu", &start, &end) == 2 && (code == 0 || end > start);
}

/*
 * One read(2), which sees one environment: between two of them execve(2) may take the memory away
 * that was being read, and the second one finds the end. 0 = empty, `room` = it may be longer,
 * -1 = it may not be read, or there is no such process.
 */
static ssize_t read_once(const char *path, char *text, size_t room)
{
	ssize_t size;
	/* opened anew: a descriptor stays with the memory that the process had then */
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return -1;
	}
	size = ion_fd_read(fd, text, room);
	ion_fd_close(&fd);
	return size < 0 ? -1 : size;
}

static char *value_of(const char *text, size_t size, const char *name)
{
	size_t name_size = strlen(name);
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\0', (size_t) (end - text));
		size_t length = (size_t) ((stop != NULL ? stop : end) - text);
		if (length > name_size && text[name_size] == '=' && memcmp(text, name, name_size) == 0) {
			return strndup(text + name_size + 1, length - name_size - 1);
		}
		text += length + 1;
	}
	return NULL;
}

/* Counts from the first call. */
static bool is_patient(int64_t *until_ns)
{
	int64_t now_ns = ion_clock_now_ns();
	if (*until_ns == 0) {
		*until_ns = now_ns + EXEC_PATIENCE_NS;
	}
	return now_ns < *until_ns;
}

char *ion_environ_read(pid_t pid, const char *name)
{
	char path[32], *text = NULL, *value = NULL;
	size_t room = FIRST_ROOM;
	int64_t until_ns = 0;
	ssize_t size = 0;

	snprintf(path, sizeof(path), "/proc/%d/environ", (int) pid);
	for (;;) {
		char *larger = realloc(text, room);
		if (larger == NULL) {
			break;
		}
		text = larger;
		size = read_once(path, text, room);
		if (size == (ssize_t) room && room < ROOM_MAX) {
			room *= 2;
		} else if (size == 0 && may_have_some(pid) && is_patient(&until_ns)) {
			sched_yield();
		} else {
			value = size > 0 ? value_of(text, (size_t) size, name) : NULL;
			break;
		}
	}
	free(text);
	return value;
}
