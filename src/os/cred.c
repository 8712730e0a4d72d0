/*
 * See cred.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/cred.h"

#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/account.h"
#include "os/childside.h"
#include "os/drop.h"

/* What the databases say about one user. */
struct cred_user {
	uid_t uid;
	bool is_known; /* the rest is valid */
	gid_t gid;
	char *name; /* heap */
};

/* -ENOENT when there is neither such a name nor such a number. An id needs no entry. */
static int resolve_user(const struct ion_cred_name *given, struct cred_user *ret)
{
	struct ion_user_account account;
	int code;

	ret->uid = given->id;
	if (given->name == NULL && given->id == UINT32_MAX) {
		return -EINVAL;
	}
	code = ion_account_user(given->name, given->id, &account);
	if (code == 0 && given->name != NULL) {
		return ion_account_parse_id(given->name, &ret->uid) ? 0 : -ENOENT;
	}
	if (code <= 0) {
		return code;
	}
	ret->uid = account.entry.pw_uid;
	ret->gid = account.entry.pw_gid;
	ret->is_known = true;
	ret->name = strdup(account.entry.pw_name);
	ion_account_user_release(&account);
	return ret->name != NULL ? 0 : -ENOMEM;
}

static int resolve_group(const struct ion_cred_name *given, gid_t *ret)
{
	struct ion_group_account account;
	int code;

	*ret = given->id;
	if (given->name == NULL) {
		return given->id != UINT32_MAX ? 0 : -EINVAL;
	}
	code = ion_account_group(given->name, 0, &account);
	if (code == 0) {
		return ion_account_parse_id(given->name, ret) ? 0 : -ENOENT;
	}
	if (code > 0) {
		*ret = account.entry.gr_gid;
		ion_account_group_release(&account);
	}
	return code < 0 ? code : 0;
}

static int resolve_groups(
	const struct ion_cred_spec *spec, struct ion_cred *ret, const struct ion_cred_name **ret_bad)
{
	ret->groups = calloc(spec->group_count + 1, sizeof(*ret->groups));
	if (ret->groups == NULL) {
		return -ENOMEM;
	}
	for (size_t i = 0; i < spec->group_count; i++) {
		int code = resolve_group(&spec->groups[i], &ret->groups[i]);
		if (code < 0) {
			*ret_bad = &spec->groups[i];
			return code;
		}
	}
	ret->group_count = spec->group_count;
	return 0;
}

/* Of the databases; with `gid` itself. */
static int list_groups(const char *name, gid_t gid, struct ion_cred *ret)
{
	int capacity = 32;
	for (;;) {
		int count = capacity;
		gid_t *groups = realloc(ret->groups, (size_t) capacity * sizeof(*groups));
		if (groups == NULL) {
			return -ENOMEM;
		}
		ret->groups = groups;
		if (getgrouplist(name, gid, groups, &count) >= 0) {
			ret->group_count = (size_t) count;
			return 0;
		}
		/* glibc says how many there are; others only that there are more */
		capacity = count > capacity ? count : capacity * 2;
		if (capacity > 1 << 20) {
			return -ERANGE;
		}
	}
}

static bool has_group(const gid_t *groups, size_t count, gid_t also, gid_t wanted)
{
	bool is_there = wanted == also;
	for (size_t i = 0; i < count && !is_there; i++) {
		is_there = groups[i] == wanted;
	}
	return is_there;
}

/* Whether `cred`'s list and the caller's give the same rights. Each has its group id beside it,
 * which some systems also put on the list and some do not. */
static int is_own_groups(const struct ion_cred *cred, gid_t gid, bool *ret)
{
	int count = getgroups(0, NULL);
	gid_t *own = calloc((size_t) (count > 0 ? count : 0) + 1, sizeof(*own));
	if (own == NULL) {
		return -ENOMEM;
	}
	count = getgroups(count > 0 ? count : 0, own);
	*ret = count >= 0;
	for (int i = 0; i < count && *ret; i++) {
		*ret = has_group(cred->groups, cred->group_count, gid, own[i]);
	}
	for (size_t i = 0; i < cred->group_count && *ret; i++) {
		*ret = has_group(own, (size_t) count, gid, cred->groups[i]);
	}
	free(own);
	return 0;
}

