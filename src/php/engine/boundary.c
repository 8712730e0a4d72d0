/*
 * See boundary.h. Nothing else in ION calls user code.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_exceptions.h"
#include "zend_fibers.h"
#include "zend_observer.h"

#include "php/engine/boundary.h"

#include "base/clock.h"
#include "os/fork.h"
#include "php/engine/compat.h"
#include "php/engine/globals.h"
#include "php/loop/scheduler.h"

/* False: a fatal error was caught. */
static bool attempt(void (*fn)(void *arg), void *arg)
{
	volatile bool is_whole = true;
	zend_try
	{
		fn(arg);
	}
	zend_catch
	{
		is_whole = false;
	}
	zend_end_try();
	return is_whole;
}

bool ion_boundary_guard(void (*fn)(void *arg), void *arg)
{
	if (!attempt(fn, arg)) {
		ION_G(bailout_pending) = true;
	}
	if (!ION_G(bailout_pending)) {
		return true;
	}
	if (ION_G(loop) != NULL) {
		ion_loop_break(ION_G(loop));
	}
	return false;
}

void ion_boundary_holding(void (*fn)(void *arg), void (*release)(void *arg), void *arg)
{
	if (!attempt(fn, arg)) {
		release(arg);
		zend_bailout();
	}
}

bool ion_boundary_contain(void (*fn)(void *arg), void *arg)
{
	bool is_whole = attempt(fn, arg);
	if (EG(exception) != NULL) {
		zend_clear_exception();
	}
	return is_whole;
}

void ion_boundary_uncaught(void)
{
	if (Z_TYPE(EG(user_exception_handler)) != IS_UNDEF) {
		zend_user_exception_handler();
	}
	if (EG(exception) != NULL) {
		zend_exception_error(EG(exception), E_ERROR);
	}
}

void ion_boundary_rethrow(void)
{
	if (UNEXPECTED(ION_G(bailout_pending)) && !ion_boundary_loop_is_running()) {
		ION_G(bailout_pending) = false;
		ion_schedulers_unwind_all();
		zend_bailout();
	}
}

void ion_boundary_from_loop(void (*fn)(void *arg), void *arg)
{
	if (ION_G(callbacks_since_ns) == 0) {
		ION_G(callbacks_since_ns) = ion_clock_now_ns();
	}
	ION_G(calls_count)++;
	/* A callback may fork (pcntl_fork): the child must not go on in the parent's loop, whose epoll
	 * set it shares. */
	if (ion_boundary_guard(fn, arg) && ION_G(loop) != NULL &&
		(EG(exception) || ion_fork_generation() != ION_G(generation))) {
		ion_loop_break(ION_G(loop));
	}
}

/* What the engine does between two lines of PHP: the time limit, the memory limit, and signal
 * handlers of pcntl. A loop that only reads output runs no PHP for as long as that takes. */
static void handle_interrupt(void *arg)
{
	(void) arg;
	zend_atomic_bool_store_ex(&EG(vm_interrupt), false);
	if (zend_atomic_bool_load_ex(&EG(timed_out))) {
		zend_timeout();
	} else if (ion_compat_has_delayed_error()) {
		ion_compat_raise_delayed_error();
	} else if (zend_interrupt_function != NULL) {
		zend_interrupt_function(EG(current_execute_data));
	}
}

static void on_turn_end(void *arg)
{
	(void) arg;
	if (UNEXPECTED(zend_atomic_bool_load_ex(&EG(vm_interrupt))) && EG(exception) == NULL &&
		!ION_G(bailout_pending)) {
		ion_boundary_from_loop(handle_interrupt, NULL);
	}
	if (ION_G(callbacks_since_ns) != 0) {
		ION_G(streams).is_dirty = true;
		ION_G(php_time_ns) += ion_clock_now_ns() - ION_G(callbacks_since_ns);
		ION_G(callbacks_since_ns) = 0;
	}
}

enum ion_loop_end ion_boundary_run_loop(struct ion_loop *loop, unsigned flags)
{
	enum ion_loop_end end;
	ION_G(dispatch_fiber) = EG(active_fiber);
	ION_G(streams).is_dirty = true;
	ion_loop_on_turn_end(loop, on_turn_end, NULL);
	end = ion_loop_run(loop, flags);
	ION_G(dispatch_fiber) = NULL;
	if (UNEXPECTED(loop != ION_G(loop))) {
		/* a child that was forked in a callback has used ION there, and has a loop of its own now */
		ion_loop_free(loop);
		end = ION_LOOP_DRY;
	}
	if (ion_fork_generation() != ION_G(generation)) {
		ion_request_reinit();
		end = ION_LOOP_DRY;
	}
	ion_boundary_rethrow();
	return end;
}

