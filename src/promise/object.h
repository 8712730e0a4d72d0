/*
 * The promise object itself, shared by every class of the family, and what the files of this
 * folder and the bindings above do with it. Everybody else uses promise.h and sequence.h.
 *
 * Ownership: a promise owns its result, its own callbacks, its source and its reactions; each
 * reaction owns its target. Nobody owns the promise he waits for: `parked` is weak.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_OBJECT_H
#define ION_PROMISE_OBJECT_H

#include "php.h"

#include "base/list.h"
#include "promise/callable.h"
#include "promise/promise.h"
#include "promise/sequence.h"
#include "promise/state.h"

/* state, name as users see it in getState() */
#define ION_PROMISE_STATES(X) \
 X(PENDING, "pending") \
 X(IN_PROGRESS, "in_progress") \
 X(DONE, "done") \
 X(FAILED, "failed") \
 X(CANCELED, "canceled")

enum ion_promise_status {
#define ION_PROMISE_STATE_ENUM(id, name) ION_PROMISE_##id,
	ION_PROMISE_STATES(ION_PROMISE_STATE_ENUM)
#undef ION_PROMISE_STATE_ENUM
		ION_PROMISE_STATE_COUNT
};

enum ion_promise_flags {
	ION_PROMISE_HANDLED = 1 << 0,            /* somebody reacts, or has looked at the result */
	ION_PROMISE_INTERNAL = 1 << 1,           /* ION settles it, users may not */
	ION_PROMISE_PROTECTED = 1 << 2,          /* users may from one class scope only */
	ION_PROMISE_COROUTINE = 1 << 3,          /* a generator gives its result */
	ION_PROMISE_FIBER = 1 << 4,              /* a fiber gives its result */
	ION_PROMISE_SEQUENCE = 1 << 5,           /* runs again and again */
	ION_PROMISE_PUBLIC_FLAGS = (1 << 6) - 1, /* what getFlags() shows */

	ION_PROMISE_NATIVE = 1 << 8,   /* made by ION from nothing (not by then()) */
	ION_PROMISE_TEMPLATE = 1 << 9, /* hangs below a Sequence: copied for each run */
	ION_PROMISE_CONSTRUCTED = 1 << 10,
	ION_PROMISE_RUNNING = 1 << 11, /* its own code is on the stack */
	ION_PROMISE_CANCEL_SENT = 1 << 12,
	ION_PROMISE_HELD = 1 << 13, /* finally(): `result` waits for the callback */
	ION_PROMISE_HELD_FAILED = 1 << 14,
};

/* The callbacks of a promise itself: what the constructor or then() was given. */
struct ion_own {
	uint32_t refs; /* a template's are shared with the copies of its runs */
	bool is_finally;
	struct ion_callable done;
	struct ion_callable fail;
	struct ion_route done_route;
	struct ion_route fail_route;
};

/* Where the result of a Deferred comes from; gone when it is settled. */
struct ion_source {
	const struct ion_deferred_ops *ops; /* NULL = none */
	void *op;
	struct ion_callable canceller;
	zend_class_entry *scope;     /* of who may settle a protected one; NULL = outside of classes */
	uint64_t task;               /* of its own code; 0 = none */
	uint64_t creator;            /* the task that made it; 0 = none */
	zend_object *generator;      /* owned */
	zend_object *cancel_reason;  /* owned: thrown into the generator at its next yield */
	struct ion_timeout *timeout; /* owned; php/promise/timeout.h */
};

/* What only a Sequence has. */
struct ion_sequence {
	const struct ion_sequence_ops *ops; /* NULL = made by the user */
	void *op;
	struct ion_callable release;
	uint32_t runs; /* under way: who listens is looked at when they are over */
	bool is_listening;
	bool is_waiting; /* what ops->wait() was told */
};

struct ion_promise {
	uint8_t status;                /* enum ion_promise_status */
	uint8_t epoch;                 /* of the process that made it, see promise/state.h */
	uint16_t flags;                /* enum ion_promise_flags */
	uint32_t line;                 /* origin: where it was made */
	zend_string *file;             /* shared; NULL = by no PHP code */
	zend_string *name;             /* shared; NULL = none */
	zval result;                   /* owned: value or exception */
	struct ion_own *own;           /* shared; NULL = none, or they have run */
	struct ion_source *source;     /* owned; NULL = none */
	struct ion_sequence *sequence; /* owned; NULL unless a Sequence */
	struct ion_list reactions;
	struct ion_reaction *parked; /* weak: the reaction through which this promise waits */
	zend_object std;             /* last: the engine appends property slots */
};

enum ion_reaction_kind {
	/* stay at a Sequence */
	ION_REACT_CHILD,   /* then(): the target takes the outcome through its own callbacks */
	ION_REACT_FORWARD, /* then($promise): the same, but the target may be settled meanwhile */
	ION_REACT_LISTEN,  /* on_fire(): an iterator; the target at the sequence is not owned */
	/* fire once */
	ION_REACT_ADOPT,     /* the target's result is this promise */
	ION_REACT_COROUTINE, /* the target's generator goes on */
	ION_REACT_MEMBER,    /* the target waits for several; `key` says which this is */
	ION_REACT_AWAIT,     /* on_fire(): somebody in await(), who owns the memory of the reaction */
	/* exist in runs of a Sequence only */
	ION_REACT_TEMPLATE, /* the target is copied, the copy takes the outcome */
	ION_REACT_RUN_END,  /* the target's run is over */
};

