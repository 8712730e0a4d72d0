/*
 * Where a program is looked for.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_SEARCH_H
#define ION_OS_SEARCH_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* What execvp(3) of glibc and musl takes when there is no PATH, without its current directory. */
#define ION_SEARCH_DEFAULT "/usr/local/bin:/usr/bin:/bin"

/*
 * One absolute directory of PATH at *at, moved behind it. False at the end. Empty and relative
 * entries are passed over: they would run what lies in the current directory.
 */
bool ion_search_next(const char **at, const char **ret_dir, size_t *ret_size);

/* A name that is a path already and is not looked up. So is an empty one: nothing is found under it. */
bool ion_search_is_path(const char *name);

/* "dir/name"; false when that is longer than any path. */
bool ion_search_join(const char *dir, size_t dir_size, const char *name, char ret[PATH_MAX]);

/*
 * The first file along `path` (NULL = the default) that this process may execute: a plain file, for
 * the effective ids; or the name itself, if it is a path. 0, -ENOENT, or -EACCES when there were only
 * files that it may not execute, and what is no file. Of a path also what stat(2) fails with.
 */
int ion_search(const char *name, const char *path, char ret[PATH_MAX]);

#endif