bool ion_boundary_loop_is_running(void)
{
	return ION_G(loop) != NULL && ion_loop_is_running(ION_G(loop));
}

bool ion_boundary_in_loop_context(void)
{
	return ion_boundary_loop_is_running() && ION_G(dispatch_fiber) == EG(active_fiber);
}

void ion_host_clear_opline(void)
{
	zend_execute_data *frame = EG(current_execute_data);
	if (frame != NULL && frame->func != NULL && !ZEND_USER_CODE(frame->func->common.type)) {
		frame->opline = NULL;
	}
}

enum ion_call ion_boundary_outcome(zval *ret, zend_object **thrown)
{
	zend_object *exception = EG(exception);
	if (EXPECTED(exception == NULL)) {
		if (Z_TYPE_P(ret) == IS_UNDEF) {
			ZVAL_NULL(ret);
		}
		return ION_CALL_RETURNED;
	}
	zval_ptr_dtor(ret);
	ZVAL_UNDEF(ret);
	if (zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception)) {
		ion_host_clear_opline();
		return ION_CALL_EXITED;
	}
	GC_ADDREF(exception);
	zend_clear_exception();
	*thrown = exception;
	return ION_CALL_THREW;
}

/* Internal functions refuse arguments that they do not take; user functions ignore them. A closure
 * over __call() says nothing of what it takes, and takes everything. */
static uint32_t call_arity(const zend_function *fn, uint32_t argc)
{
	if (fn->type == ZEND_INTERNAL_FUNCTION && !(fn->common.fn_flags & ZEND_ACC_VARIADIC) &&
		!(fn->common.fn_flags & ZEND_ACC_CALL_VIA_TRAMPOLINE) && fn->common.arg_info != NULL &&
		argc > fn->common.num_args) {
		return fn->common.num_args;
	}
	return argc;
}

static void call_by_reference(zend_fcall_info *fci, zend_fcall_info_cache *fcc)
{
	zval *argv = fci->params;
	zval *wrapped = safe_emalloc(fci->param_count, sizeof(zval), 0);
	for (uint32_t i = 0; i < fci->param_count; i++) {
		ZVAL_COPY(&wrapped[i], &argv[i]);
		if (ARG_SHOULD_BE_SENT_BY_REF(fcc->function_handler, i + 1)) {
			ZVAL_MAKE_REF(&wrapped[i]);
		}
	}
	fci->params = wrapped;
	zend_call_function(fci, fcc);
	for (uint32_t i = 0; i < fci->param_count; i++) {
		zval_ptr_dtor(&wrapped[i]);
	}
	efree(wrapped);
}

static bool takes_references(const zend_function *fn, uint32_t argc)
{
	for (uint32_t i = 1; i <= argc; i++) {
		if (ARG_SHOULD_BE_SENT_BY_REF(fn, i)) {
			return true;
		}
	}
	return false;
}

enum ion_call ion_host_call_held(
	const struct ion_callable *callable, uint32_t argc, zval *argv, zval *ret, zend_object **thrown)
{
	zend_fcall_info_cache fcc = callable->fcc;
	const zend_function *fn = fcc.function_handler;
	zend_fcall_info fci = {
		.size = sizeof(fci),
		.retval = ret,
		.params = argv,
		.object = fcc.object,
		.param_count = fn != NULL ? call_arity(fn, argc) : argc,
	};
	ZVAL_UNDEF(ret);
	ZVAL_COPY_VALUE(&fci.function_name, &callable->target);
	if (fn != NULL && UNEXPECTED(takes_references(fn, fci.param_count))) {
		call_by_reference(&fci, &fcc);
	} else {
		zend_call_function(&fci, &fcc);
	}
	return ion_boundary_outcome(ret, thrown);
}

enum ion_call ion_host_call(
	const struct ion_callable *callable, uint32_t argc, zval *argv, zval *ret, zend_object **thrown)
{
	/* the callable may release itself while it runs */
	struct ion_callable held;
	enum ion_call outcome;
	ion_callable_copy(&held, callable);
	outcome = ion_host_call_held(&held, argc, argv, ret, thrown);
	ion_callable_release(&held);
	return outcome;
}

