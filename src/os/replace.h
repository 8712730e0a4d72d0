/*
 * Putting another program in the place of this process: execve(2), made such that the program gets
 * what a started one gets, and that the process goes on as it was when it does not come to that.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_REPLACE_H
#define ION_OS_REPLACE_H

#include "base/err.h"

/* All borrowed for the call. */
struct ion_replace_spec {
	const char *const *argv; /* NULL-terminated, not empty */
	const char *const *envp; /* NULL-terminated */
	const char *path;        /* where an argv[0] without a slash is looked up; NULL = the default */
	const char *cwd;         /* NULL = stays */
};

/*
 * Returns only when it failed: -errno with `err`, and everything is as before: descriptors, signals,
 * timers, directory. Not while other threads run, unless they may vanish.
 *
 * The program has descriptors 0, 1 and 2 as they are and no others, every signal at its default and
 * none blocked, no interval timer (which execve(2) would keep, and whose signal would kill it). What
 * execve(2) keeps else stays: pid, ids, limits, umask, session, children, the death signal.
 *
 * One gap: a signal that comes between the moment when none is blocked and an execve(2) that then
 * fails meets its default instead of the handler. A file that is not there is found out before.
 */
int ion_replace(const struct ion_replace_spec *spec, struct ion_err *err);

#endif
