/*
 * Copies of everything that a child needs until execve(2), in one block that stays untouched while
 * the caller goes on with its own memory.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_PLAN_H
#define ION_OS_PLAN_H

#include <stddef.h>

struct ion_child_plan;
struct ion_spawn_spec;

/* Reused from plan to plan; grows when one needs more. */
struct ion_plan_block {
	char *data; /* owned */
	size_t size;
};

/* Fills *ret with pointers into the block. 0, -ENOMEM or -EINVAL (no such processor). */
int ion_plan_make(
	const struct ion_spawn_spec *spec, struct ion_plan_block *block, struct ion_child_plan *ret);

/*
 * A source that has the number of a target would be overwritten on the way: such ones are copied to
 * a number that is none. 0 or -errno; ion_plan_close_copies() in both cases, as soon as
 * the child has its own table of descriptors. It only reads: the child may be reading, too.
 */
int ion_plan_lift(struct ion_child_plan *plan);
void ion_plan_close_copies(const struct ion_child_plan *plan);

void ion_plan_block_release(struct ion_plan_block *block);

#endif
