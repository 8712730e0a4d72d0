/*
 * See sigwatch.h. The slots are the process's because dispositions are. They are changed under
 * `lock`; the handler takes no lock, and says by `handlers_inside` that it reads a slot.
 *
 * SIGCHLD is sigchld.c's: it makes sure that the statuses of ION's children are kept, whoever wants
 * the signal besides.
 * SPDX-License-Identifier: MIT
 */
#include "os/sigwatch.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/leash.h"
#include "os/sig.h"

struct slot {
	struct ion_sigwatch *owner; /* weak; NULL = nobody */
	int wake_fd;                /* descriptor + 1; 0 = nobody */
	unsigned count;
	bool was_blocked; /* in the owner's thread */
	bool passes_on;
	bool ignores;
	struct sigaction previous;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;
static struct slot slots[NSIG];
static unsigned handlers_inside;

/* The signal handler: async-signal-safe calls only, errno kept. */
static void on_signal(int signal, siginfo_t *info, void *context)
{
	static const uint64_t one = 1;
	struct slot *slot = &slots[signal];
	struct sigaction next;
	int saved = errno;

	__atomic_add_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	bool passes_on = slot->passes_on;
	int fd = __atomic_load_n(&slot->wake_fd, __ATOMIC_SEQ_CST) - 1;
	next = slot->previous;
	/* the first since the loop has counted wakes it; a full counter is readable, which is all that is
	 * wanted */
	if (__atomic_fetch_add(&slot->count, 1, __ATOMIC_SEQ_CST) == 0 && fd >= 0 &&
		write(fd, &one, sizeof(one)) < 0) {
		fd = -1;
	}
	__atomic_sub_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	if (passes_on && (next.sa_flags & SA_SIGINFO)) {
		next.sa_sigaction(signal, info, context);
	} else if (passes_on) {
		next.sa_handler(signal);
	}
	errno = saved;
}

static bool is_ours(const struct sigaction *action)
{
	return (action->sa_flags & SA_SIGINFO) && action->sa_sigaction == on_signal;
}

/* Afterwards no handler, in whatever thread, reads what was in a slot, and descriptors may be
 * closed. In a handler of this thread nobody comes here: user code runs in the loop. */
static void wait_for_handlers(void)
{
	while (__atomic_load_n(&handlers_inside, __ATOMIC_SEQ_CST) > 0) {
		sched_yield();
	}
}

/* Under the lock. */
static void slot_restore(int signal)
{
	struct slot *slot = &slots[signal];
	struct sigaction now;
	if (sigaction(signal, NULL, &now) == 0 &&
		(slot->ignores ? now.sa_handler == SIG_IGN : is_ours(&now))) {
		sigaction(signal, &slot->previous, NULL);
	}
	slot->owner = NULL;
	slot->ignores = false;
	__atomic_store_n(&slot->wake_fd, 0, __ATOMIC_SEQ_CST);
}

/* ---- fork(2) ---- */

static void before_fork(void)
{
	pthread_mutex_lock(&lock);
}

static void after_fork(void)
{
	pthread_mutex_unlock(&lock);
}

/* The parent's code is not to be told of the child's signals, nor may they be swallowed. A mask is
 * left as it is: that is the business of whoever forks. */
static void after_fork_in_child(void)
{
	/* in another thread, which is not here */
	handlers_inside = 0;
	for (int signal = 1; signal < NSIG; signal++) {
		if (slots[signal].ignores) {
			slots[signal].owner = NULL;
			slots[signal].ignores = false;
		} else if (slots[signal].owner != NULL) {
			slot_restore(signal);
		}
	}
	pthread_mutex_unlock(&lock);
}

static void watch_forks(void)
{
	pthread_atfork(before_fork, after_fork, after_fork_in_child);
}

/* ---- one watch ---- */

bool ion_sigwatch_is_allowed(int signal)
{
	switch (signal) {
		case SIGKILL:
		case SIGSTOP:
		case SIGSEGV:
		case SIGBUS:
		case SIGFPE:
		case SIGILL:
			return false;
		default:
			/* SIGRTMAX is no constant */
			return ion_sig_is_valid(signal) && signal != ION_LEASH_SIGNAL;
	}
}

int ion_sigwatch_init(struct ion_sigwatch *self)
{
	memset(self, 0, sizeof(*self));
	self->sigchld.wake_fd = self->sigchld.seat = -1;
	pthread_once(&fork_once, watch_forks);
	self->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	self->wake_fd = self->wake_fd >= 0 ? ion_fd_raise(self->wake_fd) : -errno;
	if (self->wake_fd < 0) {
		int code = self->wake_fd;
		self->wake_fd = -1;
		return code;
	}
	return 0;
}

void ion_sigwatch_release(struct ion_sigwatch *self)
{
	for (int signal = 1; signal < NSIG; signal++) {
		ion_sigwatch_give_back(self, signal);
	}
	if (self->sigchld.wake_fd >= 0) {
		ion_sigchld_release(&self->sigchld);
	}
	ion_fd_close(&self->wake_fd);
}

static int take_sigchld(struct ion_sigwatch *self)
{
	if (self->sigchld.wake_fd < 0) {
		int code = ion_sigchld_init(&self->sigchld, true);
		if (code < 0) {
			return code;
		}
	}
	if (!self->sigchld.is_held) {
		self->chld_seen = ion_sigchld_arrived();
	}
	ion_sigchld_hold(&self->sigchld);
	return 0;
}

/* The signal may have been blocked by whoever started us: that survives execve(2). */
static bool unblock(int signal)
{
	sigset_t set, before;
	sigemptyset(&set);
	sigaddset(&set, signal);
	pthread_sigmask(SIG_UNBLOCK, &set, &before);
	return sigismember(&before, signal) == 1;
}

static void block(int signal)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, signal);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

