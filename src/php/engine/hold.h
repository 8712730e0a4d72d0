/*
 * What the loop keeps alive: a counted reference to each object whose work is under way. No get_gc
 * reports it, so the cycle collector sees a root; letting go hands the object back.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_HOLD_H
#define ION_PHP_HOLD_H

#include "php.h"

#include "base/list.h"

struct ion_loop;

struct ion_hold {
	struct ion_list node;  /* in ION_G(holds) */
	struct ion_loop *loop; /* weak: the one that is kept alive; a worker has another */
	zend_object *object;   /* owned; NULL = nothing held */
	bool is_idle;          /* does not keep the loop alive */
};

/* Takes its own reference, and keeps the loop alive. The loop must exist. */
void ion_hold_take(struct ion_hold *hold, zend_object *object);

/* False also for one that was taken before a fork: the loop that it kept alive is the parent's. */
bool ion_hold_is_taken(const struct ion_hold *hold);

/* Whether a held object keeps the loop alive; it does when it is taken. Harmless when nothing is held. */
void ion_hold_set_idle(struct ion_hold *hold, bool is_idle);

/* Gives both back; the object may be freed by it, and with it whatever contains `hold`. Harmless
 * when nothing is held. */
void ion_hold_drop(struct ion_hold *hold);

/* At the end of the request and after a fork: lets go of everything. */
void ion_hold_drop_all(void);

/* In a forked child: what they hold stays for good, and whoever drops his hold later does no harm. */
void ion_hold_leave_all(void);

#endif
