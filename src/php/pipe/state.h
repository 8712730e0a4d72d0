/*
 * What a request keeps of its pipes; in the module's globals.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PIPE_STATE_H
#define ION_PHP_PIPE_STATE_H

#include "php.h"

#include "base/list.h"

struct ion_pipe_state {
	struct ion_list all;   /* every Pipe object; see php/pipe/pipe_object.h */
	zend_string *spare;    /* owned: a buffer that no Pipe needs now; NULL = none */
	zend_object *stdio[3]; /* owned: the Pipes of the standard streams; NULL until asked for */
};

static inline void ion_pipe_state_init(struct ion_pipe_state *state)
{
	*state = (struct ion_pipe_state){.spare = NULL};
	ion_list_init(&state->all);
}

#endif
