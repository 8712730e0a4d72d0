/*
 * See cgroup.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/pidtree.h"

static int check_kind(int directory)
{
	struct statfs kind;
	if (fstatfs(directory, &kind) < 0) {
		return -errno;
	}
	return kind.f_type == CGROUP2_SUPER_MAGIC || kind.f_type == CGROUP_SUPER_MAGIC ? 0 : -ENOTSUP;
}

static int open_procs(const char *path)
{
	int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd, code;
	if (directory < 0) {
		return -errno;
	}
	code = check_kind(directory);
	fd = code == 0 ? openat(directory, "cgroup.procs", O_WRONLY | O_CLOEXEC) : -1;
	if (code == 0 && fd < 0) {
		code = -errno;
	}
	ion_fd_close(&directory);
	return code < 0 ? code : ion_fd_raise(fd);
}

int ion_cgroup_open(const char *path, bool *ret_is_made)
{
	int fd;
	*ret_is_made = mkdir(path, 0755) == 0;
	if (!*ret_is_made && errno != EEXIST) {
		return -errno;
	}
	fd = open_procs(path);
	if (fd < 0 && *ret_is_made) {
		*ret_is_made = false;
		rmdir(path);
	}
	return fd;
}

int ion_cgroup_kill(const char *path)
{
	int code = 0, directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = directory >= 0 ? openat(directory, "cgroup.kill", O_WRONLY | O_CLOEXEC) : -1;
	if (fd < 0 || write(fd, "1", 1) < 0) {
		code = -errno;
	}
	ion_fd_close(&fd);
	ion_fd_close(&directory);
	return code;
}

bool ion_cgroup_list(const char *path, struct ion_pidlist *list)
{
	int directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = directory >= 0 ? openat(directory, "cgroup.procs", O_RDONLY | O_CLOEXEC) : -1;
	FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
	bool has_memory = true;
	int pid;
	ion_fd_close(&directory);
	if (file == NULL) {
		ion_fd_close(&fd);
		return true;
	}
	while (has_memory && fscanf(file, "%d", &pid) == 1) {
		has_memory = ion_pidlist_add(list, (struct ion_pid){.pid = pid});
	}
	fclose(file);
	return has_memory;
}

void ion_cgroup_remove(const char *path)
{
	rmdir(path);
}
