/*
 * See value.h; docs/internals/wire-format.md has the table of bytes.
 *
 * Every value has exactly one form: lengths and integers are as short as they can be. What a reader
 * accepts, a writer can write.
 * SPDX-License-Identifier: MIT
 */
#include "wire/value.h"

#include <stdlib.h>
#include <string.h>

/* --- reading --------------------------------------------------------------------------------- */

bool ion_value_read_long(struct ion_value_reader *reader, uint64_t *ret)
{
	const unsigned char *at = reader->at;
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64 && at != reader->end; shift += 7) {
		unsigned char byte = *at++;
		if (shift == 63 && byte > 1) {
			return false; /* over 64 bits */
		}
		value |= (uint64_t) (byte & 0x7f) << shift;
		if (byte < 0x80) {
			reader->at = at;
			*ret = value;
			return byte != 0; /* a last byte of zero: longer than it need be */
		}
	}
	return false;
}

/* --- checking -------------------------------------------------------------------------------- */

/* What values take in PHP's memory on a 64-bit machine. */
enum {
	COST_ELEMENT = 16, /* of a list; of whatever holds the value at the top */
	COST_PAIR = 36,    /* a bucket and its hash */
	COST_ARRAY = 56,
	COST_STRING = 32,
	COST_OBJECT = 104,
	ARRAY_MIN = 8, /* elements that the smallest array has room for */
};

/* What may come next. */
enum expected {
	EXPECT_VALUE,
	EXPECT_KEY,
	EXPECT_CASE,  /* name of an enum's case */
	EXPECT_STATE, /* of an object */
};

struct level {
	uint32_t left; /* values, or pairs */
	bool is_map;
};

struct check {
	struct level levels[ION_VALUE_DEPTH_MAX];
	unsigned depth;
	enum expected expected;
	uint64_t cost;
};

/* Arrays grow by doubling. */
static uint64_t array_room(uint32_t count)
{
	if (count <= ARRAY_MIN) {
		return ARRAY_MIN;
	}
	return UINT64_C(1) << (64 - __builtin_clzll(count - 1));
}

static inline bool is_expected(enum expected expected, enum ion_value_kind kind)
{
	switch (expected) {
		case EXPECT_VALUE:
			return true;
		case EXPECT_KEY:
			return kind == ION_VALUE_INT || kind == ION_VALUE_STRING;
		case EXPECT_CASE:
			return kind == ION_VALUE_STRING;
		case EXPECT_STATE:
			return kind == ION_VALUE_LIST || kind == ION_VALUE_MAP;
	}
	return false;
}

static bool enter(struct check *check, const struct ion_value_token *token)
{
	bool is_map = token->kind == ION_VALUE_MAP;
	if (check->depth == ION_VALUE_DEPTH_MAX) {
		return false;
	}
	check->levels[check->depth++] = (struct level){.left = token->count, .is_map = is_map};
	if (token->count > 0) {
		check->cost += COST_ARRAY + array_room(token->count) * (is_map ? COST_PAIR : COST_ELEMENT);
	}
	return true;
}

/* A value is complete: leaves what it completes in turn, and says what the one around it goes on
 * with. */
static inline void next(struct check *check)
{
	while (check->depth > 0) {
		struct level *level = &check->levels[check->depth - 1];
		if (level->left > 0) {
			level->left--;
			check->expected = level->is_map ? EXPECT_KEY : EXPECT_VALUE;
			return;
		}
		check->depth--;
	}
	check->expected = EXPECT_VALUE;
}

static bool step(struct check *check, const struct ion_value_token *token)
{
	if (!is_expected(check->expected, token->kind)) {
		return false;
	}
	switch (token->kind) {
		case ION_VALUE_LIST:
		case ION_VALUE_MAP:
			if (!enter(check, token)) {
				return false;
			}
			break;
		case ION_VALUE_ENUM:
			check->expected = EXPECT_CASE;
			return true;
		case ION_VALUE_OBJECT:
			check->cost += COST_OBJECT;
			check->expected = EXPECT_STATE;
			return true;
		case ION_VALUE_STRING:
			/* shorter ones are there already, and so are cases of enums */
			check->cost += token->size > 1 ? COST_STRING + token->size : 0;
			break;
		default:
			break;
	}
	if (check->expected == EXPECT_KEY) {
		check->expected = EXPECT_VALUE;
	} else {
		next(check);
	}
	return true;
}

bool ion_value_check(const void *data, size_t size, uint64_t *ret_cost)
{
	struct check check;
	struct ion_value_reader reader;
	struct ion_value_token token = {0};
	check.depth = 0;
	check.expected = EXPECT_VALUE;
	check.cost = COST_ELEMENT;
	ion_value_reader_init(&reader, data, size);
	do {
		if (!ion_value_read(&reader, &token) || !step(&check, &token)) {
			return false;
		}
	} while (check.depth > 0 || check.expected >= EXPECT_CASE);
	*ret_cost = check.cost;
	return ion_value_reader_is_empty(&reader);
}

/* --- writing --------------------------------------------------------------------------------- */

#define CAPACITY_MIN 256

/* Longer than any frame. */
#define LIMIT_DEFAULT (UINT32_MAX - SLACK)

/* Room is asked for by the longest form of a varint: what just fits must not fail for that. */
#define SLACK 32

bool ion_value_writer_grow(struct ion_value_writer *writer, size_t room)
{
	size_t most = (writer->limit != 0 ? writer->limit : LIMIT_DEFAULT) + SLACK;
	size_t capacity = writer->capacity < CAPACITY_MIN ? CAPACITY_MIN : writer->capacity;
	unsigned char *data;
	if (writer->failed || room > most || writer->size > most - room) {
		goto fail;
	}
	while (capacity - writer->size < room) {
		capacity *= 2;
	}
	if (capacity > most) {
		capacity = most;
	}
	data = realloc(writer->data, capacity);
	if (data == NULL) {
		goto fail;
	}
	writer->data = data;
	writer->capacity = capacity;
	return true;
fail:
	writer->failed = true;
	/* nothing more fits, so that the fast path does not go on behind a gap */
	writer->capacity = writer->size;
	return false;
}

void ion_value_put_float(struct ion_value_writer *writer, double value)
{
	unsigned char *at;
	uint64_t bits;
	if (!ion_value_writer_reserve(writer, 9)) {
		return;
	}
	at = writer->data + writer->size;
	*at++ = ION_VALUE_FLOAT;
	memcpy(&bits, &value, 8);
	for (unsigned i = 0; i < 8; i++) {
		*at++ = (unsigned char) (bits >> (8 * i));
	}
	writer->size += 9;
}

void ion_value_writer_release(struct ion_value_writer *writer)
{
	free(writer->data);
	*writer = (struct ion_value_writer){0};
}
