/*
 * See identity_options.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/identity_options.h"

#include <string.h>

#include "php/engine/options.h"

/* A key within the option, for messages: "groups[12]" */
enum { KEY_SIZE = 48 };

static bool parse_name(const char *option, zval *value, struct ion_cred_name *ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_STRING) {
		const char *name;
		if (!ion_option_path(option, value, &name)) {
			return false;
		}
		ret->name = estrdup(name);
		return true;
	}
	if (Z_TYPE_P(value) != IS_LONG) {
		ion_option_type_error(option, "string|int", value);
		return false;
	}
	/* 4294967295 is (uid_t) -1, "leave as it is" to the kernel */
	if (Z_LVAL_P(value) < 0 || Z_LVAL_P(value) > 4294967294) {
		ion_option_value_error(option, "be a name or an id between 0 and 4294967294");
		return false;
	}
	ret->name = NULL;
	ret->id = (unsigned) Z_LVAL_P(value);
	return true;
}

bool ion_identity_parse_user(zval *value, struct ion_identity *ret)
{
	ret->has_user = true;
	return parse_name("user", value, &ret->user);
}

bool ion_identity_parse_group(zval *value, struct ion_identity *ret)
{
	ret->has_group = true;
	return parse_name("group", value, &ret->group);
}

bool ion_identity_parse_groups(zval *value, struct ion_identity *ret)
{
	zval *group;
	char key[KEY_SIZE];
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("groups", "array", value);
		return false;
	}
	ret->has_groups = true;
	ret->groups = safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*ret->groups), 1);
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), group) {
		snprintf(key, sizeof(key), "groups[%zu]", ret->group_count);
		if (!parse_name(key, group, &ret->groups[ret->group_count])) {
			return false;
		}
		ret->group_count++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool ion_identity_is_given(const struct ion_identity *identity)
{
	return identity->has_user || identity->has_group || identity->has_groups;
}

static zend_string *name_text(const struct ion_cred_name *name)
{
	return name->name != NULL ? zend_string_init(name->name, strlen(name->name), 0)
							  : zend_ulong_to_str(name->id);
}

zend_string *ion_identity_text(const struct ion_identity *identity)
{
	if (identity->has_user) {
		return name_text(&identity->user);
	}
	return identity->has_group ? name_text(&identity->group) : NULL;
}

int ion_identity_resolve(const struct ion_identity *identity, struct ion_cred *ret,
	zend_string **ret_bad, struct ion_err *err)
{
	const struct ion_cred_name *bad = NULL;
	struct ion_cred_spec spec = {
		.user = identity->has_user ? &identity->user : NULL,
		.group = identity->has_group ? &identity->group : NULL,
		.groups = identity->groups,
		.group_count = identity->group_count,
		.has_groups = identity->has_groups,
	};
	int status = ion_cred_resolve(&spec, ret, &bad);
	*ret_bad = status < 0 && bad != NULL ? name_text(bad) : NULL;
	return status < 0 ? ion_err_set(err, ION_STAGE_PRIVILEGES, -status) : 0;
}

static void name_release(struct ion_cred_name *name)
{
	if (name->name != NULL) {
		efree((char *) name->name);
	}
	name->name = NULL;
}

void ion_identity_release(struct ion_identity *identity)
{
	name_release(&identity->user);
	name_release(&identity->group);
	for (size_t i = 0; i < identity->group_count; i++) {
		name_release(&identity->groups[i]);
	}
	if (identity->groups != NULL) {
		efree(identity->groups);
	}
	memset(identity, 0, sizeof(*identity));
}
