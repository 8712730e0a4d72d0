/*
 * See cwd.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/cwd.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* What the kernel adds to the name of a directory that is gone. */
#define DELETED " (deleted)"

bool ion_cwd_is(const char *path)
{
	char now[PATH_MAX + sizeof(DELETED)];
	size_t size = strlen(path);
	ssize_t got;
	if (getcwd(now, sizeof(now)) != NULL) {
		return strcmp(now, path) == 0;
	}
	got = readlink("/proc/self/cwd", now, sizeof(now) - 1);
	if (got < 0) {
		return false;
	}
	now[got] = '\0';
	return strncmp(now, path, size) == 0 && strcmp(now + size, DELETED) == 0;
}
