/*
 * What a program reads from its standard input: a string, a PHP stream, or anything iterable, as a
 * source of chunks for proc.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_FEED_H
#define ION_PHP_PROCESS_FEED_H

#include <stdbool.h>

#include "php.h"

#include "proc/proc.h"

struct ion_feed_source;
struct ion_loop;

/*
 * From the option "stdin"; throws and returns NULL for what cannot be read. Takes references, runs
 * no user code yet.
 */
struct ion_feed_source *ion_feed_source_new(zval *input);
void ion_feed_source_free(struct ion_feed_source *source);

/* For the cycle collector. */
void ion_feed_source_trace(struct ion_feed_source *source, zend_get_gc_buffer *buffer);

/* A string needs no user code and may be asked before the program is there. */
bool ion_feed_source_is_plain(const struct ion_feed_source *source);

/*
 * The next chunk. May run user code: the caller has put it behind the boundary. When it waits for
 * a stream, `on_ready(arg)` is called from the loop once there is something. What user code throws
 * ends the input and is in *thrown (owned by the caller).
 */
enum ion_feed ion_feed_source_next(
	struct ion_feed_source *source, const char **ret_data, size_t *ret_size, zend_object **thrown);

void ion_feed_source_on_ready(
	struct ion_feed_source *source, struct ion_loop *loop, void (*on_ready)(void *arg), void *arg);

#endif
