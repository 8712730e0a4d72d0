/*
 * One end of a channel: frames out of a bounded queue, frames in on demand. No Zend: payloads are
 * bytes with an owner.
 *
 * Out: the first frame of a turn of the loop is written at once if nothing waits; those after it
 * are gathered and leave in one system call at the end of the turn, or when there are 64 KiB of
 * them. Small payloads are copied into the queue, large ones are borrowed until written. In:
 * nothing is read while nobody wants frames; the socket is then the buffer. The owner pulls frames
 * with ion_channel_next() from within on_readable. A worker's bytes are hostile: a header is
 * checked before anything is made of it, and memory for a payload grows with what has arrived.
 *
 * The end: everything that arrived is handed out first, then on_end runs once.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_IPC_CHANNEL_H
#define ION_IPC_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "wire/frame.h"

struct ion_channel;
struct ion_loop;

/* Who is at this end; decides which frames may come in. */
enum ion_channel_role {
	ION_CHANNEL_PAIR,   /* one of two equal ends: MESSAGE REQUEST REPLY FAILURE */
	ION_CHANNEL_MASTER, /* the other end is a worker: also READY, ERROR */
	ION_CHANNEL_WORKER, /* the other end is the master: also DETACH */
};

struct ion_channel_limits {
	uint32_t max_message; /* bytes of one payload without its id, in and out */
	unsigned max_handles; /* descriptors with one frame coming in */
	size_t high_water;    /* queued bytes over which the writer should wait ... */
	size_t low_water;     /* ... and down to which until on_drain */
	size_t hard_limit;    /* queued bytes that are never exceeded */
};

#define ION_CHANNEL_LIMITS_DEFAULT \
 ((struct ion_channel_limits){ \
	 .max_message = 16u << 20, \
	 .max_handles = 16, \
	 .high_water = 1u << 20, \
	 .low_water = 256u << 10, \
	 .hard_limit = 64u << 20, \
 })

/* A frame that came in. */
struct ion_channel_frame {
	struct ion_frame header;
	uint64_t id;       /* of the request, if the type has one */
	const char *data;  /* payload without the id; borrowed until the next call of next() or until
						  on_readable returns. NULL when it was read into the owner's memory */
	size_t size;       /* of the payload without the id */
	int *handles;      /* header.handles of them; who takes one writes -1 over it, the others are
						  closed by the next call. NULL = none, or lost */
	bool handles_lost; /* there were descriptors, but no free numbers for all of them here */
	pid_t pid;         /* the writer of its first byte, from the kernel */
	uid_t uid;
};

enum ion_channel_end_reason {
	ION_CHANNEL_CLOSED,   /* ion_channel_close(), everything was written */
	ION_CHANNEL_HANGUP,   /* the other end is closed */
	ION_CHANNEL_PROTOCOL, /* malformed or forbidden; `text` says what */
	ION_CHANNEL_ERROR,    /* the system: `code` */
};

struct ion_channel_end {
	enum ion_channel_end_reason reason;
	int code;         /* errno of ERROR (ENOMEM: a payload that there was no memory for) */
	const char *text; /* static; PROTOCOL */
	size_t unsent;    /* frames that were queued and not (or not wholly) written */
	size_t cut_bytes; /* of a frame that the peer did not finish, header included */
};

struct ion_channel_stats {
	uint64_t frames_sent;
	uint64_t frames_received; /* pulled */
	uint64_t bytes_sent;      /* headers included */
	uint64_t bytes_received;
	uint64_t writes; /* system calls */
	uint64_t reads;
};

/*
 * All are called from the loop, or (where said) from within ion_channel_finish(). `arg` is borrowed
 * for the life of the channel. In each of them the channel may be closed or freed. Once the owner
 * has stopped or broken the run nobody is called any more: the rest comes in the next run.
 */
struct ion_channel_events {
	/* Frames are there: pull them with ion_channel_next(), until it has none or nobody wants more.
	 * If some are left while reading is still wanted, it is called again in the next turn. Also
	 * from finish(). */
	void (*on_readable)(void *arg);
	/*
	 * The payload of a large frame (over ION_CHANNEL_LARGE) is arriving: where its byte number
	 * `have` and the following ones go: memory with *ret_room > 0 bytes of room. Asked again
	 * whenever the room is full. What came before stays where it was (the owner may move the
	 * block). NULL = no memory: the channel ends. The frame then comes by next() with data == NULL.
	 * `size` is without the id; it is what the peer says. Also from within next().
	 */
	char *(*reserve)(void *arg, size_t size, size_t have, size_t *ret_room);
	/* Queued bytes were over high water and are at or below low water now. */
	void (*on_drain)(void *arg);
	/* Everything that was queued when ion_channel_flush() was last called has been written. */
	void (*on_flushed)(void *arg);
	/* Once; nothing comes after it. The channel must still be freed. */
	void (*on_end)(void *arg, const struct ion_channel_end *end);
};

/* Payloads up to this are handed out in the channel's own buffer; longer ones go to `reserve`.
 * Outgoing ones up to this are copied into the queue. */
