/*
 * See channel.h; what goes out is in queue.c, what comes in is in intake.c. Here are the states,
 * the watcher, and who is called when.
 *
 * The owner is called from three places only: the watcher, the deferred work, and finish().
 * Whatever is found elsewhere (a peer that is gone, by a send; a malformed frame, by a pull) is
 * noted and left to the deferred work. After every call out the channel may be freed, closed or
 * ended: each caller looks.
 * SPDX-License-Identifier: MIT
 */
#include "ipc/channel.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"
#include "ipc/internal.h"
#include "os/fd.h"
#include "os/sock.h"

/* What one channel may move per turn of the loop, so that a noisy peer does not starve the others.
 * */
#define READ_BUDGET (1u << 20)
#define WRITE_BUDGET (1u << 20)

/* Between two tries while the kernel has no room for descriptors under way; doubled each time. */
#define RETRY_FIRST_NS INT64_C(1000000)
#define RETRY_LAST_NS INT64_C(64000000)

static void channel_enter(struct ion_channel *channel)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	channel->depth++;
}

static void channel_leave(struct ion_channel *channel)
{
	channel->depth--;
	if (channel->is_freed && channel->depth == 0) {
		ION_MAGIC_SET(channel, 0);
		free(channel);
	}
}

/* ---- what keeps the loop busy ---- */

static void channel_schedule(struct ion_channel *channel)
{
	ion_loop_defer(channel->loop, &channel->work);
}

static void channel_hold(struct ion_channel *channel)
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

/* Closes and drops all but what has come in. */
static void channel_release_out(struct ion_channel *channel)
{
	/* the watcher first: see loop/io.h */
	ion_io_free(channel->io);
	channel->io = NULL;
	ion_fd_close(&channel->fd);
	ion_timer_free(channel->retry);
	channel->retry = NULL;
	ion_queue_release(&channel->queue);
	channel_hold(channel);
}

/* The end is decided; on_end comes from the loop. */
static void channel_end(
	struct ion_channel *channel, enum ion_channel_end_reason reason, int code, const char *text)
{
	if (ion_channel_is_over(channel)) {
		return;
	}
	channel->state = ION_CHANNEL_ENDED;
	channel->end = (struct ion_channel_end){
		.reason = reason,
		.code = code,
		.text = text,
		.unsent = ion_queue_frames(&channel->queue),
		.cut_bytes = ion_intake_cut_bytes(channel),
	};
	channel->dropped_bytes = channel->queue.bytes;
	channel_release_out(channel);
	if (reason == ION_CHANNEL_CLOSED || reason == ION_CHANNEL_PROTOCOL) {
		ion_intake_release(channel);
	}
	channel_schedule(channel);
}

/* What the watcher is to look for. Reading goes on being watched for when it is no longer wanted,
 * until something comes: readers that stop and go after every frame cost no system calls. */
static void channel_watch(struct ion_channel *channel)
{
	unsigned events = 0;
	int code;
	if (channel->fd < 0) {
		return;
	}
	if (!channel->is_eof) {
		bool is_read = channel->is_wanted && channel->state == ION_CHANNEL_OPEN;
		events = is_read ? ION_IO_READ : ION_IO_CLOSED;
	}
	if (channel->is_blocked) {
		events |= ION_IO_WRITE;
	}
	code = ion_io_watch(channel->io, events);
	if (code != 0) {
		channel_end(channel, ION_CHANNEL_ERROR, -code, NULL);
	}
}

/* ---- writing ---- */

static void on_retry(struct ion_timer *timer, void *arg)
{
	struct ion_channel *channel = arg;
	(void) timer;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	channel->is_stalled = false;
	channel_schedule(channel);
}

/* The room is not the socket's: no event tells when there is some. */
static void channel_stall(struct ion_channel *channel)
{
	int code = -ENOMEM;
	if (channel->retry == NULL) {
		channel->retry = ion_timer_new(channel->loop, on_retry, channel);
	}
	if (channel->retry != NULL) {
		code = ion_timer_start(channel->retry, channel->retry_ns);
	}
	if (code != 0) {
		channel_end(channel, ION_CHANNEL_ERROR, -code, NULL);
		return;
	}
	channel->is_stalled = true;
	if (channel->retry_ns < RETRY_LAST_NS) {
		channel->retry_ns *= 2;
	}
}

