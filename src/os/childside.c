/*
 * See childside.h. An object file without a single undefined symbol is the proof that nothing of
 * libc is reached (tests/tools/childside.sh); hence no loop here that a compiler would take for
 * memset, memcpy or strlen, and no large automatic array.
 * SPDX-License-Identifier: MIT
 */
#include "os/childside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "os/drop.h"
#include "os/fd.h"
#include "os/rawcall.h"
#include "os/spawn.h"

#ifndef PR_SET_NO_NEW_PRIVS
# define PR_SET_NO_NEW_PRIVS 38
# define PR_GET_NO_NEW_PRIVS 39
#endif

#ifndef SYS_close_range
# define SYS_close_range 436
#endif

/* Signals of the kernel, 1..64 (128 on MIPS), and the bytes of its set: libc's own count and set
 * leave two of them out. */
#define KERNEL_NSIG (_NSIG - 1)
#define KERNEL_SIGSET_SIZE (KERNEL_NSIG / 8)

/* A struct sigaction of the kernel with SIG_DFL, no flags and an empty mask is all zeros in every
 * layout; an empty signal set, too. */
static const unsigned long zeros[16];

static __attribute__((noreturn)) ION_CHILDSIDE void child_fail(
	struct ion_child_plan *plan, enum ion_stage stage, long code)
{
	plan->err.stage = stage;
	plan->err.code = (int) -code;
	for (;;) {
		ion_rawcall1(SYS_exit_group, 127);
	}
}

/*
 * No source is a target, so no order of these calls clobbers one. /dev/null comes last: by
 * then open(2) can only give a number that wants it, or one that is closed with the rest.
 */
static ION_CHILDSIDE void child_stdio(struct ion_child_plan *plan)
{
	long null_fd = -1;
	long code = 0;

	for (size_t i = 0; i < plan->fd_count && code >= 0; i++) {
		if (plan->fds[i].source >= 0) {
			code = ion_rawcall3(SYS_dup3, plan->fds[i].source, plan->fds[i].target, 0);
		}
	}
	for (size_t i = 0; i < plan->fd_count && code >= 0; i++) {
		if (plan->fds[i].source >= 0) {
			continue;
		}
		if (null_fd < 0) {
			null_fd = code = ion_rawcall4(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR, 0);
		}
		if (code >= 0 && null_fd != plan->fds[i].target) {
			code = ion_rawcall3(SYS_dup3, null_fd, plan->fds[i].target, 0);
		}
	}
	if (code < 0) {
		child_fail(plan, ION_STAGE_FDS, code);
	}
}

static ION_CHILDSIDE bool child_keeps(const struct ion_child_plan *plan, int fd)
{
	for (size_t i = 0; i < plan->fd_count; i++) {
		if (plan->fds[i].target == fd) {
			return true;
		}
	}
	return fd == plan->exec_fd;
}

struct child_dirent {
	uint64_t inode;
	int64_t offset;
	uint16_t size;
	uint8_t type;
	char name[];
};

/* -1 for "." and "..". */
static ION_CHILDSIDE int child_parse_fd(const char *name)
{
	int fd = 0;
	for (; *name; name++) {
		if (*name < '0' || *name > '9') {
			return -1;
		}
		fd = fd * 10 + (*name - '0');
	}
	return fd;
}

/* Closing while walking is safe: the position in /proc/self/fd is the number itself. */
static ION_CHILDSIDE long child_close_listed(struct ion_child_plan *plan)
{
	long dir = ion_rawcall4(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY, 0);
	long size;

	if (dir < 0) {
		return dir;
	}
	while ((size = ion_rawcall3(SYS_getdents64, dir, plan->scratch, ION_CHILD_SCRATCH)) > 0) {
		for (long at = 0; at < size;) {
			const struct child_dirent *entry = (const void *) (plan->scratch + at);
			int fd = child_parse_fd(entry->name);
			if (fd >= 0 && fd != dir && !child_keeps(plan, fd)) {
				ion_rawcall1(SYS_close, fd);
			}
			at += entry->size;
		}
	}
	ion_rawcall1(SYS_close, dir);
	return size;
}

/* struct rlimit64 of the kernel. */
struct child_limit {
	uint64_t soft;
	uint64_t hard;
};

/* Without close_range(2) and without /proc: everything that the limit allows. */
static ION_CHILDSIDE void child_close_counted(const struct ion_child_plan *plan)
{
	struct child_limit limit;
	long end = 1L << 20;
	if (ion_rawcall4(SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit) == 0 &&
		limit.soft < (uint64_t) end) {
		end = (long) limit.soft;
	}
	for (long fd = ION_FD_FIRST; fd < end; fd++) {
		if (!child_keeps(plan, (int) fd)) {
			ion_rawcall1(SYS_close, fd);
		}
	}
}

