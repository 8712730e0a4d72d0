/*
 * What the files of this folder share: the object behind ION\Process\IPC.
 *
 * Ownership. The object owns its channel; for the Sequence of whenIncoming() see
 * php/engine/outlet.h. While something may arrive for somebody, or has to be written, the loop holds
 * the object.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_IPC_OBJECT_H
#define ION_PHP_IPC_OBJECT_H

#include "php.h"

#include "base/clock.h"
#include "base/list.h"
#include "ipc/channel.h"
#include "loop/loop.h"
#include "loop/timer.h"
#include "php/engine/hold.h"
#include "php/engine/outlet.h"
#include "php/ipc/php_ipc.h"
#include "promise/host.h"

/* What setOptions() changes, see there. */
#define ION_IPC_CLOSE_NS (30 * ION_NS_PER_SEC)
#define ION_IPC_REQUESTS_MAX 65536

enum ion_ipc_phase {
	ION_IPC_LIVE,
	ION_IPC_ENDED, /* nothing more comes in; not everybody was told yet */
	ION_IPC_OVER,
	ION_IPC_FORGOTTEN, /* of another process, or of a loop that is gone: nobody is told anything */
};

struct ion_ipc {
	struct ion_list node;        /* in ION_G(ipcs) */
	struct ion_channel *channel; /* owned; NULL = gone */
	enum ion_channel_role role;
	enum ion_ipc_phase phase;
	const struct ion_ipc_control *control; /* borrowed; NULL = none */
	void *control_arg;                     /* borrowed */
	struct ion_hold hold;
	struct ion_defer turn; /* what is to be done in the next turn of the loop */
	zval context;          /* owned, unless: */
	bool has_weak_context; /* it is the ChildProcess that owns this object */
	unsigned generation;   /* of forks, when it was made */

	/* coming in */
	struct ion_outlet incoming;
	bool is_finishing; /* everything is pulled, whether or not anybody wants it */
	unsigned wants;    /* see ion_ipc_want() */
	struct ion_callable on_request;
	struct ion_list inbox; /* struct ion_ipc_kept */
	size_t inbox_bytes;
	size_t inbox_requests;
	zend_object *spare;   /* owned: a Message that nobody has kept, to be used again; NULL = none */
	zend_string *large;   /* owned: the payload of a large frame that is arriving */
	HashTable *classes;   /* shared: names in lower case; NULL = none */
	size_t open_requests; /* handed out here, not answered yet */

	/* going out */
	HashTable *requests; /* owned: id => struct ion_ipc_request; NULL until the first */
	uint64_t last_id;
	size_t max_requests;     /* that wait for an answer, there or here */
	bool flush_is_asked;     /* the channel will say when it is written */
	bool is_leaving;         /* see ion_ipc_leave() */
	zend_object *flushing;   /* owned: the promise for that; NULL = nobody asked */
	zend_object *flush_next; /* owned: for what was queued since; NULL = nobody asked */
	zend_object *drained;    /* owned: promise of whenDrained(); NULL = nobody waits */

	/* the end */
	int64_t close_ns;          /* how long a peer may take nothing of what close() has left */
	struct ion_timer *closing; /* owned; NULL until close() has left something */
	size_t closing_bytes;      /* queued when it was started */
	zend_object *disconnected; /* owned: promise of whenDisconnected(); NULL until asked for */
	enum ion_channel_end_reason end_reason;
	zend_string *end_cause; /* owned: why it could never be connected, in words; NULL = it could */
	const char *end_text;   /* static; of a protocol error that nobody was told of yet */
	int end_code;           /* errno, the same; 0 = none */
	size_t unsent;
	size_t cut_bytes;
	struct ion_channel_stats stats;   /* once the channel is gone */
	struct ion_channel_limits limits; /* the same */

	zend_object std; /* last: the engine appends property slots */
};

static inline struct ion_ipc *ion_ipc_from_obj(const zend_object *object)
{
	return (struct ion_ipc *) ((char *) object - offsetof(struct ion_ipc, std));
}

/* --- ipc_object.c -------------------------------------------------------------------------- */

zend_object *ion_ipc_create(zend_class_entry *class_entry);
void ion_ipc_object_minit(zend_class_entry *class_entry);

/* Connected, or will be; in a child that somebody forked, what was inherited is dropped first. */
bool ion_ipc_is_live(struct ion_ipc *ipc);

/* Before anything is done with it at the user's request: in a worker its parent's are no channels. */
void ion_ipc_check_process(struct ion_ipc *ipc);

