/*
 * See drain.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"

#include "promise/drain.h"

#include "promise/host.h"
#include "promise/object.h"
#include "promise/state.h"

/* Set once at MINIT. */
static int (*collect_cycles)(void);

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

void ion_drain_add(struct ion_drain *drain, zend_object *object)
{
	if (drain->count == drain->capacity) {
		drain->capacity = drain->capacity != 0 ? drain->capacity * 2 : 8;
		drain->objects = safe_erealloc(drain->objects, drain->capacity, sizeof(*drain->objects), 0);
	}
	drain->objects[drain->count++] = object;
}

void ion_drain_add_value(struct ion_drain *drain, zval *value)
{
	if (Z_TYPE_P(value) == IS_OBJECT) {
		ion_drain_add(drain, Z_OBJ_P(value));
	} else {
		zval_ptr_dtor(value);
	}
	ZVAL_UNDEF(value);
}

struct ion_drain *ion_drain_find(void)
{
	const struct ion_promise_state *state = ion_host_promise_state();
	struct ion_drain *drain = state->drains;
	while (drain != NULL &&
		   (drain->fiber != EG(active_fiber) || drain->is_collecting != state->is_collecting)) {
		drain = drain->next;
	}
	return drain;
}

struct ion_drain *ion_drain_open(void)
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

void ion_drain_close(struct ion_drain *drain)
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

void ion_release_later(zend_object *object)
{
	struct ion_drain *drain = ion_drain_find();
	if (drain != NULL) {
		ion_drain_add(drain, object);
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

/* --- the cycle collector ------------------------------------------------------------------- */

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

void ion_drain_init(void)
{
	collect_cycles = gc_collect_cycles;
	gc_collect_cycles = collect_apart;
}

void ion_drain_restore(void)
{
	/* one who took it after us, and is still there, has ours */
	if (gc_collect_cycles == collect_apart) {
		gc_collect_cycles = collect_cycles;
	}
}
