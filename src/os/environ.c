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

#define FIRST_ROOM ((size_t) 16 << 10)
/* the kernel allows a quarter of the stack limit, which is 8 MiB mostly, with the arguments */
#define ROOM_MAX ((size_t) 2 << 20)

/* In the middle of execve(2) the new environment is not there yet. */
#define LOOKS 3

/* The whole file; owned. *ret_size = 0 when nothing could be read. */
static char *read_file(int fd, size_t *ret_size)
{
	size_t room = FIRST_ROOM, size = 0;
	char *text = malloc(room);

	while (text != NULL) {
		ssize_t got = ion_fd_read(fd, text + size, room - size);
		if (got <= 0) {
			break;
		}
		size += (size_t) got;
		if (size == room) {
			char *larger = room < ROOM_MAX ? realloc(text, room * 2) : NULL;
			if (larger == NULL) {
				size = 0;
				break;
			}
			text = larger;
			room *= 2;
		}
	}
	*ret_size = size;
	return text;
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

static char *read_once(int fd, const char *name, size_t *ret_size)
{
	char *text = read_file(fd, ret_size);
	char *value = text != NULL ? value_of(text, *ret_size, name) : NULL;
	free(text);
	return value;
}

char *ion_environ_read(pid_t pid, const char *name)
{
	char path[32], *value = NULL;
	size_t size = 0;

	snprintf(path, sizeof(path), "/proc/%d/environ", (int) pid);
	for (int i = 0; i < LOOKS && size == 0; i++) {
		/* opened anew: a descriptor stays with the memory that the process had then */
		int fd;
		if (i > 0) {
			sched_yield();
		}
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			return NULL;
		}
		value = read_once(fd, name, &size);
		ion_fd_close(&fd);
	}
	return value;
}
