/*
 * Signals in the loop. Several watchers may be on one signal; the process has it (os/sigwatch.h)
 * while one of them is started. Does not keep the loop alive: that is the owner's to say, by
 * ion_loop_ref().
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_SIGNAL_H
#define ION_LOOP_SIGNAL_H

#include <stdbool.h>

#include "loop/loop.h"

struct ion_signal;

/*
 * In the loop, never in the signal handler; once for each time the kernel delivered it, which is at
 * least once and at most as often as it was sent. Any watcher may be stopped, started or freed in
 * the callback; one that was started meanwhile hears of the next delivery.
 */
typedef void (*ion_signal_cb)(struct ion_signal *signal, void *arg);

/* Heap; stopped. NULL with errno: EINVAL for one that no program may have. */
struct ion_signal *ion_signal_new(
	struct ion_loop *loop, int number, ion_signal_cb on_signal, void *arg);

/* Stops first. NULL is allowed. Also after the loop is gone. */
void ion_signal_free(struct ion_signal *signal);

/* Starting twice is harmless, and takes the signal back from whoever has set a handler since. 0 or
 * -errno: -EBUSY when another thread has the signal. */
int ion_signal_start(struct ion_signal *signal);

/* With the last one the disposition of before is back. */
void ion_signal_stop(struct ion_signal *signal);

/* Whether it came and is not served yet: for code that does not run the loop. */
bool ion_signal_has_arrived(const struct ion_signal *signal);

bool ion_signal_is_started(const struct ion_signal *signal);
int ion_signal_number(const struct ion_signal *signal);

/*
 * Ignores a signal until ion_signal_unignore(), the end of the loop, or a watcher of it is started.
 * 0 or -errno: -EINVAL for one that cannot be, -EBUSY when it is watched.
 */
int ion_signal_ignore(struct ion_loop *loop, int number);

/* Back to the disposition of before; harmless when it is not ignored. */
void ion_signal_unignore(struct ion_loop *loop, int number);

#endif
