/*
 * What the files of this folder share. Nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_IPC_INTERNAL_H
#define ION_IPC_INTERNAL_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#include "base/list.h"
#include "base/util.h"
#include "ipc/channel.h"
#include "loop/io.h"
#include "loop/loop.h"
#include "loop/timer.h"

struct ion_sock_got;

#define ION_CHANNEL_MAGIC 0x10e0900u

/* Header and id. */
#define ION_HEAD_MAX (ION_FRAME_HEADER + ION_FRAME_ID)

/* Small frames that are gathered leave when there are so many bytes of them. */
#define ION_QUEUE_BATCH 65536

/* ---- out: queue.c ---- */

/* A frame on its way into the queue. */
struct ion_parcel {
	const struct ion_channel_out *out; /* borrowed */
	unsigned char head[ION_HEAD_MAX];
	size_t head_size;
	size_t size;    /* of it all */
	size_t written; /* went out before the rest was queued */
};

/* Bytes of small frames, then perhaps one borrowed payload. */
struct ion_block {
	struct ion_list node;
	unsigned char *bytes; /* owned; or `head` */
	size_t size;
	size_t capacity;
	const char *tail; /* borrowed until release(owner) */
	size_t tail_size;
	void (*release)(void *owner);
	void *owner;
	int *handles; /* owned; they go with the first byte, then this is NULL */
	size_t handle_count;
	size_t written;
	size_t lead;   /* the first bytes that belong to a frame of which a part is written already */
	size_t frames; /* that end in this block */
	unsigned char head[ION_HEAD_MAX];
};

struct ion_queue {
	struct ion_list blocks;
	struct ion_list spares; /* written batches, empty again */
	size_t spare_count;
	size_t bytes;  /* not written yet */
	size_t frames; /* that end in one of the blocks */
	uint64_t frames_accepted;
	uint64_t bytes_accepted;
	uint64_t writes;
};

void ion_queue_init(struct ion_queue *queue);

/* Drops everything; what was borrowed is released. The counters stay. */
void ion_queue_release(struct ion_queue *queue);

/* Writes a frame that nothing waits before: bytes written, or -errno. */
ssize_t ion_queue_write_through(struct ion_queue *queue, int fd, struct ion_parcel *parcel);

/* Queues what was not written; releases what needs no longer be borrowed. 0 or -errno with nothing
 * queued and nothing released. */
int ion_queue_add(struct ion_queue *queue, const struct ion_parcel *parcel);

/* One system call. Bytes written, or -errno. `*ret_is_full`: the socket did not take all of it. */
ssize_t ion_queue_write(struct ion_queue *queue, int fd, bool *ret_is_full);

/* Frames that are not wholly written. */
size_t ion_queue_frames(const struct ion_queue *queue);

/* Frees what is kept for the next frames, if there are none. */
void ion_queue_trim(struct ion_queue *queue);

/* ---- in ---- */

/* Descriptors that came with one read: those of one sendmsg(2), hence of one frame. */
struct ion_handle_group {
	struct ion_list node;
	size_t count;
	bool is_truncated; /* there were more, but no free numbers */
	int handles[];     /* -1 = taken */
};

/* From this byte of the stream on it is this process that writes. */
struct ion_writer {
	uint64_t position;
	pid_t pid;
	uid_t uid;
};

/* The frame in front when its payload goes to the owner's memory. */
struct ion_large {
	bool is_active;
	struct ion_frame header;
	uint64_t id;
	struct ion_writer writer;
	struct ion_handle_group *group; /* owned; NULL = none */
	size_t size;                    /* without the id */
	size_t have;
	char *room; /* borrowed: for byte number `have` */
	size_t room_size;
};

