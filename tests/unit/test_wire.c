/*
 * wire: frames and values, as a hostile peer would write them.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "wire/frame.h"
#include "wire/value.h"

#define MAX_SIZE 1000

/* --- frames ---------------------------------------------------------------------------------- */

static enum ion_frame_fault decode_bytes(
	uint32_t size, unsigned magic, unsigned type, unsigned flags, unsigned handles)
{
	struct ion_frame frame;
	unsigned char header[ION_FRAME_HEADER] = {(unsigned char) size, (unsigned char) (size >> 8),
		(unsigned char) (size >> 16), (unsigned char) (size >> 24), (unsigned char) magic,
		(unsigned char) type, (unsigned char) flags, (unsigned char) handles};
	return ion_frame_decode(header, MAX_SIZE, &frame);
}

static void frame_has_the_documented_bytes(void **state)
{
	const struct ion_frame frame = {
		.type = ION_FRAME_REPLY, .is_encoded = true, .handles = 7, .size = 0x12345678};
	const unsigned char expected[ION_FRAME_HEADER] = {0x78, 0x56, 0x34, 0x12, 0xd7, 3, 1, 7};
	unsigned char header[ION_FRAME_HEADER];
	unsigned char id[ION_FRAME_ID];
	(void) state;
	ion_frame_encode(&frame, header);
	assert_memory_equal(header, expected, sizeof(header));
	ion_frame_put_id(id, UINT64_C(0x0102030405060708));
	assert_memory_equal(id, "\x08\x07\x06\x05\x04\x03\x02\x01", sizeof(id));
	assert_true(ion_frame_get_id(id) == UINT64_C(0x0102030405060708));
}

/* Payloads that each type may have. */
static void frames_come_back(void **state)
{
	(void) state;
	for (int type = ION_FRAME_MESSAGE; type < ION_FRAME_TYPE_COUNT; type++) {
		bool is_control = type == ION_FRAME_READY || type == ION_FRAME_DETACH;
		bool is_report = type == ION_FRAME_FAILURE || type == ION_FRAME_ERROR;
		struct ion_frame frame = {.type = (enum ion_frame_type) type,
			.is_encoded = is_report,
			.handles = is_control || is_report ? 0 : ION_FRAME_HANDLES_MAX,
			.size = is_control ? 0 : MAX_SIZE};
		struct ion_frame back;
		unsigned char header[ION_FRAME_HEADER];
		if (ion_frame_has_id(frame.type)) {
			frame.size += ION_FRAME_ID;
		}
		ion_frame_encode(&frame, header);
		assert_int_equal(ion_frame_decode(header, MAX_SIZE, &back), ION_FRAME_OK);
		assert_int_equal(back.type, frame.type);
		assert_int_equal(back.is_encoded, frame.is_encoded);
		assert_int_equal(back.handles, frame.handles);
		assert_int_equal(back.size, frame.size);
	}
}

static void frame_faults_are_told_apart(void **state)
{
	(void) state;
	assert_int_equal(decode_bytes(5, 0xd7, ION_FRAME_MESSAGE, 0, 0), ION_FRAME_OK);
	for (unsigned magic = 0; magic < 256; magic++) {
		assert_int_equal(decode_bytes(5, magic, ION_FRAME_MESSAGE, 0, 0),
			magic == 0xd7 ? ION_FRAME_OK : ION_FRAME_BAD_MAGIC);
	}
	assert_int_equal(decode_bytes(5, 0xd7, 0, 0, 0), ION_FRAME_BAD_TYPE);
	for (unsigned type = ION_FRAME_TYPE_COUNT; type < 256; type++) {
		assert_int_equal(decode_bytes(5, 0xd7, type, 0, 0), ION_FRAME_BAD_TYPE);
	}
	for (unsigned flags = 2; flags < 256; flags++) {
		assert_int_equal(decode_bytes(5, 0xd7, ION_FRAME_MESSAGE, flags, 0), ION_FRAME_BAD_FLAGS);
	}
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_READY, 1, 0), ION_FRAME_BAD_FLAGS);
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_DETACH, 1, 0), ION_FRAME_BAD_FLAGS);
	assert_int_equal(decode_bytes(20, 0xd7, ION_FRAME_FAILURE, 0, 0), ION_FRAME_BAD_FLAGS);
	assert_int_equal(decode_bytes(20, 0xd7, ION_FRAME_ERROR, 0, 0), ION_FRAME_BAD_FLAGS);
	assert_int_equal(decode_bytes(5, 0xd7, ION_FRAME_MESSAGE, 0, 253), ION_FRAME_OK);
	assert_int_equal(decode_bytes(5, 0xd7, ION_FRAME_MESSAGE, 0, 254), ION_FRAME_BAD_HANDLES);
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_READY, 0, 1), ION_FRAME_BAD_HANDLES);
	assert_int_equal(decode_bytes(9, 0xd7, ION_FRAME_ERROR, 1, 1), ION_FRAME_BAD_HANDLES);
	assert_int_equal(decode_bytes(20, 0xd7, ION_FRAME_FAILURE, 1, 1), ION_FRAME_BAD_HANDLES);
}

