/*
 * See stdio_options.h: what the user said.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/stdio_options.h"

#include <fcntl.h>
#include <string.h>

#include "os/spawn.h"
#include "php/engine/handle.h"
#include "php/engine/options.h"

/* A key within the option, for messages: "stdio[65535][2]" */
enum { KEY_SIZE = 32 };

#define PTY_MAX 65535

/* --- one entry ----------------------------------------------------------------------------- */

static bool parse_word(const char *key, const zend_string *word, struct ion_stdio_entry *ret)
{
	if (zend_string_equals_literal(word, "pipe")) {
		ret->kind = ION_STDIO_PIPE;
	} else if (zend_string_equals_literal(word, "null")) {
		ret->kind = ION_STDIO_NULL;
	} else if (zend_string_equals_literal(word, "inherit")) {
		ret->kind = ION_STDIO_INHERIT;
		ret->fd = ret->target;
	} else {
		ion_option_value_error(key, "be \"pipe\", \"inherit\" or \"null\", if it is a string");
		return false;
	}
	return true;
}

/* As fopen(3) has them, with "x" and "c" of PHP's fopen(); "b" and "t" mean nothing here. */
static bool parse_mode(const char *key, const zend_string *mode, int *ret_flags)
{
	const char *rest = ZSTR_VAL(mode) + 1;
	bool is_both = strchr(ZSTR_VAL(mode), '+') != NULL;
	switch (ZSTR_VAL(mode)[0]) {
		case 'r':
			*ret_flags = is_both ? O_RDWR : O_RDONLY;
			break;
		case 'w':
			*ret_flags = (is_both ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC;
			break;
		case 'a':
			*ret_flags = (is_both ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND;
			break;
		case 'x':
			*ret_flags = (is_both ? O_RDWR : O_WRONLY) | O_CREAT | O_EXCL;
			break;
		case 'c':
			*ret_flags = (is_both ? O_RDWR : O_WRONLY) | O_CREAT;
			break;
		default:
			rest = "?";
			break;
	}
	if (strspn(rest, "+bt") != strlen(rest) || strlen(ZSTR_VAL(mode)) != ZSTR_LEN(mode)) {
		ion_option_value_error(key, "be a mode of fopen(): r, w, a, x or c, with or without +");
		return false;
	}
	return true;
}

/* What proc_open() has arrays for is shorter here; whoever comes from there is told how. */
static void throw_no_file(const char *key, const zval *word)
{
	const char *text = word != NULL && Z_TYPE_P(word) == IS_STRING ? Z_STRVAL_P(word) : "";
	if (strcmp(text, "pipe") == 0) {
		ion_option_value_error(
			key, "be \"pipe\" without an array: its direction is that of the number");
	} else if (strcmp(text, "null") == 0) {
		ion_option_value_error(key, "be \"null\" without an array");
	} else if (strcmp(text, "redirect") == 0) {
		ion_option_value_error(key, "be the number of the other descriptor without an array");
	} else if (strcmp(text, "pty") == 0) {
		ion_option_value_error(key, "not be a terminal: that is the option \"pty\"");
	} else {
		ion_option_value_error(key, "be [\"file\", path, mode], if it is an array");
	}
}

static bool parse_file(const char *key, HashTable *parts, struct ion_stdio_entry *ret)
{
	char part_key[KEY_SIZE + 4];
	const char *path;
	zval *part = zend_hash_index_find(parts, 0);
	if (!zend_array_is_list(parts) || zend_hash_num_elements(parts) != 3 || part == NULL ||
		Z_TYPE_P(part) != IS_STRING || !zend_string_equals_literal(Z_STR_P(part), "file")) {
		throw_no_file(key, part);
		return false;
	}
	snprintf(part_key, sizeof(part_key), "%s[1]", key);
	if (!ion_option_path(part_key, zend_hash_index_find(parts, 1), &path) ||
		php_check_open_basedir(path) != 0 || EG(exception) != NULL) {
		return false;
	}
	snprintf(part_key, sizeof(part_key), "%s[2]", key);
	part = zend_hash_index_find(parts, 2);
	ZVAL_DEREF(part);
	if (Z_TYPE_P(part) != IS_STRING) {
		ion_option_type_error(part_key, "string", part);
		return false;
	}
	ret->kind = ION_STDIO_FILE;
	if (!parse_mode(part_key, Z_STR_P(part), &ret->flags)) {
		return false;
	}
	/* in threaded builds of PHP the working directory is the thread's */
	ret->path = expand_filepath(path, NULL);
	if (ret->path == NULL) {
		ret->path = estrdup(path);
	}
	return true;
}

static bool parse_handle(const char *key, zval *value, struct ion_stdio_entry *ret)
{
	ret->kind = ION_STDIO_HANDLE;
	ret->fd = ion_handle_fd(value);
	if (ret->fd < 0 && EG(exception) == NULL) {
		ion_option_value_error(key, "be an open stream or Socket that has a file descriptor");
	}
	return EG(exception) == NULL;
}

static bool parse_entry(zval *value, struct ion_stdio_entry *ret)
{
	char key[KEY_SIZE];
	snprintf(key, sizeof(key), "stdio[%d]", ret->target);
	ZVAL_DEREF(value);
	switch (Z_TYPE_P(value)) {
		case IS_STRING:
			return parse_word(key, Z_STR_P(value), ret);
		case IS_ARRAY:
			return parse_file(key, Z_ARRVAL_P(value), ret);
		case IS_LONG:
			if (Z_LVAL_P(value) < 0 || Z_LVAL_P(value) > ION_SPAWN_TARGET_MAX) {
				ion_option_value_error(key, "be the number of another descriptor of the program");
				return false;
			}
			ret->kind = ION_STDIO_SAME;
			ret->fd = (int) Z_LVAL_P(value);
			return true;
		case IS_NULL:
			zend_type_error(
				"Option \"%s\" must not be null: the string \"null\" is /dev/null, and what "
				"is not named is as usual",
				key);
			return false;
		default:
			if (ion_handle_is_possible(value)) {
				return parse_handle(key, value, ret);
			}
			ion_option_type_error(key, "array|string|int|resource|Socket", value);
			return false;
	}
}

/* --- all of them --------------------------------------------------------------------------- */

bool ion_stdio_parse(zval *value, struct ion_stdio *ret)
{
	zend_string *name;
	zend_ulong number;
	zval *entry;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("stdio", "array", value);
		return false;
	}
	/* and room for the three that may be missing */
	ret->entries = safe_erealloc(
		ret->entries, zend_hash_num_elements(Z_ARRVAL_P(value)) + 3, sizeof(*ret->entries), 0);
	ZEND_HASH_FOREACH_KEY_VAL (Z_ARRVAL_P(value), number, name, entry) {
		if (name != NULL || number > ION_SPAWN_TARGET_MAX) {
			zend_value_error("Option \"stdio\" must have numbers of descriptors as keys, 0 to %d",
				ION_SPAWN_TARGET_MAX);
			return false;
		}
		ret->entries[ret->count] = (struct ion_stdio_entry){.target = (int) number, .fd = -1};
		if (!parse_entry(entry, &ret->entries[ret->count++])) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool parse_size(HashTable *pair, zend_ulong index, unsigned short *ret)
{
	zval *value = zend_hash_index_find(pair, index);
	if (value != NULL) {
		ZVAL_DEREF(value);
	}
	if (value == NULL || Z_TYPE_P(value) != IS_LONG || Z_LVAL_P(value) < 1 ||
		Z_LVAL_P(value) > PTY_MAX) {
		ion_option_value_error("pty", "be true or a list of [columns, rows], both 1 to 65535");
		return false;
	}
	*ret = (unsigned short) Z_LVAL_P(value);
	return true;
}

bool ion_stdio_parse_pty(zval *value, struct ion_stdio *ret)
{
	ZVAL_DEREF(value);
	/* the size that terminals have had since the VT100 */
	ret->columns = 80;
	ret->rows = 24;
	if (Z_TYPE_P(value) == IS_TRUE || Z_TYPE_P(value) == IS_FALSE) {
		ret->has_terminal = Z_TYPE_P(value) == IS_TRUE;
		return true;
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("pty", "array|bool", value);
		return false;
	}
	if (zend_hash_num_elements(Z_ARRVAL_P(value)) != 2) {
		ion_option_value_error("pty", "be true or a list of [columns, rows], both 1 to 65535");
		return false;
	}
	ret->has_terminal = true;
	return parse_size(Z_ARRVAL_P(value), 0, &ret->columns) &&
		   parse_size(Z_ARRVAL_P(value), 1, &ret->rows);
}

const struct ion_stdio_entry *ion_stdio_find(const struct ion_stdio *stdio, int target)
{
	for (size_t i = 0; i < stdio->count; i++) {
		if (stdio->entries[i].target == target) {
			return &stdio->entries[i];
		}
	}
	return NULL;
}

/* Where each number stands in the list, + 1; 0 = it is not there. */
struct places {
	uint32_t *of; /* owned */
	int end;      /* the first number that it does not know */
};

static void places_init(struct places *places, const struct ion_stdio *stdio)
{
	places->end = 0;
	for (size_t i = 0; i < stdio->count; i++) {
		places->end = MAX(places->end, stdio->entries[i].target + 1);
	}
	places->of = ecalloc((size_t) places->end, sizeof(*places->of));
	for (size_t i = 0; i < stdio->count; i++) {
		places->of[stdio->entries[i].target] = (uint32_t) i + 1;
	}
}

/* The next one of a chain; NULL = there is none. */
static struct ion_stdio_entry *next_of(
	const struct ion_stdio *stdio, const struct places *places, const struct ion_stdio_entry *entry)
{
	uint32_t place = entry->fd < places->end ? places->of[entry->fd] : 0;
	return place > 0 ? &stdio->entries[place - 1] : NULL;
}

static bool throw_unresolved(const struct ion_stdio_entry *entry, bool is_circle)
{
	char key[KEY_SIZE];
	snprintf(key, sizeof(key), "stdio[%d]", entry->target);
	ion_option_value_error(key, is_circle ? "not lead back to itself; to exchange two descriptors, "
											"give the streams"
										  : "name a descriptor that the program has");
	return false;
}

/* Chains end at something that is no reference itself; more steps than entries are a circle. All of
 * a chain gets its end, so that the next one that leads there takes one step. */
static bool resolve(
	const struct ion_stdio *stdio, const struct places *places, struct ion_stdio_entry *entry)
{
	struct ion_stdio_entry *found = entry;
	size_t steps = 0;
	int end;
	while (found != NULL && found->kind == ION_STDIO_SAME && steps++ < stdio->count) {
		found = next_of(stdio, places, found);
	}
	if (found == NULL || found->kind == ION_STDIO_SAME) {
		return throw_unresolved(entry, found != NULL);
	}
	end = found->target;
	while (entry->kind == ION_STDIO_SAME) {
		struct ion_stdio_entry *next = next_of(stdio, places, entry);
		entry->fd = end;
		entry = next;
	}
	return true;
}

static bool resolve_all(struct ion_stdio *stdio)
{
	struct places places;
	bool is_good = true;
	places_init(&places, stdio);
	for (size_t i = 0; i < stdio->count && is_good; i++) {
		if (stdio->entries[i].kind == ION_STDIO_SAME) {
			is_good = resolve(stdio, &places, &stdio->entries[i]);
		}
	}
	efree(places.of);
	return is_good;
}

bool ion_stdio_complete(struct ion_stdio *stdio, const enum ion_stdio_kind defaults[3])
{
	bool has_place = false;
	bool has_reference = false;
	if (stdio->entries == NULL) {
		stdio->entries = safe_emalloc(3, sizeof(*stdio->entries), 0);
	}
	for (int target = 0; target < 3; target++) {
		if (ion_stdio_find(stdio, target) == NULL) {
			stdio->entries[stdio->count++] = (struct ion_stdio_entry){
				.target = target,
				.kind = stdio->has_terminal ? ION_STDIO_TERMINAL : defaults[target],
				.fd = target,
			};
		}
	}
	for (size_t i = 0; i < stdio->count; i++) {
		has_place |= stdio->entries[i].kind == ION_STDIO_TERMINAL;
		has_reference |= stdio->entries[i].kind == ION_STDIO_SAME;
	}
	if (has_reference && !resolve_all(stdio)) {
		return false;
	}
	if (stdio->has_terminal && !has_place) {
		ion_option_value_error("pty", "have one of the descriptors 0, 1 and 2, but \"stdio\" names "
									  "all of them");
	}
	return has_place || !stdio->has_terminal;
}

int ion_stdio_add_channel(struct ion_stdio *stdio)
{
	int target = 3;
	while (ion_stdio_find(stdio, target) != NULL) {
		target++;
	}
	stdio->entries = safe_erealloc(stdio->entries, stdio->count + 1, sizeof(*stdio->entries), 0);
	stdio->entries[stdio->count++] =
		(struct ion_stdio_entry){.target = target, .kind = ION_STDIO_CHANNEL, .fd = -1};
	return target;
}

void ion_stdio_release(struct ion_stdio *stdio)
{
	for (size_t i = 0; i < stdio->count; i++) {
		if (stdio->entries[i].path != NULL) {
			efree(stdio->entries[i].path);
		}
	}
	if (stdio->entries != NULL) {
		efree(stdio->entries);
		stdio->entries = NULL;
	}
	stdio->count = 0;
}
