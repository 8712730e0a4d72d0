/*
 * What a forked worker makes of itself before user code: limits, priority, processors, identity,
 * directory. Fail-closed: the first step that does not have its full effect ends the matter, and
 * the caller must leave by _exit(2).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SELF_H
#define ION_OS_SELF_H

#include "base/err.h"
#include "os/attributes.h"

struct ion_cred;

/* Everything is borrowed. */
struct ion_self_spec {
	const struct ion_cred *cred; /* NULL = the identity stays */
	const char *cwd;             /* NULL = stays; seen with the new identity */
	struct ion_attributes attributes;
};

/*
 * In the child of ion_fork(), single-threaded. The order, and the stage of a failure:
 *   limits      before the drop, because only a privileged process raises hard limits. Where the
 *               user changes to one that is not root, core files are off unless `limits` has an
 *               entry for RLIMIT_CORE: they would hold what the master had in memory
 *   priority    likewise
 *   affinity    exactly these processors, or failure: the kernel would leave out missing ones
 *   privileges  groups, gid, uid; complete, read back and without a way back (os/drop.h). The
 *               kernel clears the "dumpable" flag with it: other processes of that user cannot
 *               trace this one. Also stage of no_new_privs, which comes last of all
 *   cwd         after the drop: a directory that the new user may not enter is no place for it
 * The umask cannot fail. 0, or -errno with `err`.
 */
int ion_self_apply(const struct ion_self_spec *spec, struct ion_err *err);

/* RLIMIT_x by the name that users know ("nofile"), or -1. */
int ion_self_limit_from_name(const char *name);

/* The other way round; "?" when there is none. Static string. */
const char *ion_self_limit_name(int resource);

/* "cpu, fsize, data ...": all of the names above, for messages. Static string. */
const char *ion_self_limit_names(void);

/* The name of the process in ps -o comm and top: the first 15 bytes. Cannot fail in a way that
 * matters. */
void ion_title_set(const char *title);

/*
 * How the child tells its parent, over the write end of a pipe of its own (os/pipe.h), that user
 * code is about to run (err->code == 0), or which step failed. Exactly once; the child closes the
 * pipe before user code, so that nothing can be forged later. 0 or -errno.
 */
int ion_self_report_write(int fd, const struct ion_err *err);

/*
 * The parent's side; it believes nothing. Returns
 *   1         a report is in *ret: code 0 = user code runs, else a known stage and a valid errno
 *   0         end of file without a report: the child died before
 *   -EAGAIN   nothing yet (a descriptor that does not block)
 *   -EPROTO   these bytes are no report
 *   -errno    of read(2)
 */
int ion_self_report_read(int fd, struct ion_err *ret);

#endif