static void frame_lengths_are_limited(void **state)
{
	(void) state;
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_MESSAGE, 0, 0), ION_FRAME_OK);
	assert_int_equal(decode_bytes(MAX_SIZE, 0xd7, ION_FRAME_MESSAGE, 0, 0), ION_FRAME_OK);
	assert_int_equal(decode_bytes(MAX_SIZE + 1, 0xd7, ION_FRAME_MESSAGE, 0, 0), ION_FRAME_TOO_LONG);
	assert_int_equal(decode_bytes(UINT32_MAX, 0xd7, ION_FRAME_MESSAGE, 0, 0), ION_FRAME_TOO_LONG);
	/* the id does not count */
	assert_int_equal(decode_bytes(MAX_SIZE + 8, 0xd7, ION_FRAME_REQUEST, 0, 0), ION_FRAME_OK);
	assert_int_equal(decode_bytes(MAX_SIZE + 9, 0xd7, ION_FRAME_REQUEST, 0, 0), ION_FRAME_TOO_LONG);
	assert_int_equal(decode_bytes(8, 0xd7, ION_FRAME_REPLY, 0, 0), ION_FRAME_OK);
	assert_int_equal(decode_bytes(7, 0xd7, ION_FRAME_REPLY, 0, 0), ION_FRAME_TOO_SHORT);
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_REQUEST, 0, 0), ION_FRAME_TOO_SHORT);
	/* a value has at least one byte */
	assert_int_equal(decode_bytes(0, 0xd7, ION_FRAME_MESSAGE, 1, 0), ION_FRAME_TOO_SHORT);
	assert_int_equal(decode_bytes(8, 0xd7, ION_FRAME_FAILURE, 1, 0), ION_FRAME_TOO_SHORT);
	/* control frames have nothing */
	assert_int_equal(decode_bytes(1, 0xd7, ION_FRAME_READY, 0, 0), ION_FRAME_TOO_SHORT);
	assert_int_equal(decode_bytes(1, 0xd7, ION_FRAME_DETACH, 0, 0), ION_FRAME_TOO_SHORT);
}

static void frame_names_are_there(void **state)
{
	(void) state;
	assert_string_equal(ion_frame_type_name(ION_FRAME_MESSAGE), "message");
	assert_string_equal(ion_frame_type_name(ION_FRAME_DETACH), "detach");
	assert_string_equal(ion_frame_type_name(ION_FRAME_TYPE_COUNT), "unknown");
	for (int fault = ION_FRAME_OK; fault <= ION_FRAME_TOO_SHORT; fault++) {
		assert_true(strlen(ion_frame_fault_text((enum ion_frame_fault) fault)) > 10);
	}
	assert_string_equal(ion_frame_fault_text(ION_FRAME_TOO_LONG), "the length is over the limit");
}

/* --- values ---------------------------------------------------------------------------------- */

static struct ion_value_reader reader_of(const struct ion_value_writer *writer)
{
	struct ion_value_reader reader;
	ion_value_reader_init(&reader, writer->data, writer->size);
	return reader;
}

/* A copy without a byte of room behind it: the sanitizer sees whoever reads over the end. */
static bool check_exactly(const void *data, size_t size, uint64_t *ret_cost)
{
	void *copy = malloc(size > 0 ? size : 1);
	bool is_valid;
	assert_non_null(copy);
	memcpy(copy, data, size);
	is_valid = ion_value_check(size > 0 ? copy : NULL, size, ret_cost);
	free(copy);
	return is_valid;
}

static bool check(const char *bytes, size_t size)
{
	uint64_t cost;
	return check_exactly(bytes, size, &cost);
}

#define VALID(bytes) assert_true(check(bytes, sizeof(bytes) - 1))
#define INVALID(bytes) assert_false(check(bytes, sizeof(bytes) - 1))

