/*
 * The processes that one program brought about, as far as they are found (os/pidtree.h says who
 * is not): listed, signalled, stopped so that none of them can start another one, and waited for.
 * The program itself, the root, is in no list: its owner has a descriptor of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_TREE_H
#define ION_PROC_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "os/pidtree.h"

/* Zeroed but for `pidfd` = -1 it is empty. The storage is the owner's and may not move. */
struct ion_tree {
	char marker[ION_PIDTREE_MARKER_SIZE]; /* "" = the program has none */
	struct ion_pidtree_root root;
	const char *cgroup;         /* borrowed: directory of one of its own; NULL = none */
	struct ion_pidlist members; /* of the last listing */
	struct ion_pidlist news;    /* those of them that no signal was sent to */
	struct ion_pidlist beyond;  /* those that may not be signalled */
	size_t looked;              /* members before this one have ended */
	int pidfd;                  /* owned: of the member that is waited for; -1 = none */
};

/* A text that no other program of this machine has: unique by pid, time and number. */
void ion_tree_marker(char *ret, int64_t set_born_ns, uint64_t number);

void ion_tree_init(struct ion_tree *tree, pid_t root, const char *marker);

/* Twice is harmless. */
void ion_tree_release(struct ion_tree *tree);

/*
 * Who is there by that table. The root `is_held` while it is not reaped; it was then, when the table
 * was read. False when there was no memory: the list is what it was.
 */
bool ion_tree_list(struct ion_tree *tree, struct ion_pidtree *table, bool is_held);

/* Sends it to all that are listed, parents first; those that may not be signalled are listed no
 * more. How many got it. */
size_t ion_tree_signal(struct ion_tree *tree, int signal);

/* The same to those that were listed since the last signal. Who may not be signalled is out of the
 * next list. */
size_t ion_tree_signal_news(struct ion_tree *tree, int signal);

/*
 * The next listed member that has not ended, and how to wait for it: *ret_pidfd is readable when it
 * ends (borrowed from the tree, until the next call), or -1: it can only be asked again later. False
 * when none is left.
 */
bool ion_tree_next(struct ion_tree *tree, int *ret_pidfd);

#endif