/* As zend_call_function() does, but that one copies the arguments. */
static void call_user_moving(const zend_fcall_info_cache *fcc, uint32_t argc, zval *argv, zval *ret)
{
	zend_function *fn = fcc->function_handler;
	bool has_this = fcc->object != NULL && !(fn->common.fn_flags & ZEND_ACC_STATIC);
	uint32_t info =
		ZEND_CALL_TOP_FUNCTION | ZEND_CALL_DYNAMIC | (has_this ? ZEND_CALL_HAS_THIS : 0);
	uint32_t jit_trace_num = EG(jit_trace_num);
	/* const from PHP 8.5 on */
	__typeof__(EG(fake_scope)) fake_scope = EG(fake_scope);
	zend_execute_data *frame = zend_vm_stack_push_call_frame(
		info, fn, argc, has_this ? (void *) fcc->object : (void *) fcc->called_scope);
	for (uint32_t i = 0; i < argc; i++) {
		zval *argument = ZEND_CALL_ARG(frame, i + 1);
		ZVAL_COPY_VALUE(argument, &argv[i]);
		if (ARG_SHOULD_BE_SENT_BY_REF(fn, i + 1)) {
			ZVAL_MAKE_REF(argument);
		}
	}
	if (fn->common.fn_flags & ZEND_ACC_CLOSURE) {
		GC_ADDREF(ZEND_CLOSURE_OBJECT(fn));
		ZEND_ADD_CALL_FLAG(
			frame, ZEND_CALL_CLOSURE |
					   (fn->common.fn_flags & ZEND_ACC_FAKE_CLOSURE ? ZEND_CALL_FAKE_CLOSURE : 0));
	}
	EG(fake_scope) = NULL;
	zend_init_func_execute_data(frame, &fn->op_array, ret);
	ZEND_OBSERVER_FCALL_BEGIN(frame);
	zend_execute_ex(frame);
	EG(jit_trace_num) = jit_trace_num;
	EG(fake_scope) = fake_scope;
	zend_vm_stack_free_call_frame(frame);
}

static void call_copying(
	const struct ion_callable *callable, uint32_t argc, zval *argv, HashTable *named, zval *ret)
{
	zend_fcall_info_cache fcc = callable->fcc;
	zend_fcall_info fci = {
		.size = sizeof(fci),
		.retval = ret,
		.params = argv,
		.object = fcc.object,
		.param_count = argc,
		.named_params = named,
	};
	if (fcc.function_handler != NULL && named == NULL) {
		fci.param_count = call_arity(fcc.function_handler, argc);
	}
	ZVAL_COPY_VALUE(&fci.function_name, &callable->target);
	zend_call_function(&fci, &fcc);
	for (uint32_t i = 0; i < argc; i++) {
		zval_ptr_dtor(&argv[i]);
	}
}

enum ion_call ion_host_call_moving(const struct ion_callable *callable, uint32_t argc, zval *argv,
	HashTable *named, zval *ret, zend_object **thrown)
{
	const zend_function *fn = callable->fcc.function_handler;
	ZVAL_UNDEF(ret);
	if (fn != NULL && fn->type == ZEND_USER_FUNCTION && named == NULL &&
		!(fn->common.fn_flags & (ZEND_ACC_DEPRECATED | ZEND_ACC_CALL_VIA_TRAMPOLINE))) {
		call_user_moving(&callable->fcc, argc, argv, ret);
	} else {
		call_copying(callable, argc, argv, named, ret);
	}
	return ion_boundary_outcome(ret, thrown);
}

enum ion_call ion_host_call_method(zend_object *object, zend_function *fn, uint32_t argc,
	zval *argv, zval *ret, zend_object **thrown)
{
	ZVAL_UNDEF(ret);
	zend_call_known_function(
		fn, object, object != NULL ? object->ce : fn->common.scope, ret, argc, argv, NULL);
	return ion_boundary_outcome(ret, thrown);
}

void ion_boundary_destroy_objects(bool (*is_parents)(const zend_object *object))
{
	/* what objects go by to know that everything ends */
	EG(flags) |= EG_FLAGS_OBJECT_STORE_NO_REUSE;
	/* asked for each time: a destructor may make more */
	for (uint32_t i = 1; i < EG(objects_store).top; i++) {
		zend_object *object = EG(objects_store).object_buckets[i];
		if (!IS_OBJ_VALID(object) || (OBJ_FLAGS(object) & IS_OBJ_DESTRUCTOR_CALLED) != 0 ||
			(object->ce->destructor == NULL &&
				object->handlers->dtor_obj == zend_objects_destroy_object) ||
			is_parents(object)) {
			continue;
		}
		GC_ADD_FLAGS(object, IS_OBJ_DESTRUCTOR_CALLED);
		GC_ADDREF(object);
		object->handlers->dtor_obj(object);
		GC_DELREF(object);
	}
}

