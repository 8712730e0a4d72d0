/*
 * See exec_exception.h. The message is what somebody finds in a log who was not there: it alone has
 * to say what was run, where, how it ended and what it complained about.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_smart_str.h"

#include "php/process/exec_exception.h"

#include <string.h>

#include "os/sig.h"
#include "php/engine/errors.h"
#include "php/process/exec_result.h"
#include "php/process/exit_meaning.h"

/* Bytes of each output; the rest is in the Exec. */
#define TAIL 1024

static void append_signal(smart_str *text, const zval *exec, int signal)
{
	const char *name = ion_sig_name(signal);
	const char *meaning = ion_signal_meaning(signal);
	smart_str_append_printf(text, "was killed by signal %d", signal);
	if (name != NULL) {
		smart_str_append_printf(text, " (SIG%s%s%s)", name, meaning != NULL ? ", " : "",
			meaning != NULL ? meaning : "");
	}
	if (zend_is_true(ion_exec_result_get(exec, ION_EXEC_CORE_DUMPED))) {
		smart_str_appends(text, " and dumped core");
	}
}

static void append_ending(smart_str *text, const zval *exec)
{
	zend_long signal = Z_LVAL_P(ion_exec_result_get(exec, ION_EXEC_SIGNAL));
	zend_long status = Z_LVAL_P(ion_exec_result_get(exec, ION_EXEC_STATUS));
	char meaning[ION_MEANING_SIZE];
	if (signal != 0) {
		append_signal(text, exec, (int) signal);
	} else if (status < 0) {
		smart_str_appends(text, "ended, but somebody else took its exit status");
	} else {
		smart_str_append_printf(text, "ended with exit code " ZEND_LONG_FMT, status);
		if (ion_exit_code_meaning(status, meaning)) {
			smart_str_append_printf(text, " (%s)", meaning);
		}
	}
}

/* The last bytes from the beginning of a line; a line that is longer, from that of a character. */
static size_t tail_start(const char *data, size_t size)
{
	size_t from = size > TAIL ? size - TAIL : 0;
	const char *line;
	if (from == 0 || data[from - 1] == '\n') {
		return from;
	}
	line = memchr(data + from, '\n', size - from);
	if (line != NULL && line + 1 < data + size) {
		return (size_t) (line + 1 - data);
	}
	/* of UTF-8 there are at most three bytes that continue one; more of them are something else */
	for (size_t at = from; at < from + 4 && at < size; at++) {
		if (((unsigned char) data[at] & 0xc0) != 0x80) {
			return at;
		}
	}
	return from;
}

static void append_tail(smart_str *text, const char *title, const zval *output)
{
	size_t size = Z_STRLEN_P(output);
	size_t from = tail_start(Z_STRVAL_P(output), size);
	smart_str_append_printf(text, "\n\n%s%s:\n", title, from > 0 ? " (its end)" : "");
	if (size == 0) {
		smart_str_appends(text, "(nothing)");
	} else {
		smart_str_appendl(text, Z_STRVAL_P(output) + from, size - from);
	}
}

static void append_circumstances(smart_str *text, const zval *exec, const zend_string *cwd)
{
	double duration = Z_DVAL_P(ion_exec_result_get(exec, ION_EXEC_DURATION));
	smart_str_appendc(text, '\n');
	if (cwd != NULL) {
		smart_str_appends(text, "\nWorking directory: ");
		smart_str_append(text, cwd);
	}
	smart_str_append_printf(text, "\nDuration: %.3f s", duration);
	if (zend_is_true(ion_exec_result_get(exec, ION_EXEC_TRUNCATED))) {
		smart_str_appends(text, "\nIt printed more than maxOutput: the rest was dropped");
	}
}

zend_object *ion_exec_exception_new(zval *exec, const zend_string *cwd, const char *what)
{
	smart_str text = {0};
	zend_object *exception;
	zval message;
	smart_str_appendc(&text, '\'');
	smart_str_append(&text, Z_STR_P(ion_exec_result_get(exec, ION_EXEC_COMMAND)));
	smart_str_appends(&text, "' ");
	if (what != NULL) {
		smart_str_append_printf(&text, "%s, and ", what);
	}
	append_ending(&text, exec);
	append_circumstances(&text, exec, cwd);
	append_tail(&text, "Output", ion_exec_result_get(exec, ION_EXEC_STDOUT));
	append_tail(&text, "Error output", ion_exec_result_get(exec, ION_EXEC_STDERR));
	/* not by a format, which would end at the first NUL byte of an output */
	ZVAL_STR(&message, smart_str_extract(&text));
	exception = ion_host_exception_new(ion_ce_exec_exception, "%s", "");
	zend_update_property_ex(zend_ce_exception, exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), &message);
	zend_update_property(ion_ce_exec_exception, exception, ZEND_STRL("result"), exec);
	zval_ptr_dtor(&message);
	return exception;
}
