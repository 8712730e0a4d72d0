/*
 * See spawn.h. A slot is one mapping: a guard page, the child's stack, and on top of it the slot's
 * record, which the stack grows away from. Invariant: while `word` is set nobody but the child and
 * the kernel touches the slot; a slot with `word` clear and no owner is in `free`.
 * SPDX-License-Identifier: MIT
 */
#include "os/spawn.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/list.h"
#include "os/childside.h"
#include "os/cred.h"
#include "os/dumpable.h"
#include "os/fd.h"
#include "os/kill.h"
#include "os/plan.h"
#include "os/rawcall.h"
#include "os/reap.h"

#ifndef CLONE_PIDFD
# define CLONE_PIDFD 0x00001000
#endif

/* The child side needs less than 1 KiB of stack; a page fault costs more than a page. */
#define SLOT_STACK_SIZE 32768
#define SLOT_ALIGN 64

/* Slots kept for reuse, and the largest block of data that one of them keeps. */
#define FREE_SLOTS_MAX 32
#define KEPT_BLOCK_MAX 65536

/* With that many children on their way to execve(2) the next one is waited for: the machine is
 * behind, and memory for more of them would only make it worse. */
#define ASYNC_MAX 256

/* How long the end of a process waits for one of them. */
#define AWAIT_SECONDS 10

/* Slots looked at before a new one is made. Those that are still busy go to the end of the line. */
#define HARVEST_MAX 8

struct ion_spawn_slot {
	struct ion_list node;      /* in free or busy */
	struct ion_spawned *owner; /* weak */
	struct ion_plan_block block;
	struct ion_child_plan plan;
	void *map;
	size_t map_size;
	bool is_async;
	bool holds_dumpable;
	pid_t word; /* not 0 while the child is here; cleared by the kernel */
};

struct ion_spawner {
	struct ion_list free;
	struct ion_list busy;
	size_t free_count;
	size_t busy_count;
	size_t page_size;
	bool has_pidfd;
	bool is_async;
	bool is_emulated;
};

/*
 * valgrind runs a vfork as a fork and refuses the asynchronous clone. What the child leaves behind
 * is then seen only in memory that both really share.
 */
static bool spawner_is_emulated(void)
{
	const char *preload = getenv("LD_PRELOAD");
	return preload != NULL && strstr(preload, "vgpreload") != NULL;
}

struct ion_spawner *ion_spawner_new(void)
{
	const char *forced = getenv("ION_SPAWN");
	const char *sigchld = getenv("ION_FORCE_SIGCHLD");
	struct ion_spawner *spawner = calloc(1, sizeof(*spawner));

	if (spawner == NULL) {
		return NULL;
	}
	ion_list_init(&spawner->free);
	ion_list_init(&spawner->busy);
	spawner->page_size = (size_t) sysconf(_SC_PAGESIZE);
	spawner->is_emulated = spawner_is_emulated();
	spawner->has_pidfd = (sigchld == NULL || strcmp(sigchld, "1") != 0) && ion_reap_has_pidfd();
	spawner->is_async = ION_RAWCALL_NATIVE && spawner->has_pidfd && !spawner->is_emulated &&
						(forced == NULL || strcmp(forced, "vfork") != 0);
	return spawner;
}

static void slot_free(struct ion_spawn_slot *slot)
{
	ion_plan_block_release(&slot->block);
	munmap(slot->map, slot->map_size);
}

void ion_spawner_free(struct ion_spawner *spawner)
{
	struct ion_list *node;
	if (spawner == NULL) {
		return;
	}
	while ((node = ion_list_pop(&spawner->free)) != NULL) {
		slot_free(ION_LIST_ENTRY(node, struct ion_spawn_slot, node));
	}
	/* a child still here (lost to somebody who is not its parent?) keeps its stack */
	free(spawner);
}

bool ion_spawner_is_async(const struct ion_spawner *spawner)
{
	return spawner->is_async;
}

bool ion_spawner_has_pidfd(const struct ion_spawner *spawner)
{
	return spawner->has_pidfd;
}

