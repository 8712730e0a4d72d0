/*
 * See tree.h.
 * SPDX-License-Identifier: MIT
 */
#include "proc/tree.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "os/cgroup.h"
#include "os/fd.h"
#include "os/kill.h"
#include "os/pidfd.h"

void ion_tree_marker(char *ret, int64_t set_born_ns, uint64_t number)
{
	snprintf(ret, ION_PIDTREE_MARKER_SIZE, "%x-%llx-%llx", (unsigned) getpid(),
		(unsigned long long) set_born_ns, (unsigned long long) number);
}

void ion_tree_init(struct ion_tree *tree, pid_t root, const char *marker)
{
	memset(tree, 0, sizeof(*tree));
	tree->pidfd = -1;
	tree->root.pid = root;
	if (marker != NULL) {
		snprintf(tree->marker, sizeof(tree->marker), "%s", marker);
		tree->root.marker = tree->marker;
	}
}

void ion_tree_release(struct ion_tree *tree)
{
	ion_fd_close(&tree->pidfd);
	ion_pidlist_release(&tree->members);
	ion_pidlist_release(&tree->news);
	ion_pidlist_release(&tree->beyond);
}

static bool list_has(const struct ion_pidlist *list, const struct ion_pid *pid)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->pids[i].pid == pid->pid && list->pids[i].start_ticks == pid->start_ticks) {
			return true;
		}
	}
	return false;
}

/* Takes out who cannot be signalled, and notes who is new; without memory for that, he gets the next
 * signal that goes to all. */
static void sift(struct ion_tree *tree, struct ion_pidlist *found)
{
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++) {
		if (list_has(&tree->beyond, &found->pids[i])) {
			continue;
		}
		if (!list_has(&tree->members, &found->pids[i])) {
			ion_pidlist_add(&tree->news, found->pids[i]);
		}
		found->pids[kept++] = found->pids[i];
	}
	found->count = kept;
}

/* Those that were listed, and who is in the control group. False when there is no memory. */
static bool collect_known(
	const struct ion_tree *tree, const struct ion_pidtree *table, struct ion_pidlist *ret)
{
	size_t kept;
	if (tree->cgroup != NULL && !ion_cgroup_list(tree->cgroup, ret)) {
		return false;
	}
	kept = 0;
	for (size_t i = 0; i < ret->count; i++) {
		if (ion_pidtree_identify(table, &ret->pids[i])) {
			ret->pids[kept++] = ret->pids[i];
		}
	}
	ret->count = kept;
	for (size_t i = 0; i < tree->members.count; i++) {
		if (!ion_pidlist_add(ret, tree->members.pids[i])) {
			return false;
		}
	}
	return true;
}

bool ion_tree_list(struct ion_tree *tree, struct ion_pidtree *table, bool is_held)
{
	struct ion_pidlist known = {0}, found = {0};
	bool is_done;

	tree->root.is_held = is_held;
	is_done = collect_known(tree, table, &known) &&
			  ion_pidtree_find(table, &tree->root, &known, &found) == 0;
	ion_pidlist_release(&known);
	if (!is_done) {
		ion_pidlist_release(&found);
		return false;
	}
	sift(tree, &found);
	ion_pidlist_release(&tree->members);
	tree->members = found;
	tree->looked = 0;
	ion_fd_close(&tree->pidfd);
	return true;
}

/* False when it may not be signalled, which is noted down; without memory for that he is met again at
 * the next listing. */
static bool signal_one(struct ion_tree *tree, struct ion_pid pid, int signal, size_t *count)
{
	int code = ion_kill_found(&pid, signal);
	*count += code == 0;
	if (code == -EPERM) {
		ion_pidlist_add(&tree->beyond, pid);
	}
	return code != -EPERM;
}

size_t ion_tree_signal(struct ion_tree *tree, int signal)
{
	struct ion_pidlist *members = &tree->members;
	size_t kept = 0, count = 0;

	for (size_t i = 0; i < members->count; i++) {
		if (signal_one(tree, members->pids[i], signal, &count)) {
			members->pids[kept++] = members->pids[i];
		}
	}
	members->count = kept;
	tree->news.count = 0;
	tree->looked = 0;
	ion_fd_close(&tree->pidfd);
	return count;
}

size_t ion_tree_signal_news(struct ion_tree *tree, int signal)
{
	size_t count = 0;
	for (size_t i = 0; i < tree->news.count; i++) {
		signal_one(tree, tree->news.pids[i], signal, &count);
	}
	tree->news.count = 0;
	return count;
}

/* Whether it is still there, for those that there is no descriptor of. When there is none for the
 * question either, whoever has the number is taken for him. */
static bool is_there(const struct ion_pid *pid)
{
	struct ion_pidstat stat;
	int code = ion_pidstat_read(pid->pid, &stat);
	if (code == -EMFILE || code == -ENFILE || code == -ENOMEM) {
		return ion_pidstat_is_running(pid->pid);
	}
	return code == 0 && stat.id.start_ticks == pid->start_ticks && !ion_pidstat_is_dead(&stat);
}

bool ion_tree_next(struct ion_tree *tree, int *ret_pidfd)
{
	for (; tree->looked < tree->members.count; tree->looked++) {
		const struct ion_pid *pid = &tree->members.pids[tree->looked];
		int pidfd = tree->pidfd >= 0 ? tree->pidfd : ion_pidfd_open_found(pid);
		if (pidfd >= 0) {
			tree->pidfd = pidfd;
			if (!ion_pidfd_has_ended(pidfd)) {
				*ret_pidfd = pidfd;
				return true;
			}
			ion_fd_close(&tree->pidfd);
		} else if (pidfd != -ESRCH && is_there(pid)) {
			*ret_pidfd = -1;
			return true;
		}
	}
	return false;
}
