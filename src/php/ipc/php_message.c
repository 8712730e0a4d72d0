/*
 * Class ION\Process\IPC\Message. Made by the million: the properties are written into their slots,
 * and no constructor runs.
 *
 * A request is answered once. One that nobody answers is answered by its end, so that the other
 * side does not wait for ever.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/ipc/ipc_object.h"

#include "php/engine/errors.h"
#include "promise/object.h"

zend_class_entry *ion_ce_message;

static zend_object_handlers message_handlers;

/* The properties, in the order of the stub. */
enum property {
	DATA,
	CONTEXT,
	HANDLE,
	PID,
	UID,
	PROPERTY_COUNT,
};

struct message {
	uint64_t request;    /* id; 0 = not a request */
	struct ion_ipc *ipc; /* owned: where to answer; NULL = nowhere, or it is answered */
	zend_object std;     /* last: the engine appends property slots */
};

static struct message *message_from_obj(const zend_object *object)
{
	return (struct message *) ((char *) object - offsetof(struct message, std));
}

static zend_object *message_alloc(void)
{
	struct message *message = zend_object_alloc(sizeof(*message), ion_ce_message);
	zend_object_std_init(&message->std, ion_ce_message);
	message->std.handlers = &message_handlers;
	message->request = 0;
	message->ipc = NULL;
	/* nothing to do at its end, unless it is a request */
	GC_ADD_FLAGS(&message->std, IS_OBJ_DESTRUCTOR_CALLED);
	return &message->std;
}

zend_object *ion_message_new(zend_object **spare, const struct ion_message_fields *fields)
{
	zend_object *object = *spare;
	if (object == NULL || fields->request != 0) {
		object = message_alloc();
	} else {
		*spare = NULL;
	}
	/* readonly properties are written once, here, past the checks for userland */
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, DATA), fields->data);
	ZVAL_COPY(OBJ_PROP_NUM(object, CONTEXT), fields->context);
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, HANDLE), fields->handle);
	ZVAL_LONG(OBJ_PROP_NUM(object, PID), fields->pid);
	ZVAL_LONG(OBJ_PROP_NUM(object, UID), fields->uid);
	if (fields->request != 0) {
		message_from_obj(object)->request = fields->request;
		GC_DEL_FLAGS(object, IS_OBJ_DESTRUCTOR_CALLED);
	}
	if (Z_COLLECTABLE_P(fields->data) || Z_COLLECTABLE_P(fields->handle) ||
		Z_COLLECTABLE_P(fields->context) || fields->request != 0) {
		GC_DEL_FLAGS(object, GC_NOT_COLLECTABLE);
	} else {
		/* can be in no cycle: the collector need not hear of each */
		GC_ADD_FLAGS(object, GC_NOT_COLLECTABLE);
	}
	return object;
}

/* Nobody could tell it from a new one. */
static bool is_reusable(const zend_object *object)
{
	return GC_REFCOUNT(object) == 1 && object->properties == NULL &&
		   (OBJ_FLAGS(object) & IS_OBJ_WEAKLY_REFERENCED) == 0 &&
		   message_from_obj(object)->request == 0;
}

void ion_message_release(zend_object *object, zend_object **spare)
{
	zval values[PROPERTY_COUNT];
	if (*spare != NULL || !is_reusable(object)) {
		OBJ_RELEASE(object);
		return;
	}
	memcpy(values, OBJ_PROP_NUM(object, 0), sizeof(values));
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		ZVAL_UNDEF(OBJ_PROP_NUM(object, i));
	}
	*spare = object;
	/* destructors may run */
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		zval_ptr_dtor(&values[i]);
	}
}

/* --- requests ------------------------------------------------------------------------------ */

bool ion_message_is_request(const zend_object *object)
{
	return message_from_obj(object)->request != 0;
}

bool ion_message_open(zend_object *object, struct ion_ipc *ipc)
{
	struct message *message = message_from_obj(object);
	if (message->ipc != NULL) {
		return true;
	}
	if (ipc->open_requests >= ipc->max_requests) {
		/* not left in the socket: an answer that somebody here waits for may be behind it */
		ion_ipc_post_failure(ipc, message->request, ZSTR_VAL(ion_ce_queue_full_exception->name),
			"Too many requests wait for an answer (maxRequests)");
		return false;
	}
	GC_ADDREF(&ipc->std);
	message->ipc = ipc;
	ipc->open_requests++;
	return true;
}

bool ion_message_is_open(const zend_object *object)
{
	return message_from_obj(object)->ipc != NULL;
}

/* It is answered; the channel is the caller's. NULL when it was already. */
static struct ion_ipc *close_message(zend_object *object)
{
	struct message *message = message_from_obj(object);
	struct ion_ipc *ipc = message->ipc;
	message->ipc = NULL;
	if (ipc != NULL) {
		ipc->open_requests--;
		/* a worker may settle what its master's handler gave */
		ion_ipc_check_process(ipc);
	}
	return ipc;
}