/* The lowest descriptor from `fd` on that stays, -1 = none. *at goes up over the targets. */
static ION_CHILDSIDE long child_next_kept(
	const struct ion_child_plan *plan, unsigned fd, size_t *at)
{
	long kept = -1;
	while (*at < plan->fd_count && (unsigned) plan->fds[*at].target < fd) {
		(*at)++;
	}
	if (*at < plan->fd_count) {
		kept = plan->fds[*at].target;
	}
	if (plan->exec_fd >= 0 && (unsigned) plan->exec_fd >= fd &&
		(kept < 0 || plan->exec_fd < kept)) {
		kept = plan->exec_fd;
	}
	return kept;
}

/* What lies between the descriptors that stay. */
static ION_CHILDSIDE long child_close_gaps(const struct ion_child_plan *plan)
{
	unsigned from = 0;
	long code = 0;
	size_t at = 0;
	long kept;
	while (code >= 0 && (kept = child_next_kept(plan, from, &at)) >= 0) {
		if ((unsigned) kept > from) {
			code = ion_rawcall3(SYS_close_range, from, kept - 1, 0);
		}
		from = (unsigned) kept + 1;
	}
	return code < 0 ? code : ion_rawcall3(SYS_close_range, from, ~0U, 0);
}

static ION_CHILDSIDE void child_close_rest(struct ion_child_plan *plan)
{
	if (child_close_gaps(plan) < 0 && child_close_listed(plan) < 0) {
		child_close_counted(plan);
	}
}

/* Before descriptors are moved: the file is one of them. "0" is whoever writes. */
static ION_CHILDSIDE void child_join_cgroup(struct ion_child_plan *plan)
{
	if (plan->cgroup_fd >= 0) {
		long code = ion_rawcall3(SYS_write, plan->cgroup_fd, "0", 1);
		if (code < 0) {
			child_fail(plan, ION_STAGE_CGROUP, code);
		}
	}
}

static ION_CHILDSIDE void child_leave_family(struct ion_child_plan *plan)
{
	long code = 0;
	if (plan->family == ION_SPAWN_NEW_SESSION) {
		code = ion_rawcall0(SYS_setsid);
	} else if (plan->family == ION_SPAWN_NEW_GROUP) {
		code = ion_rawcall2(SYS_setpgid, 0, 0);
	}
	if (code < 0) {
		child_fail(plan, ION_STAGE_SESSION, code);
	}
	if (plan->terminal >= 0) {
		code = ion_rawcall3(SYS_ioctl, plan->terminal, TIOCSCTTY, 0);
		if (code < 0) {
			child_fail(plan, ION_STAGE_TERMINAL, code);
		}
	}
}

static ION_CHILDSIDE void child_set_limits(struct ion_child_plan *plan)
{
	for (size_t i = 0; i < plan->limit_count; i++) {
		const struct ion_limit *limit = &plan->limits[i];
		struct child_limit wanted, got;
		wanted.soft = limit->soft == RLIM_INFINITY ? ~(uint64_t) 0 : limit->soft;
		wanted.hard = limit->hard == RLIM_INFINITY ? ~(uint64_t) 0 : limit->hard;
		long code = ion_rawcall4(SYS_prlimit64, 0, limit->resource, &wanted, NULL);
		if (code >= 0) {
			code = ion_rawcall4(SYS_prlimit64, 0, limit->resource, NULL, &got);
		}
		if (code < 0) {
			child_fail(plan, ION_STAGE_LIMITS, code);
		}
		if (got.soft != wanted.soft || got.hard != wanted.hard) {
			child_fail(plan, ION_STAGE_LIMITS, -EPERM);
		}
	}
}

/* The raw getpriority(2) counts from 40 down. */
static ION_CHILDSIDE void child_set_priority(struct ion_child_plan *plan)
{
	if (plan->set_priority) {
		long code = ion_rawcall3(SYS_setpriority, PRIO_PROCESS, 0, plan->priority);
		if (code >= 0 &&
			ion_rawcall2(SYS_getpriority, PRIO_PROCESS, 0) != 20 - (long) plan->priority) {
			code = -EPERM;
		}
		if (code < 0) {
			child_fail(plan, ION_STAGE_PRIORITY, code);
		}
	}
}

