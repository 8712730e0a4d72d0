/*
 * See fork.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "SAPI.h"
#include "ext/standard/basic_functions.h"
#include "ext/standard/php_filestat.h"
#include "php_output.h"
#include "zend_closures.h"
#include "zend_exceptions.h"
#include "zend_fibers.h"
#include "zend_generators.h"
#include "zend_list.h"
#include "zend_objects_API.h"

#include "php/engine/fork.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "os/fork.h"
#include "os/sig.h"
#include "os/threads.h"
#include "php/child/php_child.h"
#include "php/engine/boundary.h"
#include "php/engine/compat.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "php/pipe/php_pipe.h"
#include "promise/object.h"
#include "promise/promise.h"

/* --- where it may happen ------------------------------------------------------------------- */

/* A request of a web server is not the process: a child would own its connections, and the server
 * would take it for one of its workers (php-src 12155). */
bool ion_fork_is_command_line(void)
{
	static const char *const names[] = {"cli", "phpdbg", "embed", "micro"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(sapi_module.name, names[i]) == 0) {
			return true;
		}
	}
	return false;
}

bool ion_fork_check_process(void)
{
	if (!ion_fork_is_command_line()) {
		ion_misuse("Cannot fork under the SAPI \"%s\": the child would own the server's "
				   "connections. Run programs "
				   "with ION\\Process::exec(), or fork on the command line",
			sapi_module.name);
		return false;
	}
#ifdef ZTS
	if (ion_threads_are_many()) {
		ion_misuse(
			"Cannot fork while other threads run: the child would have their locks, but not them");
		return false;
	}
#endif
	return true;
}

bool ion_fork_check_place(const char *what)
{
	/* from PHP 8.4 on a destructor is a place like any other, but not within the collector, which
	 * would count as running in the child for ever */
	if (zend_fiber_switch_blocked() || ION_G(promises).is_collecting) {
		ion_misuse("%s: not in a destructor or during garbage collection", what);
	} else if ((php_output_get_status() & PHP_OUTPUT_LOCKED) != 0) {
		ion_misuse("%s: not in the callback of an output buffer", what);
	} else {
		return true;
	}
	return false;
}

/* --- cutting off --------------------------------------------------------------------------- */

void ion_fork_refresh_engine(void)
{
	ion_compat_child_init();
	ion_compat_reseed();
	/* it knows /proc/self by the parent's number */
	php_clear_stat_cache(true, NULL, 0);
	/* interval timers are not inherited (fork(2)): the worker has a time limit of its own */
	if (EG(timeout_seconds) > 0) {
		zend_set_timeout(EG(timeout_seconds), false);
	}
}

/* ION's own objects notice themselves whose they are. */
static bool knows_its_process(const zend_object *object)
{
	return ion_promise_is_family(object) || ion_ipc_is_family(object) ||
		   ion_pipe_is_family(object) || ion_child_is_family(object);
}

static bool is_parents(const zend_object *object)
{
	if (ion_promise_is_family(object)) {
		return ion_promise_is_parents(object);
	}
	if (ion_ipc_is_family(object)) {
		return ion_ipc_is_parents(object);
	}
	if (ion_pipe_is_family(object)) {
		return ion_pipe_is_parents(object);
	}
	return ion_child_is_family(object) && ion_child_is_parents(object);
}

/* The most there are of, where a master has many workers. A closure only refers to others, and a
 * generator without finally blocks ends without running anything. */
static bool is_harmless(const zend_object *object)
{
	if (object->ce == zend_ce_closure) {
		return true;
	}
	if (object->ce == zend_ce_generator) {
		const zend_execute_data *frame = ((const zend_generator *) object)->execute_data;
		return frame == NULL || (frame->func->common.fn_flags & ZEND_ACC_HAS_FINALLY_BLOCK) == 0;
	}
	return object->ce->destructor == NULL && knows_its_process(object);
}

/*
 * Reads every object and writes only to those that could do something: a heap of plain data stays
 * shared with the parent. Destructors (and the ends of suspended generators and fibers, which run
 * finally blocks) count as run; what has a resource behind it gets one reference more and is never
 * freed: a closed database link would say goodbye to the server on the parent's connection.
 */
static void neutralise_objects(void)
{
	zend_objects_store *store = &EG(objects_store);
	for (uint32_t i = 1; i < store->top; i++) {
		zend_object *object = store->object_buckets[i];
		if (!IS_OBJ_VALID(object) || is_harmless(object)) {
			continue;
		}
		if (object->ce->destructor != NULL ||
			object->handlers->dtor_obj != zend_objects_destroy_object) {
			GC_ADD_FLAGS(object, IS_OBJ_DESTRUCTOR_CALLED);
		}
		if (object->handlers->free_obj != zend_object_std_dtor) {
			GC_ADDREF(object);
		}
	}
}

/* The text in them is the parent's, and printed by it. Their callbacks do not run, nor does the one
 * of header_register_callback(). */
