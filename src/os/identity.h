/*
 * The ids of this process, taken and changed while it runs.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_IDENTITY_H
#define ION_OS_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct ion_cred;

/* Ids are those of the calling thread to the kernel, and only of it: false while other threads run,
 * which would stay what they are. */
bool ion_identity_may_change(void);

/*
 * Takes that identity: ion_cred_apply(), where the process may go on after a failure. 0, or -errno.
 * After a failure groups and group are put back as far as the kernel allows; *ret_is_unchanged tells
 * whether all is as before. A parent death signal, which the kernel clears, is set again.
 */
int ion_identity_take(const struct ion_cred *cred, bool *ret_is_unchanged);

/* The supplementary groups of this process; *ret is owned (free(3)). Their number, or -errno. */
int ion_identity_groups(gid_t **ret);

/* Effective ids. */
uid_t ion_identity_user(void);
gid_t ion_identity_group(void);

#endif
