/*
 * Taking another identity, for good: the one piece of code that does it, in raw system calls so
 * that a child of the vfork family can run it on its parent's memory (childside.c), and a forked
 * worker as well (cred.c). Code in a header, because each of the two compiles it into its own
 * object: childside.o must need nothing from outside.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_DROP_H
#define ION_OS_DROP_H

#include <errno.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/types.h>

#include "os/childside.h"
#include "os/rawcall.h"

#ifndef PR_CAP_AMBIENT
# define PR_CAP_AMBIENT 47
# define PR_CAP_AMBIENT_CLEAR_ALL 4
#endif

/* 32-bit kernels keep the calls with 16-bit ids under the short names */
#ifdef SYS_setresuid32
# define ION_CALL_SETRESUID SYS_setresuid32
# define ION_CALL_SETRESGID SYS_setresgid32
# define ION_CALL_SETGROUPS SYS_setgroups32
# define ION_CALL_GETRESUID SYS_getresuid32
# define ION_CALL_GETRESGID SYS_getresgid32
# define ION_CALL_GETGROUPS SYS_getgroups32
# define ION_CALL_SETUID SYS_setuid32
# define ION_CALL_SETGID SYS_setgid32
#else
# define ION_CALL_SETRESUID SYS_setresuid
# define ION_CALL_SETRESGID SYS_setresgid
# define ION_CALL_SETGROUPS SYS_setgroups
# define ION_CALL_GETRESUID SYS_getresuid
# define ION_CALL_GETRESGID SYS_getresgid
# define ION_CALL_GETGROUPS SYS_getgroups
# define ION_CALL_SETUID SYS_setuid
# define ION_CALL_SETGID SYS_setgid
#endif

/* As sets: the kernel sorts the list, by ids that a user namespace may map out of order. */
ION_CHILDSIDE static bool drop_has_groups(const struct ion_child_cred *cred)
{
	long seen = ion_rawcall2(ION_CALL_GETGROUPS, cred->group_count + 1, cred->seen_groups);
	if (seen < 0 || (size_t) seen != cred->group_count) {
		return false;
	}
	for (size_t i = 0; i < cred->group_count; i++) {
		long at = 0;
		while (at < seen && cred->seen_groups[at] != cred->groups[i]) {
			at++;
		}
		if (at == seen) {
			return false;
		}
	}
	return true;
}

/* All three capability sets and the ambient one become empty: a caller that is not root but holds
 * CAP_SETUID keeps its capabilities over setresuid(2), and so does one that set securebits. */
ION_CHILDSIDE static bool drop_clear_capabilities(void)
{
	static const struct __user_cap_data_struct none[2];
	struct __user_cap_header_struct header;
	struct __user_cap_data_struct data[2];

	/* EINVAL on kernels before 4.3, which have no ambient set */
	ion_rawcall5(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	header.version = _LINUX_CAPABILITY_VERSION_3;
	header.pid = 0;
	if (ion_rawcall2(SYS_capset, &header, none) < 0) {
		return false;
	}
	/* the header is written to by the kernel when it disagrees about the version */
	header.version = _LINUX_CAPABILITY_VERSION_3;
	header.pid = 0;
	data[0].effective = data[0].permitted = data[1].effective = data[1].permitted = ~0U;
	if (ion_rawcall2(SYS_capget, &header, data) < 0) {
		return false;
	}
	return (data[0].effective | data[0].permitted | data[1].effective | data[1].permitted) == 0;
}

/* Believes what the kernel says afterwards, not that the calls said "done"; and the way back must
 * be closed. */
ION_CHILDSIDE static bool drop_is_done(const struct ion_child_cred *cred)
{
	uid_t uid[3];
	gid_t gid[3];

	if (ion_rawcall3(ION_CALL_GETRESUID, &uid[0], &uid[1], &uid[2]) < 0 ||
		ion_rawcall3(ION_CALL_GETRESGID, &gid[0], &gid[1], &gid[2]) < 0) {
		return false;
	}
	for (int i = 0; i < 3; i++) {
		if ((cred->set_uid && uid[i] != cred->uid) || (cred->set_gid && gid[i] != cred->gid)) {
			return false;
		}
	}
	if (cred->set_groups && !drop_has_groups(cred)) {
		return false;
	}
	if (!cred->set_uid || cred->uid == 0) {
		return true;
	}
	if (ion_rawcall3(ION_CALL_SETRESUID, -1, 0, -1) == 0 || ion_rawcall1(ION_CALL_SETUID, 0) == 0) {
		return false;
	}
	/* a group 0 that was asked for may be set again */
	return gid[0] == 0 || gid[1] == 0 || gid[2] == 0 || ion_rawcall1(ION_CALL_SETGID, 0) < 0;
}

/*
 * In a process with one thread: ids are the thread's own to the kernel. 0, or -errno; -EPERM also
 * when the calls said "done" and it is not so. The caller must not go on after a failure.
 */
ION_CHILDSIDE static long ion_drop(const struct ion_child_cred *cred)
{
	long code = 0;

	if (!cred->set_groups && !cred->set_gid && !cred->set_uid) {
		return 0;
	}
	/* the user last: after it nothing else may be changed */
	if (cred->set_groups) {
		code = ion_rawcall2(ION_CALL_SETGROUPS, cred->group_count, cred->groups);
	}
	if (code >= 0 && cred->set_gid) {
		code = ion_rawcall3(ION_CALL_SETRESGID, cred->gid, cred->gid, cred->gid);
	}
	if (code >= 0 && cred->set_uid) {
		code = ion_rawcall3(ION_CALL_SETRESUID, cred->uid, cred->uid, cred->uid);
	}
	if (code < 0) {
		return code;
	}
	if (cred->set_uid && cred->uid != 0 && !drop_clear_capabilities()) {
		return -EPERM;
	}
	return drop_is_done(cred) ? 0 : -EPERM;
}

#endif
