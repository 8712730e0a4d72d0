/*
 * See identity.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/identity.h"

#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os/cred.h"
#include "os/kill.h"
#include "os/threads.h"

/* What the kernel knows of this process. */
struct ids {
	uid_t uid[3];
	gid_t gid[3];
	gid_t *groups; /* owned */
	int group_count;
};

static int ids_read(struct ids *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->group_count = ion_identity_groups(&ret->groups);
	if (ret->group_count < 0) {
		return ret->group_count;
	}
	if (getresuid(&ret->uid[0], &ret->uid[1], &ret->uid[2]) < 0 ||
		getresgid(&ret->gid[0], &ret->gid[1], &ret->gid[2]) < 0) {
		return -errno;
	}
	return 0;
}

/* The kernel keeps the list sorted. */
static bool ids_are_equal(const struct ids *a, const struct ids *b)
{
	return memcmp(a->uid, b->uid, sizeof(a->uid)) == 0 &&
		   memcmp(a->gid, b->gid, sizeof(a->gid)) == 0 && a->group_count == b->group_count &&
		   (a->group_count == 0 ||
			   memcmp(a->groups, b->groups, (size_t) a->group_count * sizeof(*a->groups)) == 0);
}

/* As far as it goes: after the change of the user nothing can be put back, and nothing should be. */
static bool ids_restore(const struct ids *before)
{
	struct ids now;
	bool is_back;
	if (setresgid(before->gid[0], before->gid[1], before->gid[2]) < 0 ||
		setgroups((size_t) before->group_count, before->groups) < 0) {
		/* the comparison below tells */
		errno = 0;
	}
	is_back = ids_read(&now) == 0 && ids_are_equal(before, &now);
	free(now.groups);
	return is_back;
}

bool ion_identity_may_change(void)
{
	return !ion_threads_are_many();
}

int ion_identity_take(const struct ion_cred *cred, bool *ret_is_unchanged)
{
	pid_t parent = getppid();
	int death_signal = 0;
	struct ids before;
	int code = ids_read(&before);

	*ret_is_unchanged = true;
	if (code == 0) {
		prctl(PR_GET_PDEATHSIG, &death_signal, 0, 0, 0);
		code = ion_cred_apply(cred);
		if (code < 0) {
			*ret_is_unchanged = ids_restore(&before);
		}
	}
	free(before.groups);
	if (death_signal != 0) {
		prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0);
		/* the parent may have ended in between, when no signal was due */
		if (getppid() != parent) {
			ion_kill(getpid(), -1, death_signal);
		}
	}
	return code;
}

int ion_identity_groups(gid_t **ret)
{
	int count = getgroups(0, NULL);
	*ret = NULL;
	if (count < 0) {
		return -errno;
	}
	*ret = calloc((size_t) count + 1, sizeof(**ret));
	if (*ret == NULL) {
		return -ENOMEM;
	}
	count = getgroups(count, *ret);
	if (count < 0) {
		count = -errno;
		free(*ret);
		*ret = NULL;
	}
	return count;
}

uid_t ion_identity_user(void)
{
	return geteuid();
}

gid_t ion_identity_group(void)
{
	return getegid();
}
