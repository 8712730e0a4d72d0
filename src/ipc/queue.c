/*
 * What goes out. Small frames are copied one behind the other into batches; a large payload stays
 * where it is and follows the batch that ends with its header. Frames with descriptors begin a
 * block and a block with descriptors begins a system call, so they travel with their frame's first
 * byte.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ipc/internal.h"
#include "os/fd.h"
#include "os/sock.h"

/* A batch that has reached ION_QUEUE_BATCH still takes the frame that made it so. */
#define BLOCK_FIRST 2048
#define BLOCK_MAX (ION_QUEUE_BATCH + ION_HEAD_MAX + ION_CHANNEL_LARGE)

/* Full blocks kept for a writer that goes on: what fits the default high water. Giving so much back
 * to the system and asking for it again costs a page fault for every 4 KiB. */
#define SPARES_MAX 16

/* Blocks have up to two each. */
#define IOVECS_MAX 64

static bool is_large(const struct ion_parcel *parcel)
{
	return parcel->out->size > ION_CHANNEL_LARGE;
}

static void release_payload(const struct ion_channel_out *out)
{
	if (out->release != NULL) {
		out->release(out->owner);
	}
}

/* ---- blocks ---- */

static void block_drop_handles(struct ion_block *block)
{
	for (size_t i = 0; i < block->handle_count; i++) {
		ion_fd_close(&block->handles[i]);
	}
	free(block->handles);
	block->handles = NULL;
	block->handle_count = 0;
}

static void block_free(struct ion_block *block)
{
	block_drop_handles(block);
	if (block->release != NULL) {
		block->release(block->owner);
	}
	if (block->bytes != block->head) {
		free(block->bytes);
	}
	free(block);
}

static struct ion_block *block_new(void)
{
	struct ion_block *block = calloc(1, sizeof(*block));
	if (block != NULL) {
		ion_list_init(&block->node);
		block->bytes = block->head;
		block->capacity = sizeof(block->head);
	}
	return block;
}

/* Makes room for `size` more bytes; false when the block is not meant to grow so far, or cannot. */
static bool block_grow(struct ion_block *block, size_t size)
{
	size_t needed = block->size + size;
	size_t capacity = BLOCK_FIRST;
	unsigned char *bytes;
	if (needed > BLOCK_MAX) {
		return false;
	}
	while (capacity < needed) {
		capacity *= 4;
	}
	if (capacity > BLOCK_MAX) {
		capacity = BLOCK_MAX;
	}
	if (block->bytes == block->head) {
		bytes = malloc(capacity);
		if (bytes != NULL) {
			memcpy(bytes, block->head, block->size);
		}
	} else {
		bytes = realloc(block->bytes, capacity);
	}
	if (bytes == NULL) {
		return false;
	}
	block->bytes = bytes;
	block->capacity = capacity;
	return true;
}

static size_t block_left(const struct ion_block *block)
{
	return block->size + block->tail_size - block->written;
}

/* The sender may close its own as soon as send returns. */
static int block_dup_handles(struct ion_block *block, const struct ion_channel_out *out)
{
	block->handles = calloc(out->handle_count, sizeof(*block->handles));
	if (block->handles == NULL) {
		return -ENOMEM;
	}
	for (size_t i = 0; i < out->handle_count; i++) {
		int copy = ion_fd_dup(out->handles[i]);
		if (copy < 0) {
			block_drop_handles(block);
			return copy;
		}
		block->handles[block->handle_count++] = copy;
	}
	return 0;
}

/* ---- the queue ---- */

void ion_queue_init(struct ion_queue *queue)
{
	ion_list_init(&queue->blocks);
	ion_list_init(&queue->spares);
}

void ion_queue_release(struct ion_queue *queue)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&queue->blocks)) != NULL) {
		block_free(ION_LIST_ENTRY(node, struct ion_block, node));
	}
	queue->bytes = 0;
	queue->frames = 0;
	ion_queue_trim(queue);
}

void ion_queue_trim(struct ion_queue *queue)
{
	struct ion_list *node;
	while (queue->bytes == 0 && (node = ion_list_pop(&queue->spares)) != NULL) {
		queue->spare_count--;
		block_free(ION_LIST_ENTRY(node, struct ion_block, node));
	}
}

/* A block whose end takes `size` more bytes. NULL = no memory. */
static struct ion_block *queue_room(struct ion_queue *queue, size_t size)
{
	struct ion_block *block;
	if (!ion_list_empty(&queue->blocks)) {
		block = ION_LIST_ENTRY(queue->blocks.prev, struct ion_block, node);
		if (block->tail == NULL &&
			(block->size + size <= block->capacity || block_grow(block, size))) {
			return block;
		}
	}
	if (!ion_list_empty(&queue->spares)) {
		block = ION_LIST_ENTRY(queue->spares.prev, struct ion_block, node);
		ion_list_remove(&block->node);
		queue->spare_count--;
	} else {
		block = block_new();
	}
	if (block != NULL && size > block->capacity && !block_grow(block, size)) {
		block_free(block);
		block = NULL;
	}
	return block;
}

/* The block that the frame goes to; a new one is not in the list yet. 0 or -errno. */
static int queue_open(
	struct ion_queue *queue, const struct ion_parcel *parcel, size_t size, struct ion_block **ret)
{
	bool has_handles = parcel->out->handle_count > 0 && parcel->written == 0;
	int code = 0;
	struct ion_block *block = NULL;
	if (!has_handles) {
		block = queue_room(queue, size);
	} else {
		block = block_new();
		if (block != NULL) {
			code = block_dup_handles(block, parcel->out);
		}
		if (block != NULL && code == 0 && size > block->capacity && !block_grow(block, size)) {
			code = -ENOMEM;
		}
	}
	if (block == NULL) {
		return -ENOMEM;
	}
	if (code != 0) {
		block_free(block);
		return code;
	}
	*ret = block;
	return 0;
}