static void integers_come_back(void **state)
{
	static const int64_t values[] = {0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, INT32_MAX,
		INT32_MIN, INT64_C(1) << 62, INT64_MAX, INT64_MAX - 1, INT64_MIN, INT64_MIN + 1};
	struct ion_value_writer writer = {0};
	struct ion_value_reader reader;
	struct ion_value_token token;
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(values); i++) {
		ion_value_put_int(&writer, values[i]);
	}
	reader = reader_of(&writer);
	for (size_t i = 0; i < ION_ARRAY_LEN(values); i++) {
		assert_true(ion_value_read(&reader, &token));
		assert_int_equal(token.kind, ION_VALUE_INT);
		assert_true(token.integer == values[i]);
	}
	assert_true(ion_value_reader_is_empty(&reader));
	ion_value_writer_release(&writer);
}

static void floats_keep_every_bit(void **state)
{
	static const uint64_t bits[] = {0, UINT64_C(1) << 63, UINT64_C(0x7ff0000000000000),
		UINT64_C(0xfff0000000000000), UINT64_C(0x7ff8000000000001), UINT64_C(0x7ff4000000000123), 1,
		UINT64_C(0x3ff0000000000000)};
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(bits); i++) {
		struct ion_value_writer writer = {0};
		struct ion_value_reader reader;
		struct ion_value_token token;
		double value;
		memcpy(&value, &bits[i], 8);
		ion_value_put_float(&writer, value);
		assert_int_equal(writer.size, 9);
		reader = reader_of(&writer);
		assert_true(ion_value_read(&reader, &token));
		assert_int_equal(token.kind, ION_VALUE_FLOAT);
		assert_memory_equal(&token.number, &bits[i], 8);
		ion_value_writer_release(&writer);
	}
}

static void values_have_the_documented_bytes(void **state)
{
	static const char expected[] = "\x07\x02"
								   "\x05\x01"
								   "a"
								   "\x06\x04\x00\x01\x02\x04\x00\x00\x00\x00\x00\x00\xf0\x3f"
								   "\x03\x03"
								   "\x09\x01O\x07\x01\x05\x01k\x08\x01"
								   "E"
								   "\x05\x01"
								   "A";
	struct ion_value_writer writer = {0};
	(void) state;
	ion_value_put_map(&writer, 2);
	ion_value_put_string(&writer, "a", 1);
	ion_value_put_list(&writer, 4);
	ion_value_put_null(&writer);
	ion_value_put_bool(&writer, false);
	ion_value_put_bool(&writer, true);
	ion_value_put_float(&writer, 1.0);
	ion_value_put_int(&writer, -2);
	ion_value_put_object(&writer, "O", 1);
	ion_value_put_map(&writer, 1);
	ion_value_put_string(&writer, "k", 1);
	ion_value_put_enum(&writer, "E", 1);
	ion_value_put_string(&writer, "A", 1);
	assert_int_equal(writer.size, sizeof(expected) - 1);
	assert_memory_equal(writer.data, expected, writer.size);
	VALID(expected);
	ion_value_writer_release(&writer);
}

