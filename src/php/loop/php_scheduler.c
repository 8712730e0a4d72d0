/*
 * Class ION\Internal\Scheduler: parse, call scheduler.c, return. The messages are those of Revolt.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_closures.h"
#include "zend_exceptions.h"

#include "php/loop/scheduler.h"

#include "base/clock.h"
#include "loop/io.h"
#include "os/fork.h"
#include "os/sigwatch.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/host.h"

#include "stubs/scheduler_arginfo.h"

static zend_object_handlers scheduler_handlers;

/* --- the object ---------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	struct ion_scheduler *scheduler = zend_object_alloc(sizeof(*scheduler), class_entry);
	memset(scheduler, 0, offsetof(struct ion_scheduler, std));
	zend_object_std_init(&scheduler->std, class_entry);
	object_properties_init(&scheduler->std, class_entry);
	scheduler->std.handlers = &scheduler_handlers;
	ion_scheduler_init(scheduler);
	return &scheduler->std;
}

static void free_obj(zend_object *object)
{
	struct ion_scheduler *scheduler = ion_scheduler_from_obj(object);
	bool is_own = ion_scheduler_close(scheduler);
	/* Before anything that may run a destructor: it ends the weak references, by which that could
	 * get hold of what is being freed. */
	zend_object_std_dtor(object);
	if (is_own) {
		ion_scheduler_release(scheduler);
	}
	if (scheduler->local_name != NULL) {
		zend_string_release(scheduler->local_name);
	}
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_scheduler *scheduler = ion_scheduler_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	struct ion_callback *callback;
	ZEND_HASH_FOREACH_PTR(&scheduler->callbacks, callback)
	{
		zend_get_gc_buffer_add_obj(buffer, callback->closure);
		zend_get_gc_buffer_add_zval(buffer, &callback->watch.subject);
	}
	ZEND_HASH_FOREACH_END();
	zend_get_gc_buffer_add_zval(buffer, &scheduler->due.closure);
	ion_microtasks_trace(&scheduler->microtasks, buffer);
	if (scheduler->idle != NULL) {
		zend_get_gc_buffer_add_obj(buffer, scheduler->idle);
	}
	if (scheduler->failure != NULL) {
		zend_get_gc_buffer_add_obj(buffer, scheduler->failure);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

static struct ion_scheduler *this_scheduler(zval *this_value)
{
	struct ion_scheduler *scheduler = ion_scheduler_from_obj(Z_OBJ_P(this_value));
	ion_scheduler_check(scheduler);
	return scheduler;
}

ZEND_METHOD(ION_Internal_Scheduler, __construct)
{
	zend_string *name;
	struct ion_scheduler *scheduler = this_scheduler(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if (scheduler->local_name == NULL) {
		scheduler->local_name = zend_string_tolower(name);
	}
}

/* --- running ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Internal_Scheduler, run)
{
	struct ion_scheduler *scheduler = this_scheduler(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();

	if (EG(active_fiber) != NULL && !scheduler->is_driving) {
		zend_throw_error(NULL, "Can't call %s::run() within a fiber (i.e., outside of {main})",
			ZSTR_VAL(scheduler->std.ce->name));
		RETURN_THROWS();
	}
	ion_scheduler_drive(scheduler);
}

ZEND_METHOD(ION_Internal_Scheduler, drive)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_scheduler_drive(this_scheduler(ZEND_THIS));
}

ZEND_METHOD(ION_Internal_Scheduler, stop)
{
	struct ion_scheduler *scheduler = this_scheduler(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();

	scheduler->is_stopped = true;
	if (!scheduler->is_driving && ion_boundary_loop_is_running()) {
		/* ION::dispatch(), an await() at top level or another driver turns the loop */
		ion_loop_stop(ION_G(loop));
	}
}

ZEND_METHOD(ION_Internal_Scheduler, isRunning)
{
	const struct ion_scheduler *scheduler = ion_scheduler_from_obj(Z_OBJ_P(ZEND_THIS));

	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(scheduler->is_driving && scheduler->generation == ion_fork_generation());
}

ZEND_METHOD(ION_Internal_Scheduler, resumeMain)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_scheduler_leave(this_scheduler(ZEND_THIS));
}

ZEND_METHOD(ION_Internal_Scheduler, raise)
{
	zend_object *exception;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(exception, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();

	GC_ADDREF(exception);
	ion_scheduler_raise(this_scheduler(ZEND_THIS), exception);
}

ZEND_METHOD(ION_Internal_Scheduler, generation)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_LONG((zend_long) this_scheduler(ZEND_THIS)->generation);
}

