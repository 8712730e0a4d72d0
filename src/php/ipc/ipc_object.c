/*
 * The life of an end of a channel: made, connected, traced, freed; and whether it is read from and
 * keeps the loop alive.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/ipc/ipc_object.h"

#include <errno.h>
#include <string.h>

#include "os/fd.h"
#include "os/fork.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/object.h"

zend_class_entry *ion_ce_ipc;

static zend_object_handlers ipc_handlers;

/* --- the channel --------------------------------------------------------------------------- */

const struct ion_channel_limits *ion_ipc_limits(const struct ion_ipc *ipc)
{
	return ipc->channel != NULL ? ion_channel_get_limits(ipc->channel) : &ipc->limits;
}

void ion_ipc_drop_channel(struct ion_ipc *ipc)
{
	struct ion_channel *channel = ipc->channel;
	if (channel == NULL) {
		return;
	}
	ion_channel_get_stats(channel, &ipc->stats);
	ipc->limits = *ion_channel_get_limits(channel);
	if (ipc->phase == ION_IPC_LIVE) {
		ipc->unsent = ion_channel_queued_frames(channel);
		ipc->end_reason = ION_CHANNEL_CLOSED;
		ipc->phase = ION_IPC_ENDED;
	}
	ipc->channel = NULL;
	ion_timer_free(ipc->closing);
	ipc->closing = NULL;
	ION_G(channel_count)--;
	ion_channel_free(channel);
	if (ipc->large != NULL) {
		zend_string_release(ipc->large);
		ipc->large = NULL;
	}
}

bool ion_ipc_is_live(struct ion_ipc *ipc)
{
	enum ion_channel_state state;
	ion_request_check();
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return false;
	}
	state = ion_channel_state(ipc->channel);
	return state == ION_CHANNEL_NEW || state == ION_CHANNEL_OPEN;
}

/* --- what the loop does for it ------------------------------------------------------------- */

/* Of a worker the master sees the exit: the living child keeps the loop alive, not the listening. */
static bool is_awaited(const struct ion_ipc *ipc)
{
	return ipc->role != ION_CHANNEL_MASTER &&
		   (ipc->incoming.is_listened || ion_callable_is_set(&ipc->on_request) ||
			   ipc->disconnected != NULL);
}

static bool is_busy(const struct ion_ipc *ipc)
{
	if (ipc->turn.is_queued) {
		return true;
	}
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return false;
	}
	switch (ion_channel_state(ipc->channel)) {
		case ION_CHANNEL_NEW:
			return false;
		case ION_CHANNEL_CLOSING:
			return true;
		default:
			return (ipc->flush_is_asked && !ipc->is_leaving) || ion_ipc_has_waits(ipc) ||
				   ion_ipc_has_requests(ipc) || is_awaited(ipc);
	}
}

bool ion_ipc_is_reading(const struct ion_ipc *ipc)
{
	return (ipc->incoming.is_waited || ion_callable_is_set(&ipc->on_request) || ipc->wants > 0 ||
			   ion_ipc_has_requests(ipc)) &&
		   ipc->inbox_bytes < ion_ipc_limits(ipc)->hard_limit;
}

void ion_ipc_update(struct ion_ipc *ipc)
{
	bool is_held = ipc->hold.object != NULL;
	if (UNEXPECTED(ion_ipc_is_parents(&ipc->std))) {
		/* its channel is closed here, and its hold is the master's */
		return;
	}
	if (ipc->channel != NULL) {
		ion_channel_want(ipc->channel, ion_ipc_is_reading(ipc));
	}
	if (is_busy(ipc) == is_held) {
		return;
	}
	if (is_held) {
		ion_hold_drop(&ipc->hold);
	} else {
		ion_hold_take(&ipc->hold, &ipc->std);
	}
}

struct step {
	struct ion_ipc *ipc;
	void (*run)(struct ion_ipc *ipc);
};

static void take_step(void *arg)
{
	const struct step *step = arg;
	struct ion_ipc *ipc = step->ipc;
	GC_ADDREF(&ipc->std);
	step->run(ipc);
	ion_ipc_update(ipc);
	OBJ_RELEASE(&ipc->std);
}

