/*
 * The options `stop` and `cancel`: by which signals a process is ended.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_LADDER_OPTIONS_H
#define ION_PHP_PROCESS_LADDER_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "proc/proc.h"

/* Zeroed memory is "not given" and may be released. */
struct ion_ladder {
	struct ion_rung *rungs; /* owned array; NULL = not given */
	size_t size;
	int cancel_signal; /* 0 = not given */
};

/* A list of [signal, seconds]; throws and returns false for anything else. */
bool ion_ladder_parse_stop(zval *value, struct ion_ladder *ret);
bool ion_ladder_parse_cancel(zval *value, struct ion_ladder *ret);

/* What was not given: `cancel` (TERM), 5 s, KILL. After this there is at least one rung. */
void ion_ladder_complete(struct ion_ladder *ladder);

void ion_ladder_release(struct ion_ladder *ladder);

#endif
