/*
 * What the files of this folder share. Nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_IPC_INTERNAL_H
#define ION_IPC_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/list.h"
#include "base/util.h"
#include "ipc/channel.h"
#include "loop/io.h"
#include "loop/loop.h"
#include "loop/timer.h"

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

/* One system call. Bytes written, or -errno. `*ret_is_full`: there was more than the socket took.
 * */
ssize_t ion_queue_write(struct ion_queue *queue, int fd, bool *ret_is_full);

/* Frames that are not wholly written. */
size_t ion_queue_frames(const struct ion_queue *queue);

/* Frees what is kept for the next frames, if there are none. */
void ion_queue_trim(struct ion_queue *queue);

/* ---- in: intake.c ---- */

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

/* One system call, to be made when prepare() said EMPTY. Bytes; 0 = the end; -errno; -ECANCELED
 * when the channel went away meanwhile. `*ret_is_short`: there is no more. */
ssize_t ion_intake_read(struct ion_channel *channel, bool *ret_is_short);

/* Reads all that the socket holds at this moment into memory. 0 or -errno. */
int ion_intake_drain(struct ion_channel *channel);

/* Keeps what is left in a block of its own size, so that an idle channel costs nothing. */
void ion_intake_settle(struct ion_channel *channel);

/* Bytes of the last frame, when it is not complete. */
size_t ion_intake_cut_bytes(const struct ion_channel *channel);

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

#endif
