/*
 * Methods of class ION\Process about its children as a whole: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/waiting/php_waiting.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "php/child/child.h"
#include "php/engine/await.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "php/waiting/waiting.h"
#include "proc/proc.h"
#include "proc/procset.h"
#include "promise/object.h"

ZEND_METHOD(ION_Process, getPid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(getpid());
}

ZEND_METHOD(ION_Process, getParentPid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(getppid());
}

/* --- waiting ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process, wait)
{
	bool is_blocking = true;
	struct ion_ended ended;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(is_blocking)
	ZEND_PARSE_PARAMETERS_END();

	ion_request_check();
	if (ion_waiting_take(&ended)) {
		ion_ended_array(&ended, return_value);
		return;
	}
	if (!is_blocking || !ion_waiting_has_more()) {
		RETURN_FALSE;
	}
	if (!ion_await_is_possible()) {
		RETURN_THROWS();
	}
	promise = ion_waiting_next();
	ion_await(promise, return_value);
	OBJ_RELEASE(promise);
}

ZEND_METHOD(ION_Process, whenAllExit)
{
	ZEND_PARSE_PARAMETERS_NONE();
	ion_request_check();
	RETURN_OBJ(ion_waiting_all());
}

/* --- ending -------------------------------------------------------------------------------- */

static zend_long kill_living(int signal)
{
	HashTable *children = ION_G(family).children;
	zend_long count = 0;
	zval *value;
	if (children == NULL) {
		return 0;
	}
	ZEND_HASH_FOREACH_VAL (children, value) {
		struct ion_child *child = ion_child_from_obj(Z_OBJ_P(value));
		if (child->proc != NULL && !child->is_detached && ion_proc_kill(child->proc, signal) == 0) {
			count++;
		}
	}
	ZEND_HASH_FOREACH_END();
	return count;
}

/* Only those that are in the queue now: whoever is told may start others. */
static zend_long call_off_queued(void)
{
	struct ion_list *queue = &ION_G(family).queue;
	zend_long left = 0, count = 0;
	ion_list_foreach (node, queue) {
		left++;
	}
	while (left-- > 0 && !ion_list_empty(queue) && EG(exception) == NULL) {
		ion_child_call_off(ION_LIST_ENTRY(queue->next, struct ion_child, node));
		count++;
	}
	return count;
}

ZEND_METHOD(ION_Process, killAll)
{
	zend_string *name = NULL;
	zend_long number = SIGTERM, count;
	int signal = 0;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	ion_request_check();
	count = kill_living(signal);
	if (signal != 0) {
		count += call_off_queued();
	}
	if (EG(exception) != NULL) {
		RETURN_THROWS();
	}
	RETURN_LONG(count);
}

/* --- numbers ------------------------------------------------------------------------------- */

/* As far as anybody has been told. */
static bool is_running(const zval *child)
{
	return !ion_child_from_obj(Z_OBJ_P(child))->is_waited;
}

static void add_child(HashTable *table, const struct ion_child *child)
{
	zval row;
	array_init_size(&row, 5);
	add_assoc_long(&row, "id", child->id);
	add_assoc_string(&row, "state", child->phase == ION_CHILD_STARTING ? "starting" : "running");
	add_assoc_bool(&row, "detached", child->is_detached);
	add_assoc_double(&row, "startedTime", child->started_at);
	add_assoc_double(&row, "uptime",
		(double) (ion_clock_now_ns() - child->started_ns) / (double) ION_NS_PER_SEC);
	zend_hash_index_add_new(table, (zend_ulong) child->pid, &row);
}

/* pid => row. */
static void list_children(zval *ret)
{
	HashTable *children = ION_G(family).children;
	zval *value;
	array_init(ret);
	if (children != NULL) {
		ZEND_HASH_FOREACH_VAL (children, value) {
			if (is_running(value)) {
				add_child(Z_ARRVAL_P(ret), ion_child_from_obj(Z_OBJ_P(value)));
			}
		}
		ZEND_HASH_FOREACH_END();
	}
}

static zend_long count_queued(void)
{
	zend_long count = 0;
	ion_list_foreach (node, &ION_G(family).queue) {
		count++;
	}
	return count;
}

/* Those of exec(): what is no child. */
static zend_long count_programs(void)
{
	HashTable *children = ION_G(family).children;
	size_t all = ION_G(procs) != NULL ? ion_procset_count(ION_G(procs)) : 0;
	size_t forked = children != NULL ? zend_hash_num_elements(children) : 0;
	return all > forked ? (zend_long) (all - forked) : 0;
}

ZEND_METHOD(ION_Process, getStats)
{
	const struct ion_waiting *waiting = &ION_G(waiting);
	zval children;
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	list_children(&children);
	array_init_size(return_value, 8);
	add_assoc_long(return_value, "started", (zend_long) waiting->started);
	add_assoc_long(return_value, "finished", (zend_long) waiting->finished);
	add_assoc_long(return_value, "signaled", (zend_long) waiting->signaled);
	add_assoc_long(return_value, "failed", (zend_long) waiting->failed);
	add_assoc_long(return_value, "running", (zend_long) zend_hash_num_elements(Z_ARRVAL(children)));
	add_assoc_long(return_value, "queued", count_queued());
	add_assoc_long(return_value, "programs", count_programs());
	add_assoc_zval(return_value, "children", &children);
}
