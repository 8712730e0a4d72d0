/*
 * See accounts.h; and Process::getUser(), getGroup().
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/identity/accounts.h"

#include "os/account.h"
#include "os/identity.h"
#include "php/engine/errors.h"
#include "php/identity/php_identity.h"

/* (uid_t) -1 is "leave it as it is" to the kernel. */
#define ID_MAX 4294967294

bool ion_account_arg(
	uint32_t arg_num, const zend_string *name, zend_long id, struct ion_cred_name *ret)
{
	*ret = (struct ion_cred_name){.name = NULL, .id = 0};
	if (name == NULL) {
		if (id < 0 || id > ID_MAX) {
			zend_argument_value_error(
				arg_num, "must be a name or an id between 0 and %lld", (long long) ID_MAX);
			return false;
		}
		ret->id = (unsigned) id;
		return true;
	}
	if (ZSTR_LEN(name) == 0) {
		zend_argument_value_error(arg_num, "must not be empty");
		return false;
	}
	if (CHECK_NULL_PATH(ZSTR_VAL(name), ZSTR_LEN(name))) {
		zend_argument_value_error(arg_num, "must not contain NUL bytes");
		return false;
	}
	ret->name = ZSTR_VAL(name);
	return true;
}

/* --- records ------------------------------------------------------------------------------- */

static void user_record(const struct passwd *entry, zval *ret)
{
	array_init_size(ret, 6);
	add_assoc_long(ret, "uid", (zend_long) entry->pw_uid);
	add_assoc_string(ret, "name", entry->pw_name);
	add_assoc_string(ret, "gecos", entry->pw_gecos != NULL ? entry->pw_gecos : "");
	add_assoc_long(ret, "gid", (zend_long) entry->pw_gid);
	add_assoc_string(ret, "dir", entry->pw_dir);
	add_assoc_string(ret, "shell", entry->pw_shell);
}

static void group_record(const struct group *entry, zval *ret)
{
	zval members;
	array_init(&members);
	for (char **member = entry->gr_mem; member != NULL && *member != NULL; member++) {
		add_next_index_string(&members, *member);
	}
	array_init_size(ret, 3);
	add_assoc_long(ret, "gid", (zend_long) entry->gr_gid);
	add_assoc_string(ret, "name", entry->gr_name);
	add_assoc_zval(ret, "members", &members);
}

/* The database could not be asked. */
static void throw_lookup(const char *kind, const struct ion_cred_name *name, int code)
{
	if (name->name != NULL) {
		ion_process_throw(code, "Cannot look up the %s '%s'", kind, name->name);
	} else {
		ion_process_throw(code, "Cannot look up the %s %u", kind, name->id);
	}
}

bool ion_account_user_record(const struct ion_cred_name *user, zval *ret)
{
	struct ion_user_account account;
	int code = ion_account_user(user->name, user->id, &account);
	if (code < 0) {
		throw_lookup("user", user, -code);
	}
	if (code <= 0) {
		return false;
	}
	user_record(&account.entry, ret);
	ion_account_user_release(&account);
	return true;
}

bool ion_account_group_record(const struct ion_cred_name *group, zval *ret)
{
	struct ion_group_account account;
	int code = ion_account_group(group->name, group->id, &account);
	if (code < 0) {
		throw_lookup("group", group, -code);
	}
	if (code <= 0) {
		return false;
	}
	group_record(&account.entry, ret);
	ion_account_group_release(&account);
	return true;
}

bool ion_account_own_user_record(zval *ret)
{
	struct ion_cred_name self = {.name = NULL, .id = ion_identity_user()};
	struct passwd unknown = {
		.pw_uid = self.id,
		.pw_gid = ion_identity_group(),
		.pw_name = "",
		.pw_gecos = "",
		.pw_dir = "",
		.pw_shell = "",
	};
	if (ion_account_user_record(&self, ret)) {
		return true;
	}
	if (EG(exception) != NULL) {
		return false;
	}
	user_record(&unknown, ret);
	return true;
}

bool ion_account_own_group_record(zval *ret)
{
	struct ion_cred_name self = {.name = NULL, .id = ion_identity_group()};
	struct group unknown = {.gr_gid = self.id, .gr_name = ""};
	if (ion_account_group_record(&self, ret)) {
		return true;
	}
	if (EG(exception) != NULL) {
		return false;
	}
	group_record(&unknown, ret);
	return true;
}

/* --- methods ------------------------------------------------------------------------------- */

struct account_argument {
	struct ion_cred_name given;
	bool is_given;
};

/* ?(string|int) that is the only argument. False with an exception. */
static bool parse_argument(zend_execute_data *execute_data, struct account_argument *ret)
{
	zend_string *name = NULL;
	zend_long id = 0;
	bool is_null = true;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG_OR_NULL(name, id, is_null)
	ZEND_PARSE_PARAMETERS_END_EX(return false);

	ret->is_given = name != NULL || !is_null;
	return !ret->is_given || ion_account_arg(1, name, id, &ret->given);
}

ZEND_METHOD(ION_Process, getUser)
{
	struct account_argument user;
	if (!parse_argument(execute_data, &user)) {
		RETURN_THROWS();
	}
	RETVAL_FALSE;
	if (user.is_given) {
		ion_account_user_record(&user.given, return_value);
	} else {
		ion_account_own_user_record(return_value);
	}
}

ZEND_METHOD(ION_Process, getGroup)
{
	struct account_argument group;
	if (!parse_argument(execute_data, &group)) {
		RETURN_THROWS();
	}
	RETVAL_FALSE;
	if (group.is_given) {
		ion_account_group_record(&group.given, return_value);
	} else {
		ion_account_own_group_record(return_value);
	}
}
