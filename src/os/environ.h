/*
 * The environment that another process was started with.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_ENVIRON_H
#define ION_OS_ENVIRON_H

#include <sys/types.h>

/*
 * The value of one variable; owned, from malloc(3). NULL: not set, or the environment is gone, or
 * may not be read (who may: ptrace(2), PTRACE_MODE_READ_FSCREDS), or is longer than 2 MiB.
 * What the process has changed itself since execve(2) is mostly not seen.
 */
char *ion_environ_read(pid_t pid, const char *name);

#endif