/* After every change of what is waited for: reading on and off, the loop's hold. May free the
 * object, unless the caller holds it. */
void ion_ipc_update(struct ion_ipc *ipc);

/* Frames are wanted, and there is room to keep them. */
bool ion_ipc_is_reading(const struct ion_ipc *ipc);

/* In the next turn: delivers what was kept, goes on with the end. */
void ion_ipc_schedule(struct ion_ipc *ipc);

/* Runs a step from a callback of the loop: the object stays until it is done, and what is waited for
 * is looked at again after it. */
void ion_ipc_from_loop(struct ion_ipc *ipc, void (*run)(struct ion_ipc *ipc));

/* Nothing is left but what was received. */
void ion_ipc_drop_channel(struct ion_ipc *ipc);

const struct ion_channel_limits *ion_ipc_limits(const struct ion_ipc *ipc);

/* What waiters for a message are told at its end. */
const char *ion_ipc_end_message(const struct ion_ipc *ipc);

/* The Sequence, one reference. */
zend_object *ion_ipc_incoming(struct ion_ipc *ipc);

/* --- ipc_wait.c: promises of what happens to the channel ------------------------------------ */

/* One reference each. */
zend_object *ion_ipc_when_disconnected(struct ion_ipc *ipc);
zend_object *ion_ipc_when_drained(struct ion_ipc *ipc);
zend_object *ion_ipc_when_flushed(struct ion_ipc *ipc);

/* Something was sent: the object stays until it is written. */
void ion_ipc_watch_queue(struct ion_ipc *ipc);

void ion_ipc_settle_drained(struct ion_ipc *ipc);
void ion_ipc_settle_flushed(struct ion_ipc *ipc);

/* Somebody waits for one of the two. */
bool ion_ipc_has_waits(const struct ion_ipc *ipc);

/* They are forgotten without being settled. */
void ion_ipc_drop_promises(struct ion_ipc *ipc);
void ion_ipc_trace_promises(const struct ion_ipc *ipc, zend_get_gc_buffer *buffer);

/* The end of all waiting. These stop at an exception, and in a child that was forked; false then, to
 * be called again. */
bool ion_ipc_end_waits(struct ion_ipc *ipc);
bool ion_ipc_end_disconnected(struct ion_ipc *ipc);

/* --- ipc_intake.c: from frames to handlers -------------------------------------------------- */

extern const struct ion_channel_events ion_ipc_events;

/* A message that nobody wanted when it came. */
struct ion_ipc_kept {
	struct ion_list node;
	zend_object *message; /* owned */
	size_t size;
};

void ion_ipc_drop_inbox(struct ion_ipc *ipc);

/* The next message, when it is here and what stands before it needs no loop. It is the only listener
 * who asks. May run user code, and leave an exception. */
bool ion_ipc_take(struct ion_ipc *ipc, zval *ret);

/* --- ipc_end.c ------------------------------------------------------------------------------ */

/* Pulls what is left, tells everybody in order. Stops at an exception, and goes on in the next
 * turn. */
void ion_ipc_wind_up(struct ion_ipc *ipc);

/* The channel is closing, and what is queued is still written: but not for ever. */
void ion_ipc_limit_close(struct ion_ipc *ipc);

/* The channel is closed at once because of what the other end did. */
void ion_ipc_protocol_error(struct ion_ipc *ipc, const char *text);

/* Delivers what was kept, as far as somebody wants it, and goes on with pulling. False when it
 * stopped at an exception. */
bool ion_ipc_deliver_kept(struct ion_ipc *ipc);

/* Everything that the channel still has. False when it stopped at an exception. */
bool ion_ipc_pull_rest(struct ion_ipc *ipc);

/* Whether user code that has just run lets more of it run: no exception, no fork. */
bool ion_ipc_may_go_on(void);

/* "the other end is gone", with the number of messages lost. Not thrown; owned by the caller. */
zend_object *ion_ipc_disconnected_exception(const struct ion_ipc *ipc);

/* --- ipc_send.c ----------------------------------------------------------------------------- */

struct ion_ipc_post {
	enum ion_frame_type type;
	uint64_t id;
	zval *data;   /* NULL = nothing */
	zval *handle; /* the second argument of send(); NULL = none */
};

/* Encodes and sends or queues. THREW: *thrown says why not (TypeError, ValueError,
 * DisconnectedException, QueueFullException ...), owned by the caller. May run user code
 * (__serialize()). */
enum ion_call ion_ipc_post(
	struct ion_ipc *ipc, const struct ion_ipc_post *post, zend_object **thrown);

