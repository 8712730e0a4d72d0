/*
 * See clock.h.
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"

#include <time.h>

static int64_t clock_read(clockid_t id)
{
	struct timespec now;
	/* cannot fail: the id is valid and so is the address */
	clock_gettime(id, &now);
	return (int64_t) now.tv_sec * ION_NS_PER_SEC + now.tv_nsec;
}

int64_t ion_clock_now_ns(void)
{
	return clock_read(CLOCK_MONOTONIC);
}

int64_t ion_clock_cpu_ns(void)
{
	return clock_read(CLOCK_THREAD_CPUTIME_ID);
}

double ion_clock_wall(void)
{
	return (double) clock_read(CLOCK_REALTIME) / (double) ION_NS_PER_SEC;
}

int64_t ion_clock_from_seconds(double seconds)
{
	double ns = seconds * (double) ION_NS_PER_SEC;
	/* 2^63 as a double; the comparison is also false for NAN, which then becomes forever */
	return ns < 9223372036854775808.0 ? (int64_t) ns : ION_NS_FOREVER;
}

int64_t ion_clock_add(int64_t now_ns, int64_t delay_ns)
{
	int64_t sum;
	return __builtin_add_overflow(now_ns, delay_ns, &sum) ? ION_NS_FOREVER : sum;
}
