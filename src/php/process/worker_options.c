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
#include "php/process/directory.h"

/* A key within an option, for messages: "limits[sigpending][0]" */
enum { KEY_SIZE = 64 };

/* The most processors that a kernel is built for. */
#define CPUS_MAX 8192

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

struct range {
	zend_long from, to;
	const char *must; /* for the message */
};

static bool parse_number(const char *name, zval *value, const struct range *range, int *ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_LONG) {
		ion_option_type_error(name, "int", value);
		return false;
	}
	if (Z_LVAL_P(value) < range->from || Z_LVAL_P(value) > range->to) {
		ion_option_value_error(name, range->must);
		return false;
	}
	*ret = (int) Z_LVAL_P(value);
	return true;
}

static bool parse_umask(zval *value, void *arg)
{
	static const struct range range = {0, 0777, "be between 0 and 0777"};
	struct ion_worker_options *ret = arg;
	return parse_number("umask", value, &range, &ret->umask);
}

static bool parse_priority(zval *value, void *arg)
{
	static const struct range range = {-20, 19, "be between -20 and 19"};
	struct ion_worker_options *ret = arg;
	ret->set_priority = true;
	return parse_number("priority", value, &range, &ret->priority);
}

static bool parse_affinity(zval *value, void *arg)
{
	static const struct range range = {0, CPUS_MAX - 1, "be the number of a processor"};
	struct ion_worker_options *ret = arg;
	char key[KEY_SIZE];
	zval *cpu;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("affinity", "array", value);
		return false;
	}
	if (zend_hash_num_elements(Z_ARRVAL_P(value)) == 0) {
		ion_option_value_error("affinity", "have at least one processor");
		return false;
	}
	ret->cpus = safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*ret->cpus), 0);
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), cpu) {
		snprintf(key, sizeof(key), "affinity[%zu]", ret->cpu_count);
		if (!parse_number(key, cpu, &range, &ret->cpus[ret->cpu_count])) {
			return false;
		}
		ret->cpu_count++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool parse_no_new_privs(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	ret->has_no_new_privs = true;
	return ion_option_bool("noNewPrivileges", value, &ret->no_new_privs);
}

/* One bound of a limit: null is unlimited. */
static bool parse_bound(const char *key, zval *value, rlim_t *ret)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_NULL) {
		*ret = RLIM_INFINITY;
		return true;
	}
	if (Z_TYPE_P(value) != IS_LONG) {
		ion_option_type_error(key, "int|null", value);
		return false;
	}
	if (Z_LVAL_P(value) < 0) {
		ion_option_value_error(key, "be at least 0, or null for unlimited");
		return false;
	}
	*ret = (rlim_t) Z_LVAL_P(value);
	return true;
}

static bool parse_bounds(const char *name, HashTable *pair, struct ion_self_limit *ret)
{
	char key[KEY_SIZE];
	if (!zend_array_is_list(pair) || zend_hash_num_elements(pair) != 2) {
		snprintf(key, sizeof(key), "limits[%s]", name);
		ion_option_value_error(key, "be a number, null or a list of [soft, hard]");
		return false;
	}
	snprintf(key, sizeof(key), "limits[%s][0]", name);
	if (!parse_bound(key, zend_hash_index_find(pair, 0), &ret->soft)) {
		return false;
	}
	snprintf(key, sizeof(key), "limits[%s][1]", name);
	if (!parse_bound(key, zend_hash_index_find(pair, 1), &ret->hard)) {
		return false;
	}
	if (ret->soft > ret->hard) {
		snprintf(key, sizeof(key), "limits[%s]", name);
		ion_option_value_error(key, "not have a soft limit above the hard one");
		return false;
	}
	return true;
}

static bool parse_limit(const char *name, zval *value, struct ion_self_limit *ret)
{
	char key[KEY_SIZE];
	ret->resource = ion_self_limit_from_name(name);
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_ARRAY) {
		return parse_bounds(name, Z_ARRVAL_P(value), ret);
	}
	snprintf(key, sizeof(key), "limits[%s]", name);
	if (Z_TYPE_P(value) != IS_LONG && Z_TYPE_P(value) != IS_NULL) {
		ion_option_type_error(key, "array|int|null", value);
		return false;
	}
	if (!parse_bound(key, value, &ret->soft)) {
		return false;
	}
	ret->hard = ret->soft;
	return true;
}

static bool check_limit_name(const zend_string *name)
{
	if (name != NULL && strlen(ZSTR_VAL(name)) == ZSTR_LEN(name) &&
		ion_self_limit_from_name(ZSTR_VAL(name)) >= 0) {
		return true;
	}
	if (name != NULL) {
		zend_value_error("Option \"limits\" has the unknown limit \"%s\"; known are: %s",
			ZSTR_VAL(name), ion_self_limit_names());
	} else {
		zend_value_error("Option \"limits\" must have names of limits as keys, not numbers; known "
						 "are: %s",
			ion_self_limit_names());
	}
	return false;
}

static bool parse_limits(zval *value, void *arg)
{
	struct ion_worker_options *ret = arg;
	zend_string *name;
	zval *limit;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("limits", "array", value);
		return false;
	}
	ret->limits = safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*ret->limits), 1);
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), name, limit) {
		if (!check_limit_name(name) ||
			!parse_limit(ZSTR_VAL(name), limit, &ret->limits[ret->limit_count])) {
			return false;
		}
		ret->limit_count++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
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
};

bool ion_worker_options_parse(HashTable *options, struct ion_worker_options *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->umask = -1;
	if (!ion_options_parse(1, options, known_options, ION_ARRAY_LEN(known_options), ret)) {
		return false;
	}
	if (!ret->has_no_new_privs) {
		ret->no_new_privs = ret->identity.has_user || ret->identity.has_group;
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
		.umask = options->umask,
		.limits = options->limits,
		.limit_count = options->limit_count,
		.set_priority = options->set_priority,
		.priority = options->priority,
		.cpus = options->cpus,
		.cpu_count = options->cpu_count,
		.no_new_privs = options->no_new_privs,
	};
}

zend_string *ion_worker_options_detail(
	const struct ion_worker_options *options, enum ion_stage stage)
{
	if (stage == ION_STAGE_CWD && options->cwd != NULL) {
		return zend_string_copy(options->cwd);
	}
	return stage == ION_STAGE_PRIVILEGES ? ion_identity_text(&options->identity) : NULL;
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
	if (options->limits != NULL) {
		efree(options->limits);
	}
	if (options->cpus != NULL) {
		efree(options->cpus);
	}
	memset(options, 0, sizeof(*options));
	options->umask = -1;
}
