/*
 * Users and groups as arrays.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_IDENTITY_ACCOUNTS_H
#define ION_PHP_IDENTITY_ACCOUNTS_H

#include <stdbool.h>

#include "php.h"

#include "os/cred.h"

/* An argument that is a user or a group: `name` if not NULL, else `id`. *ret borrows the name. False
 * with a ValueError. */
bool ion_account_arg(
	uint32_t arg_num, const zend_string *name, zend_long id, struct ion_cred_name *ret);

/* The record of a user (uid name gecos gid dir shell) or a group (gid name members) in *ret, owned by
 * the caller. False: there is none, or an exception. */
bool ion_account_user_record(const struct ion_cred_name *user, zval *ret);
bool ion_account_group_record(const struct ion_cred_name *group, zval *ret);

/* Of this process as it is; an id that the databases do not know has empty strings. False with an
 * exception. */
bool ion_account_own_user_record(zval *ret);
bool ion_account_own_group_record(zval *ret);

#endif
