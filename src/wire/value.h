/*
 * Values as bytes: data and nothing else. One byte says what follows; numbers and lengths are
 * varints (or 8 bytes for floats). Neither side ever learns a class unless its owner asks for one:
 * the reader hands out tokens, and what becomes of a token that names a class is the caller's
 * decision. No memory of its own but the writer's buffer; no recursion.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_WIRE_VALUE_H
#define ION_WIRE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Lists, maps and states of objects inside one another. */
#define ION_VALUE_DEPTH_MAX 128

enum ion_value_kind {
	ION_VALUE_NULL, /* the numbers are those of the bytes: part of the format */
	ION_VALUE_FALSE,
	ION_VALUE_TRUE,
	ION_VALUE_INT,    /* integer */
	ION_VALUE_FLOAT,  /* number: every bit as it was, NAN's payload too */
	ION_VALUE_STRING, /* text, size */
	ION_VALUE_LIST,   /* count values follow: keys 0, 1, 2 ... */
	ION_VALUE_MAP,    /* count pairs follow: a key (INT or STRING), then a value */
	ION_VALUE_ENUM,   /* text = class; a STRING with the name of the case follows */
	ION_VALUE_OBJECT, /* text = class; a MAP or LIST with its state follows */
};

struct ion_value_token {
	enum ion_value_kind kind;
	int64_t integer;
	double number;
	const char *text; /* borrowed from the input */
	size_t size;
	uint32_t count; /* LIST, MAP: never more than the rest of the input can hold */
};

/* --- reading --------------------------------------------------------------------------------- */

struct ion_value_reader {
	const unsigned char *at;
	const unsigned char *end;
};

static inline void ion_value_reader_init(
	struct ion_value_reader *reader, const void *data, size_t size)
{
	reader->at = (const unsigned char *) data;
	reader->end = reader->at + size;
}

static inline bool ion_value_reader_is_empty(const struct ion_value_reader *reader)
{
	return reader->at == reader->end;
}

static inline size_t ion_value_reader_rest(const struct ion_value_reader *reader)
{
	return (size_t) (reader->end - reader->at);
}

/* The next token. False when the input ends within it, or says what no writer writes (a length over
 * the rest, a varint that does not fit or is longer than it need be, an unknown kind). */
static inline bool ion_value_read(struct ion_value_reader *reader, struct ion_value_token *ret);

/* A varint of any length; only for the functions below. */
bool ion_value_read_long(struct ion_value_reader *reader, uint64_t *ret);

static inline bool ion_value_read_number(struct ion_value_reader *reader, uint64_t *ret)
{
	const unsigned char *at = reader->at;
	if (at != reader->end && at[0] < 0x80) {
		*ret = at[0];
		reader->at = at + 1;
		return true;
	}
	if (reader->end - at >= 2 && at[1] > 0 && at[1] < 0x80) {
		*ret = (uint64_t) (at[0] & 0x7f) | (uint64_t) at[1] << 7;
		reader->at = at + 2;
		return true;
	}
	return ion_value_read_long(reader, ret);
}

static inline bool ion_value_read_int(struct ion_value_reader *reader, struct ion_value_token *ret)
{
	uint64_t zigzag;
	if (!ion_value_read_number(reader, &zigzag)) {
		return false;
	}
	ret->integer = (int64_t) (zigzag >> 1 ^ -(zigzag & 1));
	return true;
}

static inline bool ion_value_read_float(
	struct ion_value_reader *reader, struct ion_value_token *ret)
{
	uint64_t bits = 0;
	if (ion_value_reader_rest(reader) < 8) {
		return false;
	}
	for (unsigned i = 0; i < 8; i++) {
		bits |= (uint64_t) reader->at[i] << (8 * i);
	}
	memcpy(&ret->number, &bits, 8);
	reader->at += 8;
	return true;
}

static inline bool ion_value_read_text(struct ion_value_reader *reader, struct ion_value_token *ret)
{
	uint64_t size;
	if (!ion_value_read_number(reader, &size) || size > ion_value_reader_rest(reader)) {
		return false;
	}
	ret->text = (const char *) reader->at;
	ret->size = (size_t) size;
	reader->at += size;
	return true;
}

/* What is counted takes at least `least` bytes each: nobody reserves memory for what cannot come. */
static inline bool ion_value_read_count(
	struct ion_value_reader *reader, unsigned least, struct ion_value_token *ret)
{
	uint64_t count;
	if (!ion_value_read_number(reader, &count) || count > ion_value_reader_rest(reader) / least ||
		count > UINT32_MAX) {
		return false;
	}
	ret->count = (uint32_t) count;
	return true;
}

