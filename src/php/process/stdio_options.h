/*
 * Option "stdio" and its friends "pty" and "detached": where the descriptors of a program lead. First
 * what the user said, then, at the start, what was opened for it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_STDIO_OPTIONS_H
#define ION_PHP_PROCESS_STDIO_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "php.h"

#include "base/err.h"
#include "proc/proc.h"

enum ion_stdio_kind {
	ION_STDIO_PIPE,
	ION_STDIO_NULL,
	ION_STDIO_INHERIT,
	ION_STDIO_HANDLE, /* of a stream or Socket of the caller's */
	ION_STDIO_FILE,
	ION_STDIO_SAME,     /* as another descriptor of the program */
	ION_STDIO_TERMINAL, /* of the option "pty" */
	ION_STDIO_CHANNEL,  /* of a fresh script, to this process */
};

struct ion_stdio_entry {
	int target;
	enum ion_stdio_kind kind;
	int fd;     /* HANDLE: borrowed; SAME: which one */
	char *path; /* FILE: owned, absolute */
	int flags;  /* FILE: of open(2) */
};

/* Zeroed it is empty. */
struct ion_stdio {
	struct ion_stdio_entry *entries; /* owned; by ion_stdio_complete(): 0, 1 and 2 are there */
	size_t count;
	bool has_terminal;
	unsigned short columns, rows;
};

/* These two throw and return false for any misuse. Values of `stdio` are borrowed. */
bool ion_stdio_parse(zval *value, struct ion_stdio *ret);
bool ion_stdio_parse_pty(zval *value, struct ion_stdio *ret);

/*
 * After all options: what was not given becomes the terminal, if there is one, else what stands in
 * `defaults` for 0, 1 and 2; what is as another one is resolved. Throws and returns false when
 * there is no such other one.
 */
bool ion_stdio_complete(struct ion_stdio *stdio, const enum ion_stdio_kind defaults[3]);

/* By target; NULL = not given. */
const struct ion_stdio_entry *ion_stdio_find(const struct ion_stdio *stdio, int target);

/* After that: a channel as one more, with the lowest number above 2 that is free. The number. */
int ion_stdio_add_channel(struct ion_stdio *stdio);

void ion_stdio_release(struct ion_stdio *stdio);

/* Our end of a pipe that was asked for: written to for 0, read for 1 and 2, both ways for others. */
struct ion_stdio_pipe {
	int target;
	int fd; /* owned; does not block. -1 = taken */
};

/* What was opened for one start. */
struct ion_stdio_opened {
	struct ion_proc_fd *fds; /* for ion_proc_spec */
	size_t fd_count;
	int *theirs; /* owned, to be closed after the start */
	size_t their_count;
	struct ion_stdio_pipe *pipes;
	size_t pipe_count;
	int terminal_fd;     /* owned: our end of the terminal; -1 = none */
	int terminal_target; /* its lowest descriptor in the program; -1 = none */
	int channel_fd;      /* owned: our end of the channel; -1 = none, or taken */
	bool captures[3];
};

#define ION_STDIO_NOTHING_OPENED \
 { \
  .terminal_fd = -1, .terminal_target = -1, .channel_fd = -1 \
 }

/*
 * `is_live`: pipes are for the caller to use (`pipes`); else 1 and 2 are captured, and 0 is left to
 * whoever feeds it. 0, or -errno with `err` (stage pipe, fds, terminal); ion_stdio_close() in both
 * cases (a second time does no harm). *ret_detail, owned, is what was asked for in vain: a file, or a number beyond the limit of
 * open files; or NULL.
 */
int ion_stdio_open_all(const struct ion_stdio *stdio, bool is_live, struct ion_stdio_opened *ret,
	struct ion_err *err, zend_string **ret_detail);

void ion_stdio_close(struct ion_stdio_opened *opened);

#endif
