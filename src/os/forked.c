/*
 * See forked.h. The list is the process's because forks are.
 * SPDX-License-Identifier: MIT
 */
#include "os/forked.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/reap.h"

#define LIST_SIZE (ION_FORKED_MAX * sizeof(pid_t))

/* Shared with children until they have run on_child(); 0 = free. NULL = not watched. */
static pid_t *forked;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Ends when the child has said so, or is dead; -1 = nobody waits for it. */
static __thread int gate[2] = {-1, -1};

static void on_prepare(void)
{
	if (forked != NULL && pipe2(gate, O_CLOEXEC) < 0) {
		gate[0] = gate[1] = -1;
	}
}

/* Who forks may kill the child at once: it must have said so before. */
static void on_parent(void)
{
	int saved = errno;
	char unused;
	ion_fd_close(&gate[1]);
	if (gate[0] >= 0) {
		/* without an error of fork(2) being lost */
		ion_fd_read(gate[0], &unused, sizeof(unused));
		ion_fd_close(&gate[0]);
	}
	errno = saved;
}

/* Only what may be done in a signal handler: the parent may have had threads. */
static void on_child(void)
{
	pid_t *list = forked;
	pid_t pid = getpid();
	if (list == NULL) {
		return;
	}
	/* its own children are nobody's business here */
	forked = NULL;
	for (size_t i = 0; i < ION_FORKED_MAX; i++) {
		pid_t free_place = 0;
		if (__atomic_compare_exchange_n(
				&list[i], &free_place, pid, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
			break;
		}
	}
	munmap(list, LIST_SIZE);
	ion_fd_close(&gate[0]);
	ion_fd_close(&gate[1]);
}

static void watch_forks(void)
{
	pthread_atfork(on_prepare, on_parent, on_child);
}

int ion_forked_watch(void)
{
	pid_t *none = NULL;
	pid_t *list;
	pthread_once(&once, watch_forks);
	list = mmap(NULL, LIST_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (list == MAP_FAILED) {
		return -errno;
	}
	if (!__atomic_compare_exchange_n(
			&forked, &none, list, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
		munmap(list, LIST_SIZE);
		return -EBUSY;
	}
	return 0;
}

void ion_forked_unwatch(void)
{
	pid_t *list = __atomic_exchange_n(&forked, NULL, __ATOMIC_SEQ_CST);
	if (list != NULL) {
		munmap(list, LIST_SIZE);
	}
}

bool ion_forked_has(pid_t pid)
{
	for (size_t i = 0; forked != NULL && i < ION_FORKED_MAX; i++) {
		if (__atomic_load_n(&forked[i], __ATOMIC_SEQ_CST) == pid) {
			return true;
		}
	}
	return false;
}

void ion_forked_sweep(void)
{
	for (size_t i = 0; forked != NULL && i < ION_FORKED_MAX; i++) {
		pid_t pid = __atomic_load_n(&forked[i], __ATOMIC_SEQ_CST);
		if (pid != 0 && ion_reap_peek(pid, -1) == -ECHILD) {
			__atomic_store_n(&forked[i], 0, __ATOMIC_SEQ_CST);
		}
	}
}
