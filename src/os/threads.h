/*
 * Other threads of this process.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_THREADS_H
#define ION_OS_THREADS_H

#include <stdbool.h>

/* False also where that cannot be told (no /proc). */
bool ion_threads_are_many(void);

#endif