/* The bytes that were read and not handed out; a large frame's payload stands before them. */
struct ion_intake {
	char *bytes; /* owned; NULL when there are none */
	size_t start;
	size_t end;
	size_t capacity;
	bool is_loops;     /* `bytes` is the loop's buffer */
	uint64_t received; /* bytes of the stream, all told: the position of bytes[end] */
	uint64_t frames;   /* handed out */
	uint64_t reads;
	struct ion_writer writer;   /* of the byte in front, or an earlier one */
	struct ion_writer *writers; /* owned: those that follow, by position */
	size_t writer_count;
	size_t writer_first;
	size_t writer_capacity;
	struct ion_list groups; /* not claimed by a frame that was handed out */
	size_t group_count;
	struct ion_handle_group *taken; /* owned: of the frame that was handed out last */
	uint64_t scanned;       /* headers before this position have been looked at for claims ... */
	size_t claims;          /* ... and so many of them, not handed out, claim a group */
	struct ion_frame front; /* the header that was looked at last */
	struct ion_large large;
	const char *fault; /* static: what is wrong behind the frames that can be handed out */
	int code;          /* errno that ends the channel */
};

static inline size_t ion_intake_size(const struct ion_intake *intake)
{
	return intake->end - intake->start;
}

/* Of the byte in front. Positions are bytes of the stream since the connection was made. */
static inline uint64_t ion_intake_position(const struct ion_intake *intake)
{
	return intake->received - ion_intake_size(intake);
}

/* ---- in, as frames: intake.c ---- */

enum ion_front {
	ION_FRONT_EMPTY, /* no whole frame */
	ION_FRONT_READY,
	ION_FRONT_BAD,  /* `fault` or `code` says why; nothing more will come */
	ION_FRONT_GONE, /* the owner freed or closed the channel while it was asked for memory */
};

void ion_intake_init(struct ion_intake *intake);

/* Closes and frees all; harmless when done before. The counters stay. */
void ion_intake_release(struct ion_channel *channel);

/* Looks at the frame in front; the part of a large one that is there goes to the owner. */
enum ion_front ion_intake_prepare(struct ion_channel *channel);

/* The same, and takes it out when it is ready. */
enum ion_front ion_intake_next(struct ion_channel *channel, struct ion_channel_frame *ret);

/* Bytes of the last frame, when it is not complete. */
size_t ion_intake_cut_bytes(const struct ion_channel *channel);

/* Memory for the next bytes of the large payload: READY when there is some. Asks the owner. */
enum ion_front ion_large_reserve(struct ion_channel *channel);

/* So many bytes have come into it. */
static inline void ion_large_commit(struct ion_large *large, size_t size)
{
	large->have += size;
	large->room += size;
	large->room_size -= size;
}

/* ---- in, from the socket: intake_read.c ---- */

/* One system call, to be made when prepare() said EMPTY. Bytes; 0 = the end; -errno; -ECANCELED
 * when the channel went away meanwhile. `*ret_is_short`: there is no more. */
ssize_t ion_intake_read(struct ion_channel *channel, bool *ret_is_short);

/* Reads all that the socket holds at this moment into memory. 0 or -errno. */
int ion_intake_drain(struct ion_channel *channel);

/* Keeps what is left in a block of its own size, so that an idle channel costs nothing. */
void ion_intake_settle(struct ion_channel *channel);

/* Drops what is left, and gives the buffer back. */
void ion_intake_drop_bytes(struct ion_intake *intake, struct ion_loop *loop);

/* ---- in, descriptors: intake_handles.c ---- */

/* NULL is allowed. */
void ion_handle_group_free(struct ion_handle_group *group);

/* What one read brought; `fault`, when one frame may not have so many. 0, or -errno with all of them
 * closed. */
int ion_intake_add_group(
	struct ion_intake *intake, int *handles, const struct ion_sock_got *got, unsigned max);
extern const char ion_intake_too_many[];

/* The descriptors of the frame at `position`, owned by the caller. NULL: they do not match. */
struct ion_handle_group *ion_intake_claim(
	struct ion_intake *intake, const struct ion_frame *frame, uint64_t position);

/* After a read that brought descriptors: `fault`, when no frame can claim all there are. */
void ion_intake_check_claims(struct ion_intake *intake);

void ion_handles_close(int *handles, size_t count);

/* ---- the channel: channel.c ---- */