static struct ion_spawn_slot *slot_new(const struct ion_spawner *spawner)
{
	size_t size = spawner->page_size + SLOT_STACK_SIZE;
	int sharing = spawner->is_emulated ? MAP_SHARED : MAP_PRIVATE;
	char *map =
		mmap(NULL, size, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	struct ion_spawn_slot *slot;

	if (map == MAP_FAILED) {
		return NULL;
	}
	if (mprotect(map, spawner->page_size, PROT_NONE) < 0) {
		int code = errno;
		munmap(map, size);
		errno = code;
		return NULL;
	}
	/* the kernel filled the mapping with zeros */
	slot = (void *) (map + ((size - sizeof(*slot)) & ~(size_t) (SLOT_ALIGN - 1)));
	ion_list_init(&slot->node);
	slot->map = map;
	slot->map_size = size;
	return slot;
}

static bool slot_is_left(const struct ion_spawn_slot *slot)
{
	/* pairs with the kernel's store: everything the child wrote is visible then */
	return __atomic_load_n(&slot->word, __ATOMIC_ACQUIRE) == 0;
}

/* The child has left the slot: out of its owner's hands and back to the free ones. */
static void slot_put_back(struct ion_spawner *spawner, struct ion_spawn_slot *slot)
{
	if (slot->owner != NULL) {
		slot->owner->slot = NULL;
		slot->owner = NULL;
	}
	if (slot->holds_dumpable) {
		slot->holds_dumpable = false;
		ion_dumpable_release();
	}
	ion_list_remove(&slot->node);
	spawner->busy_count--;
	if (spawner->free_count >= FREE_SLOTS_MAX) {
		slot_free(slot);
		return;
	}
	if (slot->block.size > KEPT_BLOCK_MAX) {
		ion_plan_block_release(&slot->block);
	}
	ion_list_push(&spawner->free, &slot->node);
	spawner->free_count++;
}

/* A slot whose program runs is free again, however long it runs. One with an error record waits
 * for its owner to read it. */
static void spawner_harvest(struct ion_spawner *spawner)
{
	for (int i = 0; i < HARVEST_MAX && !ion_list_empty(&spawner->busy); i++) {
		struct ion_spawn_slot *slot =
			ION_LIST_ENTRY(spawner->busy.next, struct ion_spawn_slot, node);
		if (slot_is_left(slot) && (slot->plan.err.code == 0 || slot->owner == NULL)) {
			slot_put_back(spawner, slot);
		} else {
			ion_list_remove(&slot->node);
			ion_list_push(&spawner->busy, &slot->node);
		}
	}
}

static struct ion_spawn_slot *spawner_take(struct ion_spawner *spawner)
{
	struct ion_spawn_slot *slot;

	spawner_harvest(spawner);
	if (ion_list_empty(&spawner->free)) {
		slot = slot_new(spawner);
		if (slot == NULL) {
			return NULL;
		}
	} else {
		/* the last one that came back: its pages are warm */
		slot = ION_LIST_ENTRY(spawner->free.prev, struct ion_spawn_slot, node);
		ion_list_remove(&slot->node);
		spawner->free_count--;
	}
	ion_list_push(&spawner->busy, &slot->node);
	spawner->busy_count++;
	return slot;
}

/* Of the calling thread, and really all of them: libc's wrappers spare two signals of their own. */
static void block_signals(unsigned long before[static 2])
{
	static const unsigned long all[2] = {~0UL, ~0UL};
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, all, before, (_NSIG - 1) / 8);
}

static void restore_signals(const unsigned long before[static 2])
{
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, before, NULL, (_NSIG - 1) / 8);
}

/*
 * A handler of the parent that ran in the child would run on the parent's memory, so all signals
 * are blocked until the child has reset the dispositions. 0 or -errno.
 */
static int slot_clone(
	const struct ion_spawner *spawner, struct ion_spawn_slot *slot, struct ion_spawned *ret)
{
	unsigned long before[2] = {0, 0};
	int flags = SIGCHLD | CLONE_VM | (spawner->has_pidfd ? CLONE_PIDFD : 0) |
				(slot->plan.in_pid_namespace ? CLONE_NEWPID : 0);
	int pidfd = -1;
	int code;
	pid_t pid;

	flags |= slot->is_async ? CLONE_CHILD_CLEARTID : CLONE_VFORK;
	slot->word = slot->is_async;
	block_signals(before);
	/* the record starts at a multiple of SLOT_ALIGN, which is aligned enough for a stack */
	pid = clone(ion_childside_main, slot, flags, &slot->plan, &pidfd, NULL, &slot->word);
	code = errno;
	restore_signals(before);
	if (pid < 0) {
		slot->word = 0;
		return -code;
	}
	ret->pid = pid;
	ret->pidfd = pidfd;
	return 0;
}

/* A caller without standard streams gets the pidfd as one of them, too. */
static int child_raise_pidfd(const struct ion_spawner *spawner, struct ion_spawned *child)
{
	if (!spawner->has_pidfd) {
		return 0;
	}
	/* a sandbox that drops the flag it does not know leaves none */
	child->pidfd = child->pidfd >= 0 ? ion_fd_raise(child->pidfd) : -ENOSYS;
	return child->pidfd >= 0 ? 0 : child->pidfd;
}

