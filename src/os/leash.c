/*
 * See leash.h. The state is the process's because the death signal, the timer and the disposition
 * are. The handler sees a leash only while `owner` is this process: a fork inherits the memory and
 * the handler, but neither the timer nor the death signal.
 * SPDX-License-Identifier: MIT
 */
#include "os/leash.h"

#include <errno.h>
#include <linux/posix_types.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "os/fork.h"
#include "os/kill.h"

/* What the master writes; zero is what the kernel fills the page with. */
#define SAYS_DETACHED 1

static pid_t owner; /* whose the rest is; 0 = no leash is on */
static const uint32_t *said;
static int timer = -1; /* the kernel's number of it; -1 = none */
static bool is_armed;

/* Raw calls: before glibc 2.34 the wrappers are in a library of their own, librt. */
static int timer_make(int *ret)
{
	struct sigevent event;
	memset(&event, 0, sizeof(event));
	event.sigev_notify = SIGEV_SIGNAL;
	event.sigev_signo = SIGKILL;
	return syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, ret) == 0 ? 0 : -errno;
}

static int timer_arm(int which, int64_t wait_ns)
{
#ifdef SYS_timer_settime
	__kernel_long_t spec[4] = {0, 0, wait_ns / ION_NS_PER_SEC, wait_ns % ION_NS_PER_SEC};
	return syscall(SYS_timer_settime, which, 0, spec, NULL) == 0 ? 0 : -errno;
#else
	/* 32-bit platforms that were born with 64-bit times */
	int64_t spec[4] = {0, 0, wait_ns / ION_NS_PER_SEC, wait_ns % ION_NS_PER_SEC};
	return syscall(SYS_timer_settime64, which, 0, spec, NULL) == 0 ? 0 : -errno;
#endif
}

/* The signal handler: system calls and words only, errno kept. */
static void on_master_gone(int signal)
{
	int saved = errno;
	(void) signal;
	if (__atomic_load_n(&owner, __ATOMIC_ACQUIRE) == getpid() &&
		__atomic_load_n(said, __ATOMIC_ACQUIRE) != SAYS_DETACHED && !is_armed) {
		/* a second signal must not start the time anew */
		is_armed = true;
		if (timer_arm(timer, ION_LEASH_GRACE_NS) < 0) {
			ion_kill(getpid(), -1, SIGKILL);
		}
	}
	errno = saved;
}

int ion_leash_init(struct ion_leash *self)
{
	void *page =
		mmap(NULL, sizeof(*self->word), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	self->word = page != MAP_FAILED ? page : NULL;
	self->generation = ion_fork_generation();
	return self->word != NULL ? 0 : -errno;
}

/* In a forked copy the mapping may not be there, and something else in its place. */
static bool leash_is_ours(const struct ion_leash *self)
{
	return self->word != NULL && self->generation == ion_fork_generation();
}

void ion_leash_forked(struct ion_leash *self)
{
	if (leash_is_ours(self)) {
		madvise(self->word, sizeof(*self->word), MADV_DONTFORK);
	}
}

void ion_leash_detach(struct ion_leash *self)
{
	if (leash_is_ours(self)) {
		__atomic_store_n(self->word, SAYS_DETACHED, __ATOMIC_RELEASE);
	}
}

void ion_leash_release(struct ion_leash *self)
{
	if (leash_is_ours(self)) {
		munmap(self->word, sizeof(*self->word));
	}
	self->word = NULL;
}

/* The handler is in place before the signal can come. False when there has to be another way. */
static bool leash_prepare(void)
{
	struct sigaction action;
	memset(&action, 0, sizeof(action));
	action.sa_handler = on_master_gone;
	/* nobody's system call is interrupted, and a fiber's small stack not used if there is another */
	action.sa_flags = SA_RESTART | SA_ONSTACK;
	sigemptyset(&action.sa_mask);
	return timer_make(&timer) == 0 && sigaction(ION_LEASH_SIGNAL, &action, NULL) == 0;
}

int ion_leash_take(const struct ion_leash *self, pid_t master)
{
	bool is_detached;
	int signal;

	/* the inherited one, of a master's master */
	__atomic_store_n(&owner, 0, __ATOMIC_RELEASE);
	timer = -1;
	is_armed = false;
	said = self->word;
	/* not even a child of this worker's may write it */
	madvise(self->word, sizeof(*self->word), MADV_DONTFORK);
	signal = leash_prepare() ? ION_LEASH_SIGNAL : SIGKILL;
	__atomic_store_n(&owner, getpid(), __ATOMIC_RELEASE);
	if (prctl(PR_SET_PDEATHSIG, signal) < 0) {
		int code = -errno;
		ion_leash_drop();
		return code;
	}
	/* it may have ended before that: then somebody else is the parent now and no signal comes */
	is_detached = __atomic_load_n(said, __ATOMIC_ACQUIRE) == SAYS_DETACHED;
	if (is_detached) {
		ion_leash_drop();
		return 0;
	}
	return getppid() == master ? 0 : -ESRCH;
}

void ion_leash_drop(void)
{
	if (__atomic_load_n(&owner, __ATOMIC_ACQUIRE) != getpid()) {
		return;
	}
	prctl(PR_SET_PDEATHSIG, 0);
	/* the handler stays: a signal that is on its way would kill without it */
	__atomic_store_n(&owner, 0, __ATOMIC_RELEASE);
	if (timer >= 0) {
		syscall(SYS_timer_delete, timer);
		timer = -1;
	}
}
