/*
 * See pidfile.h. The table is the process's because the locks are, and because the C library calls
 * the child's part of a fork without an argument.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidfile.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/fd.h"

/* Somebody who removes the file at its end, and only then lets go of the lock, makes us try again. */
#define TRIES 100

/* Descriptor + 1; 0 = free. */
static int held[ION_PIDFILES_MAX];
static bool keeps;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void on_child(void)
{
	for (int slot = 0; slot < ION_PIDFILES_MAX && !keeps; slot++) {
		int fd = held[slot] - 1;
		held[slot] = 0;
		ion_fd_close(&fd);
	}
}

static void watch_forks(void)
{
	pthread_atfork(NULL, NULL, on_child);
}

void ion_pidfile_keep_over_fork(bool keep)
{
	keeps = keep;
}

/* The file that has this name now. */
static bool is_at(int fd, const char *path)
{
	struct stat own, there;
	return fstat(fd, &own) == 0 && lstat(path, &there) == 0 && own.st_dev == there.st_dev &&
		   own.st_ino == there.st_ino;
}

static int check_plain(int fd)
{
	struct stat status;
	if (fstat(fd, &status) < 0) {
		return -errno;
	}
	return S_ISREG(status.st_mode) ? 0 : -EINVAL;
}

static pid_t read_holder(int fd)
{
	char text[16];
	ssize_t size = pread(fd, text, sizeof(text) - 1, 0);
	char *end;
	long pid;
	if (size <= 0) {
		return 0;
	}
	text[size] = '\0';
	pid = strtol(text, &end, 10);
	return pid > 0 && pid <= 0x7fffffff && (*end == '\n' || *end == '\0') ? (pid_t) pid : 0;
}

static int open_file(const char *path)
{
	int fd;
	do {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0644);
	} while (fd < 0 && errno == EINTR);
	return fd >= 0 ? fd : -errno;
}

/* flock(2) without blocking; a file system over a network may be interrupted all the same. */
static int take_lock(int fd)
{
	int code;
	do {
		code = flock(fd, LOCK_EX | LOCK_NB);
	} while (code < 0 && errno == EINTR);
	return code < 0 ? -errno : 0;
}

/* The locked file, or -errno. */
static int open_locked(const char *path, pid_t *ret_holder)
{
	for (int i = 0; i < TRIES; i++) {
		int fd = ion_fd_raise(open_file(path));
		int code = fd >= 0 ? check_plain(fd) : fd;
		if (code == 0) {
			code = take_lock(fd);
			*ret_holder = code < 0 ? read_holder(fd) : 0;
		}
		if (code == 0 && is_at(fd, path)) {
			return fd;
		}
		ion_fd_close(&fd);
		if (code < 0) {
			return code;
		}
	}
	return -EAGAIN;
}

static int make_empty(int fd)
{
	int code;
	do {
		code = ftruncate(fd, 0);
	} while (code < 0 && errno == EINTR);
	return code < 0 ? -errno : 0;
}

static int write_pid(int fd)
{
	char text[16];
	int size = snprintf(text, sizeof(text), "%d\n", (int) getpid());
	int code = make_empty(fd);
	if (code < 0) {
		return code;
	}
	errno = 0;
	return pwrite(fd, text, (size_t) size, 0) == size ? 0 : -(errno != 0 ? errno : EIO);
}

static int take_slot(int fd)
{
	for (int slot = 0; slot < ION_PIDFILES_MAX; slot++) {
		int none = 0;
		if (__atomic_compare_exchange_n(
				&held[slot], &none, fd + 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
			return slot;
		}
	}
	return -EMFILE;
}

int ion_pidfile_lock(const char *path, pid_t *ret_holder)
{
	int code, fd;

	*ret_holder = 0;
	pthread_once(&once, watch_forks);
	fd = open_locked(path, ret_holder);
	if (fd < 0) {
		return fd;
	}
	code = write_pid(fd);
	if (code == 0) {
		code = take_slot(fd);
	}
	if (code < 0) {
		ion_fd_close(&fd);
	}
	return code;
}

int ion_pidfile_rewrite(int slot)
{
	return held[slot] != 0 ? write_pid(held[slot] - 1) : -EBADF;
}

void ion_pidfile_release(int slot, const char *path)
{
	int fd = held[slot] - 1;
	if (fd < 0) {
		return;
	}
	/* while the lock is held: whoever opens it now finds it locked, or gone */
	if (!is_at(fd, path) || unlink(path) < 0) {
		/* an unprivileged process may not change the directory; the number goes all the same */
		make_empty(fd);
	}
	__atomic_store_n(&held[slot], 0, __ATOMIC_RELEASE);
	ion_fd_close(&fd);
}
