/*
 * See replace.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/util.h"
#include "os/fd.h"
#include "os/search.h"

static const int timer_kinds[] = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};

/*
 * As the kernel has it, in the layout of the platform; all zeros is the default in every one. libc's
 * call would leave out two signals that it keeps for itself, which somebody else may have ignored.
 */
struct kernel_action {
	unsigned long words[16];
};

/* Bytes of a signal set of the kernel. */
#define SET_SIZE ((_NSIG - 1) / 8)

/* What comes back when it fails. */
struct before {
	int *fds; /* owned: that programs would have got */
	size_t fd_count;
	size_t fd_room;
	int cwd_fd; /* owned; -1 = the directory was not changed */
	unsigned long mask[2];
	struct kernel_action actions[_NSIG]; /* by number */
	bool is_changed[_NSIG];
	struct itimerval timers[ION_ARRAY_LEN(timer_kinds)];
};

/* --- descriptors --------------------------------------------------------------------------- */

/* Remembers one that is not close-on-exec. 0 or -ENOMEM. */
static int note_fd(struct before *before, int fd)
{
	int flags = fcntl(fd, F_GETFD);
	if (flags < 0 || (flags & FD_CLOEXEC) != 0) {
		return 0;
	}
	if (before->fd_count == before->fd_room) {
		size_t room = before->fd_room > 0 ? before->fd_room * 2 : 64;
		int *fds = realloc(before->fds, room * sizeof(*fds));
		if (fds == NULL) {
			return -ENOMEM;
		}
		before->fds = fds;
		before->fd_room = room;
	}
	before->fds[before->fd_count++] = fd;
	return 0;
}

/* Where /proc is missing. */
static int note_counted(struct before *before)
{
	struct rlimit limit;
	int end = 1 << 20;
	int code = 0;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t) end) {
		end = (int) limit.rlim_cur;
	}
	for (int fd = ION_FD_FIRST; fd < end && code == 0; fd++) {
		code = note_fd(before, fd);
	}
	return code;
}

static int note_fds(struct before *before)
{
	DIR *dir = opendir("/proc/self/fd");
	const struct dirent *entry;
	int code = 0;
	if (dir == NULL) {
		return note_counted(before);
	}
	while (code == 0 && (entry = readdir(dir)) != NULL) {
		int fd = atoi(entry->d_name);
		if (fd >= ION_FD_FIRST) {
			code = note_fd(before, fd);
		}
	}
	closedir(dir);
	return code;
}

static void set_fd_flags(const struct before *before, int flags)
{
	for (size_t i = 0; i < before->fd_count; i++) {
		fcntl(before->fds[i], F_SETFD, flags);
	}
}

/* --- signals and timers -------------------------------------------------------------------- */

static void set_mask(const unsigned long mask[static 2], unsigned long *ret_old)
{
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, mask, ret_old, SET_SIZE);
}

static void block_all(unsigned long *ret_old)
{
	static const unsigned long all[2] = {~0UL, ~0UL};
	set_mask(all, ret_old);
}

static void reset_signals(struct before *before)
{
	static const struct kernel_action plain;
	for (int signal = 1; signal < _NSIG; signal++) {
		before->is_changed[signal] =
			syscall(SYS_rt_sigaction, signal, &plain, &before->actions[signal], SET_SIZE) == 0;
	}
}

static void restore_signals(const struct before *before)
{
	for (int signal = 1; signal < _NSIG; signal++) {
		if (before->is_changed[signal]) {
			syscall(SYS_rt_sigaction, signal, &before->actions[signal], NULL, SET_SIZE);
		}
	}
}

static void stop_timers(struct before *before)
{
	static const struct itimerval off;
	for (size_t i = 0; i < ION_ARRAY_LEN(timer_kinds); i++) {
		setitimer(timer_kinds[i], &off, &before->timers[i]);
	}
}

static void restore_timers(const struct before *before)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(timer_kinds); i++) {
		setitimer(timer_kinds[i], &before->timers[i], NULL);
	}
}

/* --- the directory ------------------------------------------------------------------------- */

static int change_directory(struct before *before, const char *cwd)
{
	before->cwd_fd = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (before->cwd_fd < 0 || chdir(cwd) < 0) {
		return -errno;
	}
	return 0;
}

/* --- execve -------------------------------------------------------------------------------- */

/* As a started program goes on along PATH: see childside.c. */
static bool is_elsewhere(int code)
{
	return code == EACCES || code == ENOENT || code == ENOTDIR || code == ESTALE ||
		   code == ENODEV || code == ETIMEDOUT || code == ENAMETOOLONG;
}

/* -errno. */
static int exec_along(const struct ion_replace_spec *spec)
{
	const char *path = spec->path != NULL ? spec->path : ION_SEARCH_DEFAULT;
	char file[PATH_MAX];
	int code = ENOENT;
	bool is_denied = false;
	const char *dir;
	size_t size;
	if (ion_search_is_path(spec->argv[0])) {
		execve(spec->argv[0], (char **) spec->argv, (char **) spec->envp);
		return -errno;
	}
	while (ion_search_next(&path, &dir, &size)) {
		if (!ion_search_join(dir, size, spec->argv[0], file)) {
			continue;
		}
		execve(file, (char **) spec->argv, (char **) spec->envp);
		code = errno;
		if (!is_elsewhere(code)) {
			return -code;
		}
		is_denied |= code == EACCES;
	}
	return is_denied ? -EACCES : -code;
}

static int replace(const struct ion_replace_spec *spec, struct before *before)
{
	static const unsigned long none[2];
	int code;
	set_fd_flags(before, FD_CLOEXEC);
	block_all(before->mask);
	reset_signals(before);
	stop_timers(before);
	set_mask(none, NULL);
	code = exec_along(spec);
	block_all(NULL);
	restore_timers(before);
	restore_signals(before);
	set_mask(before->mask, NULL);
	set_fd_flags(before, 0);
	return code;
}

int ion_replace(const struct ion_replace_spec *spec, struct ion_err *err)
{
	struct before *before = calloc(1, sizeof(*before));
	char file[PATH_MAX];
	int code;
	if (before == NULL) {
		return ion_err_set(err, ION_STAGE_FDS, ENOMEM);
	}
	before->cwd_fd = -1;
	err->stage = ION_STAGE_FDS;
	code = note_fds(before);
	if (code == 0 && spec->cwd != NULL) {
		err->stage = ION_STAGE_CWD;
		code = change_directory(before, spec->cwd);
	}
	if (code == 0) {
		err->stage = ION_STAGE_EXEC;
		code = ion_search(spec->argv[0], spec->path, file);
		/* on one that seems not to be executable the kernel has the last word */
		code = code == 0 || code == -EACCES ? replace(spec, before) : code;
	}
	if (before->cwd_fd >= 0 && fchdir(before->cwd_fd) < 0 && code == 0) {
		code = -errno;
	}
	ion_fd_close(&before->cwd_fd);
	free(before->fds);
	free(before);
	return ion_err_set(err, err->stage, -code);
}