void ion_message_answer(zend_object *object, zval *value)
{
	struct ion_ipc_post post = {
		.type = ION_FRAME_REPLY,
		.id = message_from_obj(object)->request,
		.data = value,
	};
	zend_object *thrown = NULL;
	struct ion_ipc *ipc = close_message(object);
	if (ipc == NULL) {
		return;
	}
	if (ion_ipc_post(ipc, &post, &thrown) == ION_CALL_THREW) {
		ion_ipc_post_exception(ipc, post.id, thrown);
		OBJ_RELEASE(thrown);
	}
	OBJ_RELEASE(&ipc->std);
}

void ion_message_fail(zend_object *object, zend_object *exception)
{
	struct ion_ipc *ipc = close_message(object);
	if (ipc == NULL) {
		/* the other end has its answer, and would never hear of this */
		ion_host_report_unhandled(exception, NULL, 0);
		return;
	}
	ion_ipc_post_exception(ipc, message_from_obj(object)->request, exception);
	OBJ_RELEASE(&ipc->std);
}

ZEND_METHOD(ION_Process_IPC_Message, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(ION_Process_IPC_Message, isRequest)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(ion_message_is_request(Z_OBJ_P(ZEND_THIS)));
}

ZEND_METHOD(ION_Process_IPC_Message, reply)
{
	struct message *message = message_from_obj(Z_OBJ_P(ZEND_THIS));
	struct ion_ipc_post post = {.type = ION_FRAME_REPLY, .id = message->request};
	zend_object *thrown = NULL;
	struct ion_ipc *ipc = message->ipc;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(post.data)
	ZEND_PARSE_PARAMETERS_END();

	if (message->request == 0) {
		ion_misuse("This message is not a request: there is nobody who waits for a reply");
		RETURN_THROWS();
	}
	if (ipc == NULL) {
		ion_misuse("This request has been answered already");
		RETURN_THROWS();
	}
	ion_ipc_check_process(ipc);
	/* while it is encoded user code may run; nobody else answers meanwhile */
	message->ipc = NULL;
	switch (ion_ipc_post(ipc, &post, &thrown)) {
		case ION_CALL_RETURNED:
			break;
		case ION_CALL_THREW:
			/* it can be tried again */
			message->ipc = ipc;
			zend_throw_exception_internal(thrown);
			return;
		case ION_CALL_EXITED:
			break;
	}
	ipc->open_requests--;
	OBJ_RELEASE(&ipc->std);
}

/* --- handlers of the object ---------------------------------------------------------------- */

static zend_object *message_create(zend_class_entry *class_entry)
{
	struct message *message = zend_object_alloc(sizeof(*message), class_entry);
	zend_object_std_init(&message->std, class_entry);
	object_properties_init(&message->std, class_entry);
	message->std.handlers = &message_handlers;
	message->request = 0;
	message->ipc = NULL;
	return &message->std;
}

/* Everything is dropped then; the end of the channel says so. */
static bool is_ending(void)
{
	return (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0 ||
		   (EG(exception) != NULL &&
			   (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception))));
}

static void message_dtor(zend_object *object)
{
	struct message *message = message_from_obj(object);
	struct ion_ipc *ipc;
	if (message->ipc == NULL) {
		return;
	}
	ipc = close_message(object);
	if (!is_ending()) {
		ion_ipc_post_failure(ipc, message->request, ZSTR_VAL(ion_ce_ipc_exception->name),
			"The request was dropped without a reply");
	}
	OBJ_RELEASE(&ipc->std);
}

static void message_free(zend_object *object)
{
	struct message *message = message_from_obj(object);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(object);
	if (message->ipc != NULL) {
		struct ion_ipc *ipc = close_message(object);
		OBJ_RELEASE(&ipc->std);
	}
}

static HashTable *message_get_gc(zend_object *object, zval **table, int *count)
{
	struct message *message = message_from_obj(object);
	zend_get_gc_buffer *buffer;
	if (message->ipc == NULL) {
		return zend_std_get_gc(object, table, count);
	}
	buffer = zend_get_gc_buffer_create();
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		zend_get_gc_buffer_add_zval(buffer, OBJ_PROP_NUM(object, i));
	}
	zend_get_gc_buffer_add_obj(buffer, &message->ipc->std);
	zend_get_gc_buffer_use(buffer, table, count);
	return NULL;
}

void ion_message_minit(zend_class_entry *class_entry)
{
	ion_ce_message = class_entry;
	class_entry->create_object = message_create;
	message_handlers = *zend_get_std_object_handlers();
	message_handlers.offset = offsetof(struct message, std);
	message_handlers.dtor_obj = message_dtor;
	message_handlers.free_obj = message_free;
	message_handlers.get_gc = message_get_gc;
	message_handlers.clone_obj = NULL;
	message_handlers.compare = zend_objects_not_comparable;
}