int ion_queue_add(struct ion_queue *queue, const struct ion_parcel *parcel)
{
	const struct ion_channel_out *out = parcel->out;
	size_t head_written = parcel->written < parcel->head_size ? parcel->written : parcel->head_size;
	size_t head_left = parcel->head_size - head_written;
	size_t data_left = parcel->size - parcel->written - head_left;
	const char *data = data_left > 0 ? out->data + (out->size - data_left) : NULL;
	struct ion_block *block = NULL;
	int code = queue_open(queue, parcel, head_left + (is_large(parcel) ? 0 : data_left), &block);
	if (code != 0) {
		return code;
	}
	if (block->frames == 0) {
		ion_list_push(&queue->blocks, &block->node);
		block->lead = parcel->written > 0 ? head_left + data_left : 0;
	}
	memcpy(block->bytes + block->size, parcel->head + head_written, head_left);
	block->size += head_left;
	block->frames++;
	queue->frames++;
	queue->frames_accepted++;
	queue->bytes_accepted += head_left + data_left;
	queue->bytes += head_left + data_left;
	if (is_large(parcel)) {
		block->tail = data;
		block->tail_size = data_left;
		block->release = out->release;
		block->owner = out->owner;
		return 0;
	}
	if (data_left > 0) {
		memcpy(block->bytes + block->size, data, data_left);
		block->size += data_left;
	}
	release_payload(out);
	return 0;
}

/* ---- writing ---- */

ssize_t ion_queue_write_through(struct ion_queue *queue, int fd, struct ion_parcel *parcel)
{
	const struct ion_channel_out *out = parcel->out;
	const struct iovec iov[2] = {
		{.iov_base = parcel->head, .iov_len = parcel->head_size},
		{.iov_base = (void *) (uintptr_t) out->data, .iov_len = out->size},
	};
	ssize_t sent;
	ION_ASSERT(queue->bytes == 0);
	queue->writes++;
	sent = ion_sock_send(fd, iov, out->size > 0 ? 2 : 1, out->handles, out->handle_count);
	if (sent <= 0) {
		return sent;
	}
	parcel->written = (size_t) sent;
	queue->bytes_accepted += (size_t) sent;
	if (parcel->written == parcel->size) {
		queue->frames_accepted++;
		release_payload(out);
	}
	return sent;
}

static size_t block_to_iovecs(const struct ion_block *block, struct iovec *iov)
{
	size_t count = 0;
	size_t skip = block->written;
	if (skip < block->size) {
		iov[count].iov_base = block->bytes + skip;
		iov[count++].iov_len = block->size - skip;
		skip = block->size;
	}
	skip -= block->size;
	if (skip < block->tail_size) {
		iov[count].iov_base = (void *) (uintptr_t) (block->tail + skip);
		iov[count++].iov_len = block->tail_size - skip;
	}
	return count;
}

/* Full batches are used again by whoever sends many. */
static void queue_retire(struct ion_queue *queue, struct ion_block *block)
{
	ion_list_remove(&block->node);
	queue->frames -= block->frames;
	if (queue->spare_count == SPARES_MAX || block->tail != NULL || block->capacity < BLOCK_MAX) {
		block_free(block);
		return;
	}
	block->size = block->written = block->lead = block->frames = 0;
	ion_list_push(&queue->spares, &block->node);
	queue->spare_count++;
}

static void queue_consume(struct ion_queue *queue, size_t size)
{
	queue->bytes -= size;
	while (size > 0) {
		struct ion_block *block = ION_LIST_ENTRY(queue->blocks.next, struct ion_block, node);
		size_t left = block_left(block);
		block_drop_handles(block);
		if (size < left) {
			block->written += size;
			break;
		}
		size -= left;
		queue_retire(queue, block);
	}
}

ssize_t ion_queue_write(struct ion_queue *queue, int fd, bool *ret_is_full)
{
	struct iovec iov[IOVECS_MAX];
	struct ion_block *first = ION_LIST_ENTRY(queue->blocks.next, struct ion_block, node);
	size_t count = 0;
	size_t asked = 0;
	ssize_t sent;
	ION_ASSERT(queue->bytes > 0);
	ion_list_foreach (node, &queue->blocks) {
		struct ion_block *block = ION_LIST_ENTRY(node, struct ion_block, node);
		if (count + 2 > IOVECS_MAX || (block != first && block->handles != NULL)) {
			break;
		}
		count += block_to_iovecs(block, iov + count);
		asked += block_left(block);
	}
	queue->writes++;
	sent = ion_sock_send(fd, iov, count, first->handles, first->handle_count);
	*ret_is_full = sent < 0 || (size_t) sent < asked;
	if (sent > 0) {
		queue_consume(queue, (size_t) sent);
	}
	return sent;
}

size_t ion_queue_frames(const struct ion_queue *queue)
{
	const struct ion_block *block;
	size_t done = 0;
	size_t position;
	if (ion_list_empty(&queue->blocks)) {
		return 0;
	}
	/* only the first can be written in part, and it knows its frames by their own headers */
	block = ION_LIST_ENTRY(queue->blocks.next, struct ion_block, node);
	position = block->lead;
	if (position > 0 && position <= block->written) {
		done++;
	}
	while (position + ION_FRAME_HEADER <= block->size && position < block->written) {
		struct ion_frame frame = {.size = 0};
		if (ion_frame_decode(block->bytes + position, UINT32_MAX, &frame) != ION_FRAME_OK) {
			break;
		}
		position += ION_FRAME_HEADER + frame.size;
		if (position <= block->written) {
			done++;
		}
	}
	return queue->frames - done;
}
