/*
 * See adopt.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/adopt.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/pidstat.h"
#include "os/pidtree.h"

int ion_adopt_set(bool adopts, bool *ret_former)
{
	int former = 0;
	if (prctl(PR_GET_CHILD_SUBREAPER, &former, 0, 0, 0) < 0) {
		return -errno;
	}
	if (ret_former != NULL) {
		*ret_former = former != 0;
	}
	return prctl(PR_SET_CHILD_SUBREAPER, adopts, 0, 0, 0) == 0 ? 0 : -errno;
}

pid_t ion_adopt_ended(void)
{
	siginfo_t info;
	memset(&info, 0, sizeof(info));
	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 ? info.si_pid : 0;
}

/* The numbers in /proc are of the namespace that it was mounted in. */
static bool is_proc_ours(void)
{
	char number[16];
	ssize_t size = readlink("/proc/self", number, sizeof(number) - 1);
	if (size <= 0) {
		return false;
	}
	number[size] = '\0';
	return atoi(number) == (int) getpid();
}

/* Adopted ones are in the list of one thread, those of our own in the list of the one that made
 * them. -ENOENT: a kernel without these lists, or the thread has ended. */
static int add_of_thread(const char *thread, struct ion_pidlist *ret)
{
	char path[64];
	FILE *file;
	int pid, code = 0;
	snprintf(path, sizeof(path), "/proc/self/task/%.20s/children", thread);
	file = fopen(path, "re");
	if (file == NULL) {
		return -errno;
	}
	while (code == 0 && fscanf(file, "%d", &pid) == 1) {
		code = ion_pidlist_add(ret, (struct ion_pid){.pid = pid}) ? 0 : -ENOMEM;
	}
	fclose(file);
	return code;
}

static int add_if_ours(const char *name, struct ion_pidlist *ret)
{
	struct ion_pidstat stat;
	if (ion_pidstat_read(atoi(name), &stat) < 0 || stat.parent != getpid()) {
		return 0;
	}
	return ion_pidlist_add(ret, stat.id) ? 0 : -ENOMEM;
}

/* Calls `add` with the name of each numbered entry until one fails. */
static int each_number(const char *path, int (*add)(const char *name, struct ion_pidlist *ret),
	struct ion_pidlist *ret)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	int code = 0;
	if (directory == NULL) {
		return -errno;
	}
	while (code == 0 && (entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') {
			code = add(entry->d_name, ret);
		}
	}
	closedir(directory);
	return code;
}

int ion_adopt_children(struct ion_pidlist *ret)
{
	int code;
	if (!is_proc_ours()) {
		return -ENOSYS;
	}
	code = each_number("/proc/self/task", add_of_thread, ret);
	if (code == 0 || code == -ENOMEM) {
		return code;
	}
	ret->count = 0;
	code = each_number("/proc", add_if_ours, ret);
	return code == 0 || code == -ENOMEM ? code : -ENOSYS;
}
