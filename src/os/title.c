/*
 * See title.h. The place is the process's, and the same for all threads.
 * SPDX-License-Identifier: MIT
 */
#include "os/title.h"

#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"

static char *area;
static size_t area_size;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Fields 48 and 49 of proc(5)'s stat; 0 when they cannot be read. */
static void find_area(void)
{
	char text[2048];
	const char *at;
	unsigned long long start = 0, end = 0;
	ssize_t size;
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return;
	}
	size = ion_fd_read(fd, text, sizeof(text) - 1);
	ion_fd_close(&fd);
	if (size <= 0) {
		return;
	}
	text[size] = '\0';
	/* the name, field 2, may have blanks and parentheses in it */
	at = strrchr(text, ')');
	for (int field = 2; at != NULL && field < 48; field++) {
		at = strchr(at + 1, ' ');
	}
	if (at != NULL && sscanf(at, " %llu %llu", &start, &end) == 2 && end > start + 1) {
		area = (char *) (size_t) start;
		area_size = (size_t) (end - start);
	}
}

bool ion_title_has_room(void)
{
	pthread_once(&once, find_area);
	return area != NULL;
}

void ion_title_write(const char *title)
{
	size_t size = strlen(title);
	if (!ion_title_has_room()) {
		return;
	}
	/* the last byte stays NUL: otherwise the kernel takes the environment behind it for a title, too */
	size = size < area_size - 1 ? size : area_size - 1;
	memset(area, 0, area_size);
	memcpy(area, title, size);
}
