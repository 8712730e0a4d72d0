/*
 * The life of a promise object: made, traced, freed; and the reactions that hang on it.
 *
 * Freeing uses no C stack per link: what a promise held is put on a list, and the outermost free
 * releases it. Chains are as long as users make them.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "promise/object.h"

#include "promise/host.h"
#include "promise/state.h"

zend_class_entry *ion_ce_promise;
zend_class_entry *ion_ce_resolvable_promise;
zend_class_entry *ion_ce_deferred;
zend_class_entry *ion_ce_sequence;

/* Set once at MINIT. */
static zend_object_handlers promise_handlers;
static int (*collect_cycles)(void);

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

/* --- releasing without recursion ----------------------------------------------------------- */

/*
 * On the heap: a destructor may longjmp over the release that is under way, and whoever adds to the
 * list later must not write into a dead stack. Each fiber has its own: PHP 8.4 lets destructors
 * suspend, and nobody else may wait until they go on. So has each run of the cycle collector: it
 * frees the memory of garbage in the end without looking at references, and nothing of it may be
 * left on a list that is older than the run.
 */
struct ion_drain {
	struct ion_drain *next;
	struct ion_drain **link;
	const zend_fiber *fiber; /* weak, for comparison only; NULL = none */
	bool is_collecting;
	zend_object **objects;
	uint32_t count;
	uint32_t capacity;
};

static void drain_add(struct ion_drain *drain, zend_object *object)
{
	if (drain->count == drain->capacity) {
		drain->capacity = drain->capacity != 0 ? drain->capacity * 2 : 8;
		drain->objects = safe_erealloc(drain->objects, drain->capacity, sizeof(*drain->objects), 0);
	}
	drain->objects[drain->count++] = object;
}

static void drain_add_zval(struct ion_drain *drain, zval *value)
{
	if (Z_TYPE_P(value) == IS_OBJECT) {
		drain_add(drain, Z_OBJ_P(value));
	} else {
		zval_ptr_dtor(value);
	}
	ZVAL_UNDEF(value);
}

static void drain_add_own(struct ion_drain *drain, struct ion_own *own)
{
	if (--own->refs == 0) {
		drain_add_zval(drain, &own->done.target);
		drain_add_zval(drain, &own->fail.target);
		efree(own);
	}
}

/* The list that the code which runs now adds to; NULL = none is open. */
static struct ion_drain *drain_find(void)
{
	const struct ion_promise_state *state = ion_host_promise_state();
	struct ion_drain *drain = state->drains;
	while (drain != NULL &&
		   (drain->fiber != EG(active_fiber) || drain->is_collecting != state->is_collecting)) {
		drain = drain->next;
	}
	return drain;
}

static struct ion_drain *drain_open(void)
{
	struct ion_promise_state *state = ion_host_promise_state();
	struct ion_drain *drain = ecalloc(1, sizeof(*drain));
	drain->fiber = EG(active_fiber);
	drain->is_collecting = state->is_collecting;
	drain->next = state->drains;
	drain->link = &state->drains;
	if (drain->next != NULL) {
		drain->next->link = &drain->next;
	}
	state->drains = drain;
	return drain;
}

static void drain_close(struct ion_drain *drain)
{
	while (drain->count > 0) {
		if (UNEXPECTED(EG(exception) != NULL)) {
			ion_host_clear_opline();
		}
		OBJ_RELEASE(drain->objects[--drain->count]);
	}
	*drain->link = drain->next;
	if (drain->next != NULL) {
		drain->next->link = drain->link;
	}
	if (drain->objects != NULL) {
		efree(drain->objects);
	}
	efree(drain);
}

static int collect_apart(void)
{
	struct ion_promise_state *state = ion_host_promise_state();
	bool was_collecting = state->is_collecting;
	int count;
	state->is_collecting = true;
	count = collect_cycles();
	state->is_collecting = was_collecting;
	return count;
}

/* Unlinks; what it held goes to the list. */
static void reaction_discard(struct ion_drain *drain, struct ion_reaction *reaction)
{
	zend_object *target = reaction->target;
	ion_list_remove(&reaction->node);
	reaction->source = NULL;
	reaction->target = NULL;
	switch (reaction->kind) {
		case ION_REACT_ADOPT:
		case ION_REACT_COROUTINE:
			if (ion_promise_from_obj(target)->parked == reaction) {
				ion_promise_from_obj(target)->parked = NULL;
			}
			break;
		case ION_REACT_RUN_END:
			ion_sequence_run_over(ion_promise_from_obj(target));
			break;
		default:
			break;
	}
	if (reaction->kind != ION_REACT_AWAIT) {
		zval_ptr_dtor(&reaction->key);
		efree(reaction);
	}
	drain_add(drain, target);
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
			reaction_discard(drain, reaction);
		}
	}
	if (promise->own != NULL) {
		drain_add_own(drain, promise->own);
		promise->own = NULL;
	}
	drain_add_zval(drain, &promise->result);
}