static bool is_passing(int code)
{
	return code == EAGAIN || code == ETOOMANYREFS || code == ENOBUFS || code == ENOMEM;
}

static bool is_hangup(int code)
{
	return code == EPIPE || code == ECONNRESET;
}

static void channel_write_failed(struct ion_channel *channel, int code)
{
	if (code == EAGAIN) {
		channel->is_blocked = true;
	} else if (is_passing(code)) {
		channel_stall(channel);
	} else if (is_hangup(code)) {
		channel->is_gone = true;
		channel_schedule(channel);
	} else {
		channel_end(channel, ION_CHANNEL_ERROR, code, NULL);
	}
}

static bool channel_may_write(const struct ion_channel *channel)
{
	return channel->fd >= 0 && !channel->is_blocked && !channel->is_stalled && !channel->is_gone;
}

/* Until the queue is empty or the socket full. Calls nobody. */
static void channel_flush(struct ion_channel *channel)
{
	size_t written = 0;
	bool was_blocked = channel->is_blocked;
	while (channel->queue.bytes > 0 && channel_may_write(channel)) {
		bool is_full = false;
		ssize_t sent = ion_queue_write(&channel->queue, channel->fd, &is_full);
		if (sent < 0) {
			channel_write_failed(channel, (int) -sent);
			break;
		}
		channel->retry_ns = RETRY_FIRST_NS;
		channel->is_blocked = is_full;
		written += (size_t) sent;
		if (written >= WRITE_BUDGET) {
			channel_schedule(channel);
			break;
		}
	}
	if (channel->queue.bytes == 0) {
		channel->is_blocked = false;
	}
	if (channel->is_blocked != was_blocked) {
		channel_watch(channel);
	}
	channel_hold(channel);
}

static int check_out(const struct ion_channel *channel, const struct ion_channel_out *out)
{
	size_t size = ION_HEAD_MAX + out->size;
	if (channel->state != ION_CHANNEL_NEW && channel->state != ION_CHANNEL_OPEN) {
		return -ENOTCONN;
	}
	if (out->size > channel->limits.max_message || out->size > UINT32_MAX - ION_FRAME_ID) {
		return -EMSGSIZE;
	}
	if (out->handle_count > ION_FRAME_HANDLES_MAX) {
		return -E2BIG;
	}
	if (channel->queue.bytes >= channel->limits.hard_limit ||
		size > channel->limits.hard_limit - channel->queue.bytes) {
		return -ENOBUFS;
	}
	return 0;
}

static void parcel_init(struct ion_parcel *parcel, const struct ion_channel_out *out)
{
	struct ion_frame header = {
		.type = out->type,
		.is_encoded = out->is_encoded,
		.handles = (unsigned) out->handle_count,
	};
	parcel->out = out;
	parcel->head_size = ION_FRAME_HEADER;
	parcel->written = 0;
	if (ion_frame_has_id(out->type)) {
		ion_frame_put_id(parcel->head + ION_FRAME_HEADER, out->id);
		parcel->head_size += ION_FRAME_ID;
	}
	parcel->size = parcel->head_size + out->size;
	header.size = (uint32_t) (parcel->size - ION_FRAME_HEADER);
	ion_frame_encode(&header, parcel->head);
}

/* The first frame of a turn. 0, or what the sender has to be told. */
static int channel_write_through(struct ion_channel *channel, struct ion_parcel *parcel)
{
	ssize_t sent = ion_queue_write_through(&channel->queue, channel->fd, parcel);
	channel->sent_turn = ion_loop_turn_number(channel->loop);
	if (sent >= 0) {
		channel->is_blocked = parcel->written < parcel->size;
		if (channel->is_blocked) {
			channel_watch(channel);
		}
		return 0;
	}
	if (parcel->out->handle_count > 0 && !is_passing((int) -sent) && !is_hangup((int) -sent)) {
		/* it is the descriptors that cannot be sent */
		return (int) sent;
	}
	channel_write_failed(channel, (int) -sent);
	if (channel->is_blocked) {
		channel_watch(channel);
	}
	return 0;
}

