/*
 * Classes ION\Process\IPC and ION\Process\IPC\Message.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_IPC_H
#define ION_PHP_IPC_H

#include "php.h"

#include "ipc/channel.h"

void ion_ipc_minit(void);

/* What only the end of a worker's channel has. Borrowed for the life of the object; `arg` too.
 * Called inside the boundary. */
struct ion_ipc_control {
	void (*on_ready)(void *arg); /* MASTER: READY came */
	void (*on_error)(void *arg,
		HashTable *report); /* MASTER: ERROR came: class, message, file, line; already checked */
	void (*on_detach)(void *arg); /* WORKER: DETACH came */
};

/*
 * An end that is not connected: sends wait. `control` may be NULL. With it `context` is the object
 * that owns the end, and is referred to weakly until ion_ipc_forget_control(); else it is copied.
 * One reference; NULL with an exception.
 */
zend_object *ion_ipc_new(enum ion_channel_role role, zval *context,
	const struct ion_ipc_control *control, void *control_arg);

/* Takes `fd`. 0, or -errno with `fd` still the caller's: a program at the other end must not see it
 * close before it is killed. */
int ion_ipc_connect(zend_object *ipc, int fd);

/* Reading is wanted whatever users listen to (whenReady() waits); counted. Messages that come
 * meanwhile are kept. */
void ion_ipc_want(zend_object *ipc, bool is_wanted);

/* The control arg is going away. */
void ion_ipc_forget_control(zend_object *ipc);

/* The peer is dead: what it left is delivered or kept, then whenDisconnected(). Only inside
 * ion_boundary_from_loop(). */
void ion_ipc_finish(zend_object *ipc);

/* There will never be another end, because of `why` (borrowed; a message for people): what was sent is
 * lost, and everybody who waits is told the reason. Runs user code. */
void ion_ipc_fail(zend_object *ipc, zend_string *why);

/* A control frame, encoded value or nothing (`value` NULL). 0 or -errno. */
int ion_ipc_send_control(zend_object *ipc, enum ion_frame_type type, zval *value);

/* IPC::close(). */
void ion_ipc_close(zend_object *ipc);

bool ion_ipc_is_connected(const zend_object *ipc);

/* The function of a worker has returned: what is queued no longer keeps the loop alive, since
 * ion_ipc_flush_now() writes it at the end. What somebody waits for still does. */
void ion_ipc_leave(zend_object *ipc);

/* A worker about to end writes what is queued, sleeping while the master takes some of it within
 * `closeTimeout`. After that the rest is dropped, and the error handler is told. */
void ion_ipc_flush_now(zend_object *ipc);

/* At the end of the request: closes every end of this request, calls nothing. In a forked child,
 * after the loop was made private: forgets every inherited end; the objects stay and say that they
 * are disconnected. */
void ion_ipc_drop_all(void);

/* The same in a worker, which never goes on in its parent's code: only closes their descriptors,
 * and writes to none of the objects. Each is noticed to be inherited when it is used. */
void ion_ipc_abandon_all(void);

/* For a worker: an IPC, and one that its parent has made. */
bool ion_ipc_is_family(const zend_object *object);
bool ion_ipc_is_parents(const zend_object *object);

extern zend_class_entry *ion_ce_ipc;
extern zend_class_entry *ion_ce_message;

#endif
