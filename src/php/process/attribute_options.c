/*
 * See attribute_options.h. One small function for each option.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/attribute_options.h"

#include <string.h>

#include "os/affinity.h"
#include "os/self.h"
#include "php/engine/options.h"

/* A key within an option, for messages: "limits[sigpending][0]" */
enum { KEY_SIZE = 64 };

void ion_attributes_init(struct ion_attributes *attributes)
{
	*attributes = (struct ion_attributes){.umask = -1};
}

void ion_attributes_release(struct ion_attributes *attributes)
{
	if (attributes->limits != NULL) {
		efree((void *) attributes->limits);
	}
	if (attributes->cpus != NULL) {
		efree((void *) attributes->cpus);
	}
	ion_attributes_init(attributes);
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

bool ion_attributes_parse_umask(zval *value, struct ion_attributes *ret)
{
	static const struct range range = {0, 0777, "be between 0 and 0777"};
	return parse_number("umask", value, &range, &ret->umask);
}

bool ion_attributes_parse_priority(zval *value, struct ion_attributes *ret)
{
	static const struct range range = {-20, 19, "be between -20 and 19"};
	ret->set_priority = true;
	return parse_number("priority", value, &range, &ret->priority);
}

bool ion_attributes_parse_affinity(zval *value, struct ion_attributes *ret)
{
	static const struct range range = {0, ION_CPUS_MAX - 1, "be the number of a processor"};
	char key[KEY_SIZE];
	int *cpus;
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
	ret->cpus = cpus = safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*cpus), 0);
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), cpu) {
		snprintf(key, sizeof(key), "affinity[%zu]", ret->cpu_count);
		if (!parse_number(key, cpu, &range, &cpus[ret->cpu_count])) {
			return false;
		}
		ret->cpu_count++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool ion_attributes_parse_no_new_privs(zval *value, struct ion_attributes *ret)
{
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

static bool parse_bounds(const char *name, HashTable *pair, struct ion_limit *ret)
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

static bool parse_limit(const char *name, zval *value, struct ion_limit *ret)
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

bool ion_attributes_parse_limits(zval *value, struct ion_attributes *ret)
{
	struct ion_limit *limits;
	zend_string *name;
	zval *limit;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("limits", "array", value);
		return false;
	}
	ret->limits = limits =
		safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*limits), 1);
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), name, limit) {
		if (!check_limit_name(name) ||
			!parse_limit(ZSTR_VAL(name), limit, &limits[ret->limit_count])) {
			return false;
		}
		ret->limit_count++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* --- for messages -------------------------------------------------------------------------- */

static void append(smart_str *text, const char *name)
{
	smart_str_appends(text, text->s != NULL ? ", " : "");
	smart_str_appends(text, name);
}

static void append_number(smart_str *text, int number)
{
	char digits[16];
	snprintf(digits, sizeof(digits), "%d", number);
	append(text, digits);
}

zend_string *ion_attributes_text(const struct ion_attributes *attributes, enum ion_stage stage)
{
	smart_str text = {0};
	if (stage == ION_STAGE_LIMITS) {
		for (size_t i = 0; i < attributes->limit_count; i++) {
			append(&text, ion_self_limit_name(attributes->limits[i].resource));
		}
	} else if (stage == ION_STAGE_AFFINITY) {
		for (size_t i = 0; i < attributes->cpu_count; i++) {
			append_number(&text, attributes->cpus[i]);
		}
	} else if (stage == ION_STAGE_PRIORITY && attributes->set_priority) {
		append_number(&text, attributes->priority);
	}
	return text.s != NULL ? smart_str_extract(&text) : NULL;
}