void ion_boundary_call_internal(zend_function *fn, uint32_t argc, zval *argv, zval *ret)
{
	ZVAL_UNDEF(ret);
	zend_call_known_function(fn, NULL, NULL, ret, argc, argv, NULL);
	if (EG(exception) != NULL) {
		zend_clear_exception();
	}
}

enum ion_call ion_boundary_to_string(zval *value, zend_string **ret, zend_object **thrown)
{
	zval unused;
	ZVAL_NULL(&unused);
	*ret = zval_try_get_string(value);
	return ion_boundary_outcome(&unused, thrown);
}

enum ion_call ion_boundary_iterate(
	zend_object_iterator *iterator, bool is_first, zval *ret_value, zend_object **thrown)
{
	const zend_object_iterator_funcs *funcs = iterator->funcs;
	zval *current;
	ZVAL_UNDEF(ret_value);
	if (!is_first) {
		funcs->move_forward(iterator);
	} else if (funcs->rewind != NULL) {
		funcs->rewind(iterator);
	}
	if (!EG(exception) && funcs->valid(iterator) == SUCCESS && !EG(exception)) {
		current = funcs->get_current_data(iterator);
		if (current != NULL && !EG(exception)) {
			ZVAL_COPY_DEREF(ret_value, current);
		}
	}
	if (EXPECTED(EG(exception) == NULL)) {
		return ION_CALL_RETURNED;
	}
	return ion_boundary_outcome(ret_value, thrown);
}

static void report_to_handler(zend_object *exception)
{
	zend_object *thrown = NULL;
	struct ion_callable handler;
	zval argument, ret;
	ZVAL_OBJ(&argument, exception);
	ion_callable_copy(&handler, &ION_G(error_handler));
	switch (ion_host_call(&handler, 1, &argument, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			zval_ptr_dtor(&ret);
			break;
		case ION_CALL_THREW:
			zend_throw_exception_internal(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
	ion_callable_release(&handler);
}

static void report_as_warning(zend_object *exception, zend_string *file, uint32_t line)
{
	zend_class_entry *base =
		instanceof_function(exception->ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
	zval ret;
	zend_string *message = zval_get_string(
		zend_read_property_ex(base, exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &ret));
	if (file != NULL) {
		zend_error(E_WARNING, "Nobody handled the failure of a promise made in %s:%u: %s: %s",
			ZSTR_VAL(file), line, ZSTR_VAL(exception->ce->name), ZSTR_VAL(message));
	} else {
		zend_error(
			E_WARNING, "Nobody handled %s: %s", ZSTR_VAL(exception->ce->name), ZSTR_VAL(message));
	}
	zend_string_release(message);
	/* frameworks make an ErrorException of every warning: the failure itself has the trace */
	if (EG(exception) != NULL && !zend_is_unwind_exit(EG(exception)) &&
		!zend_is_graceful_exit(EG(exception))) {
		GC_ADDREF(exception);
		zend_exception_set_previous(EG(exception), exception);
	}
}

static void report(zend_object *exception, zend_string *file, uint32_t line)
{
	if (ion_callable_is_set(&ION_G(error_handler))) {
		report_to_handler(exception);
	} else {
		report_as_warning(exception, file, line);
	}
}

void ion_host_report_unhandled(zend_object *exception, zend_string *file, uint32_t line)
{
	zend_object *pending = EG(exception);
	const zend_execute_data *frame = EG(current_execute_data);
	const zend_op *opline_before;
	if (pending != NULL && (zend_is_unwind_exit(pending) || zend_is_graceful_exit(pending))) {
		return;
	}
	/* As zend_objects_destroy_object() does: while a frame is left by an exception, the current one
	 * is its caller already and does not know of the exception yet. */
	if (pending != NULL && frame != NULL && frame->func != NULL &&
		ZEND_USER_CODE(frame->func->common.type)) {
		zend_rethrow_exception(EG(current_execute_data));
	}
	opline_before = EG(opline_before_exception);
	EG(exception) = NULL;
	report(exception, file, line);
	if (pending == NULL) {
		return;
	}
	EG(opline_before_exception) = opline_before;
	if (EG(exception) != NULL && !zend_is_unwind_exit(EG(exception))) {
		zend_exception_set_previous(EG(exception), pending);
	} else if (EG(exception) == NULL) {
		EG(exception) = pending;
	} else {
		OBJ_RELEASE(pending);
	}
}
