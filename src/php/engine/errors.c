/*
 * See errors.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "ext/spl/spl_exceptions.h"
#include "zend_exceptions.h"

#include "php/engine/errors.h"

#include <errno.h>
#include <string.h>

#include "stubs/exceptions_arginfo.h"

zend_class_entry *ion_ce_runtime_exception;
zend_class_entry *ion_ce_invalid_usage_exception;
zend_class_entry *ion_ce_promise_exception;
zend_class_entry *ion_ce_cancel_exception;
zend_class_entry *ion_ce_timeout_exception;
zend_class_entry *ion_ce_process_exception;
zend_class_entry *ion_ce_spawn_exception;
zend_class_entry *ion_ce_exec_exception;
zend_class_entry *ion_ce_ipc_exception;
zend_class_entry *ion_ce_disconnected_exception;
zend_class_entry *ion_ce_protocol_exception;
zend_class_entry *ion_ce_queue_full_exception;

void ion_errors_minit(void)
{
	zend_class_entry *marker = register_class_ION_Exception(zend_ce_throwable);
	ion_ce_runtime_exception = register_class_ION_RuntimeException(spl_ce_RuntimeException, marker);
	ion_ce_invalid_usage_exception =
		register_class_ION_InvalidUsageException(spl_ce_LogicException, marker);
	ion_ce_promise_exception = register_class_ION_PromiseException(ion_ce_runtime_exception);
	ion_ce_process_exception = register_class_ION_ProcessException(ion_ce_runtime_exception);
	ion_ce_cancel_exception = register_class_ION_Promise_CancelException(ion_ce_promise_exception);
	ion_ce_timeout_exception = register_class_ION_Promise_TimeoutException(ion_ce_cancel_exception);
	ion_ce_spawn_exception = register_class_ION_Process_SpawnException(ion_ce_process_exception);
	ion_ce_exec_exception = register_class_ION_Process_ExecException(ion_ce_process_exception);
	ion_ce_ipc_exception = register_class_ION_Process_IPCException(ion_ce_runtime_exception);
	ion_ce_disconnected_exception =
		register_class_ION_Process_DisconnectedException(ion_ce_ipc_exception);
	ion_ce_protocol_exception = register_class_ION_Process_ProtocolException(ion_ce_ipc_exception);
	ion_ce_queue_full_exception =
		register_class_ION_Process_QueueFullException(ion_ce_ipc_exception);
}

zend_object *ion_host_exception_new(zend_class_entry *class_entry, const char *format, ...)
{
	zval exception, message;
	va_list args;
	object_init_ex(&exception, class_entry);
	va_start(args, format);
	ZVAL_STR(&message, zend_vstrpprintf(0, format, args));
	va_end(args);
	zend_update_property_ex(
		instanceof_function(class_entry, zend_ce_error) ? zend_ce_error : zend_ce_exception,
		Z_OBJ(exception), ZSTR_KNOWN(ZEND_STR_MESSAGE), &message);
	zval_ptr_dtor(&message);
	return Z_OBJ(exception);
}

/* "No such file or directory" is no word for a user that does not exist, nor "Operation not supported"
 * for any other directory. */
static const char *error_text(const struct ion_err *err)
{
	if (err->stage == ION_STAGE_PRIVILEGES && err->code == ENOENT) {
		return "no such user or group";
	}
	if (err->stage == ION_STAGE_CGROUP && err->code == ENOTSUP) {
		return "no directory of a control group";
	}
	return strerror(err->code);
}

zend_object *ion_spawn_exception_new(
	const char *subject, const struct ion_err *err, const char *detail)
{
	zend_object *exception =
		ion_host_exception_new(ion_ce_spawn_exception, "cannot start %s: %s%s%s%s: %s", subject,
			ion_stage_name(err->stage), detail != NULL ? " '" : "", detail != NULL ? detail : "",
			detail != NULL ? "'" : "", error_text(err));
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), err->code);
	zend_update_property_string(
		ion_ce_spawn_exception, exception, ZEND_STRL("stage"), ion_stage_name(err->stage));
	return exception;
}

zend_object *ion_spawn_exception_command(
	const zend_string *command, const struct ion_err *err, const char *detail)
{
	/* a program whose name has a space in it is in quotes already */
	const char *quote = ZSTR_VAL(command)[0] == '\'' ? "" : "'";
	zend_string *subject = zend_strpprintf(0, "%s%s%s", quote, ZSTR_VAL(command), quote);
	zend_object *exception = ion_spawn_exception_new(ZSTR_VAL(subject), err, detail);
	zend_string_release(subject);
	return exception;
}

int ion_errno_of(zend_object *exception)
{
	zval unused;
	zval *code = instanceof_function(exception->ce, ion_ce_process_exception)
					 ? zend_read_property(
						   ion_ce_process_exception, exception, ZEND_STRL("errno"), true, &unused)
					 : zend_read_property(zend_get_exception_base(exception), exception,
						   ZEND_STRL("code"), true, &unused);
	zend_long number = zval_get_long(code);
	return number > 0 && number <= INT_MAX ? (int) number : ENOMEM;
}

void ion_process_throw(int code, const char *format, ...)
{
	zend_object *exception;
	zend_string *text;
	va_list args;
	va_start(args, format);
	text = zend_vstrpprintf(0, format, args);
	va_end(args);
	exception =
		ion_host_exception_new(ion_ce_process_exception, "%s: %s", ZSTR_VAL(text), strerror(code));
	zend_string_release(text);
	zend_update_property_long(ion_ce_process_exception, exception, ZEND_STRL("errno"), code);
	zend_throw_exception_internal(exception);
}

zend_object *ion_remote_exception_new(zend_string *class_name, zend_string *message)
{
	zend_object *exception = ion_host_exception_new(
		ion_ce_ipc_exception, "%s: %s", ZSTR_VAL(class_name), ZSTR_VAL(message));
	zend_update_property_str(ion_ce_ipc_exception, exception, ZEND_STRL("remoteClass"), class_name);
	zend_update_property_str(ion_ce_ipc_exception, exception, ZEND_STRL("remoteMessage"), message);
	return exception;
}
