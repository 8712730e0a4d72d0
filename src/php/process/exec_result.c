/*
 * See exec_result.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_smart_str.h"

#include "php/process/exec_result.h"

#include "base/clock.h"
#include "os/sig.h"
#include "php/engine/errors.h"
#include "php/process/exit_text.h"
#include "stubs/exec_arginfo.h"

static zend_class_entry *exec_ce;
static zend_object_handlers exec_handlers;

/* The properties, in the order of the stub. */
enum property {
	COMMAND,
	PID,
	STDOUT,
	STDERR,
	STATUS,
	SIGNALED,
	SIGNAL,
	CAUSE,
	TRUNCATED,
	PIPES_HELD,
	CORE_DUMPED,
	STARTED_TIME,
	DURATION,
	USAGE,
	PROPERTY_COUNT,
};

ZEND_METHOD(ION_Process_Exec, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

bool ion_exec_result_is_ok(const zval *exec)
{
	const zval *status = OBJ_PROP_NUM(Z_OBJ_P(exec), STATUS);
	const zval *cause = OBJ_PROP_NUM(Z_OBJ_P(exec), CAUSE);
	/* one made by reflection has no values */
	return Z_TYPE_P(status) == IS_LONG && Z_LVAL_P(status) == 0 && Z_TYPE_P(cause) == IS_STRING &&
		   zend_string_equals_literal(Z_STR_P(cause), "exit");
}

ZEND_METHOD(ION_Process_Exec, ok)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_exec_result_is_ok(ZEND_THIS));
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
	ZVAL_STR_COPY(OBJ_PROP_NUM(object, COMMAND), outcome->command);
	ZVAL_LONG(OBJ_PROP_NUM(object, PID), outcome->pid);
	ZVAL_STR(OBJ_PROP_NUM(object, STDOUT), outcome->stdout_data);
	ZVAL_STR(OBJ_PROP_NUM(object, STDERR), outcome->stderr_data);
	ZVAL_LONG(OBJ_PROP_NUM(object, STATUS), end->kind == ION_EXIT_CODE ? end->code : -1);
	ZVAL_BOOL(OBJ_PROP_NUM(object, SIGNALED), end->kind == ION_EXIT_SIGNAL);
	ZVAL_LONG(OBJ_PROP_NUM(object, SIGNAL), end->kind == ION_EXIT_SIGNAL ? end->signal : 0);
	ZVAL_STR(OBJ_PROP_NUM(object, CAUSE), zend_string_init_fast(cause, strlen(cause)));
	ZVAL_BOOL(OBJ_PROP_NUM(object, TRUNCATED), outcome->truncated);
	ZVAL_BOOL(OBJ_PROP_NUM(object, PIPES_HELD), result->pipes_held);
	ZVAL_BOOL(OBJ_PROP_NUM(object, CORE_DUMPED), end->kind == ION_EXIT_SIGNAL && end->core_dumped);
	ZVAL_DOUBLE(OBJ_PROP_NUM(object, STARTED_TIME), outcome->started_at);
	ZVAL_DOUBLE(OBJ_PROP_NUM(object, DURATION), (double) result->duration_ns / ION_NS_PER_SEC);
	ion_exit_usage(&end->usage, OBJ_PROP_NUM(object, USAGE));
}

/* --- ExecException ------------------------------------------------------------------------- */

/* What shells and the C library mean by a code; the program itself may mean something else. */
static const char *code_meaning(zend_long code)
{
	switch (code) {
		case 1:
			return "general error";
		case 2:
			return "misuse of the command";
		case 126:
			return "the shell found the command but could not run it";
		case 127:
			return "the shell did not find the command";
		default:
			return NULL;
	}
}

static void append_ending(smart_str *text, const zval *exec)
{
	zend_object *object = Z_OBJ_P(exec);
	zend_long signal = Z_LVAL_P(OBJ_PROP_NUM(object, SIGNAL));
	zend_long status = Z_LVAL_P(OBJ_PROP_NUM(object, STATUS));
	const char *meaning;
	if (signal != 0) {
		const char *name = ion_sig_name((int) signal);
		smart_str_append_printf(text, "was killed by signal " ZEND_LONG_FMT, signal);
		if (name != NULL) {
			smart_str_append_printf(text, " (SIG%s)", name);
		}
		return;
	}
	if (status < 0) {
		smart_str_appends(text, "ended, but somebody else took its exit status");
		return;
	}
	smart_str_append_printf(text, "ended with exit code " ZEND_LONG_FMT, status);
	meaning = code_meaning(status);
	if (meaning == NULL && status > 128 && ion_sig_name((int) status - 128) != NULL) {
		smart_str_append_printf(
			text, " (as of signal SIG%s below a shell)", ion_sig_name((int) status - 128));
	} else if (meaning != NULL) {
		smart_str_append_printf(text, " (%s)", meaning);
	}
}

static void append_tail(smart_str *text, const char *title, const zval *output)
{
	enum { TAIL = 1024 };
	size_t size = Z_STRLEN_P(output);
	size_t from = size > TAIL ? size - TAIL : 0;
	smart_str_append_printf(text, "\n\n%s%s:\n", title, from > 0 ? " (its end)" : "");
	if (size == 0) {
		smart_str_appends(text, "(nothing)");
	} else {
		smart_str_appendl(text, Z_STRVAL_P(output) + from, size - from);
	}
}

zend_object *ion_exec_exception_new(zval *exec, const zend_string *cwd, const char *what)
{
	zend_object *object = Z_OBJ_P(exec);
	smart_str text = {0};
	zend_object *exception;
	smart_str_appendc(&text, '\'');
	smart_str_append(&text, Z_STR_P(OBJ_PROP_NUM(object, COMMAND)));
	smart_str_appends(&text, "' ");
	if (what != NULL) {
		smart_str_append_printf(&text, "%s, and ", what);
	}
	append_ending(&text, exec);
	if (cwd != NULL) {
		smart_str_append_printf(&text, "\n\nWorking directory: %s", ZSTR_VAL(cwd));
	}
	append_tail(&text, "Output", OBJ_PROP_NUM(object, STDOUT));
	append_tail(&text, "Error output", OBJ_PROP_NUM(object, STDERR));
	smart_str_0(&text);
	exception = ion_host_exception_new(ion_ce_exec_exception, "%s", ZSTR_VAL(text.s));
	zend_update_property(ion_ce_exec_exception, exception, ZEND_STRL("result"), exec);
	smart_str_free(&text);
	return exception;
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
