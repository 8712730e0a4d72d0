/*
 * The life of a promise object: made, traced, freed.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "promise/object.h"

#include "promise/drain.h"
#include "promise/host.h"
#include "promise/state.h"

zend_class_entry *ion_ce_promise;
zend_class_entry *ion_ce_resolvable_promise;
zend_class_entry *ion_ce_deferred;
zend_class_entry *ion_ce_sequence;

/* Set once at MINIT. */
static zend_object_handlers promise_handlers;

static const char *const state_names[] = {
#define STATE_NAME(id, name) name,
	ION_PROMISE_STATES(STATE_NAME)
#undef STATE_NAME
};

const char *ion_promise_state_name(const struct ion_promise *promise)
{
	return state_names[promise->status];
}

struct ion_promise *ion_promise_from_zval(zval *value)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_OBJECT || Z_OBJ_HT_P(value) != &promise_handlers) {
		return NULL;
	}
	return ion_promise_from_obj(Z_OBJ_P(value));
}

void ion_misuse(const char *format, ...)
{
	va_list args;
	zend_string *message;
	va_start(args, format);
	message = zend_vstrpprintf(0, format, args);
	va_end(args);
	zend_throw_exception(ion_ce_invalid_usage_exception, ZSTR_VAL(message), 0);
	zend_string_release(message);
}

/* --- making -------------------------------------------------------------------------------- */

zend_object *ion_promise_create(zend_class_entry *class_entry)
{
	struct ion_promise *promise = zend_object_alloc(sizeof(*promise), class_entry);
	zend_string *file = zend_get_executed_filename_ex();
	zend_object_std_init(&promise->std, class_entry);
	object_properties_init(&promise->std, class_entry);
	promise->std.handlers = &promise_handlers;
	promise->file = file != NULL ? zend_string_copy(file) : NULL;
	promise->line = zend_get_executed_lineno();
	promise->epoch = ion_host_promise_state()->epoch;
	ion_list_init(&promise->reactions);
	if (instanceof_function(class_entry, ion_ce_sequence)) {
		promise->flags = ION_PROMISE_SEQUENCE;
		promise->sequence = ecalloc(1, sizeof(*promise->sequence));
	}
	return &promise->std;
}

struct ion_promise *ion_promise_new(zend_class_entry *class_entry, uint16_t flags)
{
	struct ion_promise *promise = ion_promise_from_obj(ion_promise_create(class_entry));
	promise->flags |= flags | ION_PROMISE_INTERNAL | ION_PROMISE_CONSTRUCTED;
	return promise;
}

void ion_promise_set_own(struct ion_promise *promise, const struct ion_callable *done,
	const struct ion_callable *fail, bool is_finally)
{
	struct ion_own *own;
	if (!ion_callable_is_set(done) && !ion_callable_is_set(fail)) {
		return;
	}
	own = emalloc(sizeof(*own));
	own->refs = 1;
	own->is_finally = is_finally;
	ion_callable_copy(&own->done, done);
	ion_callable_copy(&own->fail, fail);
	if (ion_callable_is_set(done)) {
		ion_route_init(&own->done_route, done);
	}
	if (ion_callable_is_set(fail)) {
		ion_route_init(&own->fail_route, fail);
	}
	promise->own = own;
}

void ion_own_unref(struct ion_own *own)
{
	if (--own->refs == 0) {
		ion_callable_release(&own->done);
		ion_callable_release(&own->fail);
		efree(own);
	}
}

struct ion_source *ion_promise_source(struct ion_promise *promise)
{
	if (promise->source == NULL) {
		promise->source = ecalloc(1, sizeof(*promise->source));
	}
	return promise->source;
}

/* --- freeing ------------------------------------------------------------------------------- */

static void drain_add_own(struct ion_drain *drain, struct ion_own *own)
{
	if (--own->refs == 0) {
		ion_drain_add_value(drain, &own->done.target);
		ion_drain_add_value(drain, &own->fail.target);
		efree(own);
	}
}

static void release_members(struct ion_promise *promise, struct ion_drain *drain)
{
	while (!ion_list_empty(&promise->reactions)) {
		struct ion_reaction *reaction =
			ION_LIST_ENTRY(promise->reactions.next, struct ion_reaction, node);
		if (reaction->kind == ION_REACT_LISTEN && promise->sequence != NULL) {
			/* the iterator holds the sequence, so it is being freed too and unlinks itself */
			ion_list_remove(&reaction->node);
			reaction->source = NULL;
		} else {
			ion_reaction_discard(reaction, drain);
		}
	}
	if (promise->own != NULL) {
		drain_add_own(drain, promise->own);
		promise->own = NULL;
	}
	ion_drain_add_value(drain, &promise->result);
}

static bool is_simple(const struct ion_promise *promise)
{
	return ion_list_empty(&promise->reactions) && promise->own == NULL && promise->source == NULL &&
		   promise->sequence == NULL && Z_TYPE(promise->result) != IS_OBJECT;
}

static void release_all(struct ion_promise *promise)
{
	struct ion_drain *outer = ion_drain_find();
	struct ion_drain *drain = outer != NULL ? outer : ion_drain_open();
	release_members(promise, drain);
	ion_promise_drop_source(promise);
	if (promise->sequence != NULL) {
		ion_sequence_free(promise->sequence);
		promise->sequence = NULL;
	}
	if (drain != outer) {
		ion_drain_close(drain);
	}
}

