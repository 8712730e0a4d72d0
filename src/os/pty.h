/*
 * Pseudo-terminals, see pty(7).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PTY_H
#define ION_OS_PTY_H

/* Both ends are owned by the caller, close-on-exec and >= ION_FD_FIRST. */
struct ion_pty {
	int ours;   /* does not block */
	int theirs; /* the terminal; nobody's controlling one yet */
};

/* 0 or -errno with both -1. The sizes are in characters. */
int ion_pty_open(struct ion_pty *ret, unsigned short columns, unsigned short rows);

/* By our end; its programs get SIGWINCH. 0 or -errno. */
int ion_pty_resize(int fd, unsigned short columns, unsigned short rows);

#endif
