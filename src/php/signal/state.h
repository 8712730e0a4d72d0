/*
 * The signals that this request has taken.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_SIGNAL_STATE_H
#define ION_PHP_SIGNAL_STATE_H

#include <signal.h>

#include "php.h"

struct ion_shutdown;

/* All zero at first. */
struct ion_signal_state {
	HashTable *sequences; /* owned: number => Sequence of Process::signal(); NULL until the first */
	struct ion_shutdown *shutdown;                    /* owned; NULL until asked for */
	void (*engine_handler)(int, siginfo_t *, void *); /* PHP's own; NULL = unknown */
};

#endif