static inline bool ion_value_read(struct ion_value_reader *reader, struct ion_value_token *ret)
{
	if (ion_value_reader_is_empty(reader)) {
		return false;
	}
	ret->kind = (enum ion_value_kind) * reader->at++;
	switch (ret->kind) {
		case ION_VALUE_NULL:
		case ION_VALUE_FALSE:
		case ION_VALUE_TRUE:
			return true;
		case ION_VALUE_INT:
			return ion_value_read_int(reader, ret);
		case ION_VALUE_FLOAT:
			return ion_value_read_float(reader, ret);
		case ION_VALUE_STRING:
			return ion_value_read_text(reader, ret);
		case ION_VALUE_LIST:
			return ion_value_read_count(reader, 1, ret);
		case ION_VALUE_MAP:
			/* the least key is an integer of two bytes */
			return ion_value_read_count(reader, 3, ret);
		case ION_VALUE_ENUM:
		case ION_VALUE_OBJECT:
			return ion_value_read_text(reader, ret) && ret->size > 0;
	}
	return false;
}

/*
 * Walks one whole value and checks it without making anything of it: depth at most
 * ION_VALUE_DEPTH_MAX, keys are keys, an enum is followed by a string, an object by its state,
 * nothing is left over. *ret_cost is what it takes in memory when it is decoded, in bytes, about: a
 * few bytes of input can ask for many. False when it is malformed.
 */
bool ion_value_check(const void *data, size_t size, uint64_t *ret_cost);

/* --- writing --------------------------------------------------------------------------------- */

/* The buffer grows by realloc(); all zero is an empty one. */
struct ion_value_writer {
	unsigned char *data; /* owned */
	size_t size;
	size_t capacity;
	/* Bytes; 0 = what fits into a frame. What stays within it is written; soon after it the writer
	 * fails, so that a huge value ends before it has filled the memory. */
	size_t limit;
	bool failed; /* no memory, or over the limit: everything after it was dropped */
};

void ion_value_writer_release(struct ion_value_writer *writer);

/* Makes room for that many bytes more; only for the functions below. */
bool ion_value_writer_grow(struct ion_value_writer *writer, size_t room);

/* The longest varint, and the byte before it. */
#define ION_VALUE_HEAD_MAX 11

static inline bool ion_value_writer_reserve(struct ion_value_writer *writer, size_t room)
{
	return writer->capacity - writer->size >= room || ion_value_writer_grow(writer, room);
}

/* Room was reserved. */
static inline void ion_value_writer_head(
	struct ion_value_writer *writer, enum ion_value_kind kind, uint64_t number)
{
	unsigned char *at = writer->data + writer->size;
	*at++ = (unsigned char) kind;
	while (number >= 0x80) {
		*at++ = (unsigned char) (number | 0x80);
		number >>= 7;
	}
	*at++ = (unsigned char) number;
	writer->size = (size_t) (at - writer->data);
}

static inline void ion_value_put_kind(struct ion_value_writer *writer, enum ion_value_kind kind)
{
	if (ion_value_writer_reserve(writer, 1)) {
		writer->data[writer->size++] = (unsigned char) kind;
	}
}

static inline void ion_value_put_number(
	struct ion_value_writer *writer, enum ion_value_kind kind, uint64_t number)
{
	if (ion_value_writer_reserve(writer, ION_VALUE_HEAD_MAX)) {
		ion_value_writer_head(writer, kind, number);
	}
}

static inline void ion_value_put_text(
	struct ion_value_writer *writer, enum ion_value_kind kind, const char *text, size_t size)
{
	if (ion_value_writer_reserve(writer, ION_VALUE_HEAD_MAX + size)) {
		ion_value_writer_head(writer, kind, size);
		if (size > 0) {
			memcpy(writer->data + writer->size, text, size);
			writer->size += size;
		}
	}
}

static inline void ion_value_put_null(struct ion_value_writer *writer)
{
	ion_value_put_kind(writer, ION_VALUE_NULL);
}

static inline void ion_value_put_bool(struct ion_value_writer *writer, bool value)
{
	ion_value_put_kind(writer, value ? ION_VALUE_TRUE : ION_VALUE_FALSE);
}

/* Small numbers of both signs are short ("zigzag"). */
static inline void ion_value_put_int(struct ion_value_writer *writer, int64_t value)
{
	ion_value_put_number(writer, ION_VALUE_INT, (uint64_t) value << 1 ^ -(uint64_t) (value < 0));
}

void ion_value_put_float(struct ion_value_writer *writer, double value);

static inline void ion_value_put_string(
	struct ion_value_writer *writer, const char *text, size_t size)
{
	ion_value_put_text(writer, ION_VALUE_STRING, text, size);
}

/* `count` values must follow. */
static inline void ion_value_put_list(struct ion_value_writer *writer, uint32_t count)
{
	ion_value_put_number(writer, ION_VALUE_LIST, count);
}

/* `count` pairs must follow: int or string, then a value. */
static inline void ion_value_put_map(struct ion_value_writer *writer, uint32_t count)
{
	ion_value_put_number(writer, ION_VALUE_MAP, count);
}

/* The name of the case must follow, a string. `size` is not 0. */
static inline void ion_value_put_enum(
	struct ion_value_writer *writer, const char *class_name, size_t size)
{
	ion_value_put_text(writer, ION_VALUE_ENUM, class_name, size);
}

/* The state must follow, a list or a map. `size` is not 0. */
static inline void ion_value_put_object(
	struct ion_value_writer *writer, const char *class_name, size_t size)
{
	ion_value_put_text(writer, ION_VALUE_OBJECT, class_name, size);
}

#endif