/* --- handlers of the object ---------------------------------------------------------------- */

static bool is_lost(const struct ion_promise *promise)
{
	if (promise->status < ION_PROMISE_FAILED || (promise->flags & ION_PROMISE_HANDLED) != 0) {
		return false;
	}
	/* who cancels knows; who is too late may not */
	return promise->status == ION_PROMISE_FAILED ||
		   instanceof_function(Z_OBJCE(promise->result), ion_ce_timeout_exception);
}

static void promise_dtor(zend_object *object)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	if (UNEXPECTED(ion_promise_is_inherited(promise))) {
		/* what it would release is the parent's: it stays */
		GC_ADDREF(object);
		return;
	}
	zend_objects_destroy_object(object);
	if (promise->sequence != NULL) {
		ion_sequence_destroyed(promise);
	}
	if (UNEXPECTED(is_lost(promise))) {
		promise->flags |= ION_PROMISE_HANDLED;
		ion_host_report_unhandled(Z_OBJ(promise->result), promise->file, promise->line);
	}
}

bool ion_promise_is_family(const zend_object *object)
{
	return object->handlers == &promise_handlers;
}

bool ion_promise_is_parents(const zend_object *object)
{
	return ion_promise_is_inherited(ion_promise_from_obj(object));
}

static void promise_free(zend_object *object)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(&promise->std);
	if (is_simple(promise)) {
		zval_ptr_dtor(&promise->result);
	} else {
		release_all(promise);
	}
	if (promise->file != NULL) {
		zend_string_release(promise->file);
	}
	if (promise->name != NULL) {
		zend_string_release(promise->name);
	}
}

static void trace_reactions(struct ion_promise *promise, zend_get_gc_buffer *buffer)
{
	ion_list_foreach (node, &promise->reactions) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		if (reaction->kind != ION_REACT_LISTEN || promise->sequence == NULL) {
			zend_get_gc_buffer_add_obj(buffer, reaction->target);
		}
	}
}

static void trace_source(struct ion_source *source, zend_get_gc_buffer *buffer)
{
	if (source->generator != NULL) {
		zend_get_gc_buffer_add_obj(buffer, source->generator);
	}
	if (source->cancel_reason != NULL) {
		zend_get_gc_buffer_add_obj(buffer, source->cancel_reason);
	}
	zend_get_gc_buffer_add_zval(buffer, &source->canceller.target);
	if (source->ops != NULL && source->ops->trace != NULL) {
		source->ops->trace(source->op, buffer);
	}
}

static void trace_sequence(struct ion_sequence *part, zend_get_gc_buffer *buffer)
{
	zend_get_gc_buffer_add_zval(buffer, &part->release.target);
	if (part->ops != NULL && part->ops->trace != NULL) {
		part->ops->trace(part->op, buffer);
	}
}

static HashTable *promise_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_promise *promise = ion_promise_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	/* not the table of properties: that would be built for every promise the collector meets */
	zval *declared;
	int declared_count;
	HashTable *dynamic = zend_std_get_gc(object, &declared, &declared_count);
	for (int i = 0; i < declared_count; i++) {
		zend_get_gc_buffer_add_zval(buffer, &declared[i]);
	}
	zend_get_gc_buffer_add_zval(buffer, &promise->result);
	/* shared ones have more than one owner and one reference: nobody reports them */
	if (promise->own != NULL && promise->own->refs == 1) {
		zend_get_gc_buffer_add_zval(buffer, &promise->own->done.target);
		zend_get_gc_buffer_add_zval(buffer, &promise->own->fail.target);
	}
	trace_reactions(promise, buffer);
	if (promise->source != NULL) {
		trace_source(promise->source, buffer);
	}
	if (promise->sequence != NULL) {
		trace_sequence(promise->sequence, buffer);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return dynamic;
}

void ion_promise_handlers_init(void)
{
	memcpy(&promise_handlers, &std_object_handlers, sizeof(promise_handlers));
	promise_handlers.offset = offsetof(struct ion_promise, std);
	promise_handlers.dtor_obj = promise_dtor;
	promise_handlers.free_obj = promise_free;
	promise_handlers.get_gc = promise_get_gc;
	promise_handlers.clone_obj = ion_promise_clone;
	/* == is identity: two promises with the same properties are not the same */
	promise_handlers.compare = zend_objects_not_comparable;
	ion_drain_init();
}

void ion_promise_handlers_release(void)
{
	ion_drain_restore();
}

/* --- the end of a source ------------------------------------------------------------------- */

void ion_promise_drop_source(struct ion_promise *promise)
{
	struct ion_source *source = promise->source;
	if (source == NULL) {
		return;
	}
	promise->source = NULL;
	if (source->timeout != NULL) {
		ion_host_timeout_free(source->timeout);
	}
	if (source->ops != NULL && source->ops->release != NULL) {
		source->ops->release(source->op);
	}
	ion_release_value_later(&source->canceller.target);
	if (source->cancel_reason != NULL) {
		ion_release_later(source->cancel_reason);
	}
	if (source->generator != NULL) {
		ion_release_later(source->generator);
	}
	efree(source);
}
