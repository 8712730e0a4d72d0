/*
 * See plan.h. The block is laid out in two passes over the same list of parts: the first one counts,
 * the second one writes; parts that need alignment come first.
 * SPDX-License-Identifier: MIT
 */
#include "os/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/childside.h"
#include "os/cred.h"
#include "os/spawn.h"

/* What execvp(3) of glibc and musl takes when there is no PATH, without its current directory. */
#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"

struct plan_sizes {
	size_t argv_count;
	size_t envp_count;
	size_t candidate_count;
	size_t strings; /* bytes */
};

/* One absolute directory of PATH at *at, moved behind it. False at the end. */
static bool path_next(const char **at, const char **ret_dir, size_t *ret_size)
{
	while (**at != '\0') {
		const char *dir = *at;
		size_t size = strcspn(dir, ":");
		*at = dir + size + (dir[size] == ':');
		if (dir[0] == '/') {
			*ret_dir = dir;
			*ret_size = size;
			return true;
		}
	}
	return false;
}

/* NULL when argv[0] is a path already. An empty name is one: nothing is found under it. */
static const char *spec_path(const struct ion_spawn_spec *spec)
{
	const char *name = spec->argv[0];
	if (name[0] == '\0' || strchr(name, '/') != NULL) {
		return NULL;
	}
	return spec->path != NULL ? spec->path : DEFAULT_PATH;
}

static size_t count_strings(const char *const *list, size_t *bytes)
{
	size_t count = 0;
	for (; list[count] != NULL; count++) {
		*bytes += strlen(list[count]) + 1;
	}
	return count;
}

static void measure(const struct ion_spawn_spec *spec, struct plan_sizes *ret)
{
	const char *path = spec_path(spec);
	size_t name_size = strlen(spec->argv[0]) + 1;
	const char *dir;
	size_t size;

	memset(ret, 0, sizeof(*ret));
	ret->argv_count = count_strings(spec->argv, &ret->strings);
	ret->envp_count = count_strings(spec->envp, &ret->strings);
	if (path == NULL) {
		ret->candidate_count = 1;
	} else {
		while (path_next(&path, &dir, &size)) {
			ret->candidate_count++;
			ret->strings += size + 1 + name_size;
		}
	}
	if (spec->cwd != NULL) {
		ret->strings += strlen(spec->cwd) + 1;
	}
}

static char *put_string(char **at, const char *string)
{
	char *copy = *at;
	*at = stpcpy(copy, string) + 1;
	return copy;
}

static const char *const *put_list(const char **list, const char *const *from, char **strings)
{
	size_t i = 0;
	for (; from[i] != NULL; i++) {
		list[i] = put_string(strings, from[i]);
	}
	list[i] = NULL;
	return list;
}

static const char *const *put_candidates(
	const char **list, const struct ion_spawn_spec *spec, const char *program, char **strings)
{
	const char *path = spec_path(spec);
	size_t count = 0;
	const char *dir;
	size_t size;

	if (path == NULL) {
		list[count++] = program;
	} else {
		while (path_next(&path, &dir, &size)) {
			char *candidate = *strings;
			memcpy(candidate, dir, size);
			candidate[size] = '/';
			*strings = stpcpy(candidate + size + 1, program) + 1;
			list[count++] = candidate;
		}
	}
	list[count] = NULL;
	return list;
}

static int block_reserve(struct ion_plan_block *block, size_t size)
{
	if (block->size >= size) {
		return 0;
	}
	/* nothing of the old content is wanted */
	free(block->data);
	block->size = 0;
	/* in steps, so that commands of about the same length do not make it grow each time */
	size = (size + 4095) & ~(size_t) 4095;
	block->data = malloc(size);
	if (block->data == NULL) {
		return -ENOMEM;
	}
	block->size = size;
	return 0;
}

static void put_cred(struct ion_child_cred *ret, const struct ion_cred *cred, gid_t *groups)
{
	ret->set_groups = cred->set_groups;
	ret->set_gid = cred->set_gid;
	ret->set_uid = cred->set_uid;
	ret->uid = cred->uid;
	ret->gid = cred->gid;
	ret->group_count = cred->group_count;
	if (cred->group_count > 0) {
		memcpy(groups, cred->groups, cred->group_count * sizeof(*groups));
	}
	ret->groups = groups;
	ret->seen_groups = groups + cred->group_count;
}

int ion_plan_make(
	const struct ion_spawn_spec *spec, struct ion_plan_block *block, struct ion_child_plan *ret)
{
	struct plan_sizes sizes;
	size_t group_count = spec->cred != NULL ? 2 * spec->cred->group_count + 1 : 0;
	size_t pointer_count;
	const char **pointers;
	gid_t *groups;
	char *strings;

	measure(spec, &sizes);
	pointer_count = sizes.argv_count + sizes.envp_count + sizes.candidate_count + 3;
	if (block_reserve(block, ION_CHILD_SCRATCH + pointer_count * sizeof(*pointers) +
								 group_count * sizeof(*groups) + sizes.strings) < 0) {
		return -ENOMEM;
	}
	pointers = (void *) (block->data + ION_CHILD_SCRATCH);
	groups = (void *) (pointers + pointer_count);
	strings = (void *) (groups + group_count);

	memset(ret, 0, sizeof(*ret));
	ret->scratch = block->data;
	ret->argv = put_list(pointers, spec->argv, &strings);
	pointers += sizes.argv_count + 1;
	ret->envp = put_list(pointers, spec->envp, &strings);
	pointers += sizes.envp_count + 1;
	ret->candidates = put_candidates(pointers, spec, ret->argv[0], &strings);
	if (spec->cwd != NULL) {
		ret->cwd = put_string(&strings, spec->cwd);
	}
	if (spec->cred != NULL) {
		put_cred(&ret->cred, spec->cred, groups);
	}
	memcpy(ret->stdio, spec->stdio, sizeof(ret->stdio));
	ret->death_signal = spec->death_signal;
	ret->parent = getpid();
	return 0;
}

void ion_plan_block_release(struct ion_plan_block *block)
{
	free(block->data);
	block->data = NULL;
	block->size = 0;
}