/* The frame, or what the socket did not take of it. */
static int channel_queue(struct ion_channel *channel, const struct ion_parcel *parcel)
{
	int code = ion_queue_add(&channel->queue, parcel);
	if (code != 0) {
		if (parcel->written > 0) {
			/* the peer has a part of it already: nothing else can follow */
			channel_end(channel, ION_CHANNEL_ERROR, -code, NULL);
		}
		return code;
	}
	if (channel->queue.bytes >= ION_QUEUE_BATCH && channel_may_write(channel)) {
		channel_flush(channel);
	}
	if (channel->queue.bytes > channel->limits.high_water) {
		channel->is_over_high = true;
	}
	if (channel_may_write(channel)) {
		/* also when nothing is left: it frees what is kept for more */
		channel_schedule(channel);
	}
	channel_hold(channel);
	return 0;
}

int ion_channel_send(struct ion_channel *channel, const struct ion_channel_out *out)
{
	struct ion_parcel parcel;
	int code;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	code = check_out(channel, out);
	if (code != 0) {
		return code;
	}
	parcel_init(&parcel, out);
	if (channel->queue.bytes == 0 && channel_may_write(channel) &&
		channel->sent_turn != ion_loop_turn_number(channel->loop)) {
		code = channel_write_through(channel, &parcel);
		if (code != 0 || parcel.written == parcel.size) {
			return code;
		}
	}
	return channel_queue(channel, &parcel);
}

/* Sleeps until writing may go on, or `until_ns`. 0, or -ETIMEDOUT when it is later than that. */
static int channel_sleep(const struct ion_channel *channel, int why, int64_t until_ns)
{
	int64_t left_ns = until_ns - ion_clock_now_ns();
	if (left_ns <= 0) {
		return -ETIMEDOUT;
	}
	if (why == EAGAIN) {
		ion_sock_wait_writable(channel->fd, left_ns);
	} else {
		ion_fd_poll(NULL, 0, RETRY_FIRST_NS < left_ns ? RETRY_FIRST_NS : left_ns);
	}
	return 0;
}

int ion_channel_flush_now(struct ion_channel *channel, int64_t idle_ns)
{
	int64_t until_ns = ion_clock_add(ion_clock_now_ns(), idle_ns);
	int code = 0;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	while (channel->queue.bytes > 0 && code == 0) {
		bool is_full;
		ssize_t sent = -ENOTCONN;
		if (channel->fd >= 0) {
			sent = ion_queue_write(&channel->queue, channel->fd, &is_full);
		}
		if (sent >= 0) {
			until_ns = ion_clock_add(ion_clock_now_ns(), idle_ns);
		} else if (is_passing((int) -sent)) {
			code = channel_sleep(channel, (int) -sent, until_ns);
		} else {
			code = (int) sent;
		}
	}
	if (code == -ETIMEDOUT) {
		channel_schedule(channel);
	} else if (code != 0 && channel->fd >= 0) {
		channel_write_failed(channel, -code);
	} else if (channel->fd >= 0) {
		/* the queue is empty: flushing looks at what was waited for, and the owner is told later */
		channel_flush(channel);
		channel_schedule(channel);
	}
	return code;
}

/* ---- reading ---- */

static void channel_fail_intake(struct ion_channel *channel)
{
	const struct ion_intake *intake = &channel->intake;
	if (intake->code != 0) {
		channel_end(channel, ION_CHANNEL_ERROR, intake->code, NULL);
	} else {
		channel_end(channel, ION_CHANNEL_PROTOCOL, 0, intake->fault);
	}
}

/* The run is about to end: what is left for the owner comes with the next one. */
static bool channel_defers(struct ion_channel *channel)
{
	if (!ion_loop_is_ending(channel->loop)) {
		return false;
	}
	channel->has_left = true;
	channel_schedule(channel);
	return true;
}

/* Whether there may be more for the owner in what was read. */
static bool channel_is_taking(const struct ion_channel *channel)
{
	return channel->state == ION_CHANNEL_OPEN && !channel->is_freed &&
		   (channel->is_wanted || channel->is_finishing);
}

/* Calls on_readable while there are frames and the owner takes them. */
static enum ion_front channel_hand_out(struct ion_channel *channel)
{
	enum ion_front front = ion_intake_prepare(channel);
	while (front == ION_FRONT_READY && channel_is_taking(channel)) {
		uint64_t frames = channel->intake.frames;
		channel->events->on_readable(channel->arg);
		if (channel->is_freed || channel->state != ION_CHANNEL_OPEN) {
			return ION_FRONT_GONE;
		}
		if (channel_defers(channel)) {
			return ION_FRONT_GONE;
		}
		front = ion_intake_prepare(channel);
		if (!channel->is_finishing || channel->intake.frames == frames) {
			break;
		}
	}
	return front;
}