static void drop_output_buffers(void)
{
	unsigned char headers_sent = SG(headers_sent);
	ZVAL_UNDEF(&SG(callback_func));
	/* else this sends them */
	SG(headers_sent) = 1;
	php_output_deactivate();
	SG(headers_sent) = headers_sent;
	php_output_activate();
	php_output_set_implicit_flush(PG(implicit_flush));
}

/* Their memory is not given back: the frame that runs one of them may be the one that forked. */
static void drop_callbacks(void)
{
	BG(user_shutdown_function_names) = NULL;
	if (BG(user_tick_functions) != NULL) {
		zend_llist_init(BG(user_tick_functions), BG(user_tick_functions)->size, NULL, 0);
	}
	ZVAL_UNDEF(&EG(user_exception_handler));
	zend_stack_init(&EG(user_exception_handlers), sizeof(zval));
	ion_callable_init_empty(&ION_G(error_handler));
}

/* A handler of pcntl_signal() is the parent's code, and a signal that pcntl has noted but not
 * served would call it here. */
static void drop_pcntl_handlers(void)
{
	zval argv[2], ret;
	zend_function *get =
		zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("pcntl_signal_get_handler"));
	zend_function *set = zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("pcntl_signal"));
	if (get == NULL || set == NULL) {
		return;
	}
	for (int number = 1; ion_sig_is_valid(number); number++) {
		if (!ion_sig_has_handler(number)) {
			continue;
		}
		ZVAL_LONG(&argv[0], number);
		ion_boundary_call_internal(get, 1, argv, &ret);
		if (Z_TYPE(ret) != IS_LONG && Z_TYPE(ret) != IS_UNDEF) {
			ZVAL_LONG(&argv[1], (zend_long) (uintptr_t) SIG_DFL);
			zval_ptr_dtor(&ret);
			ion_boundary_call_internal(set, 2, argv, &ret);
		}
		zval_ptr_dtor(&ret);
	}
}

/* A stack without a caller, as a new fiber has it: nothing below it is seen by a backtrace, and no
 * exception goes down there. If the parent's loop ran in a fiber, that is now the ground the worker
 * stands on. */
static void leave_frames(void)
{
	static const zend_execute_data nothing;
	zend_execute_data *frame = ecalloc(1, ZEND_CALL_FRAME_SLOT * sizeof(zval));
	*frame = nothing;
	frame->func = (zend_function *) &zend_pass_function;
	EG(current_execute_data) = frame;
	EG(active_fiber) = NULL;
	EG(exit_status) = 0;
	/* not released: what is inherited stays as it is */
	PG(last_error_type) = 0;
	PG(last_error_message) = NULL;
	PG(last_error_file) = NULL;
}

void ion_fork_cut_off(void)
{
	leave_frames();
	neutralise_objects();
	drop_callbacks();
	drop_output_buffers();
	drop_pcntl_handlers();
	memset(&ION_G(promises), 0, sizeof(ION_G(promises)));
	ION_G(promises).epoch = (uint8_t) ion_fork_generation();
	ION_G(bailout_pending) = false;
	ION_G(callbacks_since_ns) = 0;
	ION_G(first_own_resource) = EG(regular_list).nNextFreeElement;
}

/* --- the end ------------------------------------------------------------------------------- */

static void end_output(void *arg)
{
	(void) arg;
	php_output_end_all();
}

static void call_destructors(void *arg)
{
	(void) arg;
	ion_boundary_destroy_objects(is_parents);
}

/* A stream that compresses has bytes left to write, and a temporary file has to go. */
static void close_own_resources(void *arg)
{
	HashTable *list = &EG(regular_list);
	(void) arg;
	for (uint32_t i = list->nNumUsed; i-- > 0;) {
		/* asked for each time: closing one may open another */
		zval *entry = ZEND_HASH_ELEMENT(list, i);
		if (Z_TYPE_P(entry) != IS_UNDEF && Z_RES_P(entry)->handle >= ION_G(first_own_resource) &&
			Z_RES_P(entry)->type >= 0) {
			zend_list_close(Z_RES_P(entry));
		}
	}
}

static void end_request(void *arg)
{
	(void) arg;
	ion_request_shutdown();
}

static void call_last(void *arg)
{
	void (*last)(void) = *(void (**)(void)) arg;
	last();
}

ZEND_NORETURN void ion_fork_leave(void (*last)(void))
{
	/* as at the end of any request: what nobody catches any more is printed */
	EG(current_execute_data) = NULL;
	EG(flags) |= EG_FLAGS_IN_SHUTDOWN;
	php_call_shutdown_functions();
	ion_boundary_contain(call_destructors, NULL);
	ion_boundary_contain(end_output, NULL);
	ion_boundary_contain(call_last, &last);
	ion_boundary_contain(end_request, NULL);
	ion_boundary_contain(close_own_resources, NULL);
	_exit(EG(exit_status) & 0xff);
}