struct ion_reaction {
	struct ion_list node;
	enum ion_reaction_kind kind;
	bool is_queued;      /* on a work list: `source` is owned */
	zend_object *source; /* weak: in whose list it is; NULL = in none any more */
	zend_object *target; /* owned, but for LISTEN at the sequence itself */
	zval key;            /* MEMBER */
	/* `value` is borrowed. Whatever it leaves in EG(exception) goes on to who settled. */
	void (*on_fire)(struct ion_reaction *self, bool is_done, zval *value);
};

static inline struct ion_promise *ion_promise_from_obj(const zend_object *object)
{
	return (struct ion_promise *) ((char *) object - offsetof(struct ion_promise, std));
}

static inline bool ion_promise_has_settled(const struct ion_promise *promise)
{
	return promise->status >= ION_PROMISE_DONE;
}

/* The parent's, seen in a worker: nothing of it happens there. */
static inline bool ion_promise_is_inherited(const struct ion_promise *promise)
{
	return promise->epoch != ion_host_promise_state()->epoch;
}

/* Runs again and again: a Sequence that has not ended, or what hangs below one. */
static inline bool ion_promise_repeats(const struct ion_promise *promise)
{
	return (promise->flags & (ION_PROMISE_SEQUENCE | ION_PROMISE_TEMPLATE)) != 0 &&
		   !ion_promise_has_settled(promise);
}

/* The promise in a value; NULL when it is something else. */
struct ion_promise *ion_promise_from_zval(zval *value);

/* --- object.c ------------------------------------------------------------------------------ */

zend_object *ion_promise_create(zend_class_entry *class_entry);

/* Fills the handlers that all classes of the family share; once, at MINIT. */
void ion_promise_handlers_init(void);

/* When the extension is unloaded, before PHP is: the engine's own collector is back. */
void ion_promise_handlers_release(void);

/* A plain Promise that ION settles. One reference. */
struct ion_promise *ion_promise_new(zend_class_entry *class_entry, uint16_t flags);

const char *ion_promise_state_name(const struct ion_promise *promise);

/* Copies both; an unset callable is left out. `is_finally`: `done` runs in any case, without
 * arguments. Nothing set gives no callbacks. */
void ion_promise_set_own(struct ion_promise *promise, const struct ion_callable *done,
	const struct ion_callable *fail, bool is_finally);
void ion_own_unref(struct ion_own *own);

/* Makes it when need be. */
struct ion_source *ion_promise_source(struct ion_promise *promise);

/* Lets go of where the result comes from: it is there, or nobody will ask for it. */
void ion_promise_drop_source(struct ion_promise *promise);

/* Throws InvalidUsageException. */
void ion_misuse(const char *format, ...) ZEND_ATTRIBUTE_FORMAT(printf, 1, 2);

/* --- drain.c ------------------------------------------------------------------------------- */

/* Gives a reference back: at once, or, while promises are being freed, when the outermost of them
 * is done. A chain of any length then uses no C stack. */
void ion_release_later(zend_object *object);
void ion_release_value_later(zval *value);

/* --- reaction.c ---------------------------------------------------------------------------- */

/* A reaction at `promise`, whose failure is handled from now on; a settled promise keeps it in its
 * list until ion_work_push(). Takes a reference on the target. */
struct ion_reaction *ion_reaction_add(
	struct ion_promise *promise, enum ion_reaction_kind kind, zend_object *target);

/* The same with memory of the caller. */
void ion_reaction_attach(
	struct ion_promise *promise, struct ion_reaction *reaction, zend_object *target);

/* Takes it out of the list it is in and drops its references. AWAIT keeps its memory. */
void ion_reaction_drop(struct ion_reaction *reaction);

/* The same for one of a promise that is being freed: what it held goes to the list. */
struct ion_drain;
void ion_reaction_discard(struct ion_reaction *reaction, struct ion_drain *drain);

/* The promise of a reaction that still waits. */
static inline struct ion_promise *ion_reaction_source(const struct ion_reaction *reaction)
{
	return ion_promise_from_obj(reaction->source);
}

/* What an unsettled promise waits for; NULL = nothing. */
static inline struct ion_promise *ion_promise_awaited(const struct ion_promise *promise)
{
	return promise->parked != NULL && promise->parked->source != NULL
			   ? ion_reaction_source(promise->parked)
			   : NULL;
}

/* The handlers of `from` for one run or copy: those that stay are copied, those that fire once move
 * over. */
void ion_reactions_pass(struct ion_promise *from, struct ion_promise *to);

/* --- settle.c: the work list --------------------------------------------------------------- */

struct ion_work;

/* A pending exception is put aside until the end. */
struct ion_work *ion_work_begin(void);

/* Runs what was queued; frees; rethrows what was put aside. */
void ion_work_end(struct ion_work *work);

