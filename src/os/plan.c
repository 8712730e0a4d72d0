/*
 * See plan.h. The block is laid out in two passes over the same list of parts: the first one counts,
 * the second one writes; parts that need alignment come first.
 * SPDX-License-Identifier: MIT
 */
#include "os/plan.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/childside.h"
#include "os/cred.h"
#include "os/fd.h"
#include "os/search.h"
#include "os/spawn.h"

struct plan_sizes {
	size_t argv_count;
	size_t envp_count;
	size_t candidate_count;
	size_t fd_count;
	size_t strings; /* bytes */
};

/* NULL when argv[0] is a path already. */
static const char *spec_path(const struct ion_spawn_spec *spec)
{
	if (ion_search_is_path(spec->argv[0])) {
		return NULL;
	}
	return spec->path != NULL ? spec->path : ION_SEARCH_DEFAULT;
}

static size_t count_strings(const char *const *list, size_t *bytes)
{
	size_t count = 0;
	for (; list[count] != NULL; count++) {
		*bytes += strlen(list[count]) + 1;
	}
	return count;
}

/* Those that the caller does not name, but every program has. */
static bool names_target(const struct ion_spawn_spec *spec, int target)
{
	for (size_t i = 0; i < spec->fd_count; i++) {
		if (spec->fds[i].target == target) {
			return true;
		}
	}
	return false;
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
		while (ion_search_next(&path, &dir, &size)) {
			ret->candidate_count++;
			ret->strings += size + 1 + name_size;
		}
	}
	if (spec->cwd != NULL) {
		ret->strings += strlen(spec->cwd) + 1;
	}
	ret->fd_count = spec->fd_count;
	for (int target = 0; target < ION_FD_FIRST; target++) {
		ret->fd_count += !names_target(spec, target);
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
		while (ion_search_next(&path, &dir, &size)) {
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

/* In the order of the targets; there are few. */
static void put_fd(struct ion_child_fd *fds, size_t count, int target, int source)
{
	size_t at = count;
	for (; at > 0 && fds[at - 1].target > target; at--) {
		fds[at] = fds[at - 1];
	}
	fds[at] = (struct ion_child_fd){.target = target, .source = source};
}

static size_t put_fds(struct ion_child_fd *fds, const struct ion_spawn_spec *spec)
{
	size_t count = 0;
	for (; count < spec->fd_count; count++) {
		put_fd(fds, count, spec->fds[count].target, spec->fds[count].source);
	}
	for (int target = 0; target < ION_FD_FIRST; target++) {
		if (!names_target(spec, target)) {
			put_fd(fds, count++, target, -1);
		}
	}
	return count;
}

static void put_cpus(unsigned long *mask, const struct ion_attributes *attributes)
{
	const size_t bits = 8 * sizeof(*mask);
	memset(mask, 0, ION_CPUS_MAX / 8);
	for (size_t i = 0; i < attributes->cpu_count; i++) {
		mask[(size_t) attributes->cpus[i] / bits] |= 1UL << ((size_t) attributes->cpus[i] % bits);
	}
}

/* The next `count` items of the block. */
#define TAKE(at, type, count) \
 ((at) += (count) * sizeof(type), (type *) (void *) ((at) - (count) * sizeof(type)))

static void put_attributes(
	char **at, const struct ion_attributes *attributes, struct ion_child_plan *ret)
{
	ret->umask = attributes->umask;
	ret->set_priority = attributes->set_priority;
	ret->priority = attributes->priority;
	ret->no_new_privs = attributes->no_new_privs;
	ret->limit_count = attributes->limit_count;
	if (attributes->limit_count > 0) {
		struct ion_limit *limits = TAKE(*at, struct ion_limit, attributes->limit_count);
		memcpy(limits, attributes->limits, attributes->limit_count * sizeof(*limits));
		ret->limits = limits;
	}
	if (attributes->cpu_count > 0) {
		unsigned long *cpus = TAKE(*at, unsigned long, ION_CPUS_MAX / (8 * sizeof(unsigned long)));
		put_cpus(cpus, attributes);
		ret->cpus = cpus;
	}
}

static bool has_valid_cpus(const struct ion_attributes *attributes)
{
	for (size_t i = 0; i < attributes->cpu_count; i++) {
		if (attributes->cpus[i] < 0 || attributes->cpus[i] >= ION_CPUS_MAX) {
			return false;
		}
	}
	return true;
}

int ion_plan_make(
	const struct ion_spawn_spec *spec, struct ion_plan_block *block, struct ion_child_plan *ret)
{
	struct plan_sizes sizes;
	size_t group_count = spec->cred != NULL ? 2 * spec->cred->group_count + 1 : 0;
	size_t pointer_count;
	const struct ion_attributes *attributes = &spec->attributes;
	const char **pointers;
	struct ion_child_fd *fds;
	gid_t *groups;
	char *at;

	if (!has_valid_cpus(attributes)) {
		return -EINVAL;
	}
	measure(spec, &sizes);
	pointer_count = sizes.argv_count + sizes.envp_count + sizes.candidate_count + 3;
	if (block_reserve(block, ION_CHILD_SCRATCH +
								 attributes->limit_count * sizeof(struct ion_limit) +
								 (attributes->cpu_count > 0 ? ION_CPUS_MAX / 8 : 0) +
								 pointer_count * sizeof(*pointers) + sizes.fd_count * sizeof(*fds) +
								 group_count * sizeof(*groups) + sizes.strings) < 0) {
		return -ENOMEM;
	}
	memset(ret, 0, sizeof(*ret));
	/* the widest types first: everything is aligned then */
	at = block->data;
	ret->scratch = TAKE(at, char, ION_CHILD_SCRATCH);
	put_attributes(&at, attributes, ret);
	pointers = TAKE(at, const char *, pointer_count);
	fds = TAKE(at, struct ion_child_fd, sizes.fd_count);
	groups = TAKE(at, gid_t, group_count);

	ret->argv = put_list(pointers, spec->argv, &at);
	pointers += sizes.argv_count + 1;
	ret->envp = put_list(pointers, spec->envp, &at);
	pointers += sizes.envp_count + 1;
	ret->candidates = put_candidates(pointers, spec, ret->argv[0], &at);
	if (spec->cwd != NULL) {
		ret->cwd = put_string(&at, spec->cwd);
	}
	if (spec->cred != NULL) {
		put_cred(&ret->cred, spec->cred, groups);
	}
	ret->fds = fds;
	ret->fd_count = put_fds(fds, spec);
	ret->family = spec->family;
	ret->terminal = spec->terminal;
	ret->cgroup_fd = spec->cgroup_fd;
	ret->exec_fd = spec->exec_fd;
	ret->in_pid_namespace = spec->pid_namespace;
	ret->death_signal = spec->death_signal;
	ret->parent = getpid();
	return 0;
}

/* The place in plan->fds of the first target that is `fd` or higher; fd_count when there is none. */
static size_t find_target(const struct ion_child_plan *plan, int fd)
{
	size_t low = 0;
	size_t high = plan->fd_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (plan->fds[middle].target < fd) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static bool is_target(const struct ion_child_plan *plan, int fd)
{
	size_t at = find_target(plan, fd);
	return at < plan->fd_count && plan->fds[at].target == fd;
}

/* The lowest number from `fd` on that is no target. */
static int skip_targets(const struct ion_child_plan *plan, int fd)
{
	for (size_t at = find_target(plan, fd); at < plan->fd_count; at++) {
		if (plan->fds[at].target != fd) {
			break;
		}
		fd++;
	}
	return fd;
}

/* The lowest number that will do: a high one would make the table of descriptors large for good, and
 * above a target that is the last number of all there is none. */
static int lift(const struct ion_child_plan *plan, int *fd, bool *ret_is_copy)
{
	int from = skip_targets(plan, ION_FD_FIRST);
	int copy;
	*ret_is_copy = false;
	if (*fd < 0 || !is_target(plan, *fd)) {
		return 0;
	}
	while ((copy = ion_fd_dup_from(*fd, from)) >= 0 && is_target(plan, copy)) {
		from = skip_targets(plan, copy);
		ion_fd_close(&copy);
	}
	if (copy < 0) {
		/* EINVAL: only targets are left below the limit of descriptors */
		return copy == -EINVAL ? -EMFILE : copy;
	}
	*fd = copy;
	*ret_is_copy = true;
	return 0;
}

int ion_plan_lift(struct ion_child_plan *plan)
{
	int code = 0;
	for (size_t i = 0; i < plan->fd_count && code == 0; i++) {
		code = lift(plan, &plan->fds[i].source, &plan->fds[i].is_copy);
	}
	if (code == 0) {
		code = lift(plan, &plan->cgroup_fd, &plan->cgroup_is_copy);
	}
	if (code == 0) {
		code = lift(plan, &plan->exec_fd, &plan->exec_is_copy);
	}
	return code;
}

static void close_copy(int fd, bool is_copy)
{
	if (is_copy) {
		ion_fd_close(&fd);
	}
}

void ion_plan_close_copies(const struct ion_child_plan *plan)
{
	for (size_t i = 0; i < plan->fd_count; i++) {
		close_copy(plan->fds[i].source, plan->fds[i].is_copy);
	}
	close_copy(plan->cgroup_fd, plan->cgroup_is_copy);
	close_copy(plan->exec_fd, plan->exec_is_copy);
}

void ion_plan_block_release(struct ion_plan_block *block)
{
	free(block->data);
	block->data = NULL;
	block->size = 0;
}
