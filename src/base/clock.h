/*
 * Time in 64-bit nanoseconds. Deadlines use the monotonic clock, so a jump of the wall clock moves
 * nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_BASE_CLOCK_H
#define ION_BASE_CLOCK_H

#include <stdint.h>

#define ION_NS_PER_SEC INT64_C(1000000000)
#define ION_NS_FOREVER INT64_MAX

/* CLOCK_MONOTONIC, nanoseconds. */
int64_t ion_clock_now_ns(void);

/* What the calling thread has had of a processor, nanoseconds. */
int64_t ion_clock_cpu_ns(void);

/* Seconds since the epoch (CLOCK_REALTIME), for what users read as a date. */
double ion_clock_wall(void);

/* Seconds to nanoseconds; what does not fit becomes ION_NS_FOREVER (292 years). NAN is refused by
 * the callers. */
int64_t ion_clock_from_seconds(double seconds);

/* now + delay without overflow: ION_NS_FOREVER when the sum does not fit. */
int64_t ion_clock_add(int64_t now_ns, int64_t delay_ns);

#endif
