/*
 * Class ION\Process\Manager: a collection of processes, children and others alike. It owns its
 * members and knows nothing that they do not know themselves.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_interfaces.h"

#include "php/foreign/php_foreign.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>

#include "php/child/child.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "php/foreign/foreign.h"
#include "proc/proc.h"
#include "promise/object.h"

#include "stubs/manager_arginfo.h"

struct manager {
	HashTable members; /* owned: object handle => ChildProcess or ForeignProcess */
	zend_object std;
};

static zend_object_handlers handlers;

static struct manager *from_obj(const zend_object *object)
{
	return (struct manager *) ((char *) object - offsetof(struct manager, std));
}

static HashTable *members_of(const zval *this_zv)
{
	return &from_obj(Z_OBJ_P(this_zv))->members;
}

/* --- one member ---------------------------------------------------------------------------- */

static bool is_child(const zval *member)
{
	return Z_OBJCE_P(member) == ion_ce_child_process ||
		   instanceof_function(Z_OBJCE_P(member), ion_ce_child_process);
}

static pid_t member_pid(const zval *member)
{
	return is_child(member) ? ion_child_from_obj(Z_OBJ_P(member))->pid
							: ion_foreign_from_obj(Z_OBJ_P(member))->pid;
}

static bool member_is_alive(const zval *member)
{
	return is_child(member) ? ion_child_from_obj(Z_OBJ_P(member))->proc != NULL
							: ion_foreign_is_alive(ion_foreign_from_obj(Z_OBJ_P(member)));
}

/* 0 or -errno. */
static int member_kill(const zval *member, int signal)
{
	if (is_child(member)) {
		struct ion_proc *proc = ion_child_from_obj(Z_OBJ_P(member))->proc;
		return proc != NULL ? ion_proc_kill(proc, signal) : -ESRCH;
	}
	return ion_foreign_kill(ion_foreign_from_obj(Z_OBJ_P(member)), signal);
}

/* One reference; NULL for a child of the parent's, seen in a copy. */
static zend_object *member_promise(const zval *member)
{
	struct ion_child *child;
	if (!is_child(member)) {
		return ion_foreign_promise(ion_foreign_from_obj(Z_OBJ_P(member)));
	}
	child = ion_child_from_obj(Z_OBJ_P(member));
	return ion_child_is_inherited(child) ? NULL : ion_child_promise(child, ION_CHILD_ON_EXIT);
}

/* --- finding ------------------------------------------------------------------------------- */

/* The one that lives, else the latest that had the number. */
static zval *find_pid(HashTable *members, zend_long pid)
{
	zval *found = NULL, *member;
	if (pid < 1) {
		return NULL;
	}
	ZEND_HASH_FOREACH_VAL (members, member) {
		if (member_pid(member) == pid) {
			found = member;
			if (member_is_alive(member)) {
				break;
			}
		}
	}
	ZEND_HASH_FOREACH_END();
	return found;
}

/* A process by its number: a member, an own child, or whoever it is. One reference; NULL with an
 * exception. */
static zend_object *process_of(HashTable *members, zend_long pid)
{
	zval *known = find_pid(members, pid);
	if (known != NULL && member_is_alive(known)) {
		GC_ADDREF(Z_OBJ_P(known));
		return Z_OBJ_P(known);
	}
	ion_request_check();
	known =
		ION_G(family).children != NULL ? zend_hash_index_find(ION_G(family).children, pid) : NULL;
	if (known != NULL) {
		GC_ADDREF(Z_OBJ_P(known));
		return Z_OBJ_P(known);
	}
	return ion_foreign_new((pid_t) pid);
}

/* A process by object (borrowed) or by number. False with an exception. */
static bool arg_process(zval *arg, zend_object **ret_object, zend_long *ret_pid)
{
	*ret_object = NULL;
	if (Z_TYPE_P(arg) == IS_OBJECT &&
		(Z_OBJCE_P(arg) == ion_ce_foreign_process ||
			instanceof_function(Z_OBJCE_P(arg), ion_ce_child_process))) {
		*ret_object = Z_OBJ_P(arg);
		return true;
	}
	if (Z_TYPE_P(arg) != IS_OBJECT && zend_parse_arg_long(arg, ret_pid, NULL, false, 1)) {
		return true;
	}
	if (EG(exception) == NULL) {
		zend_argument_type_error(1,
			"must be of type ION\\Process\\ChildProcess|ION\\Process\\ForeignProcess|int, %s given",
			zend_zval_type_name(arg));
	}
	return false;
}

