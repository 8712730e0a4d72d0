/*
 * What a worker, or a script of Process::spawnScript(), tells its master when something went wrong in
 * PHP: ChildProcess::getError().
 *
 * Of a worker's function ION holds the exception that nobody has caught. A script is run by PHP, and so
 * are the shutdown functions and destructors of both: it only says in words what has ended them, and the
 * exception is looked for while it still exists.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_observer.h"

#include "php/child/child.h"

#include <string.h>

#include "php/child/php_child.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"

/* Longer texts are cut: the master keeps them. */
#define ERROR_TEXT_MAX 65536

/* --- the report ---------------------------------------------------------------------------- */

static void add_text(zval *report, const zend_string *text)
{
	size_t size = text != NULL ? ZSTR_LEN(text) : 0;
	size = size < ERROR_TEXT_MAX ? size : ERROR_TEXT_MAX;
	add_next_index_stringl(report, text != NULL ? ZSTR_VAL(text) : "", size);
}

static void send_report(
	const zend_string *name, const zend_string *message, const zend_string *file, zend_long line)
{
	zval report;
	if (ION_G(family).parent_ipc == NULL) {
		return;
	}
	ION_G(family).has_reported = true;
	array_init_size(&report, 4);
	add_text(&report, name);
	add_text(&report, message);
	add_text(&report, file);
	add_next_index_long(&report, line);
	/* a channel that is gone needs no report */
	ion_ipc_send_control(ION_G(family).parent_ipc, ION_FRAME_ERROR, &report);
	zval_ptr_dtor(&report);
}

zval *ion_child_exception_property(zend_object *exception, zend_string *name)
{
	const zend_class_entry *base = zend_get_exception_base(exception);
	const zend_property_info *info = zend_hash_find_ptr(&base->properties_info, name);
	zval *value = OBJ_PROP(exception, info->offset);
	ZVAL_DEREF(value);
	return value;
}

static zend_string *text_property(zend_object *exception, zend_string *name)
{
	zval *value = ion_child_exception_property(exception, name);
	return Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

static zend_long line_of(zend_object *exception)
{
	zval *value = ion_child_exception_property(exception, ZSTR_KNOWN(ZEND_STR_LINE));
	return Z_TYPE_P(value) == IS_LONG ? Z_LVAL_P(value) : 0;
}

void ion_child_report_exception(zend_object *exception)
{
	send_report(exception->ce->name, text_property(exception, ZSTR_KNOWN(ZEND_STR_MESSAGE)),
		text_property(exception, ZSTR_KNOWN(ZEND_STR_FILE)), line_of(exception));
}

/* --- a fatal error ------------------------------------------------------------------------- */

static const char *error_name(int type)
{
	switch (type) {
		case E_ERROR:
			return "E_ERROR";
		case E_PARSE:
			return "E_PARSE";
		case E_CORE_ERROR:
			return "E_CORE_ERROR";
		case E_COMPILE_ERROR:
			return "E_COMPILE_ERROR";
		case E_USER_ERROR:
			return "E_USER_ERROR";
		case E_RECOVERABLE_ERROR:
			return "E_RECOVERABLE_ERROR";
		default:
			return NULL;
	}
}

void ion_child_report_fatal_error(void *unused)
{
	const struct ion_uncaught *uncaught = &ION_G(family).uncaught;
	const char *name = error_name(PG(last_error_type));
	zend_string *text;
	(void) unused;
	if (uncaught->class_name != NULL) {
		/* the first thing that went wrong */
		send_report(uncaught->class_name, uncaught->message, uncaught->file, uncaught->line);
		return;
	}
	if (name == NULL || PG(last_error_message) == NULL) {
		return;
	}
	text = zend_string_init(name, strlen(name), 0);
	send_report(text, PG(last_error_message), PG(last_error_file), PG(last_error_lineno));
	zend_string_release(text);
}

/* --- an exception that PHP reports --------------------------------------------------------- */

#define PREFIX "Uncaught "
#define SUFFIX "\n  thrown"

/* A worker too: what its shutdown functions and destructors throw is PHP's to report. */
static bool has_channel(void)
{
	const struct ion_family *family = &ION_G(family);
	return family->self != NULL || family->handed_fd >= 0 ||
		   (family->is_worker && family->parent_ipc != NULL);
}

/* Before it says so, the engine leaves the text of the exception in it. */
static bool is_text_of(const zend_string *text, zend_object *exception)
{
	const zend_string *own = text_property(exception, ZSTR_KNOWN(ZEND_STR_STRING));
	size_t size = own != NULL ? ZSTR_LEN(own) : 0;
	return size > 0 && ZSTR_LEN(text) == strlen(PREFIX) + size + strlen(SUFFIX) &&
		   memcmp(ZSTR_VAL(text), PREFIX, strlen(PREFIX)) == 0 &&
		   memcmp(ZSTR_VAL(text) + strlen(PREFIX), ZSTR_VAL(own), size) == 0;
}

/* Borrowed; NULL = it is not among the objects that exist. */
static zend_object *find_uncaught(const zend_string *text, uint32_t line)
{
	const zend_objects_store *store = &EG(objects_store);
	for (uint32_t i = store->top; i > 1; i--) {
		zend_object *object = store->object_buckets[i - 1];
		if (IS_OBJ_VALID(object) && instanceof_function(object->ce, zend_ce_throwable) &&
			is_text_of(text, object) && line_of(object) == (zend_long) line) {
			return object;
		}
	}
	return NULL;
}

static zend_string *shared(zend_string *text)
{
	return text != NULL ? zend_string_copy(text) : NULL;
}

/* Called for everything that PHP warns of. Allocates nothing, and runs no user code. */
static void on_error(int type, zend_string *file, uint32_t line, zend_string *text)
{
	struct ion_uncaught *uncaught = &ION_G(family).uncaught;
	zend_object *exception;
	(void) file;
	if ((type & E_ERROR) == 0 || uncaught->class_name != NULL || !has_channel()) {
		return;
	}
	exception = find_uncaught(text, line);
	if (exception != NULL) {
		uncaught->class_name = zend_string_copy(exception->ce->name);
		uncaught->message = shared(text_property(exception, ZSTR_KNOWN(ZEND_STR_MESSAGE)));
		uncaught->file = shared(text_property(exception, ZSTR_KNOWN(ZEND_STR_FILE)));
		uncaught->line = line;
	}
}

static void release(zend_string *text)
{
	if (text != NULL) {
		zend_string_release(text);
	}
}

void ion_uncaught_release(struct ion_uncaught *uncaught)
{
	release(uncaught->class_name);
	release(uncaught->message);
	release(uncaught->file);
	*uncaught = (struct ion_uncaught){.class_name = NULL};
}

void ion_child_errors_minit(int module_type)
{
	/* one that dl() has loaded is gone before the last error of its request */
	if (module_type == MODULE_PERSISTENT) {
		zend_observer_error_register(on_error);
	}
}
