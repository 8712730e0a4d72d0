/*
 * Class ION\Process\ExecQueue: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "php/queue/php_exec_queue.h"

#include "php/engine/globals.h"
#include "php/queue/exec_queue.h"
#include "promise/object.h"
#include "stubs/queue_arginfo.h"

/* The queue of the running method. NULL with an exception when this process cannot use it. */
static struct ion_exec_queue *own_queue(const zval *this_zv)
{
	struct ion_exec_queue *queue = ion_exec_queue_from_obj(Z_OBJ_P(this_zv));
	if (ion_exec_queue_is_inherited(queue)) {
		ion_misuse(
			"This ExecQueue belongs to the parent process, of which this one is a copy. Make "
			"a new one");
	} else if (!queue->is_constructed) {
		ion_misuse("The constructor of ION\\Process\\ExecQueue was not called");
	} else {
		return queue;
	}
	return NULL;
}

static bool parse_limit(zend_long limit, size_t *ret)
{
	if (limit < 1) {
		zend_argument_value_error(1, "must be greater than 0");
		return false;
	}
	*ret = (size_t) limit;
	return true;
}

ZEND_METHOD(ION_Process_ExecQueue, __construct)
{
	struct ion_exec_queue *queue = ion_exec_queue_from_obj(Z_OBJ_P(ZEND_THIS));
	zend_long limit;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(limit)
	ZEND_PARSE_PARAMETERS_END();

	if (queue->is_constructed) {
		zend_throw_error(NULL, "The constructor cannot be called twice");
		RETURN_THROWS();
	}
	queue->is_constructed = parse_limit(limit, &queue->limit);
}

ZEND_METHOD(ION_Process_ExecQueue, exec)
{
	struct ion_exec_queue *queue;
	struct ion_exec_queued *command;
	zend_string *line = NULL;
	HashTable *argv = NULL, *options = NULL;
	zend_long priority = 0;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_ARRAY_HT_OR_STR(argv, line)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
		Z_PARAM_LONG(priority)
	ZEND_PARSE_PARAMETERS_END();

	queue = own_queue(ZEND_THIS);
	if (queue == NULL) {
		RETURN_THROWS();
	}
	command = ion_exec_queued_new(line, argv, options, &promise);
	if (command == NULL) {
		RETURN_THROWS();
	}
	ion_exec_queue_add(queue, command, priority);
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process_ExecQueue, getLimit)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG((zend_long) ion_exec_queue_from_obj(Z_OBJ_P(ZEND_THIS))->limit);
}

ZEND_METHOD(ION_Process_ExecQueue, setLimit)
{
	struct ion_exec_queue *queue;
	zend_long limit;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(limit)
	ZEND_PARSE_PARAMETERS_END();

	queue = own_queue(ZEND_THIS);
	if (queue == NULL || !parse_limit(limit, &queue->limit)) {
		RETURN_THROWS();
	}
	ion_exec_queue_changed(queue);
}

/* What an inherited one has is the parent's, and nothing of it happens here. */
ZEND_METHOD(ION_Process_ExecQueue, count)
{
	const struct ion_exec_queue *queue = ion_exec_queue_from_obj(Z_OBJ_P(ZEND_THIS));
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(ion_exec_queue_is_inherited(queue) ? 0 : (zend_long) queue->waiting.count);
}

ZEND_METHOD(ION_Process_ExecQueue, getRunning)
{
	const struct ion_exec_queue *queue = ion_exec_queue_from_obj(Z_OBJ_P(ZEND_THIS));
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(ion_exec_queue_is_inherited(queue) ? 0 : (zend_long) queue->running_count);
}

static void set_paused(INTERNAL_FUNCTION_PARAMETERS, bool is_paused)
{
	struct ion_exec_queue *queue;
	ZEND_PARSE_PARAMETERS_NONE();
	queue = own_queue(ZEND_THIS);
	if (queue == NULL) {
		RETURN_THROWS();
	}
	queue->is_paused = is_paused;
	ion_exec_queue_changed(queue);
}

ZEND_METHOD(ION_Process_ExecQueue, pause)
{
	set_paused(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(ION_Process_ExecQueue, resume)
{
	set_paused(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

ZEND_METHOD(ION_Process_ExecQueue, isPaused)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_exec_queue_from_obj(Z_OBJ_P(ZEND_THIS))->is_paused);
}

ZEND_METHOD(ION_Process_ExecQueue, clear)
{
	struct ion_exec_queue *queue;
	ZEND_PARSE_PARAMETERS_NONE();
	queue = own_queue(ZEND_THIS);
	if (queue == NULL) {
		RETURN_THROWS();
	}
	RETVAL_LONG(ion_exec_queue_clear(queue));
}

ZEND_METHOD(ION_Process_ExecQueue, whenIdle)
{
	struct ion_exec_queue *queue;
	ZEND_PARSE_PARAMETERS_NONE();
	queue = own_queue(ZEND_THIS);
	if (queue == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_exec_queue_idle(queue));
}

void ion_exec_queue_minit(void)
{
	ion_exec_queue_handlers_init(register_class_ION_Process_ExecQueue(zend_ce_countable));
}