ZEND_METHOD(ION_Process_Manager, add)
{
	HashTable *members = members_of(ZEND_THIS);
	zend_object *object;
	zend_long pid = 0;
	zval *process, member;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(process)
	ZEND_PARSE_PARAMETERS_END();

	if (!arg_process(process, &object, &pid)) {
		RETURN_THROWS();
	}
	if (object != NULL) {
		GC_ADDREF(object);
	} else if (pid < 1 || pid > INT_MAX) {
		zend_argument_value_error(1, "must be the pid of a process, at least 1");
		RETURN_THROWS();
	} else {
		object = process_of(members, pid);
		if (object == NULL) {
			RETURN_THROWS();
		}
	}
	ZVAL_OBJ(&member, object);
	if (zend_hash_index_add(members, object->handle, &member) != NULL) {
		GC_ADDREF(object);
	}
	RETURN_OBJ(object);
}

ZEND_METHOD(ION_Process_Manager, get)
{
	zend_long pid;
	zval *member;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(pid)
	ZEND_PARSE_PARAMETERS_END();

	member = find_pid(members_of(ZEND_THIS), pid);
	if (member == NULL) {
		RETURN_NULL();
	}
	RETURN_COPY(member);
}

ZEND_METHOD(ION_Process_Manager, remove)
{
	HashTable *members = members_of(ZEND_THIS);
	zend_object *object;
	zend_long pid = 0;
	zval *process, *member;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(process)
	ZEND_PARSE_PARAMETERS_END();

	if (!arg_process(process, &object, &pid)) {
		RETURN_THROWS();
	}
	if (object != NULL) {
		RETURN_BOOL(zend_hash_index_del(members, object->handle) == SUCCESS);
	}
	member = find_pid(members, pid);
	RETURN_BOOL(member != NULL && zend_hash_index_del(members, Z_OBJ_P(member)->handle) == SUCCESS);
}

ZEND_METHOD(ION_Process_Manager, clear)
{
	HashTable *members = members_of(ZEND_THIS);
	HashTable old = *members;
	ZEND_PARSE_PARAMETERS_NONE();
	/* moved aside: freeing a member may run user code */
	zend_hash_init(members, 8, NULL, ZVAL_PTR_DTOR, 0);
	zend_hash_destroy(&old);
}

ZEND_METHOD(ION_Process_Manager, count)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(zend_hash_num_elements(members_of(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_Manager, getPids)
{
	zval *member;
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	ZEND_HASH_FOREACH_VAL (members_of(ZEND_THIS), member) {
		if (member_is_alive(member)) {
			add_next_index_long(return_value, member_pid(member));
		}
	}
	ZEND_HASH_FOREACH_END();
}

/* --- all of them --------------------------------------------------------------------------- */

static zend_long signal_all(HashTable *members, int signal)
{
	zend_long count = 0;
	zval *member;
	ZEND_HASH_FOREACH_VAL (members, member) {
		count += member_kill(member, signal) == 0;
	}
	ZEND_HASH_FOREACH_END();
	return count;
}

ZEND_METHOD(ION_Process_Manager, signalAll)
{
	zend_string *name = NULL;
	zend_long number = SIGTERM;
	int signal = 0;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!ion_arg_signal(name, number, 1, &signal)) {
		RETURN_THROWS();
	}
	RETURN_LONG(signal_all(members_of(ZEND_THIS), signal));
}

ZEND_METHOD(ION_Process_Manager, killAll)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(signal_all(members_of(ZEND_THIS), SIGKILL));
}

