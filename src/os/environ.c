/*
 * See environ.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/environ.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"

#define FIRST_ROOM ((size_t) 32 << 10)
/* the kernel allows a quarter of the stack limit, which is 8 MiB mostly, with the arguments */
#define ROOM_MAX ((size_t) 2 << 20)

/* In the middle of execve(2) the new environment is not there yet. */
#define LOOKS 3

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

char *ion_environ_read(pid_t pid, const char *name)
{
	char path[32], *text = NULL, *value = NULL;
	size_t room = FIRST_ROOM;
	ssize_t size = 0;
	int looks = 0;

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
		} else if (size == 0 && ++looks < LOOKS) {
			sched_yield();
		} else {
			value = size > 0 ? value_of(text, (size_t) size, name) : NULL;
			break;
		}
	}
	free(text);
	return value;
}
