/*
 * See sigchld.h. The state is the process's because the disposition is. All of it is changed under
 * `lock`; the handler takes no lock and sees only `seats` and `chained`.
 * SPDX-License-Identifier: MIT
 */
#include "os/sigchld.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/util.h"
#include "os/fd.h"
#include "os/sig.h"

/* One per thread that runs programs without pidfds. */
#define SEATS 256

/* A handler that runs while the disposition changes reads the entry it found; entries are used in
 * turn, so it stays whole for that many changes. */
#define CHAIN_LENGTH 8

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned holders; /* parties with children */
static unsigned waiters; /* those of them that want to be woken */
static bool is_taken;    /* `installed` is ours, `previous` what was there */
static struct sigaction installed;
static struct sigaction previous;

static int seats[SEATS];         /* descriptor + 1; 0 = nobody */
static unsigned handlers_inside; /* seats may be in use by that many handlers now */
static struct sigaction chain[CHAIN_LENGTH];
static struct sigaction *chained; /* NULL = nobody to pass the signal on to */
static unsigned chain_changes;
static long chain_thread; /* passes the signal on right now */
static unsigned arrived;  /* in this process: a forked copy counts its own */

/*
 * A handler that was installed in front of ours may call ours in turn, as ours calls it: the thread
 * that is on its way through the chain does not enter it again.
 */
static void pass_on(int signal, siginfo_t *info, void *context)
{
	struct sigaction *next = __atomic_load_n(&chained, __ATOMIC_SEQ_CST);
	long self = syscall(SYS_gettid);
	long nobody = 0;

	if (next == NULL || __atomic_load_n(&chain_thread, __ATOMIC_SEQ_CST) == self) {
		return;
	}
	bool is_first = __atomic_compare_exchange_n(
		&chain_thread, &nobody, self, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	if (next->sa_flags & SA_SIGINFO) {
		next->sa_sigaction(signal, info, context);
	} else {
		next->sa_handler(signal);
	}
	if (is_first) {
		__atomic_store_n(&chain_thread, 0, __ATOMIC_SEQ_CST);
	}
}

/* The signal handler: async-signal-safe calls only, errno kept. */
static void on_sigchld(int signal, siginfo_t *info, void *context)
{
	static const uint64_t one = 1;
	int saved = errno;

	__atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	for (int i = 0; i < SEATS; i++) {
		int fd = __atomic_load_n(&seats[i], __ATOMIC_SEQ_CST) - 1;
		/* a full counter is readable, which is all that is wanted */
		if (fd >= 0 && write(fd, &one, sizeof(one)) < 0) {
			continue;
		}
	}
	__atomic_sub_fetch(&handlers_inside, 1, __ATOMIC_SEQ_CST);
	pass_on(signal, info, context);
	errno = saved;
}

static bool has_handler(const struct sigaction *action)
{
	/* whatever the flags say: PHP leaves SA_SIGINFO on beside SIG_DFL and SIG_IGN, and both members
	 * are one word */
	return action->sa_handler != SIG_IGN && action->sa_handler != SIG_DFL;
}

/* Such that the kernel throws the statuses of children away. */
static bool loses_status(const struct sigaction *action)
{
	return (action->sa_flags & SA_NOCLDWAIT) || action->sa_handler == SIG_IGN;
}

static bool is_ours(const struct sigaction *action)
{
	return (action->sa_flags & SA_SIGINFO) && action->sa_sigaction == on_sigchld;
}

/* What is there now is what ION has put there. Flags of libc's own (SA_RESTORER) are no difference. */
static bool is_installed(const struct sigaction *now)
{
	if (is_ours(&installed)) {
		return is_ours(now);
	}
	return !is_ours(now) && now->sa_handler == installed.sa_handler &&
		   ((now->sa_flags ^ installed.sa_flags) & SA_NOCLDWAIT) == 0;
}

static void chain_to(const struct sigaction *action)
{
	struct sigaction *next = NULL;
	if (action != NULL && ion_sig_is_somebodys(SIGCHLD, action)) {
		next = &chain[chain_changes++ % CHAIN_LENGTH];
		*next = *action;
	}
	__atomic_store_n(&chained, next, __ATOMIC_SEQ_CST);
}

static void take(const struct sigaction *now)
{
	/* one party takes the handler over what another one has put there: behind both is the same */
	if (!is_taken || !is_installed(now)) {
		previous = *now;
	}
	installed = *now;
	installed.sa_flags &= ~(SA_NOCLDWAIT | SA_RESETHAND | SA_NODEFER);
	if (waiters > 0) {
		if (!has_handler(now)) {
			sigemptyset(&installed.sa_mask);
			/* nobody wanted the signal so far: do not interrupt anybody's system call with it */
			installed.sa_flags = SA_RESTART | SA_NOCLDSTOP;
		}
		/* a thread with a small stack may have an alternate one; harmless where there is none */
		installed.sa_flags |= SA_SIGINFO | SA_ONSTACK;
		installed.sa_sigaction = on_sigchld;
		chain_to(now);
	} else if (installed.sa_handler == SIG_IGN) {
		installed.sa_handler = SIG_DFL;
	}
	is_taken = sigaction(SIGCHLD, &installed, NULL) == 0;
}

/* Under the lock, with holders > 0. True when a disposition was found that would miss an end. */
static bool ensure(void)
{
	struct sigaction now;
	sigaction(SIGCHLD, NULL, &now);
	if (waiters > 0 ? is_ours(&now) : !loses_status(&now)) {
		return false;
	}
	take(&now);
	return true;
}

static void give_back(void)
{
	struct sigaction now;
	if (!is_taken) {
		return;
	}
	sigaction(SIGCHLD, NULL, &now);
	if (is_installed(&now)) {
		/* an engine's handler that stands for the default would make it so at the first signal */
		if (has_handler(&previous) && !ion_sig_is_somebodys(SIGCHLD, &previous)) {
			previous.sa_handler = SIG_DFL;
		}
		sigaction(SIGCHLD, &previous, NULL);
	}
	is_taken = false;
	/* a handler that replaced ours and still calls it finds nobody behind it */
	chain_to(NULL);
}

static int seat_take(int fd)
{
	for (int i = 0; i < SEATS; i++) {
		if (seats[i] == 0) {
			__atomic_store_n(&seats[i], fd + 1, __ATOMIC_SEQ_CST);
			return i;
		}
	}
	return -1;
}

/* Afterwards no handler, in whatever thread, uses the descriptor: it may be closed. */
static void seat_leave(int seat)
{
	__atomic_store_n(&seats[seat], 0, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&handlers_inside, __ATOMIC_SEQ_CST) > 0) {
		sched_yield();
	}
}