ZEND_METHOD(ION_Process_Manager, whenAllExit)
{
	HashTable promises;
	zend_object *all;
	zval *member, value;
	ZEND_PARSE_PARAMETERS_NONE();

	zend_hash_init(&promises, 8, NULL, ZVAL_PTR_DTOR, 0);
	ZEND_HASH_FOREACH_VAL (members_of(ZEND_THIS), member) {
		zend_object *promise = member_promise(member);
		if (promise != NULL) {
			ZVAL_OBJ(&value, promise);
			zend_hash_next_index_insert(&promises, &value);
		}
	}
	ZEND_HASH_FOREACH_END();
	all = ion_promise_combine(ION_COMBINE_SETTLE, &promises);
	zend_hash_destroy(&promises);
	if (all == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(all);
}

/* --- iteration: over those that are members when it begins --------------------------------- */

struct manager_iterator {
	zend_object_iterator std;
	HashTable *members; /* owned: a copy */
	HashPosition at;
	zend_long key;
};

static void iterator_dtor(zend_object_iterator *object)
{
	zend_array_release(((struct manager_iterator *) object)->members);
	zval_ptr_dtor(&object->data);
}

static int iterator_valid(zend_object_iterator *object)
{
	struct manager_iterator *iterator = (struct manager_iterator *) object;
	return zend_hash_has_more_elements_ex(iterator->members, &iterator->at);
}

static zval *iterator_current(zend_object_iterator *object)
{
	struct manager_iterator *iterator = (struct manager_iterator *) object;
	return zend_hash_get_current_data_ex(iterator->members, &iterator->at);
}

static void iterator_key(zend_object_iterator *object, zval *key)
{
	ZVAL_LONG(key, ((struct manager_iterator *) object)->key);
}

static void iterator_forward(zend_object_iterator *object)
{
	struct manager_iterator *iterator = (struct manager_iterator *) object;
	zend_hash_move_forward_ex(iterator->members, &iterator->at);
	iterator->key++;
}

static void iterator_rewind(zend_object_iterator *object)
{
	struct manager_iterator *iterator = (struct manager_iterator *) object;
	zend_hash_internal_pointer_reset_ex(iterator->members, &iterator->at);
	iterator->key = 0;
}

static const zend_object_iterator_funcs iterator_funcs = {
	.dtor = iterator_dtor,
	.valid = iterator_valid,
	.get_current_data = iterator_current,
	.get_current_key = iterator_key,
	.move_forward = iterator_forward,
	.rewind = iterator_rewind,
};

static zend_object_iterator *get_iterator(zend_class_entry *class_entry, zval *object, int by_ref)
{
	struct manager_iterator *iterator;
	(void) class_entry;
	if (by_ref) {
		zend_throw_error(NULL, "An iterator cannot be used with foreach by reference");
		return NULL;
	}
	iterator = ecalloc(1, sizeof(*iterator));
	zend_iterator_init(&iterator->std);
	iterator->std.funcs = &iterator_funcs;
	ZVAL_OBJ_COPY(&iterator->std.data, Z_OBJ_P(object));
	iterator->members = zend_array_dup(members_of(object));
	return &iterator->std;
}

ZEND_METHOD(ION_Process_Manager, getIterator)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_create_internal_iterator_zval(return_value, ZEND_THIS);
}

/* --- the object ---------------------------------------------------------------------------- */

static zend_object *manager_create(zend_class_entry *class_entry)
{
	struct manager *manager = zend_object_alloc(sizeof(struct manager), class_entry);
	zend_hash_init(&manager->members, 8, NULL, ZVAL_PTR_DTOR, 0);
	zend_object_std_init(&manager->std, class_entry);
	object_properties_init(&manager->std, class_entry);
	manager->std.handlers = &handlers;
	return &manager->std;
}

static void manager_free(zend_object *object)
{
	zend_hash_destroy(&from_obj(object)->members);
	zend_object_std_dtor(object);
}

static HashTable *manager_get_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zval *member;
	ZEND_HASH_FOREACH_VAL (&from_obj(object)->members, member) {
		zend_get_gc_buffer_add_zval(buffer, member);
	}
	ZEND_HASH_FOREACH_END();
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void ion_manager_minit(void)
{
	zend_class_entry *class_entry =
		register_class_ION_Process_Manager(zend_ce_countable, zend_ce_aggregate);
	class_entry->create_object = manager_create;
	class_entry->get_iterator = get_iterator;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(struct manager, std);
	handlers.free_obj = manager_free;
	handlers.get_gc = manager_get_gc;
	handlers.clone_obj = NULL;
}