/* --- new callbacks ------------------------------------------------------------------------- */

ZEND_METHOD(ION_Internal_Scheduler, queue)
{
	zend_object *closure;
	uint32_t argc;
	zval *argv;
	HashTable *named;
	struct ion_scheduler *scheduler = this_scheduler(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_START(1, -1)
		Z_PARAM_OBJ_OF_CLASS(closure, zend_ce_closure)
		Z_PARAM_VARIADIC_WITH_NAMED(argv, argc, named)
	ZEND_PARSE_PARAMETERS_END();

	ion_microtasks_push(&scheduler->microtasks, closure, argc, argv, named);
	ion_scheduler_wake(scheduler);
}

static void return_begun(zval *return_value, struct ion_callback *callback)
{
	if (ion_callback_begin(callback)) {
		RETURN_STR_COPY(callback->id);
	}
}

ZEND_METHOD(ION_Internal_Scheduler, defer)
{
	zend_object *closure;
	struct ion_callback *callback;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	callback = ion_callback_new(this_scheduler(ZEND_THIS), "Defer", closure);
	ion_watch_init_defer(&callback->watch, &ion_callback_owner);
	return_begun(return_value, callback);
}

static void begin_time(INTERNAL_FUNCTION_PARAMETERS, const char *kind, const char *what)
{
	double seconds;
	zend_object *closure;
	struct ion_callback *callback;
	bool is_once = kind[0] == 'D';

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_DOUBLE(seconds)
		Z_PARAM_OBJ_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	/* not a number is neither */
	if (!(seconds >= 0)) {
		zend_throw_error(NULL, "%s must be greater than or equal to zero", what);
		RETURN_THROWS();
	}
	callback = ion_callback_new(this_scheduler(ZEND_THIS), kind, closure);
	ion_watch_init_time(
		&callback->watch, &ion_callback_owner, ion_clock_from_seconds(seconds), is_once);
	return_begun(return_value, callback);
}

ZEND_METHOD(ION_Internal_Scheduler, delay)
{
	begin_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, "Delay", "Delay");
}

ZEND_METHOD(ION_Internal_Scheduler, repeat)
{
	begin_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, "Repeat", "Interval");
}

static void begin_stream(INTERNAL_FUNCTION_PARAMETERS, const char *kind, unsigned events)
{
	zval *stream;
	zend_object *closure;
	struct ion_callback *callback;
	int fd;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ZVAL(stream)
		Z_PARAM_OBJ_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_watch_check_stream(stream, &fd)) {
		RETURN_THROWS();
	}
	callback = ion_callback_new(this_scheduler(ZEND_THIS), kind, closure);
	ion_watch_init_stream(&callback->watch, &ion_callback_owner, stream, fd, events);
	return_begun(return_value, callback);
}

ZEND_METHOD(ION_Internal_Scheduler, onReadable)
{
	begin_stream(INTERNAL_FUNCTION_PARAM_PASSTHRU, "Readable", ION_IO_READ);
}

ZEND_METHOD(ION_Internal_Scheduler, onWritable)
{
	begin_stream(INTERNAL_FUNCTION_PARAM_PASSTHRU, "Writable", ION_IO_WRITE);
}

ZEND_METHOD(ION_Internal_Scheduler, onSignal)
{
	zend_long number;
	zend_object *closure;
	struct ion_callback *callback;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_LONG(number)
		Z_PARAM_OBJ_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	if (number < 1 || number > INT_MAX || !ion_sigwatch_is_allowed((int) number)) {
		zend_throw_exception(ion_ce_runtime_exception, "a program cannot have it", 0);
		RETURN_THROWS();
	}
	callback = ion_callback_new(this_scheduler(ZEND_THIS), "Signal", closure);
	ion_watch_init_signal(&callback->watch, &ion_callback_owner, (int) number);
	return_begun(return_value, callback);
}

/* --- known callbacks ----------------------------------------------------------------------- */

static struct ion_callback *find(struct ion_scheduler *scheduler, zend_string *id)
{
	return zend_hash_find_ptr(&scheduler->callbacks, id);
}

