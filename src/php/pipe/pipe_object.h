/*
 * What the files of this folder share: the object behind ION\Process\Pipe.
 *
 * Ownership. The object owns its descriptors, the promises of what waits, and its buffer; for the
 * Sequence of whenData() see php/engine/outlet.h. While something may arrive for somebody, or has to
 * be written, the loop holds the object.
 *
 * Bytes that were read stay in the buffer until somebody is given them: a read() that is cancelled, a
 * handler that throws, a pause lose nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PIPE_OBJECT_H
#define ION_PHP_PIPE_OBJECT_H

#include "php.h"

#include "base/list.h"
#include "loop/loop.h"
#include "php/engine/hold.h"
#include "php/engine/outlet.h"
#include "php/pipe/php_pipe.h"
#include "stream/reader.h"
#include "stream/writer.h"

/* For whom it is read. */
enum ion_pipe_reader {
	ION_PIPE_BY_LOOP,
	ION_PIPE_BY_READ,    /* a read() that has nothing before it: only that is served */
	ION_PIPE_BY_FOREACH, /* which asks for the next chunk */
};

/* What has been read and not been given to anybody. */
struct ion_pipe_buffer {
	zend_string *string; /* owned: its length is the room there is; NULL = none */
	zend_string *lent;   /* weak: what was given away last, while whoever has it may give it back */
	size_t start;
	size_t end;
};

struct ion_pipe_object {
	struct ion_list node; /* in ION_G(pipes).all */
	unsigned generation;  /* of forks, when it was made */
	unsigned directions;
	bool is_shared;
	bool is_forgotten; /* of another process, or of a loop that is gone: nobody is told anything */
	bool is_unreferenced;
	struct ion_hold hold;
	struct ion_defer turn; /* what is to be done in the next turn of the loop */

	/* coming in */
	struct ion_reader reader;
	struct ion_pipe_buffer buffer;
	struct ion_list requests; /* read(), readLine() and readAll() that wait, in their order */
	struct ion_outlet incoming;
	enum ion_pipe_reader read_by;
	bool is_paused;
	bool is_cut;          /* closed before its end */
	bool is_told;         /* of the error that ended it */
	uint64_t turn_number; /* in which ... */
	size_t turn_bytes;    /* ... that many bytes were taken without the loop */

	/* going out */
	struct ion_writer writer;
	bool is_ending;     /* end() was called */
	char last_byte;     /* of a terminal: written last */
	int terminal_end;   /* see ion_nowait_terminal_end() */
	zend_object *ended; /* owned: promise of end(); NULL until called */

	zend_object *closed; /* owned: promise of whenClosed(); NULL until asked for */

	zend_object std; /* last: the engine appends property slots */
};

static inline struct ion_pipe_object *ion_pipe_from_obj(const zend_object *object)
{
	return (struct ion_pipe_object *) ((char *) object - offsetof(struct ion_pipe_object, std));
}

/* --- pipe_object.c ------------------------------------------------------------------------- */

void ion_pipe_object_minit(zend_class_entry *class_entry);

/* False with an InvalidUsageException when it is another process' or the request is over. */
bool ion_pipe_check(const struct ion_pipe_object *pipe);

/* After every change of what is waited for: watching, the loop's hold. May free the object, unless
 * the caller holds it. */
void ion_pipe_update(struct ion_pipe_object *pipe);

/* Everything that can be told or given to somebody now, in order; stops at an exception, and goes on
 * in the next turn. Runs user code. */
void ion_pipe_advance(struct ion_pipe_object *pipe);

/* The same in the next turn. */
void ion_pipe_schedule(struct ion_pipe_object *pipe);

/* Whether user code that has just run lets more of it run: no exception, no fork. */
bool ion_pipe_may_go_on(const struct ion_pipe_object *pipe);

bool ion_pipe_is_over(const struct ion_pipe_object *pipe);

