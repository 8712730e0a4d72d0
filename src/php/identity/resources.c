/*
 * Priority, processors, limits, usage and load.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/identity/php_identity.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>

#include "os/affinity.h"
#include "os/reap.h"
#include "os/resource.h"
#include "os/self.h"
#include "php/engine/errors.h"
#include "php/process/exit_text.h"

/* A pid, process group or user id of others; false with a ValueError. */
static bool check_who(uint32_t arg_num, zend_long who)
{
	if (who >= 0 && who <= INT_MAX) {
		return true;
	}
	zend_argument_value_error(arg_num, "must be between 0 and %d", INT_MAX);
	return false;
}

/* A ProcessException "Cannot set the priority of process 12 to -5: ..."; 0 = our own. `to` may be "". */
static void throw_about(int code, const char *what, zend_long which, zend_long who, const char *to)
{
	const char *kind = "process";
	if (which == PRIO_PGRP) {
		kind = "process group";
	} else if (which == PRIO_USER) {
		kind = "user";
	}
	if (who == 0) {
		ion_process_throw(code, "Cannot %s of this %s%s", what, kind, to);
	} else {
		ion_process_throw(code, "Cannot %s of %s %d%s", what, kind, (int) who, to);
	}
}

/* --- priority ------------------------------------------------------------------------------ */

static bool check_which(uint32_t arg_num, zend_long which)
{
	if (which == PRIO_PROCESS || which == PRIO_PGRP || which == PRIO_USER) {
		return true;
	}
	zend_argument_value_error(
		arg_num, "must be ION\\Process::PRIO_PROCESS, PRIO_PGRP or PRIO_USER");
	return false;
}

/* False with an exception. */
static bool read_priority(zend_long which, zend_long who, int *ret)
{
	int code = ion_priority_get((int) which, (id_t) who, ret);
	if (code < 0) {
		throw_about(-code, "read the priority", which, who, "");
	}
	return code == 0;
}

ZEND_METHOD(ION_Process, getPriority)
{
	zend_long who = 0, which = PRIO_PROCESS;
	bool is_null = true;
	int priority;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(who, is_null)
		Z_PARAM_LONG(which)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_who(1, who) || !check_which(2, which) || !read_priority(which, who, &priority)) {
		RETURN_THROWS();
	}
	RETURN_LONG(priority);
}

ZEND_METHOD(ION_Process, setPriority)
{
	zend_long priority, who = 0, which = PRIO_PROCESS;
	bool is_null = true;
	int before, code;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_LONG(priority)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(who, is_null)
		Z_PARAM_LONG(which)
	ZEND_PARSE_PARAMETERS_END();

	if (priority < -20 || priority > 19) {
		zend_argument_value_error(1, "must be between -20 and 19");
		RETURN_THROWS();
	}
	if (!check_who(2, who) || !check_which(3, which) || !read_priority(which, who, &before)) {
		RETURN_THROWS();
	}
	code = ion_priority_set((int) which, (id_t) who, (int) priority);
	if (code < 0) {
		char to[32];
		snprintf(to, sizeof(to), " to %d", (int) priority);
		throw_about(-code, "set the priority", which, who, to);
		RETURN_THROWS();
	}
	RETURN_LONG(before);
}

