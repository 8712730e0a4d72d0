/*
 * See stdio_options.h: what is opened for one start.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/stdio_options.h"

#include <errno.h>
#include <string.h>

#include "os/fd.h"
#include "os/pipe.h"
#include "os/pty.h"
#include "os/resource.h"
#include "os/sock.h"
#include "os/stdio.h"

/* The program's end of something opened here. */
static void keep_theirs(struct ion_stdio_opened *opened, int fd)
{
	opened->theirs[opened->their_count++] = fd;
}

static void lead(struct ion_stdio_opened *opened, int target, int fd)
{
	opened->fds[opened->fd_count++] = (struct ion_proc_fd){.target = target, .fd = fd};
}

/* --- each kind ----------------------------------------------------------------------------- */

/* Standard input is written by us, output read; what else there is goes both ways. */
static int open_pipe(struct ion_stdio_opened *opened, int target)
{
	struct ion_pipe pipe;
	int code;
	if (target == 0) {
		code = ion_pipe_out(&pipe);
	} else if (target < 3) {
		code = ion_pipe_in(&pipe);
	} else {
		code = ion_pipe_both(&pipe);
	}
	if (code < 0) {
		return code;
	}
	keep_theirs(opened, pipe.theirs);
	opened->pipes[opened->pipe_count++] =
		(struct ion_stdio_pipe){.target = target, .fd = pipe.ours};
	lead(opened, target, pipe.theirs);
	return 0;
}

static int open_channel(struct ion_stdio_opened *opened, int target)
{
	int ends[2];
	int code = ion_sock_pair(ends);
	if (code < 0) {
		return code;
	}
	opened->channel_fd = ends[0];
	keep_theirs(opened, ends[1]);
	lead(opened, target, ends[1]);
	return 0;
}

static int open_file(struct ion_stdio_opened *opened, const struct ion_stdio_entry *entry)
{
	int fd = ion_stdio_open_as(entry->path, entry->flags);
	if (fd < 0) {
		return fd;
	}
	keep_theirs(opened, fd);
	lead(opened, entry->target, fd);
	return 0;
}

/* One for all descriptors that are it. */
static int open_terminal(struct ion_stdio_opened *opened, const struct ion_stdio *stdio)
{
	struct ion_pty pty;
	int code = ion_pty_open(&pty, stdio->columns, stdio->rows);
	if (code == 0) {
		opened->terminal_fd = pty.ours;
		keep_theirs(opened, pty.theirs);
	}
	return code;
}

/* The three standard ones are opened in no order of their own. */
static void lead_terminal(struct ion_stdio_opened *opened, int target, int terminal)
{
	lead(opened, target, terminal);
	if (opened->terminal_target < 0 || target < opened->terminal_target) {
		opened->terminal_target = target;
	}
}

/* What another entry leads to by now. */
static int lead_same(struct ion_stdio_opened *opened, const struct ion_stdio_entry *entry)
{
	if (entry->fd < 3 && opened->captures[entry->fd]) {
		lead(opened, entry->target, -1);
		opened->fds[opened->fd_count - 1].as_stream = entry->fd;
		return 0;
	}
	for (size_t i = 0; i < opened->fd_count; i++) {
		if (opened->fds[i].target == entry->fd) {
			lead(opened, entry->target, opened->fds[i].fd);
			if (opened->fds[i].fd >= 0 && opened->terminal_target == entry->fd &&
				entry->target < opened->terminal_target) {
				opened->terminal_target = entry->target;
			}
			return 0;
		}
	}
	/* fed standard input: it is opened by whoever feeds it */
	return -EINVAL;
}

static int open_entry(const struct ion_stdio_entry *entry, bool is_live,
	struct ion_stdio_opened *opened, int terminal)
{
	switch (entry->kind) {
		case ION_STDIO_PIPE:
			if (is_live || entry->target > 2) {
				return open_pipe(opened, entry->target);
			}
			opened->captures[entry->target] = entry->target > 0;
			return 0;
		case ION_STDIO_NULL:
			lead(opened, entry->target, -1);
			return 0;
		case ION_STDIO_INHERIT:
		case ION_STDIO_HANDLE:
			lead(opened, entry->target, entry->fd);
			return 0;
		case ION_STDIO_FILE:
			return open_file(opened, entry);
		case ION_STDIO_TERMINAL:
			lead_terminal(opened, entry->target, terminal);
			return 0;
		case ION_STDIO_CHANNEL:
			return open_channel(opened, entry->target);
		case ION_STDIO_SAME:
			break;
	}
	return lead_same(opened, entry);
}

