/*
 * What a process may take: priority and limits; and how busy the machine is.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_RESOURCE_H
#define ION_OS_RESOURCE_H

#include <sys/resource.h>
#include <sys/types.h>

/* `which` is PRIO_PROCESS, PRIO_PGRP or PRIO_USER, `who` 0 = the caller's own. 0 with the nice value
 * (-20..19; of several processes the most favoured one) in *ret, or -errno. */
int ion_priority_get(int which, id_t who, int *ret);

/* 0 or -errno; -EPERM also when the kernel says "done" and the process has another one. */
int ion_priority_set(int which, id_t who, int priority);

/* RLIM_INFINITY = unlimited. 0 or -errno. */
int ion_limit_get(int resource, rlim_t *ret_soft, rlim_t *ret_hard);

/* 0 or -errno; -EPERM also when the kernel says "done" and the limits are others. */
int ion_limit_set(int resource, rlim_t soft, rlim_t hard);

/* Averages over 1, 5 and 15 minutes. 0, or -ENOSYS where the system does not count them. */
int ion_load(double ret[3]);

#endif
