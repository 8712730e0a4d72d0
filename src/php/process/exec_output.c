/*
 * See exec_output.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/exec_output.h"

#include "base/util.h"
#include "php/engine/boundary.h"
#include "php/engine/globals.h"
#include "php/engine/growth.h"
#include "php/process/exec_options.h"
#include "promise/host.h"

/* The first block of a stream is one page of the heap; later ones double it. */
#define FIRST_BLOCK (4096 - ZEND_MM_OVERHEAD - _ZSTR_HEADER_SIZE - 8)
#define LARGE_BLOCK 65536

/* The most for one call of a callback: what is read at a time. */
#define CHUNK 65536

/* --- collected ----------------------------------------------------------------------------- */

struct growth {
	struct ion_exec_output_buffer *buffer;
	size_t room;
};

static void grow(void *arg)
{
	struct growth *growth = arg;
	struct ion_exec_output_buffer *buffer = growth->buffer;
	buffer->string = ion_growth_extend(buffer->string, buffer->used, growth->room);
}

/* More room, at most up to the limit. False when the memory limit is in the way: the fatal error is
 * on its way then. */
static bool buffer_grow(struct ion_exec_output_buffer *buffer, size_t limit)
{
	struct growth growth = {.buffer = buffer, .room = FIRST_BLOCK};
	if (buffer->string != NULL) {
		size_t block = ZSTR_LEN(buffer->string) + _ZSTR_HEADER_SIZE + 1;
		block = block < LARGE_BLOCK ? LARGE_BLOCK : block * 2;
		growth.room = block - _ZSTR_HEADER_SIZE - 1;
	}
	if (growth.room > limit) {
		growth.room = limit;
	}
	return ion_boundary_guard(grow, &growth);
}

static char *buffer_reserve(struct ion_exec_output_buffer *buffer, size_t limit, size_t *ret_size)
{
	if (buffer->used == limit || buffer->is_stuck) {
		return NULL;
	}
	if ((buffer->string == NULL || buffer->used == ZSTR_LEN(buffer->string)) &&
		!buffer_grow(buffer, limit)) {
		/* shutdown functions may run the loop again, and the program with it */
		buffer->is_stuck = true;
		return NULL;
	}
	*ret_size = ZSTR_LEN(buffer->string) - buffer->used;
	return ZSTR_VAL(buffer->string) + buffer->used;
}

static enum ion_exec_output_outcome buffer_commit(
	struct ion_exec_output_buffer *buffer, size_t limit, size_t size)
{
	if (buffer->used < limit && !buffer->is_stuck) {
		buffer->used += size;
		return ION_OUTPUT_TAKEN;
	}
	if (size == 0 || buffer->overflowed) {
		return ION_OUTPUT_TAKEN;
	}
	buffer->overflowed = true;
	return ION_OUTPUT_OVERFLOWED;
}

zend_string *ion_exec_output_take(struct ion_exec_output *output, enum ion_proc_stream stream)
{
	struct ion_exec_output_buffer *buffer = &output->buffers[stream];
	zend_string *string = buffer->string;
	buffer->string = NULL;
	if (string == NULL) {
		return ZSTR_EMPTY_ALLOC();
	}
	if (buffer->used != ZSTR_LEN(string)) {
		string = zend_string_truncate(string, buffer->used, 0);
	}
	ZSTR_VAL(string)[buffer->used] = '\0';
	return string;
}

bool ion_exec_output_has_overflowed(const struct ion_exec_output *output)
{
	return output->buffers[ION_PROC_STDOUT].overflowed ||
		   output->buffers[ION_PROC_STDERR].overflowed;
}

/* --- given to callbacks -------------------------------------------------------------------- */

/* No more for any of them: one has thrown, or a fatal error or exit() is on its way to the end of the
 * script. */
static bool is_over(const struct ion_exec_output *output)
{
	return output->error != NULL || EG(exception) != NULL || ION_G(bailout_pending);
}

static void make_chunk(void *arg)
{
	struct ion_exec_output *output = arg;
	output->chunk = zend_string_alloc(CHUNK, 0);
}

