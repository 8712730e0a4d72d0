/*
 * Process::setTitle() and its kin. On the command line PHP itself looks after the memory of the
 * arguments, and its functions are used; where they are missing (other command lines, or
 * disable_functions) our own code does the same. A web server's memory is not touched.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "SAPI.h"

#include "php/daemon/daemon.h"

#include <string.h>

#include "os/self.h"
#include "os/title.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"

static zend_function *find_function(const char *name)
{
	return zend_hash_str_find_ptr(EG(function_table), name, strlen(name));
}

/* The arguments are PHP's own. */
static bool is_own_area(void)
{
	static const char *const names[] = {"cli", "phpdbg", "micro"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(sapi_module.name, names[i]) == 0) {
			return ion_title_has_room();
		}
	}
	return false;
}

/* The first `size` bytes. False when there is no room for them. */
static bool try_title(zend_function *set, const zend_string *title, size_t size)
{
	int reporting = EG(error_reporting);
	zval argument, result;
	bool is_set;
	ZVAL_STRINGL(&argument, ZSTR_VAL(title), size);
	EG(error_reporting) = 0;
	ion_boundary_call_internal(set, 1, &argument, &result);
	EG(error_reporting) = reporting;
	is_set = Z_TYPE(result) == IS_TRUE;
	zval_ptr_dtor(&result);
	zval_ptr_dtor(&argument);
	return is_set;
}

/* Before 8.5 PHP cuts a title to the room that there is; later it refuses one that is longer, and
 * does not say how much room it has. */
static void write_longest(zend_function *set, const zend_string *title)
{
	size_t fits = 0;
	size_t too_long = ZSTR_LEN(title);
	if (try_title(set, title, too_long)) {
		return;
	}
	while (too_long - fits > 1) {
		size_t middle = fits + (too_long - fits) / 2;
		if (try_title(set, title, middle)) {
			fits = middle;
		} else {
			too_long = middle;
		}
	}
	try_title(set, title, fits);
}

static void write_title(zend_string *title)
{
	zend_function *set = find_function("cli_set_process_title");
	if (set != NULL) {
		write_longest(set, title);
	} else if (is_own_area()) {
		ion_title_write(ZSTR_VAL(title));
	}
}

void ion_daemon_set_title(zend_string *title)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	if (daemon->title != NULL) {
		zend_string_release(daemon->title);
	}
	daemon->title = zend_string_copy(title);
	ion_title_set(ZSTR_VAL(title));
	write_title(title);
}

ZEND_METHOD(ION_Process, setTitle)
{
	zend_string *title;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(title)
	ZEND_PARSE_PARAMETERS_END();

	if (ZSTR_LEN(title) == 0) {
		zend_argument_value_error(1, "must not be empty");
		RETURN_THROWS();
	}
	ion_daemon_set_title(title);
}

ZEND_METHOD(ION_Process, getTitle)
{
	zend_function *get = find_function("cli_get_process_title");
	ZEND_PARSE_PARAMETERS_NONE();
	if (get != NULL) {
		/* somebody else may have set it, and long ones are cut */
		ion_boundary_call_internal(get, 0, NULL, return_value);
		if (Z_TYPE_P(return_value) == IS_STRING && Z_STRLEN_P(return_value) > 0) {
			return;
		}
		zval_ptr_dtor(return_value);
	}
	if (ION_G(daemon).title == NULL) {
		RETURN_EMPTY_STRING();
	}
	RETURN_STR_COPY(ION_G(daemon).title);
}

ZEND_METHOD(ION_Process, isTitleSupported)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(find_function("cli_set_process_title") != NULL || is_own_area());
}
