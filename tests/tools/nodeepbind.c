/*
 * Preloaded before the sanitizer's runtime, which refuses RTLD_DEEPBIND, the flag with which PHP
 * loads extensions. The preload is meant for PHP alone: it is taken out of the environment, so the
 * programs that PHP starts are their plain selves (their leaks are no concern of a test's).
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

__attribute__((constructor)) static void leave_children_alone(void)
{
	unsetenv("LD_PRELOAD");
}

void *dlopen(const char *file, int mode)
{
	static void *(*real)(const char *, int);

	if (!real) {
		*(void **) &real = dlsym(RTLD_NEXT, "dlopen");
	}
	return real(file, mode & ~RTLD_DEEPBIND);
}
