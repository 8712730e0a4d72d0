/*
 * Signals by name and number.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SIG_H
#define ION_OS_SIG_H

#include <stdbool.h>

/* One that exists and that a program may be sent: 1 up to SIGRTMAX, but not those that the C
 * library keeps for itself (32, 33). */
bool ion_sig_is_valid(int signal);

/* Neither its default nor ignored, now. */
bool ion_sig_has_handler(int signal);

/* "TERM", "SIGTERM", any case, or a decimal number as a string; -1 when unknown. */
int ion_sig_from_name(const char *name);

/* "TERM" without the prefix, or NULL for one without a name (real-time signals). Static string. */
const char *ion_sig_name(int signal);

#endif