/* Under the lock. 0 or -errno. */
static int slot_install(struct slot *slot, int signal, const struct sigaction *now)
{
	struct sigaction ours;
	wait_for_handlers();
	slot->previous = *now;
	slot->passes_on = ion_sig_is_somebodys(signal, now);
	memset(&ours, 0, sizeof(ours));
	sigemptyset(&ours.sa_mask);
	/* a thread with a small stack may have an alternate one; harmless where there is none */
	ours.sa_flags = SA_RESTART | SA_SIGINFO | SA_ONSTACK;
	ours.sa_sigaction = on_signal;
	return sigaction(signal, &ours, NULL) == 0 ? 0 : -errno;
}

static int slot_take(struct ion_sigwatch *self, int signal)
{
	struct slot *slot = &slots[signal];
	struct sigaction now;
	int code = 0;
	if (slot->owner != NULL && slot->owner != self) {
		return -EBUSY;
	}
	if (slot->ignores) {
		slot_restore(signal);
	}
	if (sigaction(signal, NULL, &now) < 0) {
		return -errno;
	}
	if (slot->owner == NULL) {
		/* first: it may come as soon as the handler is there */
		__atomic_store_n(&slot->count, 0, __ATOMIC_SEQ_CST);
		__atomic_store_n(&slot->wake_fd, self->wake_fd + 1, __ATOMIC_SEQ_CST);
	}
	if (!is_ours(&now)) {
		code = slot_install(slot, signal, &now);
	}
	if (slot->owner == NULL && code == 0) {
		slot->owner = self;
		slot->was_blocked = unblock(signal);
	} else if (slot->owner == NULL) {
		__atomic_store_n(&slot->wake_fd, 0, __ATOMIC_SEQ_CST);
	}
	return code;
}

int ion_sigwatch_take(struct ion_sigwatch *self, int signal)
{
	int code;
	if (!ion_sigwatch_is_allowed(signal)) {
		return -EINVAL;
	}
	if (signal == SIGCHLD) {
		return take_sigchld(self);
	}
	pthread_mutex_lock(&lock);
	code = slot_take(self, signal);
	pthread_mutex_unlock(&lock);
	return code;
}

/* Under the lock. */
static int slot_ignore(struct ion_sigwatch *self, int signal)
{
	struct slot *slot = &slots[signal];
	struct sigaction ignore;
	if (slot->owner != NULL) {
		return slot->ignores && slot->owner == self ? 0 : -EBUSY;
	}
	memset(&ignore, 0, sizeof(ignore));
	sigemptyset(&ignore.sa_mask);
	ignore.sa_handler = SIG_IGN;
	wait_for_handlers();
	if (sigaction(signal, &ignore, &slot->previous) < 0) {
		return -errno;
	}
	slot->owner = self;
	slot->ignores = true;
	slot->was_blocked = false;
	return 0;
}

int ion_sigwatch_ignore(struct ion_sigwatch *self, int signal)
{
	int code;
	if (!ion_sigwatch_is_allowed(signal) || signal == SIGCHLD) {
		return -EINVAL;
	}
	pthread_mutex_lock(&lock);
	code = slot_ignore(self, signal);
	pthread_mutex_unlock(&lock);
	return code;
}

void ion_sigwatch_give_back(struct ion_sigwatch *self, int signal)
{
	struct slot *slot = &slots[signal];
	bool was_blocked;
	if (signal == SIGCHLD) {
		ion_sigchld_drop(&self->sigchld);
		return;
	}
	pthread_mutex_lock(&lock);
	was_blocked = slot->owner == self && slot->was_blocked;
	if (slot->owner == self) {
		/* first, so that what comes meanwhile is the old disposition's */
		if (was_blocked) {
			block(signal);
		}
		slot_restore(signal);
		wait_for_handlers();
	}
	pthread_mutex_unlock(&lock);
}

unsigned ion_sigwatch_count(struct ion_sigwatch *self, int signal)
{
	if (signal == SIGCHLD) {
		unsigned arrived = ion_sigchld_arrived();
		unsigned count = arrived - self->chld_seen;
		self->chld_seen = arrived;
		return count;
	}
	pthread_mutex_lock(&lock);
	unsigned count = 0;
	if (slots[signal].owner == self) {
		count = __atomic_exchange_n(&slots[signal].count, 0, __ATOMIC_SEQ_CST);
	}
	pthread_mutex_unlock(&lock);
	return count;
}

bool ion_sigwatch_has_arrived(struct ion_sigwatch *self, int signal)
{
	if (signal == SIGCHLD) {
		return ion_sigchld_arrived() != self->chld_seen;
	}
	pthread_mutex_lock(&lock);
	bool has_arrived =
		slots[signal].owner == self && __atomic_load_n(&slots[signal].count, __ATOMIC_SEQ_CST) > 0;
	pthread_mutex_unlock(&lock);
	return has_arrived;
}

void ion_sigwatch_clear(struct ion_sigwatch *self)
{
	uint64_t count;
	ion_fd_read(self->wake_fd, &count, sizeof(count));
	if (self->sigchld.wake_fd >= 0) {
		ion_sigchld_clear(&self->sigchld);
	}
}