/* An unprivileged caller may ask for what it is already: the calls that it may not make are left
 * out, one by one, because the kernel allows some of them to some callers. */
static int skip_what_is(struct ion_cred *cred)
{
	uid_t uid[3] = {(uid_t) -1, (uid_t) -1, (uid_t) -1};
	gid_t gid[3] = {(gid_t) -1, (gid_t) -1, (gid_t) -1};
	bool is_own = false;

	getresuid(&uid[0], &uid[1], &uid[2]);
	getresgid(&gid[0], &gid[1], &gid[2]);
	if (cred->set_groups) {
		int code = is_own_groups(cred, cred->set_gid ? cred->gid : gid[1], &is_own);
		if (code < 0) {
			return code;
		}
		cred->set_groups = !is_own;
	}
	cred->set_uid =
		cred->set_uid && !(uid[0] == cred->uid && uid[1] == cred->uid && uid[2] == cred->uid);
	cred->set_gid =
		cred->set_gid && !(gid[0] == cred->gid && gid[1] == cred->gid && gid[2] == cred->gid);
	return 0;
}

static int resolve(const struct ion_cred_spec *spec, struct cred_user *user, struct ion_cred *ret,
	const struct ion_cred_name **ret_bad)
{
	int code = 0;

	if (spec->user != NULL) {
		*ret_bad = spec->user;
		code = resolve_user(spec->user, user);
		/* an id without an entry has no primary group to be put into */
		if (code == 0 && !user->is_known && spec->group == NULL) {
			code = -ENOENT;
		}
		ret->set_uid = true;
		ret->uid = user->uid;
		ret->set_gid = true;
		ret->gid = user->gid;
	}
	if (code == 0 && spec->group != NULL) {
		*ret_bad = spec->group;
		code = resolve_group(spec->group, &ret->gid);
		ret->set_gid = true;
	}
	if (code < 0) {
		return code;
	}
	*ret_bad = NULL;
	ret->set_groups = spec->has_groups || spec->user != NULL;
	if (spec->has_groups) {
		return resolve_groups(spec, ret, ret_bad);
	}
	/* an id without an entry is in no other group, and must not stay in the caller's */
	return user->is_known ? list_groups(user->name, ret->gid, ret) : 0;
}

int ion_cred_resolve(
	const struct ion_cred_spec *spec, struct ion_cred *ret, const struct ion_cred_name **ret_bad)
{
	struct cred_user user = {.uid = 0, .is_known = false, .gid = 0, .name = NULL};
	int code;

	memset(ret, 0, sizeof(*ret));
	*ret_bad = NULL;
	code = resolve(spec, &user, ret, ret_bad);
	free(user.name);
	if (code == 0) {
		code = skip_what_is(ret);
	}
	if (code < 0) {
		ion_cred_release(ret);
	}
	return code;
}

int ion_cred_apply(const struct ion_cred *cred)
{
	gid_t *seen = calloc(cred->group_count + 1, sizeof(*seen));
	struct ion_child_cred plan = {
		.set_groups = cred->set_groups,
		.set_gid = cred->set_gid,
		.set_uid = cred->set_uid,
		.uid = cred->uid,
		.gid = cred->gid,
		.groups = cred->groups,
		.seen_groups = seen,
		.group_count = cred->group_count,
	};
	long code;

	if (seen == NULL) {
		return -ENOMEM;
	}
	code = ion_drop(&plan);
	free(seen);
	return code < 0 ? (int) code : 0;
}

void ion_cred_release(struct ion_cred *cred)
{
	free(cred->groups);
	memset(cred, 0, sizeof(*cred));
}