void ion_release_later(zend_object *object)
{
	struct ion_drain *drain = drain_find();
	if (drain != NULL) {
		drain_add(drain, object);
	} else {
		OBJ_RELEASE(object);
	}
}

void ion_release_value_later(zval *value)
{
	if (Z_TYPE_P(value) == IS_OBJECT) {
		ion_release_later(Z_OBJ_P(value));
	} else {
		zval_ptr_dtor(value);
	}
}

static bool is_simple(const struct ion_promise *promise)
{
	return ion_list_empty(&promise->reactions) && promise->own == NULL && promise->source == NULL &&
		   promise->sequence == NULL && Z_TYPE(promise->result) != IS_OBJECT;
}

static void release_all(struct ion_promise *promise)
{
	struct ion_drain *outer = drain_find();
	struct ion_drain *drain = outer != NULL ? outer : drain_open();
	release_members(promise, drain);
	ion_promise_drop_source(promise);
	if (promise->sequence != NULL) {
		ion_sequence_free(promise->sequence);
		promise->sequence = NULL;
	}
	if (drain != outer) {
		drain_close(drain);
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
	collect_cycles = gc_collect_cycles;
	gc_collect_cycles = collect_apart;
}

void ion_promise_handlers_release(void)
{
	/* one who took it after us, and is still there, has ours */
	if (gc_collect_cycles == collect_apart) {
		gc_collect_cycles = collect_cycles;
	}
}

/* --- reactions ----------------------------------------------------------------------------- */

void ion_reaction_attach(
	struct ion_promise *promise, struct ion_reaction *reaction, zend_object *target)
{
	reaction->source = &promise->std;
	reaction->target = target;
	reaction->is_queued = false;
	if (reaction->kind != ION_REACT_LISTEN || promise->sequence == NULL) {
		GC_ADDREF(target);
	}
	ion_list_push(&promise->reactions, &reaction->node);
	if (reaction->kind != ION_REACT_RUN_END) {
		promise->flags |= ION_PROMISE_HANDLED;
	}
	if (promise->sequence != NULL) {
		ion_sequence_update(promise);
	}
}

struct ion_reaction *ion_reaction_add(
	struct ion_promise *promise, enum ion_reaction_kind kind, zend_object *target)
{
	struct ion_reaction *reaction = emalloc(sizeof(*reaction));
	reaction->kind = kind;
	reaction->on_fire = NULL;
	ZVAL_UNDEF(&reaction->key);
	ion_reaction_attach(promise, reaction, target);
	return reaction;
}

void ion_reaction_drop(struct ion_reaction *reaction)
{
	zend_object *source = reaction->source;
	zend_object *target = reaction->target;
	bool is_listener = source != NULL && reaction->kind == ION_REACT_LISTEN &&
					   ion_promise_from_obj(source)->sequence != NULL;
	bool is_queued = reaction->is_queued;
	ion_list_remove(&reaction->node);
	reaction->source = NULL;
	reaction->target = NULL;
	if (reaction->kind == ION_REACT_ADOPT || reaction->kind == ION_REACT_COROUTINE) {
		if (ion_promise_from_obj(target)->parked == reaction) {
			ion_promise_from_obj(target)->parked = NULL;
		}
	} else if (reaction->kind == ION_REACT_RUN_END) {
		ion_sequence_run_over(ion_promise_from_obj(target));
	}
	if (reaction->kind != ION_REACT_AWAIT) {
		zval_ptr_dtor(&reaction->key);
		efree(reaction);
	}
	if (target != NULL && !is_listener) {
		OBJ_RELEASE(target);
	}
	if (source == NULL) {
		return;
	}
	if (is_queued) {
		OBJ_RELEASE(source);
	} else if (ion_promise_from_obj(source)->sequence != NULL) {
		ion_sequence_update(ion_promise_from_obj(source));
	}
}

static void pass_copy(struct ion_promise *to, const struct ion_reaction *reaction)
{
	enum ion_reaction_kind kind =
		reaction->kind == ION_REACT_CHILD ? ION_REACT_TEMPLATE : reaction->kind;
	ion_reaction_add(to, kind, reaction->target)->on_fire = reaction->on_fire;
}

static void pass_on(struct ion_promise *to, struct ion_reaction *reaction)
{
	ion_list_remove(&reaction->node);
	ion_list_push(&to->reactions, &reaction->node);
	reaction->source = &to->std;
	to->flags |= ION_PROMISE_HANDLED;
}

void ion_reactions_pass(struct ion_promise *from, struct ion_promise *to)
{
	struct ion_list *next;
	for (struct ion_list *node = from->reactions.next; node != &from->reactions; node = next) {
		struct ion_reaction *reaction = ION_LIST_ENTRY(node, struct ion_reaction, node);
		next = node->next;
		if (reaction->kind <= ION_REACT_LISTEN) {
			pass_copy(to, reaction);
		} else {
			pass_on(to, reaction);
		}
	}
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
