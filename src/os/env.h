/*
 * The environment of this process.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_ENV_H
#define ION_OS_ENV_H

/*
 * As putenv(3) and getenv(3) see it: NULL-terminated, borrowed, valid until the next putenv(); may be
 * NULL. The plain variable `environ` will not do: PHP loads extensions with RTLD_DEEPBIND, which
 * binds it to libc's own, while a PHP that is linked with a copy of it (COPY relocation) changes
 * the copy.
 */
char **ion_env_list(void);

/* Without memory for it nothing changes. For a process that has one thread. */
void ion_env_set(const char *name, const char *value);

#endif