/* A ProcessException "what: text of the errno". Not thrown; owned by the caller. */
zend_object *ion_pipe_exception(const char *what, int code);

/* One reference. */
zend_object *ion_pipe_when_closed(struct ion_pipe_object *pipe);

void ion_pipe_release_promise(zend_object **slot);

/* --- pipe_buffer.c ------------------------------------------------------------------------- */

/* The most that one chunk has. */
#define ION_PIPE_CHUNK ION_READER_CHUNK

static inline size_t ion_pipe_buffered(const struct ion_pipe_object *pipe)
{
	return pipe->buffer.end - pipe->buffer.start;
}

static inline const char *ion_pipe_bytes(const struct ion_pipe_object *pipe)
{
	return ZSTR_VAL(pipe->buffer.string) + pipe->buffer.start;
}

/* Room behind what is there; makes the buffer, and grows it. May end in the fatal error of the memory
 * limit. */
char *ion_pipe_buffer_reserve(struct ion_pipe_object *pipe, size_t *ret_room);

/* The first `size` bytes (at most what is there) as a string, owned by the caller; not copied when
 * they are most of the buffer. */
zend_string *ion_pipe_buffer_take(struct ion_pipe_object *pipe, size_t size);

/* The string that ion_pipe_buffer_take() gave, back: the next bytes go into it if nobody keeps it. */
void ion_pipe_buffer_give_back(struct ion_pipe_object *pipe, zend_string *string);

/* An empty buffer is not kept by a pipe that has nothing to do. */
void ion_pipe_buffer_rest(struct ion_pipe_object *pipe);

void ion_pipe_buffer_drop(struct ion_pipe_object *pipe);

/* --- pipe_read.c: from bytes to who waits for them ------------------------------------------ */

enum ion_pipe_reading {
	ION_PIPE_SOME, /* what is there, at most `max` */
	ION_PIPE_LINE, /* at most `max`, or it fails */
	ION_PIPE_ALL,
};

/* read(), readLine(), readAll(): a Deferred, one reference. */
zend_object *ion_pipe_read(struct ion_pipe_object *pipe, enum ion_pipe_reading what, size_t max);

extern const struct ion_reader_events ion_pipe_reader_events;
extern const struct ion_outlet_ops ion_pipe_outlet_ops;

/* The Sequence, one reference. */
zend_object *ion_pipe_incoming(struct ion_pipe_object *pipe);

/* Somebody wants bytes that are not here. */
bool ion_pipe_wants(const struct ion_pipe_object *pipe);

/* Nothing more is read, and nothing is left to be given to anybody. */
bool ion_pipe_has_read_all(const struct ion_pipe_object *pipe);

/* Gives what is there to those who wait, and tells them of the end. False when it stopped at an
 * exception. */
bool ion_pipe_serve(struct ion_pipe_object *pipe);

/* They are forgotten without being settled. */
void ion_pipe_drop_requests(struct ion_pipe_object *pipe);
void ion_pipe_trace_requests(const struct ion_pipe_object *pipe, zend_get_gc_buffer *buffer);

/* --- pipe_write.c -------------------------------------------------------------------------- */

/* write(): a Deferred, one reference; NULL with an exception. */
zend_object *ion_pipe_write_string(struct ion_pipe_object *pipe, zend_string *data);

/* end(): the same. */
zend_object *ion_pipe_end(struct ion_pipe_object *pipe, zend_string *data);

void ion_pipe_on_writable(void *arg);

/* Settles what is written, or never will be. False when it stopped at an exception. */
bool ion_pipe_settle_writes(struct ion_pipe_object *pipe);

/* Something waits to be written or to be told of. */
bool ion_pipe_is_writing(const struct ion_pipe_object *pipe);

/* They are forgotten without being settled. */
void ion_pipe_drop_writes(struct ion_pipe_object *pipe);
void ion_pipe_trace_writes(const struct ion_pipe_object *pipe, zend_get_gc_buffer *buffer);

#endif
