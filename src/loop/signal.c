/*
 * See signal.h. One event of libevent for all signals, on the descriptor that the handler writes
 * to, and one for SIGCHLD's; libevent's own signal events are not used: they share a socket with
 * forked children, and their dispositions cannot be given back exactly.
 * SPDX-License-Identifier: MIT
 */
#include "loop/signal.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

#include "loop/internal.h"
#include "os/sigwatch.h"

#define ION_SIGNAL_MAGIC 0x10e0600u

/* Deliveries per turn of the loop, so that a flood of signals does not starve the rest. */
#define SERVE_MAX 1024

struct ion_signal {
	ION_MAGIC_FIELD
	struct ion_list node;     /* in its number's list while started, see struct ion_signals */
	struct ion_list all_node; /* in signals->all */
	struct ion_loop *loop;    /* weak: NULL when the loop is gone */
	ion_signal_cb on_signal;
	void *arg; /* borrowed */
	int number;
	bool is_started;
};

struct ion_signals {
	struct ion_loop *loop; /* borrowed */
	struct ion_sigwatch watch;
	struct event wake;
	struct event chld_wake;
	struct ion_list all;           /* that were made and not freed */
	struct ion_list started[NSIG]; /* by number */
	size_t started_count[NSIG];
	size_t started_total;
	unsigned pending[NSIG];  /* deliveries that were counted and not served */
	struct ion_list current; /* moved aside: they hear of one delivery */
	uint64_t ignored;        /* bit by number - 1 */
	bool is_serving;         /* on_wake() is on the stack */
};

/* ---- serving ---- */

static bool is_interrupted(const struct ion_signals *signals)
{
	const struct ion_loop *loop = signals->loop;
	return loop->broken || loop->stop;
}

/* Those that are left in `current`. */
static void signals_tell(struct ion_signals *signals)
{
	while (!ion_list_empty(&signals->current) && !is_interrupted(signals)) {
		struct ion_list *node = ion_list_pop(&signals->current);
		struct ion_signal *signal = ION_LIST_ENTRY(node, struct ion_signal, node);
		ion_list_push(&signals->started[signal->number], node);
		ION_MAGIC_CHECK(signal, ION_SIGNAL_MAGIC);
		signal->on_signal(signal, signal->arg);
	}
}

static void signals_serve_number(struct ion_signals *signals, int number, unsigned *budget)
{
	signals->pending[number] += ion_sigwatch_count(&signals->watch, number);
	while (signals->pending[number] > 0 && *budget > 0 && !is_interrupted(signals)) {
		signals->pending[number]--;
		(*budget)--;
		ion_list_move_all(&signals->started[number], &signals->current);
		signals_tell(signals);
	}
}

static bool signals_have_work(const struct ion_signals *signals)
{
	for (int number = 1; number < NSIG; number++) {
		if (signals->pending[number] > 0) {
			return true;
		}
	}
	return !ion_list_empty(&signals->current);
}

/* No watcher is left and nothing is ignored: the descriptor goes. */
static void signals_free_unused(struct ion_signals *signals)
{
	if (!signals->is_serving && signals->ignored == 0 && ion_list_empty(&signals->all)) {
		signals->loop->signals = NULL;
		ion_signals_free(signals);
	}
}

static void on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct ion_signals *signals = arg;
	unsigned budget = SERVE_MAX;
	(void) fd;
	(void) what;
	signals->loop->served++;
	signals->is_serving = true;
	/* what a stop or an exception has left */
	signals_tell(signals);
	/* before the count: a signal that comes meanwhile wakes again */
	ion_sigwatch_clear(&signals->watch);
	for (int number = 1; number < NSIG; number++) {
		if (signals->started_count[number] > 0) {
			signals_serve_number(signals, number, &budget);
		}
	}
	if (signals_have_work(signals) && signals->started_total > 0) {
		event_active(&signals->wake, EV_READ, 0);
	}
	signals->is_serving = false;
	signals_free_unused(signals);
}

/* ---- the part of the loop ---- */

static struct ion_signals *signals_new(struct ion_loop *loop, int *ret_code)
{
	struct ion_signals *signals = calloc(1, sizeof(*signals));
	*ret_code = -ENOMEM;
	if (signals == NULL) {
		return NULL;
	}
	*ret_code = ion_sigwatch_init(&signals->watch);
	if (*ret_code < 0) {
		free(signals);
		return NULL;
	}
	signals->loop = loop;
	ion_list_init(&signals->all);
	ion_list_init(&signals->current);
	for (int number = 0; number < NSIG; number++) {
		ion_list_init(&signals->started[number]);
	}
	event_assign(
		&signals->wake, loop->base, signals->watch.wake_fd, EV_READ | EV_PERSIST, on_wake, signals);
	return signals;
}

/* NULL with *ret_code = -errno. */
static struct ion_signals *signals_of(struct ion_loop *loop, int *ret_code)
{
	if (loop->signals == NULL) {
		loop->signals = signals_new(loop, ret_code);
	}
	return loop->signals;
}

void ion_signals_free(struct ion_signals *signals)
{
	struct ion_list *node;
	if (signals == NULL) {
		return;
	}
	while ((node = ion_list_pop(&signals->all)) != NULL) {
		struct ion_signal *signal = ION_LIST_ENTRY(node, struct ion_signal, all_node);
		ion_signal_stop(signal);
		signal->loop = NULL;
	}
	/* before the loop's base goes; and descriptors are closed after their events */
	event_del(&signals->wake);
	ion_sigwatch_release(&signals->watch);
	free(signals);
}

