/*
 * What ps shows as the command line: the memory in which the kernel has put the arguments.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_TITLE_H
#define ION_OS_TITLE_H

#include <stdbool.h>

/* Whether the place is known. It is asked for once. */
bool ion_title_has_room(void);

/*
 * Overwrites the arguments; what does not fit is cut. For a process in which nobody reads its arguments
 * any more, as a whole program that is PHP. Each forked copy has memory of its own.
 */
void ion_title_write(const char *title);

#endif
