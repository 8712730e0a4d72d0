/*
 * The options `user`, `group` and `groups`: who a program or a worker runs as.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_IDENTITY_OPTIONS_H
#define ION_PHP_PROCESS_IDENTITY_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "base/err.h"
#include "os/cred.h"

/* Names are owned copies. Zeroed memory is "not given" and may be released. */
struct ion_identity {
	struct ion_cred_name user, group;
	struct ion_cred_name *groups; /* owned array */
	size_t group_count;
	bool has_user, has_group, has_groups;
};

/* Each throws and returns false for what is no name and no id. */
bool ion_identity_parse_user(zval *value, struct ion_identity *ret);
bool ion_identity_parse_group(zval *value, struct ion_identity *ret);
bool ion_identity_parse_groups(zval *value, struct ion_identity *ret);

/* Anything of it. */
bool ion_identity_is_given(const struct ion_identity *identity);

/* Who it is to be, for messages: the user, else the group; NULL when neither is given. Owned. */
zend_string *ion_identity_text(const struct ion_identity *identity);

/*
 * 0, or -errno with `err` (stage privileges); *ret_bad is then the offending name as text, owned,
 * or NULL when it was not a name's fault. `ret` is to be released in both cases.
 */
int ion_identity_resolve(const struct ion_identity *identity, struct ion_cred *ret,
	zend_string **ret_bad, struct ion_err *err);

void ion_identity_release(struct ion_identity *identity);

#endif