/* --- all of them --------------------------------------------------------------------------- */

static enum ion_stage stage_of(enum ion_stdio_kind kind)
{
	return kind == ION_STDIO_PIPE || kind == ION_STDIO_CHANNEL ? ION_STAGE_PIPE : ION_STAGE_FDS;
}

void ion_stdio_close(struct ion_stdio_opened *opened)
{
	for (size_t i = 0; i < opened->their_count; i++) {
		ion_fd_close(&opened->theirs[i]);
	}
	for (size_t i = 0; i < opened->pipe_count; i++) {
		ion_fd_close(&opened->pipes[i].fd);
	}
	ion_fd_close(&opened->terminal_fd);
	ion_fd_close(&opened->channel_fd);
	if (opened->fds != NULL) {
		efree(opened->fds);
		efree(opened->theirs);
		efree(opened->pipes);
	}
	*opened = (struct ion_stdio_opened) ION_STDIO_NOTHING_OPENED;
}

/*
 * The kernel has no word of its own for a number that no descriptor may have. 0, or -EMFILE with
 * `err`. A limit that the program itself shall have comes later.
 */
static int check_numbers(
	const struct ion_stdio *stdio, struct ion_err *err, zend_string **ret_detail)
{
	rlim_t soft, hard;
	int highest = 0;
	for (size_t i = 0; i < stdio->count; i++) {
		highest = MAX(highest, stdio->entries[i].target);
	}
	if (highest < 3 || ion_limit_get(RLIMIT_NOFILE, &soft, &hard) < 0 || (rlim_t) highest < soft) {
		return 0;
	}
	*ret_detail = zend_strpprintf(0, "stdio[%d], nofile %llu", highest, (unsigned long long) soft);
	return ion_err_set(err, ION_STAGE_FDS, EMFILE);
}

/* Those that are as another one come last. 0 or -errno with `err`. */
static int open_entries(const struct ion_stdio *stdio, bool is_live, struct ion_stdio_opened *ret,
	struct ion_err *err, zend_string **ret_detail)
{
	int terminal = ret->their_count > 0 ? ret->theirs[0] : -1;
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < stdio->count; i++) {
			const struct ion_stdio_entry *entry = &stdio->entries[i];
			int code = 0;
			if ((entry->kind == ION_STDIO_SAME) == (pass == 1)) {
				code = open_entry(entry, is_live, ret, terminal);
			}
			if (code < 0) {
				/* first: what follows may end in a fatal error */
				ion_stdio_close(ret);
				if (entry->kind == ION_STDIO_FILE) {
					*ret_detail = zend_string_init(entry->path, strlen(entry->path), 0);
				}
				return ion_err_set(err, stage_of(entry->kind), -code);
			}
		}
	}
	return 0;
}

int ion_stdio_open_all(const struct ion_stdio *stdio, bool is_live, struct ion_stdio_opened *ret,
	struct ion_err *err, zend_string **ret_detail)
{
	int code;
	*ret = (struct ion_stdio_opened) ION_STDIO_NOTHING_OPENED;
	*ret_detail = NULL;
	code = check_numbers(stdio, err, ret_detail);
	if (code < 0) {
		return code;
	}
	ret->fds = safe_emalloc(stdio->count, sizeof(*ret->fds), 0);
	ret->theirs = safe_emalloc(stdio->count + 1, sizeof(*ret->theirs), 0);
	ret->pipes = safe_emalloc(stdio->count, sizeof(*ret->pipes), 0);
	if (stdio->has_terminal) {
		code = open_terminal(ret, stdio);
		if (code < 0) {
			return ion_err_set(err, ION_STAGE_TERMINAL, -code);
		}
	}
	return open_entries(stdio, is_live, ret, err, ret_detail);
}
