/*
 * What the files of this folder share.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_SIGNAL_SIGNAL_H
#define ION_PHP_SIGNAL_SIGNAL_H

#include <stdbool.h>

#include "php.h"

/* --- signal_sequence.c --------------------------------------------------------------------- */

/* The Sequence of a signal, which is taken from now on. Borrowed; NULL with an exception. */
zend_object *ion_signal_sequence(int number);

/* Ends it, if there is one: the disposition of before is back. May run user code. */
void ion_signal_sequence_end(int number);

/* Ends all of them. */
void ion_signal_sequences_end(void);
void ion_signal_sequences_drop(void);

/* --- shutdown.c ---------------------------------------------------------------------------- */

/* The promise of whenShutdown(). One reference, owned by the caller; NULL with an exception. */
zend_object *ion_shutdown_promise(void);

/* False also with an exception. */
bool ion_shutdown_is_requested(void);

void ion_shutdown_drop(void);

#endif
