/*
 * What the intake of a channel consists of: ipc_payload.c makes values of bytes, ipc_answer.c takes
 * what is no message, and ipc_intake.c says what goes where.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_IPC_INTAKE_H
#define ION_PHP_IPC_INTAKE_H

#include "php.h"

#include "php/ipc/ipc_object.h"

/* --- ipc_payload.c -------------------------------------------------------------------------- */

/* A frame that was pulled. */
struct ion_ipc_incoming {
	struct ion_channel_frame frame;
	zend_string *large; /* owned: its payload, when it is a large one; NULL when it was used */
};

/* The next frame. The payload is taken at once: user code that runs for the sake of this frame may pull
 * others, and the next large one may be arriving then. */
bool ion_ipc_pull_frame(struct ion_ipc *ipc, struct ion_ipc_incoming *in);

/* Harmless when done before. */
void ion_ipc_incoming_release(struct ion_ipc_incoming *in);

/* See struct ion_channel_events. */
char *ion_ipc_reserve(void *arg, size_t size, size_t have, size_t *ret_room);

enum ion_ipc_reading {
	ION_IPC_READ,    /* the value is the caller's */
	ION_IPC_REFUSED, /* *why is an exception that says why; owned by the caller */
	ION_IPC_NOTHING, /* malformed, and the channel has ended; or the process ends */
};

/* May run code of the classes that the channel allows. */
enum ion_ipc_reading ion_ipc_read_payload(
	struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret, zend_object **why);

/* An encoded value that is made by ION itself at the other end: no class is allowed, no user code
 * runs. False: it is malformed. */
bool ion_ipc_read_plain(struct ion_ipc *ipc, struct ion_ipc_incoming *in, zval *ret);

/* --- ipc_answer.c --------------------------------------------------------------------------- */

/* A REPLY or a FAILURE: settles the request. Runs user code. */
void ion_ipc_take_answer(struct ion_ipc *ipc, struct ion_ipc_incoming *in);

/* An ERROR: to the owner of the channel. */
void ion_ipc_take_error(struct ion_ipc *ipc, struct ion_ipc_incoming *in);

#endif