struct ion_channel {
	ION_MAGIC_FIELD
	struct ion_loop *loop;                   /* borrowed: outlives the channel */
	const struct ion_channel_events *events; /* borrowed */
	void *arg;                               /* borrowed */
	struct ion_channel_limits limits;
	enum ion_channel_role role;
	enum ion_channel_state state;
	int fd;                  /* owned; -1 before connect() and after the end */
	struct ion_io *io;       /* owned; NULL with fd == -1 */
	struct ion_timer *retry; /* owned; NULL until first used */
	int64_t retry_ns;
	struct ion_defer work; /* whatever has to be done from the loop */
	struct ion_queue queue;
	struct ion_intake intake;
	uint64_t sent_turn;  /* of the loop: in which something was written at once */
	uint64_t flush_mark; /* on_flushed when so many bytes of all accepted are written */
	struct ion_channel_end end;
	size_t dropped_bytes; /* that were queued at the end */
	unsigned depth;       /* callers on the stack that will look at the channel again */
	bool is_wanted;
	bool keeps_reads;
	bool keeps_writes;
	bool is_holding;   /* a reference of the loop */
	bool is_blocked;   /* the socket is full: wait until it can be written to */
	bool is_stalled;   /* the kernel has no room for descriptors: wait for the timer */
	bool is_gone;      /* a write found no reader */
	bool has_left;     /* the owner left frames in this turn */
	bool is_eof;       /* everything was read */
	bool is_finishing; /* hand out frames whether they are wanted or not */
	bool is_over_high;
	bool wants_flushed;
	bool is_reported; /* on_end has run */
	bool is_freed;    /* as soon as depth is 0 */
};

static inline bool ion_channel_is_over(const struct ion_channel *channel)
{
	return channel->is_freed || channel->state == ION_CHANNEL_ENDED;
}

/* Around whatever calls out and looks at the channel again. */
static inline void ion_channel_enter(struct ion_channel *channel)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	channel->depth++;
}

/* The channel may be gone after it. */
static inline void ion_channel_leave(struct ion_channel *channel)
{
	channel->depth--;
	if (channel->is_freed && channel->depth == 0) {
		ION_MAGIC_SET(channel, 0);
		free(channel);
	}
}

/* The rest is done in the next turn of the loop. */
static inline void ion_channel_schedule(struct ion_channel *channel)
{
	ion_loop_defer(channel->loop, &channel->work);
}

/* True: the run is about to end, and what is left for the owner comes with the next one. */
static inline bool ion_channel_defers(struct ion_channel *channel)
{
	if (!ion_loop_is_ending(channel->loop)) {
		return false;
	}
	channel->has_left = true;
	ion_channel_schedule(channel);
	return true;
}

/* Whether it keeps the loop busy, after every change of what that depends on. */
static inline void ion_channel_hold(struct ion_channel *channel)
{
	bool reads = channel->keeps_reads && channel->is_wanted && channel->state == ION_CHANNEL_OPEN;
	bool writes = channel->keeps_writes && channel->queue.bytes > 0;
	bool is_holding = channel->fd >= 0 && (reads || writes);
	if (is_holding == channel->is_holding) {
		return;
	}
	channel->is_holding = is_holding;
	if (is_holding) {
		ion_loop_ref(channel->loop);
	} else {
		ion_loop_unref(channel->loop);
	}
}

/* errno of a write or a read that means: the other end is closed. */
static inline bool ion_channel_is_hangup(int code)
{
	return code == EPIPE || code == ECONNRESET;
}

/* What the watcher is to look for, after every change of what that depends on. */
void ion_channel_watch(struct ion_channel *channel);

/* The end is decided, unless it was before; on_end comes from the loop. What is queued is dropped. */
void ion_channel_set_end(
	struct ion_channel *channel, enum ion_channel_end_reason reason, int code, const char *text);

/* ---- the sending half: send.c ---- */

/* The pause before what the kernel had no room for is tried again, at first. */
#define ION_CHANNEL_RETRY_NS INT64_C(1000000)

/* Until the queue is empty or the socket full. Calls nobody. */
void ion_channel_write_queue(struct ion_channel *channel);

/* ---- the receiving half: receive.c ---- */

/* Hands out what was read, and ends the channel when that was all. True: more may be read. */
bool ion_channel_deliver(struct ion_channel *channel);

/* Reads and hands out, until the socket is empty or nobody wants more. */
void ion_channel_read(struct ion_channel *channel);

/* There will be no more than the socket holds now: reads that, hands it out, ends. */
void ion_channel_wind_up(struct ion_channel *channel);

#endif
