/*
 * Preloaded, this gives a program a second thread from its start, as a library of somebody's may have
 * one. It ends when the FIFO that $ION_THREAD_FIFO names is opened for writing.
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void *run_thread(void *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		close(fd);
	}
	return NULL;
}

__attribute__((constructor)) static void start_thread(void)
{
	char *path = getenv("ION_THREAD_FIFO");
	sigset_t all, before;
	pthread_t thread;

	/* for this program alone, not for those it starts */
	unsetenv("LD_PRELOAD");
	if (path == NULL) {
		return;
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&thread, NULL, run_thread, path) == 0) {
		pthread_detach(thread);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}