/* Exactly these processors: the kernel would leave out the missing ones without a word. */
static ION_CHILDSIDE void child_set_affinity(struct ion_child_plan *plan)
{
	const long size = ION_CPUS_MAX / 8;
	const unsigned long *got = (const void *) plan->scratch;
	long code, i;

	if (plan->cpus == NULL) {
		return;
	}
	code = ion_rawcall3(SYS_sched_setaffinity, 0, size, plan->cpus);
	if (code >= 0) {
		code = ion_rawcall3(SYS_sched_getaffinity, 0, size, plan->scratch);
	}
	if (code < 0) {
		child_fail(plan, ION_STAGE_AFFINITY, code);
	}
	/* the call tells how many bytes the kernel has */
	for (i = 0; i < size / (long) sizeof(*got); i++) {
		unsigned long there = i < code / (long) sizeof(*got) ? got[i] : 0;
		if (there != plan->cpus[i]) {
			child_fail(plan, ION_STAGE_AFFINITY, -EINVAL);
		}
	}
}

static ION_CHILDSIDE void child_forgo_privileges(struct ion_child_plan *plan)
{
	if (plan->no_new_privs) {
		long code = ion_rawcall5(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		if (code >= 0 && ion_rawcall5(SYS_prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) {
			code = -EPERM;
		}
		if (code < 0) {
			child_fail(plan, ION_STAGE_PRIVILEGES, code);
		}
	}
}

static ION_CHILDSIDE void child_drop(struct ion_child_plan *plan)
{
	long code = ion_drop(&plan->cred);
	if (code < 0) {
		child_fail(plan, ION_STAGE_PRIVILEGES, code);
	}
}

/* After the drop: the kernel forgets the death signal when ids change. The parent may have died
 * before it was set; then somebody else is the parent now. */
static ION_CHILDSIDE void child_follow_parent(struct ion_child_plan *plan)
{
	if (plan->death_signal == 0) {
		return;
	}
	long code = ion_rawcall2(SYS_prctl, PR_SET_PDEATHSIG, plan->death_signal);
	if (code < 0) {
		child_fail(plan, ION_STAGE_SIGNALS, code);
	}
	/* the parent of an init is outside of its namespace and has no number there */
	if (!plan->in_pid_namespace && ion_rawcall0(SYS_getppid) != plan->parent) {
		child_fail(plan, ION_STAGE_SIGNALS, -ESRCH);
	}
}

/* Dispositions first: a handler of the parent must never run here, on its memory. execve(2) resets
 * handlers by itself but keeps what is ignored, and nobody can tell cheaper which signals that is. */
static ION_CHILDSIDE void child_reset_signals(struct ion_child_plan *plan)
{
	long code = 0;
	for (int signal = 1; signal <= KERNEL_NSIG && code >= 0; signal++) {
		if (signal != SIGKILL && signal != SIGSTOP) {
			code = ion_rawcall4(SYS_rt_sigaction, signal, zeros, NULL, KERNEL_SIGSET_SIZE);
		}
	}
	if (code >= 0) {
		code = ion_rawcall4(SYS_rt_sigprocmask, SIG_SETMASK, zeros, NULL, KERNEL_SIGSET_SIZE);
	}
	if (code < 0) {
		child_fail(plan, ION_STAGE_SIGNALS, code);
	}
}

/* As execvpe(3) goes on along PATH, but ENOEXEC is final: what has no interpreter is never handed
 * to a shell. "Permission denied" somewhere is the better answer than "not found" elsewhere. */
static ION_CHILDSIDE void child_exec(struct ion_child_plan *plan)
{
	long code = -ENOENT;
	bool is_denied = false;

	for (const char *const *path = plan->candidates; *path != NULL; path++) {
		code = ion_rawcall3(SYS_execve, *path, plan->argv, plan->envp);
		if (code == -EACCES) {
			is_denied = true;
		} else if (code != -ENOENT && code != -ENOTDIR && code != -ESTALE && code != -ENODEV &&
				   code != -ETIMEDOUT && code != -ENAMETOOLONG) {
			child_fail(plan, ION_STAGE_EXEC, code);
		}
	}
	child_fail(plan, ION_STAGE_EXEC, is_denied ? -EACCES : code);
}

ION_CHILDSIDE int ion_childside_main(void *arg)
{
	struct ion_child_plan *plan = arg;

	child_join_cgroup(plan);
	child_stdio(plan);
	/* before the drop: afterwards /proc/self/fd belongs to root and cannot be listed */
	child_close_rest(plan);
	child_leave_family(plan);
	/* before the drop, too: the privileged may raise what others may only lower */
	child_set_limits(plan);
	child_set_priority(plan);
	child_set_affinity(plan);
	child_drop(plan);
	child_forgo_privileges(plan);
	child_follow_parent(plan);
	/* with the new identity: a directory that the program's user may not enter is no place for it */
	if (plan->cwd != NULL) {
		long code = ion_rawcall1(SYS_chdir, plan->cwd);
		if (code < 0) {
			child_fail(plan, ION_STAGE_CWD, code);
		}
	}
	if (plan->umask >= 0) {
		ion_rawcall1(SYS_umask, plan->umask);
	}
	child_reset_signals(plan);
	child_exec(plan);
	return 127;
}
