/*
 * See threads.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/threads.h"

#include <sys/stat.h>

bool ion_threads_are_many(void)
{
	struct stat entry;
	/* a directory has two links of its own and one from each directory in it: one for each thread */
	return stat("/proc/self/task", &entry) == 0 && entry.st_nlink > 3;
}
