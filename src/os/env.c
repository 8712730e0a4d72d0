/*
 * See env.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/env.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char ***where; /* fixed for the life of the process */

/* The main program's view: its own copy if it has one, else libc's. */
static void find(void)
{
	void *program = dlopen(NULL, RTLD_LAZY);
	where = program != NULL ? dlsym(program, "environ") : NULL;
	if (where == NULL) {
		where = &environ;
	}
	if (program != NULL) {
		dlclose(program);
	}
}

char **ion_env_list(void)
{
	pthread_once(&once, find);
	return *where;
}

void ion_env_set(const char *name, const char *value)
{
	setenv(name, value, 1);
}