/* From the spec to a child in its slot. 0 or -errno with `err`. */
static int slot_start(const struct ion_spawner *spawner, const struct ion_spawn_spec *spec,
	struct ion_spawn_slot *slot, struct ion_spawned *ret, struct ion_err *err)
{
	int code = ion_plan_make(spec, &slot->block, &slot->plan);
	if (code < 0) {
		return ion_err_set(err, ION_STAGE_FORK, -code);
	}
	code = ion_plan_lift(&slot->plan);
	if (code < 0) {
		ion_plan_close_copies(&slot->plan);
		return ion_err_set(err, ION_STAGE_FDS, -code);
	}
	if (spec->cred != NULL && (spec->cred->set_uid || spec->cred->set_gid)) {
		ion_dumpable_hold();
		slot->holds_dumpable = true;
	}
	code = slot_clone(spawner, slot, ret);
	ion_plan_close_copies(&slot->plan);
	return code < 0 ? ion_err_set(err, ION_STAGE_FORK, -code) : 0;
}

int ion_spawn(struct ion_spawner *spawner, const struct ion_spawn_spec *spec,
	struct ion_spawned *ret, struct ion_err *err)
{
	bool is_async = spawner->is_async && spawner->busy_count < ASYNC_MAX;
	struct ion_spawn_slot *slot = spawner_take(spawner);
	int code;

	ret->pid = -1;
	ret->pidfd = -1;
	ret->slot = NULL;
	if (slot == NULL) {
		return ion_err_set(err, ION_STAGE_FORK, errno);
	}
	slot->is_async = is_async;
	code = slot_start(spawner, spec, slot, ret, err);
	if (code < 0) {
		slot_put_back(spawner, slot);
		return code;
	}
	slot->owner = ret;
	ret->slot = slot;
	code = child_raise_pidfd(spawner, ret);
	if (code < 0) {
		ret->pidfd = -1;
		ion_spawn_abort(spawner, ret);
		return ion_err_set(err, ION_STAGE_FORK, -code);
	}
	if (is_async) {
		return 0;
	}
	if (slot->plan.err.code != 0) {
		struct ion_exit status;
		ion_reap_wait(ret->pid, ret->pidfd, &status);
		ion_spawn_settle(spawner, ret, true, err);
		return -err->code;
	}
	slot_put_back(spawner, slot);
	return 0;
}

void ion_spawn_poll(struct ion_spawner *spawner, struct ion_spawned *child)
{
	if (child->slot != NULL && slot_is_left(child->slot) && child->slot->plan.err.code == 0) {
		slot_put_back(spawner, child->slot);
	}
}

void ion_spawn_await(const struct ion_spawned *child)
{
	static const struct timespec patience = {AWAIT_SECONDS, 0};
	struct ion_spawn_slot *slot = child->slot;
	pid_t word;
	/* the kernel wakes when it clears the word, see set_tid_address(2); not a private futex */
	while (slot != NULL && (word = __atomic_load_n(&slot->word, __ATOMIC_ACQUIRE)) != 0) {
		if (syscall(SYS_futex, &slot->word, FUTEX_WAIT, word, &patience, NULL, 0) < 0 &&
			errno != EINTR && errno != EAGAIN) {
			return;
		}
	}
}

void ion_spawn_settle(
	struct ion_spawner *spawner, struct ion_spawned *child, bool is_dead, struct ion_err *ret_err)
{
	struct ion_spawn_slot *slot = child->slot;

	*ret_err = (struct ion_err){.code = 0, .stage = ION_STAGE_NONE};
	ion_fd_close(&child->pidfd);
	if (slot == NULL) {
		return;
	}
	/* the kernel clears the word before it makes an exit known, but older kernels leave it as it is
	 * when the process dies with a core file */
	if (is_dead) {
		slot->word = 0;
	}
	if (slot_is_left(slot)) {
		*ret_err = slot->plan.err;
		slot_put_back(spawner, slot);
	} else {
		slot->owner = NULL;
		child->slot = NULL;
	}
}

void ion_spawn_abort(struct ion_spawner *spawner, struct ion_spawned *child)
{
	struct ion_exit status;
	struct ion_err err;
	ion_kill(child->pid, child->pidfd, SIGKILL);
	ion_reap_wait(child->pid, child->pidfd, &status);
	ion_spawn_settle(spawner, child, status.kind != ION_EXIT_LOST, &err);
}

void ion_spawn_forget(struct ion_spawner *spawner, struct ion_spawned *child)
{
	ion_fd_close(&child->pidfd);
	if (child->slot != NULL) {
		/* nobody will clear the word of this copy */
		child->slot->word = 0;
		slot_put_back(spawner, child->slot);
	}
}
