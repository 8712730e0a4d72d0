/*
 * Frames and values from the bytes of a hostile peer (clang's libFuzzer; script/fuzz wire).
 * What is accepted has one form only: written again it must be the same bytes. What is checked can be
 * walked to its end.
 * SPDX-License-Identifier: MIT
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wire/frame.h"
#include "wire/value.h"

#define MAX_SIZE (16u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
	if (!condition) {
		abort();
	}
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

/* Tokens can be read from anything; they never reach past the end, and each has one form. */
static void try_tokens(const uint8_t *data, size_t size, bool is_value)
{
	struct ion_value_reader reader;
	struct ion_value_writer writer = {0};
	struct ion_value_token token;
	const unsigned char *read_to = data;
	ion_value_reader_init(&reader, data, size);
	while (!ion_value_reader_is_empty(&reader) && ion_value_read(&reader, &token)) {
		if (token.kind == ION_VALUE_LIST || token.kind == ION_VALUE_MAP) {
			must(token.count <= (size_t) (reader.end - reader.at));
		}
		put_token(&writer, &token);
		read_to = reader.at;
	}
	must(!is_value || ion_value_reader_is_empty(&reader));
	must(!writer.failed && writer.size == (size_t) (read_to - data));
	must(writer.size == 0 || memcmp(writer.data, data, writer.size) == 0);
	ion_value_writer_release(&writer);
}

static void try_value(const uint8_t *data, size_t size)
{
	uint64_t cost = 0;
	bool is_value = ion_value_check(data, size, &cost);
	/* two bytes are a list of one, 184 bytes of memory */
	must(!is_value || (cost >= 16 && cost <= 16 + 160 * (uint64_t) size));
	try_tokens(data, size, is_value);
}

static void try_frame(const uint8_t *data, size_t size)
{
	struct ion_frame frame;
	unsigned char again[ION_FRAME_HEADER];
	size_t id_size, payload;
	enum ion_frame_fault fault = ion_frame_decode(data, MAX_SIZE, &frame);
	must(ion_frame_fault_text(fault) != NULL);
	if (fault != ION_FRAME_OK) {
		return;
	}
	must(strcmp(ion_frame_type_name(frame.type), "unknown") != 0);
	must(frame.handles <= ION_FRAME_HANDLES_MAX);
	id_size = ion_frame_has_id(frame.type) ? ION_FRAME_ID : 0;
	must(frame.size >= id_size && frame.size - id_size <= MAX_SIZE);
	must(!frame.is_encoded || frame.size > id_size);
	ion_frame_encode(&frame, again);
	must(memcmp(again, data, sizeof(again)) == 0);
	payload = size - ION_FRAME_HEADER < frame.size ? size - ION_FRAME_HEADER : frame.size;
	if (frame.is_encoded && payload > id_size) {
		try_value(data + ION_FRAME_HEADER + id_size, payload - id_size);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size >= ION_FRAME_HEADER) {
		try_frame(data, size);
	}
	try_value(data, size);
	return 0;
}