static void malformed_values_are_refused(void **state)
{
	(void) state;
	INVALID("");
	VALID("\x00");
	INVALID("\x00\x00"); /* something is left over */
	INVALID("\x0a");     /* no such kind */
	INVALID("\xff");
	VALID("\x03\x00");
	INVALID("\x03");
	INVALID("\x03\x80");     /* the varint does not end */
	INVALID("\x03\x80\x00"); /* longer than it need be */
	INVALID("\x03\xff\x80\x00");
	VALID("\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
	INVALID("\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"); /* 65 bits */
	INVALID("\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00");
	INVALID("\x04\x00\x00\x00\x00\x00\x00\x00");
	VALID("\x05\x00");
	INVALID("\x05\x01"); /* over the end */
	INVALID("\x05\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
	VALID("\x06\x00");
	INVALID("\x06\x01");
	INVALID("\x06\xff\xff\xff\xff\x0f"); /* 2^32 - 1 values */
	INVALID("\x06\x02\x00");
	VALID("\x06\x02\x00\x00");
	VALID("\x07\x00");
	VALID("\x07\x01\x03\x02\x00");
	VALID("\x07\x01\x05\x00\x00");
	INVALID("\x07\x01\x00\x00"); /* null is no key */
	INVALID("\x07\x01\x06\x00\x00");
	INVALID("\x07\x01\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00");
	INVALID("\x07\x01\x08\x01"
			"E\x05\x01"
			"A\x00");
	INVALID("\x07\x02\x03\x02\x00");
	INVALID("\x07\x01\x05\x00");
	VALID("\x08\x01"
		  "E\x05\x01"
		  "A");
	INVALID("\x08\x00\x05\x01"
			"A"); /* a class without a name */
	INVALID("\x08\x01"
			"E");
	INVALID("\x08\x01"
			"E\x03\x00");
	INVALID("\x08\x01"
			"E\x06\x00");
	VALID("\x09\x01"
		  "C\x07\x00");
	VALID("\x09\x01"
		  "C\x06\x00");
	INVALID("\x09\x00\x06\x00");
	INVALID("\x09\x01"
			"C");
	INVALID("\x09\x01"
			"C\x00");
	INVALID("\x09\x01"
			"C\x05\x00");
	INVALID("\x09\x01"
			"C\x09\x01"
			"C\x07\x00");
}

/* The whole is valid, and no part of it from the start is. */
static void every_truncation_is_refused(void **state)
{
	struct ion_value_writer writer = {0};
	(void) state;
	ion_value_put_map(&writer, 4);
	ion_value_put_string(&writer, "list", 4);
	ion_value_put_list(&writer, 300);
	for (int64_t i = 0; i < 300; i++) {
		ion_value_put_int(&writer, i * i * i - 1000);
	}
	ion_value_put_int(&writer, 5);
	ion_value_put_object(&writer, "Some\\ClassName", 14);
	ion_value_put_map(&writer, 1);
	ion_value_put_string(&writer, "\0*\0property", 11);
	ion_value_put_enum(&writer, "Suit", 4);
	ion_value_put_string(&writer, "Hearts", 6);
	ion_value_put_string(&writer, "", 0);
	ion_value_put_list(&writer, 0);
	ion_value_put_string(&writer, "end", 3);
	ion_value_put_float(&writer, NAN);
	assert_false(writer.failed);
	for (size_t size = 0; size < writer.size; size++) {
		assert_false(check((const char *) writer.data, size));
	}
	assert_true(check((const char *) writer.data, writer.size));
	ion_value_writer_release(&writer);
}

static void put_nested(struct ion_value_writer *writer, unsigned depth, unsigned kind)
{
	for (unsigned i = 0; i < depth; i++) {
		if (kind == 2) {
			ion_value_put_object(writer, "C", 1);
		}
		if (kind == 0) {
			ion_value_put_list(writer, 1);
		} else {
			ion_value_put_map(writer, 1);
			ion_value_put_string(writer, "k", 1);
		}
	}
	ion_value_put_null(writer);
}

/* Lists, maps and states of objects. */
static void depth_is_limited(void **state)
{
	(void) state;
	for (unsigned kind = 0; kind < 3; kind++) {
		for (unsigned more = 0; more < 2; more++) {
			struct ion_value_writer writer = {0};
			put_nested(&writer, ION_VALUE_DEPTH_MAX + more, kind);
			assert_int_equal(check((const char *) writer.data, writer.size), more == 0);
			ion_value_writer_release(&writer);
		}
	}
	/* an empty one is a level, too; a hundred thousand are as cheap to refuse as one */
	{
		struct ion_value_writer writer = {0};
		for (int i = 0; i < 100000; i++) {
			ion_value_put_list(&writer, 1);
		}
		ion_value_put_list(&writer, 0);
		assert_false(check((const char *) writer.data, writer.size));
		ion_value_writer_release(&writer);
	}
}

static uint64_t cost_of(const char *bytes, size_t size)
{
	uint64_t cost = 0;
	assert_true(check_exactly(bytes, size, &cost));
	return cost;
}

static void cost_is_what_decoding_takes(void **state)
{
	struct ion_value_writer writer = {0};
	(void) state;
	assert_int_equal(cost_of("\x00", 1), 16);
	assert_int_equal(cost_of("\x05\x01x", 3), 16);
	assert_int_equal(cost_of("\x05\x02xy", 4), 16 + 34);
	assert_int_equal(cost_of("\x06\x00", 2), 16);
	/* the smallest array has room for eight */
	assert_int_equal(cost_of("\x06\x01\x00", 3), 16 + 56 + 8 * 16);
	assert_int_equal(cost_of("\x07\x01\x03\x00\x00", 5), 16 + 56 + 8 * 36);
	assert_int_equal(cost_of("\x09\x01"
							 "C\x07\x00",
						 5),
		16 + 104);
	for (unsigned count = 8; count <= 17; count++) {
		uint64_t room = count <= 8 ? 8 : count <= 16 ? 16 : 32;
		writer.size = 0;
		ion_value_put_list(&writer, count);
		for (unsigned i = 0; i < count; i++) {
			ion_value_put_null(&writer);
		}
		assert_int_equal(cost_of((const char *) writer.data, writer.size), 16 + 56 + room * 16);
	}
	/* the dearest there is for its length: lists of one, nested; under 100 bytes for one */
	writer.size = 0;
	ion_value_put_list(&writer, 10000);
	for (unsigned i = 0; i < 10000; i++) {
		put_nested(&writer, 100, 0);
	}
	assert_in_range(
		cost_of((const char *) writer.data, writer.size), writer.size * 80, writer.size * 100);
	ion_value_writer_release(&writer);
}

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void put_token(struct ion_value_writer *writer, const struct ion_value_token *token)
{
	switch (token->kind) {
		case ION_VALUE_NULL:
			ion_value_put_null(writer);
			break;
		case ION_VALUE_FALSE:
		case ION_VALUE_TRUE:
			ion_value_put_bool(writer, token->kind == ION_VALUE_TRUE);
			break;
		case ION_VALUE_INT:
			ion_value_put_int(writer, token->integer);
			break;
		case ION_VALUE_FLOAT:
			ion_value_put_float(writer, token->number);
			break;
		case ION_VALUE_STRING:
			ion_value_put_string(writer, token->text, token->size);
			break;
		case ION_VALUE_LIST:
			ion_value_put_list(writer, token->count);
			break;
		case ION_VALUE_MAP:
			ion_value_put_map(writer, token->count);
			break;
		case ION_VALUE_ENUM:
			ion_value_put_enum(writer, token->text, token->size);
			break;
		case ION_VALUE_OBJECT:
			ion_value_put_object(writer, token->text, token->size);
			break;
	}
}

/* Whatever is accepted has one form: written again, it is the same. */
static void garbage_is_refused_or_comes_back(void **state)
{
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);
	unsigned valid = 0;
	(void) state;
	for (unsigned round = 0; round < 300000; round++) {
		unsigned char bytes[48];
		size_t size = 1 + next_random(&seed) % sizeof(bytes);
		struct ion_value_writer writer = {0};
		struct ion_value_reader reader;
		struct ion_value_token token;
		for (size_t i = 0; i < size; i++) {
			/* mostly small numbers: kinds and lengths */
			uint64_t dice = next_random(&seed);
			bytes[i] = (unsigned char) (dice % 8 == 0 ? dice >> 8 : (dice >> 8) % 10);
		}
		if (!check((const char *) bytes, size)) {
			continue;
		}
		valid++;
		ion_value_reader_init(&reader, bytes, size);
		while (ion_value_read(&reader, &token)) {
			put_token(&writer, &token);
		}
		assert_true(ion_value_reader_is_empty(&reader));
		assert_int_equal(writer.size, size);
		assert_memory_equal(writer.data, bytes, size);
		ion_value_writer_release(&writer);
	}
	assert_true(valid > 1000);
}

static void writer_grows_and_stops_at_its_limit(void **state)
{
	struct ion_value_writer writer = {0};
	char *text = calloc(1, 5000);
	(void) state;
	assert_non_null(text);
	for (int i = 0; i < 1000; i++) {
		ion_value_put_string(&writer, text, (size_t) i);
	}
	assert_false(writer.failed);
	ion_value_writer_release(&writer);
	assert_null(writer.data);
	assert_int_equal(writer.capacity, 0);
	/* exactly the limit is still written */
	writer.limit = 4003;
	ion_value_put_string(&writer, text, 4000);
	assert_int_equal(writer.size, 4003);
	assert_false(writer.failed);
	ion_value_put_string(&writer, text, 4000);
	assert_true(writer.failed);
	ion_value_put_null(&writer);
	ion_value_put_int(&writer, 1);
	ion_value_put_float(&writer, 1);
	assert_int_equal(writer.size, 4003);
	ion_value_writer_release(&writer);
	/* less than the least buffer */
	writer.limit = 1;
	for (int i = 0; i < 100; i++) {
		ion_value_put_null(&writer);
	}
	assert_true(writer.failed);
	assert_true(writer.size < 40);
	ion_value_writer_release(&writer);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(frame_has_the_documented_bytes),
		ION_TEST(frames_come_back),
		ION_TEST(frame_faults_are_told_apart),
		ION_TEST(frame_lengths_are_limited),
		ION_TEST(frame_names_are_there),
		ION_TEST(integers_come_back),
		ION_TEST(floats_keep_every_bit),
		ION_TEST(values_have_the_documented_bytes),
		ION_TEST(malformed_values_are_refused),
		ION_TEST(every_truncation_is_refused),
		ION_TEST(depth_is_limited),
		ION_TEST(cost_is_what_decoding_takes),
		ION_TEST(garbage_is_refused_or_comes_back),
		ION_TEST(writer_grows_and_stops_at_its_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
