/*
 * See resource.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/resource.h"

#include <errno.h>
#include <stdlib.h>

int ion_priority_get(int which, id_t who, int *ret)
{
	/* -1 is a nice value, too */
	errno = 0;
	*ret = getpriority(which, who);
	return *ret == -1 && errno != 0 ? -errno : 0;
}

int ion_priority_set(int which, id_t who, int priority)
{
	int got;
	int code;
	if (setpriority(which, who, priority) < 0) {
		return -errno;
	}
	if (which != PRIO_PROCESS) {
		return 0;
	}
	code = ion_priority_get(which, who, &got);
	return code == 0 && got != priority ? -EPERM : code;
}

int ion_limit_get(int resource, rlim_t *ret_soft, rlim_t *ret_hard)
{
	struct rlimit limit;
	if (getrlimit(resource, &limit) < 0) {
		return -errno;
	}
	*ret_soft = limit.rlim_cur;
	*ret_hard = limit.rlim_max;
	return 0;
}

int ion_limit_set(int resource, rlim_t soft, rlim_t hard)
{
	const struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
	struct rlimit got = {.rlim_cur = ~soft, .rlim_max = ~hard};
	if (setrlimit(resource, &limit) < 0 || getrlimit(resource, &got) < 0) {
		return -errno;
	}
	return got.rlim_cur == soft && got.rlim_max == hard ? 0 : -EPERM;
}

int ion_load(double ret[3])
{
	return getloadavg(ret, 3) == 3 ? 0 : -ENOSYS;
}
