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

/* Values inside one another. */
#define ION_VALUE_DEPTH_MAX 128

enum ion_value_kind {
	ION_VALUE_NULL,
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

/* The next token. False when the input ends within it, or says what no writer writes (a length over
 * the rest, a varint that does not fit or is longer than it need be, an unknown kind). */
bool ion_value_read(struct ion_value_reader *reader, struct ion_value_token *ret);

static inline bool ion_value_reader_is_empty(const struct ion_value_reader *reader)
{
	return reader->at == reader->end;
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
	bool failed; /* no memory: everything after it was dropped */
};

void ion_value_writer_release(struct ion_value_writer *writer);

void ion_value_put_null(struct ion_value_writer *writer);
void ion_value_put_bool(struct ion_value_writer *writer, bool value);
void ion_value_put_int(struct ion_value_writer *writer, int64_t value);
void ion_value_put_float(struct ion_value_writer *writer, double value);
void ion_value_put_string(struct ion_value_writer *writer, const char *text, size_t size);
void ion_value_put_list(struct ion_value_writer *writer, uint32_t count);
void ion_value_put_map(struct ion_value_writer *writer, uint32_t count);
void ion_value_put_enum(struct ion_value_writer *writer, const char *class_name, size_t size);
void ion_value_put_object(struct ion_value_writer *writer, const char *class_name, size_t size);

#endif