/* The request failed with this exception (borrowed); only its class and message travel. When there
 * is no room for it in the queue, the channel is closed: nobody may wait for ever. */
void ion_ipc_post_exception(struct ion_ipc *ipc, uint64_t id, zend_object *exception);

/* The same in words. */
void ion_ipc_post_failure(
	struct ion_ipc *ipc, uint64_t id, const char *class_name, const char *message);

/* What a value may cost in memory when it is decoded. */
uint64_t ion_ipc_value_limit(const struct ion_ipc *ipc);

/* At the end of the request. */
void ion_ipc_release_scratch(void);

/* --- ipc_request.c -------------------------------------------------------------------------- */

/* request(): a Deferred, one reference; NULL with an exception. `timeout_ns` < 0 = none. */
zend_object *ion_ipc_request(struct ion_ipc *ipc, zval *data, double timeout, int64_t timeout_ns);

bool ion_ipc_has_requests(const struct ion_ipc *ipc);

/* Whether an answer with this id is expected, or came too late (then it is ignored). */
enum ion_ipc_expectation {
	ION_IPC_EXPECTED,
	ION_IPC_TOO_LATE,
	ION_IPC_UNHEARD_OF,
};
enum ion_ipc_expectation ion_ipc_request_find(const struct ion_ipc *ipc, uint64_t id);

/* The answer; when `is_done` is false it is the exception. `value` is owned by the call. Nothing
 * happens when the request is not waited for any more. */
void ion_ipc_request_settle(struct ion_ipc *ipc, uint64_t id, bool is_done, zval *value);

/* All fail with a DisconnectedException. Stops at an exception; false then, to be called again. */
bool ion_ipc_end_requests(struct ion_ipc *ipc);

/* They are forgotten without being settled. */
void ion_ipc_drop_requests(struct ion_ipc *ipc);
void ion_ipc_trace_requests(const struct ion_ipc *ipc, zend_get_gc_buffer *buffer);

/* Calls the handler of onRequest(), and answers with what it gives, now or later. */
void ion_ipc_serve(struct ion_ipc *ipc, zend_object *message);

/* --- php_message.c -------------------------------------------------------------------------- */

struct ion_message_fields {
	zval *data;    /* taken over */
	zval *handle;  /* taken over */
	zval *context; /* borrowed */
	pid_t pid;
	uid_t uid;
	uint64_t request; /* 0 = not a request */
};

/* One reference. `spare` is used up when there is one. */
zend_object *ion_message_new(zend_object **spare, const struct ion_message_fields *fields);

/* Gives the reference back; an object that nobody has kept becomes the spare one. */
void ion_message_release(zend_object *message, zend_object **spare);

bool ion_message_is_request(const zend_object *message);

/* From now on the request is answered over `ipc`; one that is dropped, with a failure. False: too many
 * are open, and it has been answered with a failure already. */
bool ion_message_open(zend_object *message, struct ion_ipc *ipc);

/* Not answered yet. */
bool ion_message_is_open(const zend_object *message);

/* Answers; what cannot be sent becomes a failure. Nothing happens when it was answered already, or
 * the channel has ended. */
void ion_message_answer(zend_object *message, zval *value);
void ion_message_fail(zend_object *message, zend_object *exception);

void ion_message_minit(zend_class_entry *class_entry);

/* The generated header is included in php_ipc.c; these stand with their class. */
ZEND_METHOD(ION_Process_IPC_Message, __construct);
ZEND_METHOD(ION_Process_IPC_Message, isRequest);
ZEND_METHOD(ION_Process_IPC_Message, reply);

/* --- ipc_handle.c --------------------------------------------------------------------------- */

struct ion_handles {
	int fds[ION_FRAME_HANDLES_MAX]; /* borrowed from the streams */
	size_t count;
};

/* The second argument of send(): null, a stream, a Socket, or a list of them. False with an
 * exception. */
bool ion_handles_from_zval(struct ion_handles *handles, zval *value, uint32_t arg_num);

/* Streams over descriptors that were received: each is taken (-1 is written over it). null, a
 * stream or a list of streams. */
void ion_handles_to_zval(int *fds, size_t count, zval *ret);

/* --- ipc_options.c -------------------------------------------------------------------------- */

/* False with an exception; nothing is changed then. */
bool ion_ipc_set_options(struct ion_ipc *ipc, HashTable *options);

void ion_ipc_fill_stats(const struct ion_ipc *ipc, zval *ret);

#endif