/* exit() is on its way: nothing more runs. */
void ion_work_exit(struct ion_work *work);

/* An outcome arrives at an unsettled promise: through its own callbacks if it has any. `value` is
 * owned by the call; when `is_done` is false it is the exception. */
void ion_work_input(struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value);

/* The same behind the callbacks: a promise is adopted, anything else is the result. */
void ion_work_resolve(
	struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value);

/* The reactions of a settled promise go to the front of the list. */
void ion_work_push(struct ion_work *work, struct ion_promise *promise);

/* Calls one of the promise's own callbacks (borrowed) and resolves the promise with what it gives;
 * a generator function becomes its coroutine. */
void ion_work_call_own(struct ion_work *work, struct ion_promise *promise,
	const struct ion_callable *callable, uint32_t argc, zval *argv);

/* Input, and everything that follows from it, before it returns. */
void ion_promise_settle(struct ion_promise *promise, bool is_done, zval *value);

/* A promise like a handler that hangs below a Sequence, for one run; without the callbacks and the
 * handlers. One reference. */
struct ion_promise *ion_template_copy(const struct ion_promise *template);

/* The promise waits for the other one, and is in progress until then. */
void ion_promise_park(
	struct ion_promise *promise, struct ion_promise *other, enum ion_reaction_kind kind);

/* Adopts the outcome of `other`, now or when it has one. False with InvalidUsageException when
 * that would wait for itself. */
bool ion_promise_adopt(struct ion_promise *promise, struct ion_promise *other);

/* --- then.c -------------------------------------------------------------------------------- */

/* A handler at `promise`. One reference on the child; NULL with an exception. */
zend_object *ion_promise_then(struct ion_promise *promise, const struct ion_callable *done,
	const struct ion_callable *fail, bool is_finally);

/* then($other). False with an exception. */
bool ion_promise_forward(struct ion_promise *promise, struct ion_promise *other);

/* May the running user code settle it? False with InvalidUsageException. */
bool ion_promise_check_settle(struct ion_promise *promise, const char *method);

/* The class scope of the calling user code; NULL = outside of classes. */
zend_class_entry *ion_promise_caller_scope(const struct ion_promise *promise);

/* forget(): by child, or (when that is NULL) by its name. */
void ion_promise_forget(struct ion_promise *promise, zend_object *child, zend_string *name);

/* --- cancel.c ------------------------------------------------------------------------------ */

/* cancel() and timeout(): `reason` is borrowed. Nothing happens to a settled promise. */
void ion_promise_cancel(struct ion_promise *promise, zend_object *reason);

/* A promise which an operation of `task` waits for and which that task made: cancelling the task
 * cancels it. */
bool ion_promise_is_made_by(const struct ion_promise *promise, uint64_t task);

/* --- coroutine.c --------------------------------------------------------------------------- */

/* Looks up the methods of Generator; once, at MINIT. */
void ion_coroutine_init(void);

/* The promise becomes the coroutine of the generator (takes over the reference). */
void ion_work_start_coroutine(
	struct ion_work *work, struct ion_promise *promise, zend_object *generator);

/* Goes on at the yield, with a value or an exception; `value` is owned by the call. */
void ion_work_resume_coroutine(
	struct ion_work *work, struct ion_promise *promise, bool is_done, zval *value);

/* A new Deferred for what the callable gives: coroutine, promise or value. NULL: exit(). */
zend_object *ion_promise_call(const struct ion_callable *callable, uint32_t argc, zval *argv);

/* --- combine.c ----------------------------------------------------------------------------- */

enum ion_combine_mode {
	ION_COMBINE_ALL,
	ION_COMBINE_ANY,
	ION_COMBINE_RACE,
	ION_COMBINE_SETTLE,
};

/* A Deferred over the promises in the array (borrowed). One reference. */
zend_object *ion_promise_combine(enum ion_combine_mode mode, HashTable *members);

void ion_work_member(
	struct ion_work *work, struct ion_reaction *reaction, bool is_done, zval *value);

/* --- sequence.c ---------------------------------------------------------------------------- */

/* One run with an outcome that is there already; `value` is owned by the call. */
void ion_work_run_sequence(
	struct ion_work *work, struct ion_promise *sequence, bool is_done, zval *value);

/* __invoke(): the starter gives the value. One reference on the promise of the run; NULL: exit(). */
zend_object *ion_sequence_invoke(struct ion_promise *sequence, uint32_t argc, zval *argv);

/* The next value for the iterator whose listener this is, when there is one that nobody else wants.
 * May leave an exception. */
bool ion_sequence_take(
	struct ion_promise *sequence, const struct ion_reaction *listener, zval *ret);

/* Handlers came or went. May run the user's release callback. */
void ion_sequence_update(struct ion_promise *sequence);

/* Not a run any more. */
void ion_sequence_run_over(struct ion_promise *sequence);

/* From the destructor: its handlers go with it. */
void ion_sequence_destroyed(struct ion_promise *sequence);
void ion_sequence_free(struct ion_sequence *part);

/* --- clone.c ------------------------------------------------------------------------------- */

zend_object *ion_promise_clone(zend_object *object);

#endif
