/*
 * How a program that this process starts finds the channel it was given: the number of the
 * descriptor in a variable of its environment, which it removes.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_HANDOVER_H
#define ION_OS_HANDOVER_H

#include <sys/types.h>

/* Value: the descriptor and the pid of the starter, with a colon between them. The pid is there
 * because a program that knows nothing of it hands the variable on, but not the descriptor. */
#define ION_HANDOVER_VARIABLE "_ION_CHANNEL"

/*
 * While the process has one thread: the descriptor that was handed over, owned and close-on-exec
 * from now on, with its starter's pid; -1 = none, or not by the parent. The variable is gone.
 */
int ion_handover_take(pid_t *ret_starter);

#endif
