/*
 * The directory a program starts in. In thread-safe builds of PHP each thread has a working
 * directory of its own, which chdir() and relative paths mean, and the kernel knows nothing of it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_DIRECTORY_H
#define ION_PHP_PROCESS_DIRECTORY_H

#include "php.h"

/*
 * What the child has to change into for the option "cwd" (NULL = not given); NULL = it inherits the
 * right one. Either `given`, or in `buffer` of MAXPATHLEN bytes.
 */
const char *ion_exec_directory(const char *given, char *buffer);

#endif
