/*
 * See affinity.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/affinity.h"

#include <errno.h>
#include <sched.h>
#include <string.h>

enum { LONG_BITS = 8 * sizeof(unsigned long) };

struct mask {
	unsigned long words[ION_CPUS_MAX / LONG_BITS];
};

static int mask_read(pid_t pid, struct mask *ret)
{
	memset(ret, 0, sizeof(*ret));
	return sched_getaffinity(pid, sizeof(*ret), (cpu_set_t *) (void *) ret) < 0 ? -errno : 0;
}

static int mask_write(pid_t pid, const struct mask *mask)
{
	return sched_setaffinity(pid, sizeof(*mask), (const cpu_set_t *) (const void *) mask) < 0
			   ? -errno
			   : 0;
}

int ion_affinity_set(pid_t pid, const int *cpus, size_t count)
{
	struct mask wanted, before, got;
	int code = mask_read(pid, &before);

	memset(&wanted, 0, sizeof(wanted));
	for (size_t i = 0; i < count && code == 0; i++) {
		if (cpus[i] < 0 || cpus[i] >= ION_CPUS_MAX) {
			return -EINVAL;
		}
		wanted.words[cpus[i] / LONG_BITS] |= 1UL << (cpus[i] % LONG_BITS);
	}
	if (code == 0) {
		code = mask_write(pid, &wanted);
	}
	if (code == 0) {
		code = mask_read(pid, &got);
	}
	if (code == 0 && memcmp(&wanted, &got, sizeof(wanted)) != 0) {
		mask_write(pid, &before);
		code = -EINVAL;
	}
	return code;
}

int ion_affinity_get(pid_t pid, int *ret)
{
	struct mask mask;
	int count = 0;
	int code = mask_read(pid, &mask);
	if (code < 0) {
		return code;
	}
	for (int cpu = 0; cpu < ION_CPUS_MAX; cpu++) {
		if ((mask.words[cpu / LONG_BITS] >> (cpu % LONG_BITS) & 1) != 0) {
			ret[count++] = cpu;
		}
	}
	return count;
}
