/*
 * IPC::setOptions() and IPC::getStats().
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/ipc/ipc_object.h"

#include "base/util.h"
#include "php/engine/options.h"

/* Half of what a length on the wire can say: room for the id, and no arithmetic near the edge. */
#define MESSAGE_MAX ((size_t) INT32_MAX)

/* Header and id. */
#define MESSAGE_OVERHEAD 64

struct settings {
	struct ion_channel_limits limits;
	HashTable *classes; /* owned */
	bool sets_classes;
	int64_t close_ns;
	size_t max_requests;
	bool sets_queue_limit;
};

static bool add_class(HashTable *classes, zval *value)
{
	zend_string *name;
	size_t skipped;
	zval none;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_STRING || Z_STRLEN_P(value) == 0) {
		ion_option_value_error("classes", "be a list of class names");
		return false;
	}
	name = zend_string_tolower(Z_STR_P(value));
	skipped = ZSTR_VAL(name)[0] == '\\';
	ZVAL_NULL(&none);
	zend_hash_str_update(classes, ZSTR_VAL(name) + skipped, ZSTR_LEN(name) - skipped, &none);
	zend_string_release(name);
	return true;
}

static bool parse_classes(zval *value, void *arg)
{
	struct settings *settings = arg;
	zval *member;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("classes", "array", value);
		return false;
	}
	settings->sets_classes = true;
	settings->classes = zend_new_array(zend_hash_num_elements(Z_ARRVAL_P(value)));
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), member) {
		if (!add_class(settings->classes, member)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool parse_size(const char *name, zval *value, size_t least, size_t most, size_t *ret)
{
	if (!ion_option_size(name, value, ret)) {
		return false;
	}
	if (*ret < least || *ret > most) {
		zend_value_error("Option \"%s\" must be between %zu and %zu", name, least, most);
		return false;
	}
	return true;
}

static bool parse_queue_size(const char *name, zval *value, size_t *ret)
{
	if (!ion_option_size(name, value, ret)) {
		return false;
	}
	if (*ret == 0) {
		ion_option_value_error(name, "be at least 1");
		return false;
	}
	return true;
}

static bool parse_max_message(zval *value, void *arg)
{
	struct settings *settings = arg;
	size_t size;
	if (!parse_size("maxMessage", value, 1, MESSAGE_MAX, &size)) {
		return false;
	}
	settings->limits.max_message = (uint32_t) size;
	return true;
}

static bool parse_max_handles(zval *value, void *arg)
{
	struct settings *settings = arg;
	size_t size;
	if (!parse_size("maxHandles", value, 0, ION_FRAME_HANDLES_MAX, &size)) {
		return false;
	}
	settings->limits.max_handles = (unsigned) size;
	return true;
}

static bool parse_high_water(zval *value, void *arg)
{
	struct settings *settings = arg;
	return parse_queue_size("highWater", value, &settings->limits.high_water);
}

static bool parse_low_water(zval *value, void *arg)
{
	struct settings *settings = arg;
	return ion_option_size("lowWater", value, &settings->limits.low_water);
}

static bool parse_queue_limit(zval *value, void *arg)
{
	struct settings *settings = arg;
	settings->sets_queue_limit = true;
	return parse_queue_size("queueLimit", value, &settings->limits.hard_limit);
}

static bool parse_max_requests(zval *value, void *arg)
{
	struct settings *settings = arg;
	return parse_queue_size("maxRequests", value, &settings->max_requests);
}

static bool parse_close_timeout(zval *value, void *arg)
{
	struct settings *settings = arg;
	return ion_option_seconds("closeTimeout", value, &settings->close_ns);
}

static const struct ion_option known_options[] = {
	{"maxMessage", parse_max_message, false},
	{"highWater", parse_high_water, false},
	{"lowWater", parse_low_water, false},
	{"queueLimit", parse_queue_limit, false},
	{"maxHandles", parse_max_handles, false},
	{"maxRequests", parse_max_requests, false},
	{"closeTimeout", parse_close_timeout, false},
	{"classes", parse_classes, false},
};

/* One of the two may be what it was before. */
static bool check_order(const char *low_name, size_t low, const char *high_name, size_t high)
{
	if (low > high) {
		zend_value_error(
			"Option \"%s\" must not be over %s: %zu is over %zu", low_name, high_name, low, high);
		return false;
	}
	return true;
}

static bool check_together(const struct ion_channel_limits *limits)
{
	return check_order("lowWater", limits->low_water, "highWater", limits->high_water) &&
		   check_order("highWater", limits->high_water, "queueLimit", limits->hard_limit);
}

/* A message of the greatest length finds room, unless somebody wants it otherwise. */
static void make_room(struct settings *settings)
{
	size_t least = (size_t) settings->limits.max_message + MESSAGE_OVERHEAD;
	if (!settings->sets_queue_limit && settings->limits.hard_limit < least) {
		settings->limits.hard_limit = least;
	}
}

bool ion_ipc_set_options(struct ion_ipc *ipc, HashTable *options)
{
	struct settings settings = {
		.limits = *ion_ipc_limits(ipc),
		.close_ns = ipc->close_ns,
		.max_requests = ipc->max_requests,
	};
	bool is_valid =
		ion_options_parse(1, options, known_options, ION_ARRAY_LEN(known_options), &settings) &&
		check_together(&settings.limits);
	if (is_valid && settings.sets_classes) {
		HashTable *classes = ipc->classes;
		ipc->classes = settings.classes;
		settings.classes = classes;
	}
	if (settings.classes != NULL) {
		zend_array_release(settings.classes);
	}
	if (!is_valid) {
		return false;
	}
	make_room(&settings);
	ipc->close_ns = settings.close_ns;
	ipc->max_requests = settings.max_requests;
	if (ipc->channel != NULL) {
		ion_channel_set_limits(ipc->channel, &settings.limits);
	} else {
		ipc->limits = settings.limits;
	}
	ion_ipc_update(ipc);
	return true;
}

void ion_ipc_fill_stats(const struct ion_ipc *ipc, zval *ret)
{
	struct ion_channel_stats stats = ipc->stats;
	size_t queued = 0;
	if (ipc->channel != NULL) {
		ion_channel_get_stats(ipc->channel, &stats);
		queued = ion_channel_queued_bytes(ipc->channel);
	}
	array_init_size(ret, 9);
	add_assoc_long(ret, "messagesSent", (zend_long) stats.frames_sent);
	add_assoc_long(ret, "messagesReceived", (zend_long) stats.frames_received);
	add_assoc_long(ret, "bytesSent", (zend_long) stats.bytes_sent);
	add_assoc_long(ret, "bytesReceived", (zend_long) stats.bytes_received);
	add_assoc_long(ret, "writes", (zend_long) stats.writes);
	add_assoc_long(ret, "reads", (zend_long) stats.reads);
	add_assoc_long(ret, "queuedBytes", (zend_long) queued);
	add_assoc_long(ret, "unsent", (zend_long) ipc->unsent);
	add_assoc_long(ret, "cutBytes", (zend_long) ipc->cut_bytes);
}