static char *reserve_chunk(struct ion_exec_output *output, size_t *ret_size)
{
	if (is_over(output) || (output->chunk == NULL && !ion_boundary_guard(make_chunk, output))) {
		return NULL;
	}
	*ret_size = CHUNK;
	return ZSTR_VAL(output->chunk);
}

struct delivery {
	struct ion_exec_output *output;
	const struct ion_callable *callback;
	size_t size;
};

/* A short chunk is copied: whoever keeps it shall not keep all of the block. A long one is handed
 * over, and comes back if nobody has kept it. */
static zend_string *chunk_of_size(struct ion_exec_output *output, size_t size)
{
	zend_string *chunk;
	if (size < CHUNK / 2) {
		return zend_string_init(ZSTR_VAL(output->chunk), size, 0);
	}
	chunk = output->chunk;
	output->chunk = NULL;
	ZSTR_LEN(chunk) = size;
	ZSTR_VAL(chunk)[size] = '\0';
	return chunk;
}

static void take_back(struct ion_exec_output *output, zend_string *chunk)
{
	if (ZSTR_LEN(chunk) < CHUNK / 2 || GC_REFCOUNT(chunk) > 1 || output->chunk != NULL) {
		zend_string_release(chunk);
		return;
	}
	ZSTR_LEN(chunk) = CHUNK;
	zend_string_forget_hash_val(chunk);
	output->chunk = chunk;
}

static void deliver(void *arg)
{
	const struct delivery *delivery = arg;
	struct ion_exec_output *output = delivery->output;
	zend_object *thrown = NULL;
	zval chunk, ret;
	ZVAL_STR(&chunk, chunk_of_size(output, delivery->size));
	ZVAL_UNDEF(&ret);
	if (ion_host_call(delivery->callback, 1, &chunk, &ret, &thrown) == ION_CALL_THREW) {
		output->error = thrown;
	}
	zval_ptr_dtor(&ret);
	take_back(output, Z_STR(chunk));
}

/* What could not be reserved was thrown away. */
static enum ion_exec_output_outcome commit_chunk(
	struct ion_exec_output *output, enum ion_proc_stream stream, size_t size)
{
	struct delivery delivery = {output, &output->callbacks[stream], size};
	if (output->chunk == NULL || is_over(output)) {
		return ION_OUTPUT_TAKEN;
	}
	ion_boundary_from_loop(deliver, &delivery);
	return output->error != NULL ? ION_OUTPUT_THREW : ION_OUTPUT_TAKEN;
}

/* --- both ---------------------------------------------------------------------------------- */

char *ion_exec_output_reserve(
	struct ion_exec_output *output, enum ion_proc_stream stream, size_t *ret_size)
{
	return ion_callable_is_set(&output->callbacks[stream])
			   ? reserve_chunk(output, ret_size)
			   : buffer_reserve(&output->buffers[stream], output->limit, ret_size);
}

enum ion_exec_output_outcome ion_exec_output_commit(
	struct ion_exec_output *output, enum ion_proc_stream stream, size_t size)
{
	return ion_callable_is_set(&output->callbacks[stream])
			   ? commit_chunk(output, stream, size)
			   : buffer_commit(&output->buffers[stream], output->limit, size);
}

void ion_exec_output_init(struct ion_exec_output *output, struct ion_exec_options *options)
{
	*output = (struct ion_exec_output){.limit = options->max_output};
	for (size_t i = 0; i < ION_ARRAY_LEN(output->callbacks); i++) {
		output->callbacks[i] = options->on_output[i];
		ion_callable_init_empty(&options->on_output[i]);
	}
}

void ion_exec_output_release(struct ion_exec_output *output)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(output->buffers); i++) {
		if (output->buffers[i].string != NULL) {
			zend_string_release(output->buffers[i].string);
		}
		ion_callable_release(&output->callbacks[i]);
	}
	if (output->chunk != NULL) {
		zend_string_release(output->chunk);
	}
	if (output->error != NULL) {
		OBJ_RELEASE(output->error);
	}
}

void ion_exec_output_trace(const struct ion_exec_output *output, zend_get_gc_buffer *buffer)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(output->callbacks); i++) {
		zend_get_gc_buffer_add_zval(buffer, (zval *) &output->callbacks[i].target);
	}
	if (output->error != NULL) {
		zend_get_gc_buffer_add_obj(buffer, output->error);
	}
}
