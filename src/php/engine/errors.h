/*
 * Errors become exceptions here and nowhere else: classes by kind, messages that name the step.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_ERRORS_H
#define ION_PHP_ERRORS_H

#include "php.h"

#include "base/err.h"
#include "promise/host.h"

extern zend_class_entry *ion_ce_process_exception;
extern zend_class_entry *ion_ce_spawn_exception;
extern zend_class_entry *ion_ce_exec_exception;
extern zend_class_entry *ion_ce_ipc_exception;
extern zend_class_entry *ion_ce_disconnected_exception;
extern zend_class_entry *ion_ce_protocol_exception;
extern zend_class_entry *ion_ce_queue_full_exception;

/* Registers the exception classes; before every other class. */
void ion_errors_minit(void);

/* "cannot start worker: cwd '/x': No such file or directory". Not thrown; owned by the caller. `subject`
 * is what was to be started; `detail` (the offending path or name) may be NULL. */
zend_object *ion_spawn_exception_new(
	const char *subject, const struct ion_err *err, const char *detail);

/* The same for a command, which is quoted. */
zend_object *ion_spawn_exception_command(
	const zend_string *command, const struct ion_err *err, const char *detail);

/* The errno that an exception of ours carries, by property or code; ENOMEM when it carries none. */
int ion_errno_of(zend_object *exception);

/* Throws a ProcessException: the text, ": " and what the errno means, which is also in ->errno. */
void ion_process_throw(int code, const char *format, ...) ZEND_ATTRIBUTE_FORMAT(printf, 2, 3);

/* An IPCException "class: message" for what was thrown at the other end of a channel. Not thrown; owned
 * by the caller. */
zend_object *ion_remote_exception_new(zend_string *class_name, zend_string *message);

#endif
