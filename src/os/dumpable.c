/*
 * See dumpable.h. The state is the process's because the flag is.
 * SPDX-License-Identifier: MIT
 */
#include "os/dumpable.h"

#include <pthread.h>
#include <sys/prctl.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned holders;
static int before; /* the flag when the first holder came */

void ion_dumpable_hold(void)
{
	pthread_mutex_lock(&lock);
	if (holders++ == 0) {
		before = prctl(PR_GET_DUMPABLE);
	}
	pthread_mutex_unlock(&lock);
}

void ion_dumpable_release(void)
{
	pthread_mutex_lock(&lock);
	/* only 1 can be set again, and only it is worth it: 0 is the safe side, 2 the administrator's */
	if (--holders == 0 && before == 1 && prctl(PR_GET_DUMPABLE) != 1) {
		prctl(PR_SET_DUMPABLE, 1);
	}
	pthread_mutex_unlock(&lock);
}
