/*
 * The one word of process-wide state: threads share it, and only a child that has a single thread
 * writes it.
 * SPDX-License-Identifier: MIT
 */
#include "os/fork.h"

#include <pthread.h>

static volatile unsigned generation;

static void on_child(void)
{
	generation++;
}

int ion_fork_watch(void)
{
	return -pthread_atfork(NULL, NULL, on_child);
}

unsigned ion_fork_generation(void)
{
	return generation;
}
