/*
 * What comes in and is no message: answers to our requests, and what only workers and their masters
 * say.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_intake.h"

#include <string.h>

#include "base/util.h"
#include "php/engine/errors.h"

/* --- answers ------------------------------------------------------------------------------- */

/* The list [class, message] of a failure as an exception; false when it is something else. */
static bool failure_from_zval(zval *list, zval *ret)
{
	zval *class_name, *message;
	zend_object *exception;
	if (Z_TYPE_P(list) != IS_ARRAY || zend_hash_num_elements(Z_ARRVAL_P(list)) != 2) {
		return false;
	}
	class_name = zend_hash_index_find(Z_ARRVAL_P(list), 0);
	message = zend_hash_index_find(Z_ARRVAL_P(list), 1);
	if (class_name == NULL || Z_TYPE_P(class_name) != IS_STRING || message == NULL ||
		Z_TYPE_P(message) != IS_STRING) {
		return false;
	}
	exception = ion_remote_exception_new(Z_STR_P(class_name), Z_STR_P(message));
	ZVAL_OBJ(ret, exception);
	return true;
}

static void take_failure(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	zval list, exception;
	bool is_read = ion_ipc_read_plain(ipc, in, &list);
	bool is_failure = is_read && failure_from_zval(&list, &exception);
	if (is_read) {
		zval_ptr_dtor(&list);
	}
	if (is_failure) {
		ion_ipc_request_settle(ipc, in->frame.id, false, &exception);
	} else {
		ion_ipc_protocol_error(ipc, "a failure does not say what failed");
	}
}

static void take_reply(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	zend_object *why = NULL;
	zval value;
	switch (ion_ipc_read_payload(ipc, in, &value, &why)) {
		case ION_IPC_READ:
			ion_ipc_request_settle(ipc, in->frame.id, true, &value);
			break;
		case ION_IPC_REFUSED:
			ZVAL_OBJ(&value, why);
			ion_ipc_request_settle(ipc, in->frame.id, false, &value);
			break;
		case ION_IPC_NOTHING:
			break;
	}
}

void ion_ipc_take_answer(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	switch (ion_ipc_request_find(ipc, in->frame.id)) {
		case ION_IPC_TOO_LATE:
			break;
		case ION_IPC_UNHEARD_OF:
			ion_ipc_protocol_error(ipc, "an answer to a request that was never made");
			break;
		case ION_IPC_EXPECTED:
			if (in->frame.header.type == ION_FRAME_REPLY) {
				take_reply(ipc, in);
			} else {
				take_failure(ipc, in);
			}
			break;
	}
}

/* --- what only workers and their masters say ----------------------------------------------- */

static const struct {
	const char *name;
	zend_uchar type;
} report_fields[] = {
	{"class", IS_STRING},
	{"message", IS_STRING},
	{"file", IS_STRING},
	{"line", IS_LONG},
};

/* The list of an ERROR frame under the names of its fields; false when it is something else. */
static bool report_from_zval(zval *list, zval *ret)
{
	if (Z_TYPE_P(list) != IS_ARRAY ||
		zend_hash_num_elements(Z_ARRVAL_P(list)) != ION_ARRAY_LEN(report_fields)) {
		return false;
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(report_fields); i++) {
		const zval *field = zend_hash_index_find(Z_ARRVAL_P(list), i);
		if (field == NULL || Z_TYPE_P(field) != report_fields[i].type) {
			return false;
		}
	}
	array_init_size(ret, ION_ARRAY_LEN(report_fields));
	for (size_t i = 0; i < ION_ARRAY_LEN(report_fields); i++) {
		zval *field = zend_hash_index_find(Z_ARRVAL_P(list), i);
		Z_TRY_ADDREF_P(field);
		zend_hash_str_add_new(
			Z_ARRVAL_P(ret), report_fields[i].name, strlen(report_fields[i].name), field);
	}
	return true;
}

void ion_ipc_take_error(struct ion_ipc *ipc, struct ion_ipc_incoming *in)
{
	zval list, report;
	bool is_read = ion_ipc_read_plain(ipc, in, &list);
	bool is_report = is_read && report_from_zval(&list, &report);
	if (is_read) {
		zval_ptr_dtor(&list);
	}
	if (!is_report) {
		ion_ipc_protocol_error(ipc, "an error report is malformed");
		return;
	}
	if (ipc->control != NULL) {
		ipc->control->on_error(ipc->control_arg, Z_ARRVAL(report));
	}
	zval_ptr_dtor(&report);
}