/* ---- one watcher ---- */

struct ion_signal *ion_signal_new(
	struct ion_loop *loop, int number, ion_signal_cb on_signal, void *arg)
{
	struct ion_signal *signal;
	int code;
	if (!ion_sigwatch_is_allowed(number)) {
		errno = EINVAL;
		return NULL;
	}
	if (signals_of(loop, &code) == NULL) {
		errno = -code;
		return NULL;
	}
	signal = calloc(1, sizeof(*signal));
	if (signal == NULL) {
		signals_free_unused(loop->signals);
		errno = ENOMEM;
		return NULL;
	}
	ION_MAGIC_SET(signal, ION_SIGNAL_MAGIC);
	ion_list_init(&signal->node);
	ion_list_push(&loop->signals->all, &signal->all_node);
	signal->loop = loop;
	signal->number = number;
	signal->on_signal = on_signal;
	signal->arg = arg;
	return signal;
}

void ion_signal_free(struct ion_signal *signal)
{
	if (signal == NULL) {
		return;
	}
	struct ion_loop *loop = signal->loop;
	ion_signal_stop(signal);
	ion_list_remove(&signal->all_node);
	ION_MAGIC_SET(signal, 0);
	free(signal);
	if (loop != NULL) {
		signals_free_unused(loop->signals);
	}
}

/* The descriptors are watched while a signal is. 0 or -errno. */
static int signals_arm(struct ion_signals *signals, int number)
{
	int status = 0;
	errno = 0;
	if (signals->started_total == 0) {
		status = event_add(&signals->wake, NULL);
	}
	if (status == 0 && number == SIGCHLD && signals->started_count[number] == 0) {
		event_assign(&signals->chld_wake, signals->loop->base, signals->watch.sigchld.wake_fd,
			EV_READ | EV_PERSIST, on_wake, signals);
		status = event_add(&signals->chld_wake, NULL);
	}
	if (status == 0) {
		return 0;
	}
	return errno != 0 ? -errno : -ENOMEM;
}

static void signals_disarm(struct ion_signals *signals, int number)
{
	if (signals->started_count[number] > 0) {
		return;
	}
	if (number == SIGCHLD) {
		event_del(&signals->chld_wake);
	}
	ion_sigwatch_give_back(&signals->watch, number);
	signals->pending[number] = 0;
	if (signals->started_total == 0) {
		event_del(&signals->wake);
	}
}

int ion_signal_start(struct ion_signal *signal)
{
	struct ion_signals *signals;
	int code;
	ION_MAGIC_CHECK(signal, ION_SIGNAL_MAGIC);
	if (signal->loop == NULL) {
		return -ESHUTDOWN;
	}
	signals = signal->loop->signals;
	code = ion_sigwatch_take(&signals->watch, signal->number);
	if (code < 0 || signal->is_started) {
		return code;
	}
	code = signals_arm(signals, signal->number);
	if (code < 0) {
		signals_disarm(signals, signal->number);
		return code;
	}
	signals->ignored &= ~(UINT64_C(1) << (signal->number - 1));
	ion_list_push(&signals->started[signal->number], &signal->node);
	signals->started_count[signal->number]++;
	signals->started_total++;
	signal->is_started = true;
	signal->loop->watchers++;
	return 0;
}

void ion_signal_stop(struct ion_signal *signal)
{
	ION_MAGIC_CHECK(signal, ION_SIGNAL_MAGIC);
	if (!signal->is_started) {
		return;
	}
	struct ion_signals *signals = signal->loop->signals;
	ion_list_remove(&signal->node);
	signals->started_count[signal->number]--;
	signals->started_total--;
	signal->is_started = false;
	signal->loop->watchers--;
	signals_disarm(signals, signal->number);
}

bool ion_signal_is_started(const struct ion_signal *signal)
{
	return signal->is_started;
}

int ion_signal_number(const struct ion_signal *signal)
{
	return signal->number;
}

bool ion_signal_has_arrived(const struct ion_signal *signal)
{
	struct ion_signals *signals;
	if (!signal->is_started) {
		return false;
	}
	signals = signal->loop->signals;
	return signals->pending[signal->number] > 0 ||
		   ion_sigwatch_has_arrived(&signals->watch, signal->number);
}

int ion_signal_ignore(struct ion_loop *loop, int number)
{
	int code = 0;
	struct ion_signals *signals = signals_of(loop, &code);
	if (signals == NULL) {
		return code;
	}
	code = ion_sigwatch_ignore(&signals->watch, number);
	if (code == 0) {
		signals->ignored |= UINT64_C(1) << (number - 1);
	}
	signals_free_unused(signals);
	return code;
}

void ion_signal_unignore(struct ion_loop *loop, int number)
{
	struct ion_signals *signals = loop->signals;
	uint64_t bit = UINT64_C(1) << (number - 1);
	if (signals == NULL || (signals->ignored & bit) == 0) {
		return;
	}
	signals->ignored &= ~bit;
	ion_sigwatch_give_back(&signals->watch, number);
	signals_free_unused(signals);
}
