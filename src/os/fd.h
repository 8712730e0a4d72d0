/*
 * Descriptors: closing, reading, and keeping ION's own above the standard three. All are
 * close-on-exec from birth.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_FD_H
#define ION_OS_FD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pollfd;

/* The first number that is no standard stream. */
#define ION_FD_FIRST 3

/* Closes and sets to -1; -1 is allowed. Keeps errno. */
void ion_fd_close(int *fd);

/*
 * A caller that runs with 0, 1 or 2 closed gets those numbers from the kernel for whatever it opens
 * next; a child would then overwrite its own source while it sets up its standard streams. Takes
 * `fd` and returns one >= ION_FD_FIRST for the same file, or -errno with `fd` closed.
 */
int ion_fd_raise(int fd);

/* Another number >= ION_FD_FIRST for the same file; owned by the caller. -errno. */
int ion_fd_dup(int fd);

/* The same with a number of at least `floor`. */
int ion_fd_dup_from(int fd, int floor);

/* A descriptor that came from outside: programs that are started do not get it. */
void ion_fd_close_on_exec(int fd);

/*
 * Whether `pairs` times two descriptors can be opened now: 0 or -errno. For libraries that cannot
 * say no. `numbers` gets those that the kernel gave for it, and will give next. Another thread may
 * still be faster.
 */
int ion_fd_probe(unsigned pairs, int *numbers);

/* One that is open and belongs to an event loop: an epoll set, or what wakes one (a pipe, a socket,
 * an eventfd). *ret_is_epoll tells which. False also where /proc is missing. */
bool ion_fd_is_of_loop(int fd, bool *ret_is_epoll);

/* read(2); -errno. EINTR is retried. */
ssize_t ion_fd_read(int fd, void *buffer, size_t size);

/* Sleeps until one is ready, a signal comes, or `wait_ns` is over; rounded up. For any number of
 * descriptors of any size. */
void ion_fd_poll(struct pollfd *fds, size_t count, int64_t wait_ns);

#endif
