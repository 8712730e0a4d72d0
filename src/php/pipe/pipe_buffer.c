/*
 * The bytes between read(2) and who is given them. read(2) writes into a string; where one taker gets
 * most of it, that string itself is what he gets, and comes back when he has not kept it.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/pipe/pipe_object.h"

#include <string.h>

#include "php/engine/globals.h"
#include "php/engine/growth.h"

/* Less room than this is not worth a call. */
#define LEAST_ROOM 4096

static size_t capacity(const struct ion_pipe_buffer *buffer)
{
	return ZSTR_LEN(buffer->string);
}

/* Twice as large, with the header in whole pages. */
static size_t next_capacity(const struct ion_pipe_buffer *buffer)
{
	size_t overhead = _ZSTR_HEADER_SIZE + 1;
	size_t blocks = (capacity(buffer) + overhead) / ION_PIPE_CHUNK;
	return 2 * blocks * ION_PIPE_CHUNK - overhead;
}

static void make(struct ion_pipe_buffer *buffer)
{
	buffer->string = ION_G(pipes).spare;
	ION_G(pipes).spare = NULL;
	if (buffer->string == NULL) {
		buffer->string = zend_string_alloc(ION_PIPE_CHUNK, 0);
	}
	buffer->start = buffer->end = 0;
}

static void move_to_front(struct ion_pipe_buffer *buffer)
{
	char *bytes = ZSTR_VAL(buffer->string);
	memmove(bytes, bytes + buffer->start, buffer->end - buffer->start);
	buffer->end -= buffer->start;
	buffer->start = 0;
}

char *ion_pipe_buffer_reserve(struct ion_pipe_object *pipe, size_t *ret_room)
{
	struct ion_pipe_buffer *buffer = &pipe->buffer;
	if (buffer->string == NULL) {
		make(buffer);
	}
	if (capacity(buffer) - buffer->end < LEAST_ROOM) {
		if (buffer->start > 0) {
			move_to_front(buffer);
		}
		if (capacity(buffer) - buffer->end < LEAST_ROOM) {
			buffer->string = ion_growth_extend(buffer->string, buffer->end, next_capacity(buffer));
		}
	}
	*ret_room = capacity(buffer) - buffer->end;
	return ZSTR_VAL(buffer->string) + buffer->end;
}

/* The buffer's own string, with all that is in it. */
static zend_string *take_whole(struct ion_pipe_buffer *buffer)
{
	zend_string *string = buffer->string;
	size_t size = buffer->end;
	buffer->string = NULL;
	buffer->start = buffer->end = 0;
	if (ZSTR_LEN(string) == ION_PIPE_CHUNK) {
		buffer->lent = string;
	} else {
		string = zend_string_truncate(string, size, 0);
	}
	ZSTR_LEN(string) = size;
	ZSTR_VAL(string)[size] = '\0';
	return string;
}

zend_string *ion_pipe_buffer_take(struct ion_pipe_object *pipe, size_t size)
{
	struct ion_pipe_buffer *buffer = &pipe->buffer;
	zend_string *string;
	buffer->lent = NULL;
	if (size == 0) {
		return ZSTR_EMPTY_ALLOC();
	}
	if (buffer->start == 0 && size == buffer->end && size > capacity(buffer) / 2) {
		return take_whole(buffer);
	}
	string = zend_string_init_fast(ion_pipe_bytes(pipe), size);
	buffer->start += size;
	if (buffer->start == buffer->end) {
		buffer->start = buffer->end = 0;
	}
	return string;
}

void ion_pipe_buffer_give_back(struct ion_pipe_object *pipe, zend_string *string)
{
	struct ion_pipe_buffer *buffer = &pipe->buffer;
	bool is_ours = string == buffer->lent;
	buffer->lent = NULL;
	if (!is_ours || GC_REFCOUNT(string) > 1 || buffer->string != NULL) {
		zend_string_release(string);
		return;
	}
	zend_string_forget_hash_val(string);
	GC_DEL_FLAGS(string, IS_STR_VALID_UTF8);
	ZSTR_LEN(string) = ION_PIPE_CHUNK;
	buffer->string = string;
}

void ion_pipe_buffer_rest(struct ion_pipe_object *pipe)
{
	struct ion_pipe_buffer *buffer = &pipe->buffer;
	if (buffer->string == NULL || buffer->start != buffer->end) {
		return;
	}
	if (ION_G(pipes).spare == NULL && capacity(buffer) == ION_PIPE_CHUNK) {
		ION_G(pipes).spare = buffer->string;
		buffer->string = NULL;
	} else {
		ion_pipe_buffer_drop(pipe);
	}
	buffer->start = buffer->end = 0;
}

void ion_pipe_buffer_drop(struct ion_pipe_object *pipe)
{
	if (pipe->buffer.string != NULL) {
		zend_string_efree(pipe->buffer.string);
	}
	pipe->buffer = (struct ion_pipe_buffer){.string = NULL};
}
