/*
 * Process::setUser(), setGroup(), setGroups(): the whole change, read back, or an exception.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/identity/php_identity.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "os/cred.h"
#include "os/identity.h"
#include "php/engine/errors.h"
#include "php/identity/accounts.h"
#include "promise/object.h"

/* "the user 'www-data'": for messages; `name` is NULL for a list. Owned. */
static zend_string *target_text(const char *kind, const struct ion_cred_name *name)
{
	if (name == NULL) {
		return zend_string_init(kind, strlen(kind), 0);
	}
	return name->name != NULL ? zend_strpprintf(0, "%s '%s'", kind, name->name)
							  : zend_strpprintf(0, "%s %u", kind, name->id);
}

static void throw_unknown(const char *kind, const struct ion_cred_name *name)
{
	zend_string *text = target_text(kind, name);
	zend_object *exception =
		ion_host_exception_new(ion_ce_process_exception, "There is no %s", ZSTR_VAL(text));
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), ENOENT);
	zend_throw_exception_internal(exception);
	zend_string_release(text);
}

/* False with an exception. */
static bool check_may_change(void)
{
	if (ion_identity_may_change()) {
		return true;
	}
	ion_misuse("The identity cannot change while other threads run: they would keep theirs");
	return false;
}

/* Takes `cred`; `kind` and `name` are for messages. False with an exception. */
static bool take(const struct ion_cred *cred, const char *kind, const struct ion_cred_name *name)
{
	bool is_unchanged;
	int code = ion_identity_take(cred, &is_unchanged);
	if (code < 0) {
		zend_string *text = target_text(kind, name);
		ion_process_throw(-code, "Cannot run as %s%s", ZSTR_VAL(text),
			is_unchanged ? "" : ", and not all could be put back: this process must not go on");
		zend_string_release(text);
	}
	return code == 0;
}

/* False with an exception. */
static bool resolve(const struct ion_cred_spec *spec, const char *kind, struct ion_cred *ret)
{
	const struct ion_cred_name *bad = NULL;
	int code = ion_cred_resolve(spec, ret, &bad);
	if (code == -ENOENT && bad != NULL) {
		throw_unknown(kind, bad);
	} else if (code < 0) {
		ion_process_throw(-code, "Cannot look up a %s", kind);
	}
	return code == 0;
}

/* --- setUser() ----------------------------------------------------------------------------- */

/* The user alone: groups stay. An id needs no entry in the databases then. */
static bool resolve_alone(const struct ion_cred_name *user, struct ion_cred *ret)
{
	struct ion_cred_name group = {.name = NULL, .id = ion_identity_group()};
	struct ion_cred_spec spec = {.user = user, .group = &group, .has_groups = true};
	if (!resolve(&spec, "user", ret)) {
		return false;
	}
	ret->set_gid = false;
	ret->set_groups = false;
	return true;
}

static bool become_user(const struct ion_cred_name *user, bool with_groups)
{
	struct ion_cred_spec spec = {.user = user};
	struct ion_cred cred = {0};
	bool is_done = with_groups ? resolve(&spec, "user", &cred) : resolve_alone(user, &cred);
	is_done = is_done && take(&cred, "user", user);
	ion_cred_release(&cred);
	return is_done;
}

ZEND_METHOD(ION_Process, setUser)
{
	struct ion_cred_name user;
	zend_string *name = NULL;
	zend_long id = 0;
	bool with_groups = true;
	zval previous;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR_OR_LONG(name, id)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(with_groups)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_account_arg(1, name, id, &user) || !check_may_change() ||
		!ion_account_own_user_record(&previous)) {
		RETURN_THROWS();
	}
	if (!become_user(&user, with_groups)) {
		zval_ptr_dtor(&previous);
		RETURN_THROWS();
	}
	RETURN_COPY_VALUE(&previous);
}

/* --- setGroup() ---------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process, setGroup)
{
	struct ion_cred_name group;
	struct ion_cred_spec spec = {.group = &group};
	struct ion_cred cred = {0};
	zend_string *name = NULL;
	zend_long id = 0;
	bool is_done;
	zval previous;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(name, id)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_account_arg(1, name, id, &group) || !check_may_change() ||
		!ion_account_own_group_record(&previous)) {
		RETURN_THROWS();
	}
	is_done = resolve(&spec, "group", &cred) && take(&cred, "group", &group);
	ion_cred_release(&cred);
	if (!is_done) {
		zval_ptr_dtor(&previous);
		RETURN_THROWS();
	}
	RETURN_COPY_VALUE(&previous);
}

/* --- setGroups() --------------------------------------------------------------------------- */

/* Into `ret`, which has room for all; names are borrowed. False with an exception. */
static bool parse_groups(HashTable *groups, struct ion_cred_name *ret)
{
	zval *group;
	ZEND_HASH_FOREACH_VAL (groups, group) {
		ZVAL_DEREF(group);
		if (Z_TYPE_P(group) != IS_STRING && Z_TYPE_P(group) != IS_LONG) {
			zend_argument_type_error(
				1, "must be a list of names and ids, %s given in it", zend_zval_type_name(group));
			return false;
		}
		if (!ion_account_arg(1, Z_TYPE_P(group) == IS_STRING ? Z_STR_P(group) : NULL,
				Z_TYPE_P(group) == IS_LONG ? Z_LVAL_P(group) : 0, ret++)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* The present ones. False with an exception. */
static bool own_groups(zval *ret)
{
	gid_t *groups;
	int count = ion_identity_groups(&groups);
	if (count < 0) {
		ion_process_throw(-count, "Cannot read the groups of this process");
		return false;
	}
	array_init_size(ret, (uint32_t) count);
	for (int i = 0; i < count; i++) {
		add_next_index_long(ret, (zend_long) groups[i]);
	}
	free(groups);
	return true;
}

static bool become_member(const struct ion_cred_name *names, size_t count)
{
	struct ion_cred_spec spec = {.groups = names, .group_count = count, .has_groups = true};
	struct ion_cred cred = {0};
	bool is_done = resolve(&spec, "group", &cred) && take(&cred, "a member of these groups", NULL);
	ion_cred_release(&cred);
	return is_done;
}

ZEND_METHOD(ION_Process, setGroups)
{
	HashTable *groups;
	struct ion_cred_name *names;
	bool is_done;
	zval previous;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(groups)
	ZEND_PARSE_PARAMETERS_END();

	if (!zend_array_is_list(groups)) {
		zend_argument_value_error(1, "must be a list");
		RETURN_THROWS();
	}
	ZVAL_UNDEF(&previous);
	names = safe_emalloc(zend_hash_num_elements(groups), sizeof(*names), 1);
	is_done = parse_groups(groups, names) && check_may_change() && own_groups(&previous) &&
			  become_member(names, zend_hash_num_elements(groups));
	efree(names);
	if (!is_done) {
		zval_ptr_dtor(&previous);
		RETURN_THROWS();
	}
	RETURN_COPY_VALUE(&previous);
}