void ion_ipc_from_loop(struct ion_ipc *ipc, void (*run)(struct ion_ipc *ipc))
{
	struct step step = {ipc, run};
	ion_boundary_from_loop(take_step, &step);
}

static void take_turn(struct ion_ipc *ipc)
{
	if (ipc->phase == ION_IPC_LIVE) {
		ion_ipc_deliver_kept(ipc);
	} else {
		ion_ipc_wind_up(ipc);
	}
}

static void on_turn(void *arg)
{
	ion_ipc_from_loop(arg, take_turn);
}

void ion_ipc_schedule(struct ion_ipc *ipc)
{
	if (ION_G(loop) != NULL) {
		ion_loop_defer(ION_G(loop), &ipc->turn);
	}
}

/* --- the Sequence of messages -------------------------------------------------------------- */

static void on_outlet_update(zend_object *object)
{
	ion_ipc_update(ion_ipc_from_obj(object));
}

static void on_outlet_wake(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	ion_ipc_check_process(ipc);
	if (ipc->phase != ION_IPC_FORGOTTEN &&
		(!ion_list_empty(&ipc->inbox) || ipc->phase != ION_IPC_LIVE)) {
		ion_ipc_schedule(ipc);
	}
}

static bool on_outlet_take(zend_object *object, zval *ret)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	ion_ipc_check_process(ipc);
	return ion_ipc_take(ipc, ret);
}

static const struct ion_outlet_ops outlet_ops = {
	.update = on_outlet_update,
	.wake = on_outlet_wake,
	.take = on_outlet_take,
};

zend_object *ion_ipc_incoming(struct ion_ipc *ipc)
{
	bool is_new = ipc->incoming.sequence == NULL;
	zend_object *sequence = ion_outlet_sequence(&ipc->incoming);
	if (is_new && (ipc->phase == ION_IPC_FORGOTTEN ||
					  (ipc->phase == ION_IPC_OVER && ion_list_empty(&ipc->inbox)))) {
		ion_outlet_end(&ipc->incoming, ion_ipc_end_message(ipc));
	}
	return sequence;
}

/* --- what the fork part needs, see php_ipc.h ------------------------------------------------ */

zend_object *ion_ipc_new(enum ion_channel_role role, zval *context,
	const struct ion_ipc_control *control, void *control_arg)
{
	struct ion_loop *loop = ion_request_loop();
	struct ion_ipc *ipc;
	if (loop == NULL) {
		return NULL;
	}
	ipc = ion_ipc_from_obj(ion_ipc_create(ion_ce_ipc));
	ipc->role = role;
	ipc->control = control;
	ipc->control_arg = control_arg;
	/* the owner of the channel refers to it; the two would keep each other */
	ipc->has_weak_context = control != NULL;
	ZVAL_COPY_VALUE(&ipc->context, context);
	if (!ipc->has_weak_context) {
		Z_TRY_ADDREF(ipc->context);
	}
	ipc->channel = ion_channel_new(loop, role, &ion_ipc_events, ipc);
	if (ipc->channel == NULL) {
		int code = errno;
		OBJ_RELEASE(&ipc->std);
		zend_throw_exception_ex(
			ion_ce_ipc_exception, code, "cannot make a channel: %s", strerror(code));
		return NULL;
	}
	ipc->phase = ION_IPC_LIVE;
	ION_G(channel_count)++;
	return &ipc->std;
}

int ion_ipc_connect(zend_object *object, int fd)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	int status;
	if (ipc->channel == NULL) {
		return -ENOTCONN;
	}
	status = ion_channel_connect(ipc->channel, fd);
	if (status == 0) {
		ion_ipc_limit_close(ipc);
		ion_ipc_watch_queue(ipc);
		ion_ipc_update(ipc);
	}
	return status;
}

void ion_ipc_want(zend_object *object, bool is_wanted)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (is_wanted) {
		ipc->wants++;
	} else {
		ipc->wants--;
	}
	ion_ipc_update(ipc);
}

