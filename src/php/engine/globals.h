/*
 * The only global state: one struct per request (and thread). Everything is made on first use and
 * gone at the end of the request.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_GLOBALS_H
#define ION_PHP_GLOBALS_H

#ifdef HAVE_CONFIG_H
# include "config.h" /* COMPILE_DL_ION */
#endif

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

#include "base/list.h"
#include "php/child/family.h"
#include "php/daemon/daemon.h"
#include "php/loop/streams.h"
#include "php/pipe/state.h"
#include "php/signal/state.h"
#include "php/waiting/waiting.h"
#include "promise/callable.h"
#include "promise/state.h"
#include "wire/value.h"

struct ion_loop;
struct ion_procset;

ZEND_BEGIN_MODULE_GLOBALS(ion)
	struct ion_loop *loop;     /* owned; NULL until first used */
	struct ion_procset *procs; /* owned; NULL until the first program */
	unsigned generation;       /* of forks, when they were made: a child must not use them */
	struct ion_list holds;     /* what the loop keeps alive; see php/engine/hold.h */
	HashTable *intervals;      /* owned: name => Sequence of ION::interval() */
	struct ion_promise_state promises;
	struct ion_callable error_handler;
	struct ion_streams streams; /* that are watched; see php/loop/streams.h */
	struct ion_list schedulers; /* of drivers for Revolt; see php/loop/scheduler.h */
	void *dispatch_fiber;       /* the fiber (NULL = main) in which the loop runs */
	bool bailout_pending;       /* a fatal error waits below libevent's frames */
	int64_t callbacks_since_ns; /* start of the callbacks of this turn, 0 = none yet */
	int64_t php_time_ns;        /* spent in callbacks since the last reset */
	uint64_t calls_count;
	double stats_reset_at;
	size_t channel_count;                /* those that are not over */
	struct ion_list ipcs;                /* every IPC object; see php/ipc/ipc_object.h */
	struct ion_value_writer ipc_scratch; /* owned: the buffer of what is encoded */
	struct ion_pipe_state pipes;         /* see php/pipe/state.h */
	struct ion_family family;            /* children, and the parent; see php/child/family.h */
	struct ion_daemon daemon;   /* title, pid files, redirected streams; see php/daemon/daemon.h */
	struct ion_waiting waiting; /* children as a whole; see php/waiting/waiting.h */
	struct ion_signal_state signals; /* taken or ignored; see php/signal/state.h */
	zend_long first_own_resource;    /* in a worker: what has a smaller number is the parent's */
ZEND_END_MODULE_GLOBALS(ion)

ZEND_EXTERN_MODULE_GLOBALS(ion)

#define ION_G(member) ZEND_MODULE_GLOBALS_ACCESSOR(ion, member)

#if defined(ZTS) && defined(COMPILE_DL_ION)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

/*
 * The loop of this request, made now if need be; in a child forked by somebody else (pcntl_fork)
 * the inherited one is dropped first. NULL with an exception when it cannot be made.
 */
struct ion_loop *ion_request_loop(void);

/* The same for the set of programs. */
struct ion_procset *ion_request_procs(void);

/* ION::reinit(): drops everything that was inherited from the parent of a fork. */
void ion_request_reinit(void);

/* The same in a worker, right after its fork: descriptors are closed, and what the parent had is
 * left as it is in memory that both share. */
void ion_request_abandon(void);

/* ion_request_reinit() if this process is a forked copy of the one that made the loop. */
void ion_request_check(void);

/* The end of the request. */
void ion_request_shutdown(void);

#endif
