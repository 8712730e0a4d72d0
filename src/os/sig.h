/*
 * Signals by name and number.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SIG_H
#define ION_OS_SIG_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* One that exists and that a program may be sent: 1 up to SIGRTMAX, but not those that the C
 * library keeps for itself (32, 33). */
bool ion_sig_is_valid(int signal);

/* The disposition as the kernel has it now, not as an engine remembers it. False for no signal. */
bool ion_sig_disposition(int signal, struct sigaction *ret);

/* Neither its default nor ignored, now. */
bool ion_sig_has_handler(int signal);

/*
 * Once for the process, before ION takes any signal: tells whether a handler that was found is
 * somebody's, to be called after ours. A language engine may install one of its own that stands for
 * "none" and would end the process. Without a judge every handler is somebody's.
 */
void ion_sig_set_judge(bool (*is_somebodys)(int signal, const struct sigaction *found));
bool ion_sig_is_somebodys(int signal, const struct sigaction *found);

/* "TERM", "SIGTERM", any case, or a decimal number as a string; -1 when unknown. */
int ion_sig_from_name(const char *name);

/* "TERM" without the prefix, or NULL for one without a name (real-time signals). Static string. */
const char *ion_sig_name(int signal);

/* All names, for a table: ion_sig_at(0), (1) ... until it is NULL. Aliases ("IOT") come last. */
const char *ion_sig_at(size_t index, int *ret_signal);

#endif