void ion_ipc_forget_control(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	ipc->control = NULL;
	ipc->control_arg = NULL;
	if (ipc->has_weak_context) {
		ipc->has_weak_context = false;
		ZVAL_NULL(&ipc->context);
	}
}

void ion_ipc_finish(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (ipc->channel == NULL || ipc->phase != ION_IPC_LIVE) {
		return;
	}
	GC_ADDREF(object);
	ipc->is_finishing = true;
	ion_channel_finish(ipc->channel);
	ipc->is_finishing = false;
	if (UNEXPECTED(ION_G(bailout_pending))) {
		/* it was caught below the frames of the channel, and goes on from here */
		zend_bailout();
	}
	OBJ_RELEASE(object);
}

int ion_ipc_send_control(zend_object *object, enum ion_frame_type type, zval *value)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	struct ion_ipc_post post = {.type = type, .data = value};
	zend_object *thrown = NULL;
	if (!ion_ipc_is_live(ipc)) {
		return -ENOTCONN;
	}
	switch (ion_ipc_post(ipc, &post, &thrown)) {
		case ION_CALL_RETURNED:
			return 0;
		case ION_CALL_THREW:
			OBJ_RELEASE(thrown);
			return -EIO;
		default:
			return -ECANCELED;
	}
}

bool ion_ipc_is_connected(const zend_object *object)
{
	return ion_ipc_is_live(ion_ipc_from_obj(object));
}

bool ion_ipc_is_family(const zend_object *object)
{
	return object->handlers == &ipc_handlers;
}

bool ion_ipc_is_parents(const zend_object *object)
{
	const struct ion_ipc *ipc = ion_ipc_from_obj(object);
	return ION_G(family).is_worker && ipc->generation != ion_fork_generation();
}

void ion_ipc_check_process(struct ion_ipc *ipc)
{
	if (UNEXPECTED(ion_ipc_is_parents(&ipc->std)) && ipc->phase != ION_IPC_FORGOTTEN) {
		ipc->phase = ION_IPC_FORGOTTEN;
		ipc->channel = NULL;
		ipc->control = NULL;
	}
}

void ion_ipc_abandon_all(void)
{
	ion_list_foreach (node, &ION_G(ipcs)) {
		const struct ion_ipc *ipc = ION_LIST_ENTRY(node, struct ion_ipc, node);
		if (ipc->channel != NULL) {
			ion_channel_abandon(ipc->channel);
		}
	}
	ion_list_init(&ION_G(ipcs));
	ION_G(channel_count) = 0;
	memset(&ION_G(ipc_scratch), 0, sizeof(ION_G(ipc_scratch)));
}

void ion_ipc_drop_all(void)
{
	ion_list_foreach (node, &ION_G(ipcs)) {
		struct ion_ipc *ipc = ION_LIST_ENTRY(node, struct ion_ipc, node);
		if (ION_G(loop) == NULL) {
			/* it is the parent's, and could not be made private: nothing of it may be touched */
			ipc->channel = NULL;
			ipc->closing = NULL;
		}
		ion_ipc_drop_channel(ipc);
		ion_defer_cancel(&ipc->turn);
		ipc->phase = ION_IPC_FORGOTTEN;
		ipc->control = NULL;
	}
	ION_G(channel_count) = 0;
	ion_ipc_release_scratch();
}

/* --- handlers of the object ---------------------------------------------------------------- */

zend_object *ion_ipc_create(zend_class_entry *class_entry)
{
	struct ion_ipc *ipc = zend_object_alloc(sizeof(*ipc), class_entry);
	memset(ipc, 0, offsetof(struct ion_ipc, std));
	zend_object_std_init(&ipc->std, class_entry);
	object_properties_init(&ipc->std, class_entry);
	ipc->std.handlers = &ipc_handlers;
	ipc->generation = ion_fork_generation();
	ipc->phase = ION_IPC_FORGOTTEN;
	ipc->limits = ION_CHANNEL_LIMITS_DEFAULT;
	ipc->close_ns = ION_IPC_CLOSE_NS;
	ipc->max_requests = ION_IPC_REQUESTS_MAX;
	ion_list_push(&ION_G(ipcs), &ipc->node);
	ion_list_init(&ipc->inbox);
	ion_defer_init(&ipc->turn, on_turn, ipc);
	ion_outlet_init(&ipc->incoming, &outlet_ops, &ipc->std);
	ion_callable_init_empty(&ipc->on_request);
	ZVAL_NULL(&ipc->context);
	return &ipc->std;
}

