/*
 * See search.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/search.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool ion_search_next(const char **at, const char **ret_dir, size_t *ret_size)
{
	while (**at != '\0') {
		const char *dir = *at;
		size_t size = strcspn(dir, ":");
		*at = dir + size + (dir[size] == ':');
		if (dir[0] == '/') {
			*ret_dir = dir;
			*ret_size = size;
			return true;
		}
	}
	return false;
}

bool ion_search_is_path(const char *name)
{
	return name[0] == '\0' || strchr(name, '/') != NULL;
}

bool ion_search_join(const char *dir, size_t dir_size, const char *name, char ret[PATH_MAX])
{
	size_t name_size = strlen(name) + 1;
	if (dir_size + 1 + name_size > PATH_MAX) {
		return false;
	}
	memcpy(ret, dir, dir_size);
	ret[dir_size] = '/';
	memcpy(ret + dir_size + 1, name, name_size);
	return true;
}

/* A directory has an x bit, too, but no other meaning for it than "may be entered". 0 or -errno. */
static int check_program(const char *path)
{
	struct stat status;
	if (stat(path, &status) < 0) {
		return -errno;
	}
	if (!S_ISREG(status.st_mode) || faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) < 0) {
		return -EACCES;
	}
	return 0;
}

int ion_search(const char *name, const char *path, char ret[PATH_MAX])
{
	bool is_denied = false;
	const char *dir;
	size_t size;

	if (ion_search_is_path(name)) {
		if (strlen(name) >= PATH_MAX) {
			return -ENOENT;
		}
		strcpy(ret, name);
		return check_program(ret);
	}
	if (path == NULL) {
		path = ION_SEARCH_DEFAULT;
	}
	while (ion_search_next(&path, &dir, &size)) {
		int code = ion_search_join(dir, size, name, ret) ? check_program(ret) : -ENOENT;
		if (code == 0) {
			return 0;
		}
		is_denied |= code == -EACCES;
	}
	return is_denied ? -EACCES : -ENOENT;
}
