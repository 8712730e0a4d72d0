/*
 * See worker_options.h. One table of options, one small function each.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_virtual_cwd.h"

#include "php/process/worker_options.h"

#include <string.h>

#include "base/util.h"
#include "php/engine/options.h"
#include "php/process/attribute_options.h"
#include "php/process/directory.h"
#include "php/process/kept_arguments.h"

static bool parse_user(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_identity_parse_user(value, &ret->identity);
}

static bool parse_group(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_identity_parse_group(value, &ret->identity);
}

static bool parse_groups(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_identity_parse_groups(value, &ret->identity);
}

static bool parse_cancel(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_ladder_parse_cancel(value, &ret->ladder);
}

static bool parse_stop(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_ladder_parse_stop(value, &ret->ladder);
}

static bool parse_string(const char *name, zval *value, zend_string **ret)
{
	const char *string;
	if (!ion_option_path(name, value, &string)) {
		return false;
	}
	*ret = zend_string_init(string, strlen(string), 0);
	return true;
}

static bool parse_cwd(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return parse_string("cwd", value, &ret->cwd);
}

static bool parse_title(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return parse_string("title", value, &ret->title);
}

static bool parse_umask(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_attributes_parse_umask(value, &ret->attributes);
}

static bool parse_priority(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_attributes_parse_priority(value, &ret->attributes);
}

static bool parse_affinity(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_attributes_parse_affinity(value, &ret->attributes);
}

static bool parse_limits(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	return ion_attributes_parse_limits(value, &ret->attributes);
}

static bool parse_no_new_privs(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	ret->has_no_new_privs = true;
	return ion_attributes_parse_no_new_privs(value, &ret->attributes);
}

/* Again when it is forked: a stream may have been closed by then. */
bool ion_worker_options_stdio(const struct ion_worker_options *options, struct ion_stdio *ret)
{
	static const enum ion_stdio_kind inherited[] = {
		ION_STDIO_INHERIT, ION_STDIO_INHERIT, ION_STDIO_INHERIT};
	zval value;
	*ret = (struct ion_stdio){0};
	ZVAL_ARR(&value, options->stdio);
	if (!ion_stdio_parse(&value, ret)) {
		return false;
	}
	for (size_t i = 0; i < ret->count; i++) {
		if (ret->entries[i].target > 2) {
			ion_option_value_error(
				"stdio", "have only 0, 1 and 2 for a worker, whose other descriptors are in use");
			return false;
		}
	}
	return ion_stdio_complete(ret, inherited);
}

static bool parse_stdio(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	struct ion_stdio stdio;
	bool is_good;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("stdio", "array", value);
		return false;
	}
	/* references in it may lead elsewhere when it is looked at again */
	ret->stdio = ion_array_unshare(Z_ARRVAL_P(value));
	is_good = ion_worker_options_stdio(ret, &stdio);
	ion_stdio_release(&stdio);
	return is_good;
}

static const struct ion_option known_options[] = {
	{"user", parse_user, false},
	{"group", parse_group, false},
	{"groups", parse_groups, false},
	{"cwd", parse_cwd, false},
	{"umask", parse_umask, false},
	{"title", parse_title, false},
	{"limits", parse_limits, false},
	{"priority", parse_priority, false},
	{"affinity", parse_affinity, false},
	{"noNewPrivileges", parse_no_new_privs, false},
	{"cancel", parse_cancel, false},
	{"stop", parse_stop, false},
	{"stdio", parse_stdio, false},
};

bool ion_worker_options_parse(HashTable *options, struct ion_worker_options *ret)
{
	memset(ret, 0, sizeof(*ret));
	ion_attributes_init(&ret->attributes);
	if (!ion_options_parse(1, options, known_options, ION_ARRAY_LEN(known_options), ret)) {
		return false;
	}
	if (!ret->has_no_new_privs) {
		ret->attributes.no_new_privs = ret->identity.has_user || ret->identity.has_group;
	}
	ion_ladder_complete(&ret->ladder);
	return true;
}

int ion_worker_options_resolve(const struct ion_worker_options *options, struct ion_cred *ret,
	zend_string **ret_bad, struct ion_err *err)
{
	return ion_identity_resolve(&options->identity, ret, ret_bad, err);
}

void ion_worker_options_spec(
	struct ion_worker_options *options, const struct ion_cred *cred, struct ion_self_spec *ret)
{
	char buffer[MAXPATHLEN];
	const char *cwd =
		ion_exec_directory(options->cwd != NULL ? ZSTR_VAL(options->cwd) : NULL, buffer);
	if (cwd == buffer) {
		if (options->directory != NULL) {
			zend_string_release(options->directory);
		}
		options->directory = zend_string_init(buffer, strlen(buffer), 0);
		cwd = ZSTR_VAL(options->directory);
	}
	*ret = (struct ion_self_spec){
		.cred = cred,
		.cwd = cwd,
		.attributes = options->attributes,
	};
}

zend_string *ion_worker_options_detail(
	const struct ion_worker_options *options, enum ion_stage stage)
{
	if (stage == ION_STAGE_CWD && options->cwd != NULL) {
		return zend_string_copy(options->cwd);
	}
	return stage == ION_STAGE_PRIVILEGES ? ion_identity_text(&options->identity)
										 : ion_attributes_text(&options->attributes, stage);
}

void ion_worker_options_release(struct ion_worker_options *options)
{
	ion_identity_release(&options->identity);
	ion_ladder_release(&options->ladder);
	if (options->cwd != NULL) {
		zend_string_release(options->cwd);
	}
	if (options->directory != NULL) {
		zend_string_release(options->directory);
	}
	if (options->title != NULL) {
		zend_string_release(options->title);
	}
	ion_attributes_release(&options->attributes);
	if (options->stdio != NULL) {
		zend_array_release(options->stdio);
	}
	memset(options, 0, sizeof(*options));
	ion_attributes_init(&options->attributes);
}
