/*
 * See exit_text.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/exit_text.h"

#include <stdio.h>

#include "os/sig.h"

void ion_exit_text(const struct ion_exit *end, char text[ION_EXIT_TEXT_SIZE])
{
	const char *name;
	switch (end->kind) {
		case ION_EXIT_CODE:
			snprintf(text, ION_EXIT_TEXT_SIZE, "exit code %d", end->code);
			return;
		case ION_EXIT_SIGNAL:
			name = ion_sig_name(end->signal);
			snprintf(text, ION_EXIT_TEXT_SIZE, "killed by signal %d%s%s", end->signal,
				name != NULL ? " SIG" : "", name != NULL ? name : "");
			return;
		case ION_EXIT_LOST:
			break;
	}
	snprintf(text, ION_EXIT_TEXT_SIZE, "somebody else took its exit status");
}

void ion_exit_usage(const struct ion_usage *from, zval *ret)
{
	array_init_size(ret, 9);
	add_assoc_double(ret, "user", from->user_seconds);
	add_assoc_double(ret, "system", from->system_seconds);
	add_assoc_long(ret, "maxRss", from->max_rss_bytes);
	add_assoc_long(ret, "minorFaults", from->minor_faults);
	add_assoc_long(ret, "majorFaults", from->major_faults);
	add_assoc_long(ret, "voluntarySwitches", from->voluntary_switches);
	add_assoc_long(ret, "involuntarySwitches", from->involuntary_switches);
	add_assoc_long(ret, "blocksIn", from->blocks_in);
	add_assoc_long(ret, "blocksOut", from->blocks_out);
}