static void throw_unknown(struct ion_scheduler *scheduler, zend_string *id)
{
	zend_function *unknown =
		zend_hash_str_find_ptr(&scheduler->std.ce->function_table, ZEND_STRL("unknown"));
	zend_object *thrown = NULL;
	zval argument, ret;
	ZVAL_STR(&argument, id);
	switch (ion_host_call_method(&scheduler->std, unknown, 1, &argument, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			zend_throw_exception_object(&ret);
			break;
		case ION_CALL_THREW:
			zend_throw_exception_internal(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
}

/* NULL with an exception. */
static struct ion_callback *find_or_throw(struct ion_scheduler *scheduler, zend_string *id)
{
	struct ion_callback *callback = find(scheduler, id);
	if (callback == NULL) {
		throw_unknown(scheduler, id);
	}
	return callback;
}

/* Sets `scheduler` and `id` from the call. */
#define PARSE_ID(scheduler, id) \
 ZEND_PARSE_PARAMETERS_START(1, 1) \
  Z_PARAM_STR(id) \
 ZEND_PARSE_PARAMETERS_END(); \
 scheduler = this_scheduler(ZEND_THIS)

ZEND_METHOD(ION_Internal_Scheduler, enable)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find_or_throw(scheduler, id);
	if (callback != NULL && !callback->is_enabled) {
		int fd = ion_watch_find_fd(&callback->watch);
		/* what was asked for it may have cancelled this one */
		callback = EG(exception) == NULL ? find_or_throw(scheduler, id) : NULL;
		if (callback != NULL) {
			ion_watch_set_fd(&callback->watch, fd);
		}
	}
	if (callback == NULL || !ion_callback_enable(callback)) {
		RETURN_THROWS();
	}
	RETURN_STR_COPY(id);
}

ZEND_METHOD(ION_Internal_Scheduler, disable)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find(scheduler, id);
	if (callback != NULL) {
		ion_callback_disable(callback);
	}
	RETURN_STR_COPY(id);
}

ZEND_METHOD(ION_Internal_Scheduler, cancel)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find(scheduler, id);
	if (callback != NULL) {
		ion_callback_cancel(callback);
	}
}

ZEND_METHOD(ION_Internal_Scheduler, reference)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find_or_throw(scheduler, id);
	if (callback == NULL) {
		RETURN_THROWS();
	}
	ion_callback_set_unreferenced(callback, false);
	RETURN_STR_COPY(id);
}

ZEND_METHOD(ION_Internal_Scheduler, unreference)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find(scheduler, id);
	if (callback != NULL) {
		ion_callback_set_unreferenced(callback, true);
	}
	RETURN_STR_COPY(id);
}

ZEND_METHOD(ION_Internal_Scheduler, isEnabled)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	const struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find_or_throw(scheduler, id);
	if (callback == NULL) {
		RETURN_THROWS();
	}
	RETURN_BOOL(callback->is_enabled);
}

ZEND_METHOD(ION_Internal_Scheduler, isReferenced)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	const struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find_or_throw(scheduler, id);
	if (callback == NULL) {
		RETURN_THROWS();
	}
	RETURN_BOOL(!callback->is_unreferenced);
}

ZEND_METHOD(ION_Internal_Scheduler, kindOf)
{
	zend_string *id;
	struct ion_scheduler *scheduler;
	const struct ion_callback *callback;

	PARSE_ID(scheduler, id);

	callback = find_or_throw(scheduler, id);
	if (callback == NULL) {
		RETURN_THROWS();
	}
	RETURN_STRING(callback->kind);
}

ZEND_METHOD(ION_Internal_Scheduler, getIdentifiers)
{
	struct ion_scheduler *scheduler = this_scheduler(ZEND_THIS);
	zend_string *id;

	ZEND_PARSE_PARAMETERS_NONE();

	array_init_size(return_value, zend_hash_num_elements(&scheduler->callbacks));
	ZEND_HASH_FOREACH_STR_KEY(&scheduler->callbacks, id)
	{
		add_next_index_str(return_value, zend_string_copy(id));
	}
	ZEND_HASH_FOREACH_END();
}

ZEND_METHOD(ION_Internal_Runner, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

void ion_scheduler_minit(void)
{
	zend_class_entry *ce_scheduler = register_class_ION_Internal_Scheduler();
	ce_scheduler->create_object = create;
	scheduler_handlers = *zend_get_std_object_handlers();
	scheduler_handlers.offset = offsetof(struct ion_scheduler, std);
	scheduler_handlers.free_obj = free_obj;
	scheduler_handlers.get_gc = get_gc;
	scheduler_handlers.clone_obj = NULL;
	ion_runner_minit(register_class_ION_Internal_Runner());
}