/* Hands out what was read, and ends the channel when that was all. True: more may be read. */
static bool channel_deliver(struct ion_channel *channel)
{
	enum ion_front front = channel_hand_out(channel);
	if (front == ION_FRONT_GONE || channel->is_freed || channel->state != ION_CHANNEL_OPEN) {
		return false;
	}
	if (front == ION_FRONT_BAD) {
		channel_fail_intake(channel);
		return false;
	}
	if (front == ION_FRONT_READY && channel->is_wanted && !channel->is_finishing) {
		channel->has_left = true;
		channel_schedule(channel);
		return false;
	}
	if (channel->is_eof) {
		channel_end(channel, ION_CHANNEL_HANGUP, 0, NULL);
		return false;
	}
	return front == ION_FRONT_EMPTY && channel->is_wanted;
}

static void channel_read_failed(struct ion_channel *channel, int code)
{
	if (code == EAGAIN || code == ECANCELED) {
		return;
	}
	if (code != 0 && !is_hangup(code)) {
		channel_end(channel, ION_CHANNEL_ERROR, code, NULL);
		return;
	}
	channel->is_eof = true;
	channel_watch(channel);
	channel_deliver(channel);
}

static void channel_read(struct ion_channel *channel)
{
	size_t budget = READ_BUDGET;
	while (channel_deliver(channel)) {
		bool is_short = false;
		ssize_t size;
		if (budget == 0) {
			/* the watcher is level triggered */
			return;
		}
		size = ion_intake_read(channel, &is_short);
		if (channel->is_freed) {
			return;
		}
		if (size <= 0) {
			channel_read_failed(channel, (int) -size);
			return;
		}
		budget = is_short || (size_t) size > budget ? 0 : budget - (size_t) size;
	}
}

/* There will be no more than the socket holds now. */
static void channel_wind_up(struct ion_channel *channel)
{
	int code;
	if (channel->state == ION_CHANNEL_OPEN && !channel->is_eof) {
		code = ion_intake_drain(channel);
		if (code != 0) {
			channel_end(channel, ION_CHANNEL_ERROR, -code, NULL);
			return;
		}
		channel->is_eof = true;
		channel_watch(channel);
	}
	if (channel->state == ION_CHANNEL_OPEN) {
		channel_deliver(channel);
	}
	if (channel->state == ION_CHANNEL_CLOSING && channel->queue.bytes == 0) {
		channel_end(channel, ION_CHANNEL_CLOSED, 0, NULL);
	} else if (channel->state != ION_CHANNEL_OPEN) {
		channel_end(channel, ION_CHANNEL_HANGUP, 0, NULL);
	}
}

/* ---- from the loop ---- */

static void channel_notify(struct ion_channel *channel)
{
	const struct ion_queue *queue = &channel->queue;
	if (ion_channel_is_over(channel) || channel_defers(channel)) {
		return;
	}
	if (channel->is_over_high && queue->bytes <= channel->limits.low_water) {
		channel->is_over_high = false;
		channel->events->on_drain(channel->arg);
	}
	if (!ion_channel_is_over(channel) && !channel_defers(channel) && channel->wants_flushed &&
		queue->bytes_accepted - queue->bytes >= channel->flush_mark) {
		channel->wants_flushed = false;
		channel->events->on_flushed(channel->arg);
	}
}

/* The last thing in each callback of the loop. */
static void channel_conclude(struct ion_channel *channel)
{
	if (channel->is_freed) {
		return;
	}
	if (channel->state == ION_CHANNEL_CLOSING && channel->queue.bytes == 0) {
		channel_end(channel, ION_CHANNEL_CLOSED, 0, NULL);
	}
	if (channel->state == ION_CHANNEL_ENDED && !channel->is_reported && !channel_defers(channel)) {
		channel->is_reported = true;
		ion_defer_cancel(&channel->work);
		channel->events->on_end(channel->arg, &channel->end);
	}
	if (!channel->is_freed) {
		ion_intake_settle(channel);
	}
}

