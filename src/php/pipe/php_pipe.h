/*
 * Class ION\Process\Pipe: one end of a byte stream.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PIPE_H
#define ION_PHP_PIPE_H

#include <stdbool.h>

#include "php.h"

enum {
	ION_PIPE_READABLE = 1,
	ION_PIPE_WRITABLE = 2,
};

/*
 * Takes *fd and makes it -1. `directions` is what it is used for; both for a socket or the master of a
 * pseudo-terminal. `is_shared`: the open file description is somebody else's too, so O_NONBLOCK is not
 * set on it. One reference; NULL with an exception, and *fd (another one for the same, it may be) still
 * the caller's: a program at the other end must not see it close before it is killed.
 */
zend_object *ion_pipe_object_new(int *fd, unsigned directions, bool is_shared);

/* Its descriptor, which stays its own; -1 when it is closed. */
int ion_pipe_object_fd(const zend_object *pipe);

/* Whether it is over in every direction. */
bool ion_pipe_object_is_closed(const zend_object *pipe);

/* Pipe::close(): who waits for something of it is told from the loop. */
void ion_pipe_object_close(zend_object *pipe);

/* For a worker: a Pipe, and one that its parent has made. */
bool ion_pipe_is_family(const zend_object *object);
bool ion_pipe_is_parents(const zend_object *object);

/* At the end of the request, before the programs are stopped: what waits is written as far as that
 * needs no waiting. */
void ion_pipe_flush_all(void);

/* At the end of the request: closes all of them, calls nothing. In a forked child, after the loop was
 * made private, the same with those of the parent. The objects stay, and are of no use any more. */
void ion_pipe_drop_all(void);

/* The same in a worker, which never goes on in its parent's code: only closes the descriptors, and
 * writes to none of the objects. */
void ion_pipe_abandon_all(void);

void ion_pipe_minit(void);

#endif
