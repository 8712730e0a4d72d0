/*
 * See exec_result.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/exec_result.h"

#include "base/clock.h"
#include "php/process/exit_text.h"
#include "stubs/exec_arginfo.h"

static zend_class_entry *exec_ce;
static zend_object_handlers exec_handlers;

ZEND_METHOD(ION_Process_Exec, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

bool ion_exec_result_is_ok(const zval *exec)
{
	const zval *status = OBJ_PROP_NUM(Z_OBJ_P(exec), ION_EXEC_STATUS);
	const zval *cause = OBJ_PROP_NUM(Z_OBJ_P(exec), ION_EXEC_CAUSE);
	/* one made by reflection has no values */
	return Z_TYPE_P(status) == IS_LONG && Z_LVAL_P(status) == 0 && Z_TYPE_P(cause) == IS_STRING &&
		   zend_string_equals_literal(Z_STR_P(cause), "exit");
}

ZEND_METHOD(ION_Process_Exec, ok)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_exec_result_is_ok(ZEND_THIS));
}

zval *ion_exec_result_get(const zval *exec, enum ion_exec_property property)
{
	return OBJ_PROP_NUM(Z_OBJ_P(exec), property);
}

void ion_exec_result_new(const struct ion_exec_outcome *outcome, zval *ret)
{
	const struct ion_proc_result *result = outcome->result;
	const struct ion_exit *end = &result->exit;
	const char *cause = ion_cause_name(outcome->cause);
	zend_object *object;
	object_init_ex(ret, exec_ce);
	object = Z_OBJ_P(ret);
	/* readonly properties are written once, here, past the checks for userland */
	ZVAL_STR_COPY(OBJ_PROP_NUM(object, ION_EXEC_COMMAND), outcome->command);
	ZVAL_LONG(OBJ_PROP_NUM(object, ION_EXEC_PID), outcome->pid);
	ZVAL_STR(OBJ_PROP_NUM(object, ION_EXEC_STDOUT), outcome->stdout_data);
	ZVAL_STR(OBJ_PROP_NUM(object, ION_EXEC_STDERR), outcome->stderr_data);
	ZVAL_LONG(OBJ_PROP_NUM(object, ION_EXEC_STATUS), end->kind == ION_EXIT_CODE ? end->code : -1);
	ZVAL_BOOL(OBJ_PROP_NUM(object, ION_EXEC_SIGNALED), end->kind == ION_EXIT_SIGNAL);
	ZVAL_LONG(
		OBJ_PROP_NUM(object, ION_EXEC_SIGNAL), end->kind == ION_EXIT_SIGNAL ? end->signal : 0);
	ZVAL_STR(OBJ_PROP_NUM(object, ION_EXEC_CAUSE), zend_string_init_fast(cause, strlen(cause)));
	ZVAL_BOOL(OBJ_PROP_NUM(object, ION_EXEC_TRUNCATED), outcome->truncated);
	ZVAL_BOOL(OBJ_PROP_NUM(object, ION_EXEC_PIPES_HELD), result->pipes_held);
	ZVAL_BOOL(OBJ_PROP_NUM(object, ION_EXEC_CORE_DUMPED),
		end->kind == ION_EXIT_SIGNAL && end->core_dumped);
	ZVAL_DOUBLE(OBJ_PROP_NUM(object, ION_EXEC_STARTED_TIME), outcome->started_at);
	ZVAL_DOUBLE(
		OBJ_PROP_NUM(object, ION_EXEC_DURATION), (double) result->duration_ns / ION_NS_PER_SEC);
	ion_exit_usage(&end->usage, OBJ_PROP_NUM(object, ION_EXEC_USAGE));
}

static zend_object *exec_create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);
	object_properties_init(object, ce);
	object->handlers = &exec_handlers;
	return object;
}

void ion_exec_result_minit(void)
{
	exec_ce = register_class_ION_Process_Exec();
	exec_ce->create_object = exec_create;
	exec_handlers = *zend_get_std_object_handlers();
	exec_handlers.clone_obj = NULL;
}