static void on_io(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_channel *channel = arg;
	(void) io;
	channel_enter(channel);
	if (events & ION_IO_WRITE) {
		channel->is_blocked = false;
		channel_flush(channel);
		if (channel->io != NULL && !channel->is_blocked) {
			channel_watch(channel);
		}
		channel_notify(channel);
	}
	if (ion_channel_is_over(channel) || channel_defers(channel)) {
		/* what flushing found, or what the owner did, ended it or the run */
	} else if ((events & ION_IO_CLOSED) || channel->is_gone) {
		channel_wind_up(channel);
	} else if (events & ION_IO_READ) {
		if (!channel->is_wanted || channel->state != ION_CHANNEL_OPEN) {
			channel_watch(channel);
		} else if (!channel->has_left) {
			/* else the deferred work goes on in the next turn */
			channel_read(channel);
		}
	}
	channel_conclude(channel);
	channel_leave(channel);
}

static void on_work(void *arg)
{
	struct ion_channel *channel = arg;
	channel_enter(channel);
	channel->has_left = false;
	channel_flush(channel);
	ion_queue_trim(&channel->queue);
	channel_notify(channel);
	if (ion_channel_is_over(channel) || channel_defers(channel)) {
		/* as above */
	} else if (channel->is_gone) {
		channel_wind_up(channel);
	} else if (channel->state == ION_CHANNEL_OPEN && (channel->is_wanted || channel->is_eof)) {
		channel_deliver(channel);
	}
	channel_conclude(channel);
	channel_leave(channel);
}

void ion_channel_finish(struct ion_channel *channel)
{
	if (channel->is_reported) {
		return;
	}
	if (channel->depth > 0) {
		/* from within one of its callbacks: those come first */
		channel->is_gone = channel->is_finishing = true;
		channel_schedule(channel);
		return;
	}
	channel_enter(channel);
	channel->is_finishing = true;
	if (!ion_channel_is_over(channel)) {
		channel_wind_up(channel);
	}
	channel_conclude(channel);
	channel_leave(channel);
}

/* ---- life ---- */

struct ion_channel *ion_channel_new(struct ion_loop *loop, enum ion_channel_role role,
	const struct ion_channel_events *events, void *arg)
{
	struct ion_channel *channel = calloc(1, sizeof(*channel));
	if (channel == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(channel, ION_CHANNEL_MAGIC);
	channel->loop = loop;
	channel->role = role;
	channel->events = events;
	channel->arg = arg;
	channel->limits = ION_CHANNEL_LIMITS_DEFAULT;
	channel->fd = -1;
	channel->retry_ns = RETRY_FIRST_NS;
	channel->sent_turn = UINT64_MAX;
	ion_defer_init(&channel->work, on_work, channel);
	ion_queue_init(&channel->queue);
	ion_intake_init(&channel->intake);
	return channel;
}

int ion_channel_connect(struct ion_channel *channel, int fd)
{
	int code = 0;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->fd >= 0 || channel->state == ION_CHANNEL_ENDED) {
		return -EISCONN;
	}
	channel->io = ion_io_new(channel->loop, fd, ION_IO_CLOSED, on_io, channel);
	if (channel->io == NULL) {
		code = -ENOMEM;
	} else {
		code = ion_io_start(channel->io);
	}
	if (code != 0) {
		ion_io_free(channel->io);
		channel->io = NULL;
		return code;
	}
	channel->fd = fd;
	if (channel->state == ION_CHANNEL_NEW) {
		channel->state = ION_CHANNEL_OPEN;
	}
	channel_watch(channel);
	channel_hold(channel);
	channel_schedule(channel);
	return 0;
}

static void close_inherited(int fd)
{
	ion_fd_close(&fd);
}

void ion_channel_abandon(const struct ion_channel *channel)
{
	close_inherited(channel->fd);
	ion_list_foreach (node, &channel->queue.blocks) {
		const struct ion_block *block = ION_LIST_ENTRY(node, struct ion_block, node);
		for (size_t i = 0; block->handles != NULL && i < block->handle_count; i++) {
			close_inherited(block->handles[i]);
		}
	}
	ion_list_foreach (node, &channel->intake.groups) {
		const struct ion_handle_group *group = ION_LIST_ENTRY(node, struct ion_handle_group, node);
		for (size_t i = 0; i < group->count; i++) {
			close_inherited(group->handles[i]);
		}
	}
}