/* --- processors ---------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process, getAffinity)
{
	int cpus[ION_CPUS_MAX];
	zend_long pid = 0;
	bool is_null = true;
	int count;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(pid, is_null)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_who(1, pid)) {
		RETURN_THROWS();
	}
	count = ion_affinity_get((pid_t) pid, cpus);
	if (count < 0) {
		throw_about(-count, "read the affinity", PRIO_PROCESS, pid, "");
		RETURN_THROWS();
	}
	array_init_size(return_value, (uint32_t) count);
	for (int i = 0; i < count; i++) {
		add_next_index_long(return_value, cpus[i]);
	}
}

/* Into `ret`, which has room for all. False with an exception. */
static bool parse_cpus(HashTable *cpus, int *ret)
{
	zval *cpu;
	if (zend_hash_num_elements(cpus) == 0) {
		zend_argument_value_error(1, "must have at least one processor");
		return false;
	}
	ZEND_HASH_FOREACH_VAL (cpus, cpu) {
		ZVAL_DEREF(cpu);
		if (Z_TYPE_P(cpu) != IS_LONG) {
			zend_argument_type_error(
				1, "must be a list of ints, %s given in it", zend_zval_type_name(cpu));
			return false;
		}
		if (Z_LVAL_P(cpu) < 0 || Z_LVAL_P(cpu) >= ION_CPUS_MAX) {
			zend_argument_value_error(1, "must be a list of numbers of processors");
			return false;
		}
		*ret++ = (int) Z_LVAL_P(cpu);
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

ZEND_METHOD(ION_Process, setAffinity)
{
	HashTable *given;
	zend_long pid = 0;
	bool is_null = true;
	int *cpus;
	int code;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT(given)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(pid, is_null)
	ZEND_PARSE_PARAMETERS_END();

	if (!check_who(2, pid)) {
		RETURN_THROWS();
	}
	cpus = safe_emalloc(zend_hash_num_elements(given), sizeof(*cpus), 1);
	if (!parse_cpus(given, cpus)) {
		efree(cpus);
		RETURN_THROWS();
	}
	code = ion_affinity_set((pid_t) pid, cpus, zend_hash_num_elements(given));
	efree(cpus);
	if (code < 0) {
		throw_about(-code, "set the affinity", PRIO_PROCESS, pid, "");
		RETURN_THROWS();
	}
}

ZEND_METHOD(ION_Process, getCpuCount)
{
	int cpus[ION_CPUS_MAX];
	int count;
	ZEND_PARSE_PARAMETERS_NONE();
	count = ion_affinity_get(0, cpus);
	if (count < 0) {
		ion_process_throw(-count, "Cannot count the processors");
		RETURN_THROWS();
	}
	RETURN_LONG(count);
}

/* --- limits -------------------------------------------------------------------------------- */

/* RLIMIT_x, or -1 with an exception. */
static int resource_from_name(const zend_string *name)
{
	int resource = CHECK_NULL_PATH(ZSTR_VAL(name), ZSTR_LEN(name))
					   ? -1
					   : ion_self_limit_from_name(ZSTR_VAL(name));
	if (resource < 0) {
		zend_argument_value_error(1, "must be one of %s", ion_self_limit_names());
	}
	return resource;
}

/* False with an exception. */
static bool read_limit(const zend_string *name, int resource, rlim_t *ret_soft, rlim_t *ret_hard)
{
	int code = ion_limit_get(resource, ret_soft, ret_hard);
	if (code < 0) {
		ion_process_throw(-code, "Cannot read the limit \"%s\"", ZSTR_VAL(name));
	}
	return code == 0;
}

static void add_bound(zval *limit, const char *name, rlim_t bound)
{
	if (bound == RLIM_INFINITY || bound > (rlim_t) ZEND_LONG_MAX) {
		add_assoc_null(limit, name);
	} else {
		add_assoc_long(limit, name, (zend_long) bound);
	}
}

ZEND_METHOD(ION_Process, getLimit)
{
	zend_string *name;
	rlim_t soft, hard;
	int resource;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	resource = resource_from_name(name);
	if (resource < 0 || !read_limit(name, resource, &soft, &hard)) {
		RETURN_THROWS();
	}
	array_init_size(return_value, 2);
	add_bound(return_value, "soft", soft);
	add_bound(return_value, "hard", hard);
}

static bool check_bound(uint32_t arg_num, zend_long bound)
{
	if (bound < 0) {
		zend_argument_value_error(arg_num, "must be at least 0, or null for unlimited");
	}
	return bound >= 0;
}

ZEND_METHOD(ION_Process, setLimit)
{
	zend_string *name;
	zend_long soft = 0, hard = 0;
	bool is_soft_null = true, is_hard_null = true;
	rlim_t new_soft, new_hard, unused;
	int resource, code;

	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR(name)
		Z_PARAM_LONG_OR_NULL(soft, is_soft_null)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(hard, is_hard_null)
	ZEND_PARSE_PARAMETERS_END();

	resource = resource_from_name(name);
	if (resource < 0 || !check_bound(2, soft) || !check_bound(3, hard)) {
		RETURN_THROWS();
	}
	new_soft = is_soft_null ? RLIM_INFINITY : (rlim_t) soft;
	new_hard = is_hard_null ? RLIM_INFINITY : (rlim_t) hard;
	/* null is "unlimited", and not given is "as it is" */
	if (ZEND_NUM_ARGS() < 3 && !read_limit(name, resource, &unused, &new_hard)) {
		RETURN_THROWS();
	}
	if (ZEND_NUM_ARGS() == 3 && new_soft > new_hard) {
		zend_argument_value_error(2, "must not be above the hard limit");
		RETURN_THROWS();
	}
	code = ion_limit_set(resource, new_soft, new_hard);
	if (code < 0) {
		ion_process_throw(-code, "Cannot set the limit \"%s\"", ZSTR_VAL(name));
		RETURN_THROWS();
	}
}

/* --- what was taken ------------------------------------------------------------------------ */

ZEND_METHOD(ION_Process, getUsage)
{
	struct ion_usage usage;
	ZEND_PARSE_PARAMETERS_NONE();
	ion_usage_own(&usage);
	ion_exit_usage(&usage, return_value);
}

ZEND_METHOD(ION_Process, getLoad)
{
	double load[3];
	int code;
	ZEND_PARSE_PARAMETERS_NONE();
	code = ion_load(load);
	if (code < 0) {
		ion_process_throw(-code, "Cannot read the load");
		RETURN_THROWS();
	}
	array_init_size(return_value, 3);
	for (int i = 0; i < 3; i++) {
		add_next_index_double(return_value, load[i]);
	}
}
