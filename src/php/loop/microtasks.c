/*
 * See microtasks.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/loop/microtasks.h"

#define CAPACITY_MIN 16
/* A larger ring is given back when it is empty. */
#define CAPACITY_KEPT 1024

static struct ion_microtask *at(struct ion_microtasks *tasks, uint32_t index)
{
	return &tasks->items[(tasks->first + index) & (tasks->capacity - 1)];
}

static void grow(struct ion_microtasks *tasks)
{
	uint32_t capacity = tasks->capacity > 0 ? tasks->capacity * 2 : CAPACITY_MIN;
	struct ion_microtask *items = safe_emalloc(capacity, sizeof(*items), 0);
	for (uint32_t i = 0; i < tasks->count; i++) {
		items[i] = *at(tasks, i);
	}
	if (tasks->items != NULL) {
		efree(tasks->items);
	}
	tasks->items = items;
	tasks->capacity = capacity;
	tasks->first = 0;
}

void ion_microtasks_push(
	struct ion_microtasks *tasks, zend_object *closure, uint32_t argc, zval *argv, HashTable *named)
{
	struct ion_microtask *task;
	zval *many = NULL;
	zval *copies;
	/* first what may end in the fatal error of the memory limit */
	if (argc > ION_MICROTASK_INLINE) {
		many = safe_emalloc(argc, sizeof(zval), 0);
	}
	if (tasks->count == tasks->capacity) {
		grow(tasks);
	}
	task = at(tasks, tasks->count++);
	task->closure = closure;
	GC_ADDREF(closure);
	task->argc = argc;
	if (many != NULL) {
		task->many = many;
	}
	copies = ion_microtask_argv(task);
	for (uint32_t i = 0; i < argc; i++) {
		ZVAL_COPY_DEREF(&copies[i], &argv[i]);
	}
	task->named = named;
	if (named != NULL) {
		GC_TRY_ADDREF(named);
	}
}

struct ion_microtask ion_microtasks_shift(struct ion_microtasks *tasks)
{
	struct ion_microtask task = *at(tasks, 0);
	tasks->count--;
	tasks->first = (tasks->first + 1) & (tasks->capacity - 1);
	if (UNEXPECTED(tasks->count == 0 && tasks->capacity > CAPACITY_KEPT)) {
		efree(tasks->items);
		*tasks = (struct ion_microtasks){.items = NULL};
	}
	return task;
}

static void task_release(struct ion_microtask *task)
{
	zval *argv = ion_microtask_argv(task);
	for (uint32_t i = 0; i < task->argc; i++) {
		zval_ptr_dtor(&argv[i]);
	}
	if (task->argc > ION_MICROTASK_INLINE) {
		efree(argv);
	}
	if (task->named != NULL) {
		zend_array_release(task->named);
	}
	OBJ_RELEASE(task->closure);
}

void ion_microtasks_release(struct ion_microtasks *tasks)
{
	while (tasks->count > 0) {
		struct ion_microtask task = ion_microtasks_shift(tasks);
		task_release(&task);
	}
	if (tasks->items != NULL) {
		efree(tasks->items);
	}
	*tasks = (struct ion_microtasks){.items = NULL};
}

void ion_microtasks_trace(struct ion_microtasks *tasks, zend_get_gc_buffer *buffer)
{
	for (uint32_t i = 0; i < tasks->count; i++) {
		struct ion_microtask *task = at(tasks, i);
		zval *argv = ion_microtask_argv(task);
		zend_get_gc_buffer_add_obj(buffer, task->closure);
		for (uint32_t j = 0; j < task->argc; j++) {
			zend_get_gc_buffer_add_zval(buffer, &argv[j]);
		}
		if (task->named != NULL) {
			zval named;
			ZVAL_ARR(&named, task->named);
			zend_get_gc_buffer_add_zval(buffer, &named);
		}
	}
}