void ion_channel_free(struct ion_channel *channel)
{
	if (channel == NULL || channel->is_freed) {
		return;
	}
	channel_enter(channel);
	channel->is_freed = true;
	ion_defer_cancel(&channel->work);
	channel_release_out(channel);
	ion_intake_release(channel);
	channel_leave(channel);
}

void ion_channel_close(struct ion_channel *channel)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->state != ION_CHANNEL_NEW && channel->state != ION_CHANNEL_OPEN) {
		return;
	}
	channel->state = ION_CHANNEL_CLOSING;
	ion_intake_release(channel);
	channel_hold(channel);
	channel_schedule(channel);
}

void ion_channel_want(struct ion_channel *channel, bool is_wanted)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->is_wanted == is_wanted) {
		return;
	}
	channel->is_wanted = is_wanted;
	channel_hold(channel);
	if (channel->state != ION_CHANNEL_OPEN) {
		return;
	}
	if (is_wanted) {
		channel_watch(channel);
	}
	if (channel->intake.bytes != NULL || channel->intake.large.is_active || channel->is_eof) {
		/* frames that were left, or the end that waited for them */
		channel_schedule(channel);
	}
}

enum ion_frame_type ion_channel_front(struct ion_channel *channel)
{
	const struct ion_intake *intake = &channel->intake;
	enum ion_frame_type type = ION_FRAME_NONE;
	channel_enter(channel);
	if (ion_intake_prepare(channel) == ION_FRONT_READY) {
		type = intake->large.is_active ? intake->large.header.type : intake->front.type;
	}
	channel_leave(channel);
	return type;
}

bool ion_channel_next(struct ion_channel *channel, struct ion_channel_frame *ret)
{
	enum ion_front front;
	channel_enter(channel);
	front = ion_intake_next(channel, ret);
	if (front == ION_FRONT_BAD && !ion_channel_is_over(channel)) {
		channel_fail_intake(channel);
	} else if (front != ION_FRONT_READY && channel->state == ION_CHANNEL_ENDED) {
		/* nobody will complete it */
		ion_intake_release(channel);
	}
	channel_leave(channel);
	return front == ION_FRONT_READY;
}

/* ---- questions and settings ---- */

void ion_channel_keep_alive(struct ion_channel *channel, bool reads, bool writes)
{
	channel->keeps_reads = reads;
	channel->keeps_writes = writes;
	channel_hold(channel);
}

const struct ion_channel_limits *ion_channel_get_limits(const struct ion_channel *channel)
{
	return &channel->limits;
}

void ion_channel_set_limits(struct ion_channel *channel, const struct ion_channel_limits *limits)
{
	channel->limits = *limits;
	if (channel->is_over_high && channel->queue.bytes <= limits->low_water) {
		channel_schedule(channel);
	}
}

size_t ion_channel_queued_bytes(const struct ion_channel *channel)
{
	return channel->queue.bytes;
}

size_t ion_channel_queued_frames(const struct ion_channel *channel)
{
	return ion_queue_frames(&channel->queue);
}

bool ion_channel_is_full(const struct ion_channel *channel)
{
	return channel->is_over_high;
}

bool ion_channel_flush(struct ion_channel *channel)
{
	if (channel->queue.bytes == 0) {
		return true;
	}
	channel->wants_flushed = true;
	channel->flush_mark = channel->queue.bytes_accepted;
	return false;
}

enum ion_channel_state ion_channel_state(const struct ion_channel *channel)
{
	return channel->state;
}

void ion_channel_get_stats(const struct ion_channel *channel, struct ion_channel_stats *ret)
{
	const struct ion_queue *queue = &channel->queue;
	size_t unsent = ion_queue_frames(queue) + channel->end.unsent;
	*ret = (struct ion_channel_stats){
		.frames_sent = queue->frames_accepted - unsent,
		.frames_received = channel->intake.frames,
		.bytes_sent = queue->bytes_accepted - queue->bytes - channel->dropped_bytes,
		.bytes_received = channel->intake.received,
		.writes = queue->writes,
		.reads = channel->intake.reads,
	};
}

int ion_channel_fd(const struct ion_channel *channel)
{
	return channel->fd;
}
