/*
 * The working directory of this process, as the kernel knows it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_CWD_H
#define ION_OS_CWD_H

#include <stdbool.h>

/* Whether that is it, or was before somebody removed it. */
bool ion_cwd_is(const char *path);

#endif
