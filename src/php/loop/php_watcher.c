/*
 * Class ION\Watcher: what all kinds have in common.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/loop/watcher.h"

#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "promise/object.h"

#include "stubs/watcher_arginfo.h"

static zend_class_entry *ce_watcher;
static zend_object_handlers watcher_handlers;

static inline struct ion_watcher *watcher_from_obj(const zend_object *object)
{
	return (struct ion_watcher *) ((char *) object - offsetof(struct ion_watcher, std));
}

/* --- the object ---------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	struct ion_watcher *watcher = zend_object_alloc(sizeof(*watcher), class_entry);
	zend_object_std_init(&watcher->std, class_entry);
	object_properties_init(&watcher->std, class_entry);
	ion_callable_init_empty(&watcher->callback);
	ZVAL_UNDEF(&watcher->watch.subject);
	watcher->is_cancelled = true;
	watcher->std.handlers = &watcher_handlers;
	return &watcher->std;
}

static void free_obj(zend_object *object)
{
	struct ion_watcher *watcher = watcher_from_obj(object);
	if (watcher->watch.kind != NULL) {
		ion_watch_stop(&watcher->watch);
		ion_watch_release(&watcher->watch);
	}
	/* it ends the weak references, by which the destructors below could get hold of this one */
	zend_object_std_dtor(object);
	ion_callable_release(&watcher->callback);
	zval_ptr_dtor(&watcher->watch.subject);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_watcher *watcher = watcher_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (ion_callable_is_set(&watcher->callback)) {
		zend_get_gc_buffer_add_zval(buffer, &watcher->callback.target);
	}
	if (!Z_ISUNDEF(watcher->watch.subject)) {
		zend_get_gc_buffer_add_zval(buffer, &watcher->watch.subject);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

/* --- its states ---------------------------------------------------------------------------- */

static bool is_enabled(const struct ion_watcher *watcher)
{
	return ion_hold_is_taken(&watcher->hold);
}

/* The caller holds the object. */
static void watcher_disable(struct ion_watcher *watcher)
{
	ion_request_check();
	if (watcher->watch.kind != NULL) {
		ion_watch_stop(&watcher->watch);
	}
	ion_hold_drop(&watcher->hold);
}

/* False with an exception. */
static bool watcher_enable(struct ion_watcher *watcher)
{
	/* in a forked child the hold is the parent's, and goes first */
	ion_request_check();
	if (is_enabled(watcher)) {
		return true;
	}
	watcher_disable(watcher);
	if (!ion_watch_start(&watcher->watch)) {
		return false;
	}
	ion_hold_take(&watcher->hold, &watcher->std);
	ion_hold_set_idle(&watcher->hold, watcher->is_unreferenced);
	return true;
}

static void watcher_cancel(struct ion_watcher *watcher)
{
	struct ion_callable callback = watcher->callback;
	zval subject;
	if (watcher->is_cancelled) {
		return;
	}
	GC_ADDREF(&watcher->std);
	watcher->is_cancelled = true;
	watcher_disable(watcher);
	ion_watch_release(&watcher->watch);
	ZVAL_COPY_VALUE(&subject, &watcher->watch.subject);
	ZVAL_UNDEF(&watcher->watch.subject);
	ion_callable_init_empty(&watcher->callback);
	OBJ_RELEASE(&watcher->std);
	/* last: these may run destructors */
	ion_callable_release(&callback);
	zval_ptr_dtor(&subject);
}

/* --- its callback -------------------------------------------------------------------------- */

void ion_watcher_failed(zend_object *exception)
{
	if (ion_callable_is_set(&ION_G(error_handler))) {
		ion_host_report_unhandled(exception, NULL, 0);
		OBJ_RELEASE(exception);
	} else {
		zend_throw_exception_internal(exception);
	}
}

static void call_coroutine(const struct ion_callable *callback, uint32_t argc, zval *argv)
{
	zend_object *promise = ion_promise_call(callback, argc, argv);
	if (promise != NULL) {
		OBJ_RELEASE(promise);
	}
}

static void call_function(const struct ion_callable *callback, uint32_t argc, zval *argv)
{
	zend_object *thrown = NULL;
	zval ret;
	switch (ion_host_call_held(callback, argc, argv, &ret, &thrown)) {
		case ION_CALL_RETURNED:
			zval_ptr_dtor(&ret);
			break;
		case ION_CALL_THREW:
			ion_watcher_failed(thrown);
			break;
		case ION_CALL_EXITED:
			break;
	}
}

static void run(void *arg)
{
	struct ion_watcher *watcher = arg;
	struct ion_callable callback;
	zval argv[2];
	uint32_t argc = 0;
	/* it may cancel itself, and with that let go of all of these */
	ion_callable_copy(&callback, &watcher->callback);
	if (!Z_ISUNDEF(watcher->watch.subject)) {
		ZVAL_COPY(&argv[argc++], &watcher->watch.subject);
	}
	ZVAL_OBJ_COPY(&argv[argc++], &watcher->std);
	if (watcher->watch.kind->is_once) {
		watcher_cancel(watcher);
	}
	if (ion_callable_is_generator(&callback)) {
		call_coroutine(&callback, argc, argv);
	} else {
		call_function(&callback, argc, argv);
	}
	ion_callable_release(&callback);
	while (argc > 0) {
		zval_ptr_dtor(&argv[--argc]);
	}
}

static struct ion_watcher *watcher_of(struct ion_watch *watch)
{
	return ION_CONTAINER_OF(watch, struct ion_watcher, watch);
}

static void on_due(struct ion_watch *watch)
{
	ion_boundary_from_loop(run, watcher_of(watch));
}

static void report_closed(void *arg)
{
	watcher_cancel(arg);
	ion_watcher_failed(ion_host_exception_new(ion_ce_invalid_usage_exception,
		"A stream was closed while it was watched: cancel (or disable) its watcher first"));
}

static void on_closed(struct ion_watch *watch)
{
	ion_boundary_from_loop(report_closed, watcher_of(watch));
}

static const struct ion_watch_owner owner = {
	.on_due = on_due,
	.on_closed = on_closed,
};

/* --- new ones ------------------------------------------------------------------------------ */

/* Without a kind. */
static struct ion_watcher *watcher_new(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = watcher_from_obj(create(ce_watcher));
	watcher->is_cancelled = false;
	ion_callable_init(&watcher->callback, fci, fcc);
	return watcher;
}

static struct ion_watcher *begin(struct ion_watcher *watcher)
{
	if (!watcher_enable(watcher)) {
		OBJ_RELEASE(&watcher->std);
		return NULL;
	}
	return watcher;
}

struct ion_watcher *ion_watcher_defer(const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = watcher_new(fci, fcc);
	ion_watch_init_defer(&watcher->watch, &owner);
	return begin(watcher);
}

struct ion_watcher *ion_watcher_time(
	int64_t period_ns, bool is_once, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = watcher_new(fci, fcc);
	ion_watch_init_time(&watcher->watch, &owner, period_ns, is_once);
	return begin(watcher);
}

struct ion_watcher *ion_watcher_stream(
	zval *subject, unsigned events, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher;
	int fd;
	if (!ion_watch_check_stream(subject, &fd)) {
		return NULL;
	}
	watcher = watcher_new(fci, fcc);
	ion_watch_init_stream(&watcher->watch, &owner, subject, fd, events);
	return begin(watcher);
}

struct ion_watcher *ion_watcher_signal(
	int number, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	struct ion_watcher *watcher = watcher_new(fci, fcc);
	ion_watch_init_signal(&watcher->watch, &owner, number);
	return begin(watcher);
}

/* --- methods ------------------------------------------------------------------------------- */

static struct ion_watcher *this_watcher(zval *this_value)
{
	return watcher_from_obj(Z_OBJ_P(this_value));
}

ZEND_METHOD(ION_Watcher, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

/* False with an exception. */
static bool watcher_enable_again(struct ion_watcher *watcher)
{
	int fd = -1;
	ion_request_check();
	if (is_enabled(watcher)) {
		return true;
	}
	if (!watcher->is_cancelled) {
		fd = ion_watch_find_fd(&watcher->watch);
	}
	if (EG(exception) != NULL) {
		return false;
	}
	if (watcher->is_cancelled) {
		zend_throw_exception(ion_ce_invalid_usage_exception,
			"A watcher that was cancelled, or whose one call was made, cannot be enabled again", 0);
		return false;
	}
	ion_watch_set_fd(&watcher->watch, fd);
	return watcher_enable(watcher);
}

ZEND_METHOD(ION_Watcher, enable)
{
	struct ion_watcher *watcher = this_watcher(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();

	if (!watcher_enable_again(watcher)) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Watcher, disable)
{
	ZEND_PARSE_PARAMETERS_NONE();

	watcher_disable(this_watcher(ZEND_THIS));
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Watcher, cancel)
{
	ZEND_PARSE_PARAMETERS_NONE();

	watcher_cancel(this_watcher(ZEND_THIS));
}

static void set_unreferenced(struct ion_watcher *watcher, bool is_unreferenced)
{
	ion_request_check();
	watcher->is_unreferenced = is_unreferenced;
	if (watcher->watch.kind != NULL) {
		ion_watch_set_unreferenced(&watcher->watch, is_unreferenced);
	}
	ion_hold_set_idle(&watcher->hold, is_unreferenced);
}

ZEND_METHOD(ION_Watcher, reference)
{
	ZEND_PARSE_PARAMETERS_NONE();

	set_unreferenced(this_watcher(ZEND_THIS), false);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Watcher, unreference)
{
	ZEND_PARSE_PARAMETERS_NONE();

	set_unreferenced(this_watcher(ZEND_THIS), true);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Watcher, isEnabled)
{
	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	RETURN_BOOL(is_enabled(this_watcher(ZEND_THIS)));
}

ZEND_METHOD(ION_Watcher, isReferenced)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(!this_watcher(ZEND_THIS)->is_unreferenced);
}

void ion_watcher_minit(void)
{
	ce_watcher = register_class_ION_Watcher();
	ce_watcher->create_object = create;
	watcher_handlers = *zend_get_std_object_handlers();
	watcher_handlers.offset = offsetof(struct ion_watcher, std);
	watcher_handlers.free_obj = free_obj;
	watcher_handlers.get_gc = get_gc;
	watcher_handlers.clone_obj = NULL;
}
