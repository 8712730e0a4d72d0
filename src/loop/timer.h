/*
 * Timers in 64-bit nanoseconds on the precise monotonic clock; never early, late by what the kernel
 * needs to wake a process.
 *
 * They are ION's own and not libevent's: libevent keeps time with the kernel's coarse clock, which
 * stands still for up to 10 ms, or else pays a system call in every turn of the loop. Here a binary
 * heap holds the deadlines and one timerfd wakes the loop; it is set only when the first deadline
 * changes. Timers with the same deadline expire in the order they were started.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_TIMER_H
#define ION_LOOP_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#include "loop/loop.h"

struct ion_timer;

/* One call per start; the timer may be started again or freed in the callback. */
typedef void (*ion_timer_cb)(struct ion_timer *timer, void *arg);

/* Heap; stopped. NULL with errno. */
struct ion_timer *ion_timer_new(struct ion_loop *loop, ion_timer_cb on_expire, void *arg);

/* Stops first. NULL is allowed. */
void ion_timer_free(struct ion_timer *timer);

/* Counts from the moment of the call, whatever the loop was busy with before. Starting again moves
 * the deadline. Never expires in the turn that started it. Never keeps the loop alive: the owner of
 * the work does that by ion_loop_ref(). 0 or -errno. */
int ion_timer_start(struct ion_timer *timer, int64_t delay_ns);

/* The same with an absolute deadline on ion_clock_now_ns(): intervals without drift. */
int ion_timer_start_at(struct ion_timer *timer, int64_t deadline_ns);

/* Whether it was made for that loop: a forked child has another one. */
bool ion_timer_is_of(const struct ion_timer *timer, const struct ion_loop *loop);

void ion_timer_stop(struct ion_timer *timer);
bool ion_timer_is_started(const struct ion_timer *timer);

#endif