#define ION_CHANNEL_LARGE 16384

/* Heap; not connected: frames wait in the queue. `events` and `arg` are borrowed; the loop outlives
 * the channel. NULL with errno. */
struct ion_channel *ion_channel_new(struct ion_loop *loop, enum ion_channel_role role,
	const struct ion_channel_events *events, void *arg);

/* Takes `fd`. 0, or -errno with `fd` still the caller's. What was queued is written in the next
 * turn. */
int ion_channel_connect(struct ion_channel *channel, int fd);

/* Drops what is queued, closes everything, calls nothing (no on_end). From within a callback too.
 * NULL is allowed. In a forked child, where the loop is private already, the same forgets an
 * inherited one. */
void ion_channel_free(struct ion_channel *channel);

/* In a forked child that has abandoned its loop: closes the descriptors of an inherited one, which
 * is not used again, and writes to none of its memory. */
void ion_channel_abandon(const struct ion_channel *channel);

const struct ion_channel_limits *ion_channel_get_limits(const struct ion_channel *channel);
void ion_channel_set_limits(struct ion_channel *channel, const struct ion_channel_limits *limits);

/* A frame to be sent. */
struct ion_channel_out {
	enum ion_frame_type type;
	bool is_encoded;
	uint64_t id;
	const char *data; /* a large one is borrowed until `release` ... */
	size_t size;
	void (*release)(void *owner); /* ... which runs once: written, dropped, or (a small one) before
									 send returns. May be NULL. Not called when send fails. */
	void *owner;
	const int *handles; /* borrowed: they are duplicated if they have to wait */
	size_t handle_count;
};

/*
 * 0 = written or queued. -ENOTCONN after the end or after close(), or when this frame finds the end; -EMSGSIZE over max_message;
 * -ENOBUFS over the hard limit; -ENOMEM; -EBADF and -EMFILE for handles (-E2BIG over
 * ION_FRAME_HANDLES_MAX): nothing was queued then. A peer that is found gone is no error here:
 * on_end comes from the loop and counts the frame as unsent. Descriptors that the kernel takes no
 * more of (-ETOOMANYREFS) wait, and all frames behind them; tried again every 1 to 64 ms.
 */
int ion_channel_send(struct ion_channel *channel, const struct ion_channel_out *out);

size_t ion_channel_queued_bytes(const struct ion_channel *channel);
size_t ion_channel_queued_frames(const struct ion_channel *channel);

/* Over high water since it was last at low water: a writer should wait for on_drain. */
bool ion_channel_is_full(const struct ion_channel *channel);

/* Asks for on_flushed. True when nothing is queued: it will not come. */
bool ion_channel_flush(struct ion_channel *channel);

/* Writes what is queued now, sleeping when the socket is full, until all is written, the peer is
 * gone, or it has taken nothing for `idle_ns` (-ETIMEDOUT; the rest stays queued): for a process
 * that is about to end.
 * 0 or -errno; calls no callbacks but `release`. */
int ion_channel_flush_now(struct ion_channel *channel, int64_t idle_ns);

/* Reading on and off. Off by default. Nothing is called from within. */
void ion_channel_want(struct ion_channel *channel, bool is_wanted);

/* Whether reading that is wanted, and a queue that is not empty, keep the loop alive while
 * connected. Off by default. (The end of the peer is noticed in any case.) */
void ion_channel_keep_alive(struct ion_channel *channel, bool reads, bool writes);

enum ion_channel_state {
	ION_CHANNEL_NEW, /* not connected yet */
	ION_CHANNEL_OPEN,
	ION_CHANNEL_CLOSING, /* close() was called, the queue is being written */
	ION_CHANNEL_ENDED,   /* on_end has run or is about to; frames may still be there to be pulled */
};
enum ion_channel_state ion_channel_state(const struct ion_channel *channel);

/* The type of the frame that next() would hand out; NONE when there is none. */
enum ion_frame_type ion_channel_front(struct ion_channel *channel);

/*
 * The next frame that is wholly there. False: none now. A malformed one ends the channel (on_end
 * comes from the loop, or from finish()) and is never handed out; behind the end it is the last.
 */
bool ion_channel_next(struct ion_channel *channel, struct ion_channel_frame *ret);

/* No more frames are accepted for sending; what is queued is written, then on_end (CLOSED) comes
 * from the loop. Frames that have arrived and were not pulled are dropped, and what was borrowed of
 * those that were. */
void ion_channel_close(struct ion_channel *channel);

/*
 * The peer is known to be dead (its exit was seen): reads what is left in the socket whether or not
 * it is wanted, even if somebody else still holds the other end, calls on_readable while there are
 * frames (what the owner leaves stays to be pulled by next() later), then on_end. Nothing when it
 * has ended already. From within a callback of this channel, or when one of them stops the run: in
 * the next turn.
 */
void ion_channel_finish(struct ion_channel *channel);

void ion_channel_get_stats(const struct ion_channel *channel, struct ion_channel_stats *ret);

/* The descriptor, for messages and tests; -1 = none. Borrowed. */
int ion_channel_fd(const struct ion_channel *channel);

#endif