/*
 * Nobody holds it any more: the channel is closed, and who waits for something of it is told. Not
 * at the very end of the request, when everything is destroyed in the order it was made.
 */
static void ipc_dtor(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	if (ion_ipc_is_parents(object)) {
		/* what it would release is the parent's: it stays */
		GC_ADDREF(object);
		return;
	}
	/* a child of pcntl_fork() that has not used ION yet tells nobody */
	ion_request_check();
	if ((EG(flags) & EG_FLAGS_OBJECT_STORE_NO_REUSE) != 0 || ipc->phase >= ION_IPC_OVER) {
		return;
	}
	ion_ipc_drop_channel(ipc);
	ion_ipc_wind_up(ipc);
	/* when an exception is in the way, the loop takes the object until it is done */
	ion_ipc_update(ipc);
}

static void ipc_free(zend_object *object)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	ipc->phase = ION_IPC_FORGOTTEN;
	ion_list_remove(&ipc->node);
	ion_ipc_drop_channel(ipc);
	ion_defer_cancel(&ipc->turn);
	/* first, for it ends the weak references: what is released below may run destructors */
	zend_object_std_dtor(&ipc->std);
	ion_ipc_drop_requests(ipc);
	ion_ipc_drop_inbox(ipc);
	if (ipc->spare != NULL) {
		OBJ_RELEASE(ipc->spare);
	}
	ion_ipc_drop_promises(ipc);
	ion_outlet_release(&ipc->incoming);
	ion_callable_release(&ipc->on_request);
	if (ipc->classes != NULL) {
		zend_array_release(ipc->classes);
	}
	if (ipc->end_cause != NULL) {
		zend_string_release(ipc->end_cause);
	}
	if (!ipc->has_weak_context) {
		zval_ptr_dtor(&ipc->context);
	}
}

static HashTable *ipc_get_gc(zend_object *object, zval **table, int *count)
{
	struct ion_ipc *ipc = ion_ipc_from_obj(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (!ipc->has_weak_context) {
		zend_get_gc_buffer_add_zval(buffer, &ipc->context);
	}
	zend_get_gc_buffer_add_zval(buffer, &ipc->on_request.target);
	ion_outlet_trace(&ipc->incoming, buffer);
	ion_list_foreach (node, &ipc->inbox) {
		zend_get_gc_buffer_add_obj(
			buffer, ION_LIST_ENTRY(node, struct ion_ipc_kept, node)->message);
	}
	ion_ipc_trace_requests(ipc, buffer);
	ion_ipc_trace_promises(ipc, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return NULL;
}

/* A loop over the properties, of which there are none, would do nothing and say nothing. */
static zend_object_iterator *ipc_refuse_iterator(zend_class_entry *ce, zval *object, int by_ref)
{
	(void) ce, (void) object, (void) by_ref;
	ion_misuse("An IPC cannot be iterated: foreach over its whenIncoming()");
	return NULL;
}

void ion_ipc_object_minit(zend_class_entry *class_entry)
{
	ion_ce_ipc = class_entry;
	class_entry->create_object = ion_ipc_create;
	class_entry->get_iterator = ipc_refuse_iterator;
	ipc_handlers = *zend_get_std_object_handlers();
	ipc_handlers.offset = offsetof(struct ion_ipc, std);
	ipc_handlers.dtor_obj = ipc_dtor;
	ipc_handlers.free_obj = ipc_free;
	ipc_handlers.get_gc = ipc_get_gc;
	ipc_handlers.clone_obj = NULL;
	ipc_handlers.compare = zend_objects_not_comparable;
}
