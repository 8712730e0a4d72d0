/*
 * What the databases of users and groups say (passwd, group, and whatever nsswitch.conf names). May
 * block: an entry can come over the network.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_ACCOUNT_H
#define ION_OS_ACCOUNT_H

#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
#include <sys/types.h>

/* An entry and the memory that its strings are in. */
struct ion_user_account {
	struct passwd entry;
	char *buffer; /* owned; NULL = nothing to release */
};

struct ion_group_account {
	struct group entry;
	char *buffer; /* owned */
};

/*
 * By `name`, or by the id when name == NULL. A name of digits only that no entry has is an id.
 * 1 with *ret filled, to be released; 0 = there is no such entry; or -errno.
 */
int ion_account_user(const char *name, uid_t uid, struct ion_user_account *ret);
int ion_account_group(const char *name, gid_t gid, struct ion_group_account *ret);

/* False when it is not all digits or too large: all ones would mean "leave it" to the kernel. */
bool ion_account_parse_id(const char *text, unsigned *ret);

void ion_account_user_release(struct ion_user_account *self);
void ion_account_group_release(struct ion_group_account *self);

#endif
