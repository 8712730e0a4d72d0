/*
 * Who a program runs as. Resolved here, in the parent and before any fork: the databases of users
 * and groups allocate and lock, which a child of the vfork family must not.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_CRED_H
#define ION_OS_CRED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What the child sets, in this order: groups, gid, uid. Owned by the holder of the struct. */
struct ion_cred {
	bool set_groups;
	bool set_gid;
	bool set_uid;
	uid_t uid;
	gid_t gid;
	gid_t *groups; /* heap */
	size_t group_count;
};

/* A user or group as given: by name, by id, or a string that is a name first and then an id. */
struct ion_cred_name {
	const char *name; /* NULL = by id */
	unsigned id;
};

struct ion_cred_spec {
	const struct ion_cred_name *user;   /* NULL = not given */
	const struct ion_cred_name *group;  /* NULL = not given */
	const struct ion_cred_name *groups; /* supplementary */
	size_t group_count;
	bool has_groups; /* an empty list is a list too */
};

/*
 * 0, or -errno: -ENOENT for an unknown name, with the offending entry in *ret_bad (borrowed). A
 * user without `group` brings its primary group, without `groups` its supplementary ones. What the
 * caller is already, entirely, needs no call in the child: the set_ flags are then false.
 */
int ion_cred_resolve(
	const struct ion_cred_spec *spec, struct ion_cred *ret, const struct ion_cred_name **ret_bad);

/*
 * Takes that identity for good, in a process with one thread (the child of a fork). The same code
 * as for programs (os/drop.h): groups, gid, uid, every one read back, no capability left, no way
 * back. 0 or -errno; the process must not go on after a failure, it may be half of each.
 */
int ion_cred_apply(const struct ion_cred *cred);

void ion_cred_release(struct ion_cred *cred);

#endif