int ion_sigchld_init(struct ion_sigchld *self, bool wants_wakeup)
{
	memset(self, 0, sizeof(*self));
	self->wants_wakeup = wants_wakeup;
	self->wake_fd = self->seat = -1;
	if (!wants_wakeup) {
		return 0;
	}
	self->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	self->wake_fd = self->wake_fd >= 0 ? ion_fd_raise(self->wake_fd) : -errno;
	if (self->wake_fd < 0) {
		int code = self->wake_fd;
		self->wake_fd = -1;
		return code;
	}
	pthread_mutex_lock(&lock);
	self->seat = seat_take(self->wake_fd);
	pthread_mutex_unlock(&lock);
	if (self->seat < 0) {
		ion_fd_close(&self->wake_fd);
		return -EAGAIN;
	}
	return 0;
}

void ion_sigchld_release(struct ion_sigchld *self)
{
	ion_sigchld_drop(self);
	if (self->seat >= 0) {
		pthread_mutex_lock(&lock);
		seat_leave(self->seat);
		pthread_mutex_unlock(&lock);
		self->seat = -1;
	}
	ion_fd_close(&self->wake_fd);
}

/* The signal may have been blocked by whoever started us (it survives execve). */
static void unblock(struct ion_sigchld *self)
{
	sigset_t set, before;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	pthread_sigmask(SIG_UNBLOCK, &set, &before);
	self->was_blocked = sigismember(&before, SIGCHLD) == 1;
}

static void block_again(struct ion_sigchld *self)
{
	if (self->was_blocked) {
		sigset_t set;
		sigemptyset(&set);
		sigaddset(&set, SIGCHLD);
		pthread_sigmask(SIG_BLOCK, &set, NULL);
		self->was_blocked = false;
	}
}

void ion_sigchld_hold(struct ion_sigchld *self)
{
	bool is_first = !self->is_held;
	pthread_mutex_lock(&lock);
	if (is_first) {
		self->is_held = true;
		holders++;
		waiters += self->wants_wakeup;
	}
	ensure();
	pthread_mutex_unlock(&lock);
	if (is_first && self->wants_wakeup) {
		unblock(self);
	}
}

void ion_sigchld_drop(struct ion_sigchld *self)
{
	if (!self->is_held) {
		return;
	}
	self->is_held = false;
	block_again(self);
	pthread_mutex_lock(&lock);
	waiters -= self->wants_wakeup;
	if (--holders == 0) {
		give_back();
	}
	pthread_mutex_unlock(&lock);
}

bool ion_sigchld_check(struct ion_sigchld *self)
{
	bool was_replaced;
	if (!self->is_held) {
		return false;
	}
	pthread_mutex_lock(&lock);
	was_replaced = ensure();
	pthread_mutex_unlock(&lock);
	return was_replaced;
}

unsigned ion_sigchld_arrived(void)
{
	return __atomic_load_n(&arrived, __ATOMIC_SEQ_CST);
}

void ion_sigchld_clear(struct ion_sigchld *self)
{
	uint64_t count;
	ion_fd_read(self->wake_fd, &count, sizeof(count));
}
