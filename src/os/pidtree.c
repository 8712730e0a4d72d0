/*
 * See pidtree.h. The table is in the order of the pids; three more tables lead from a parent, a
 * session and a group to its processes, so that the cost of a find depends on the size of the tree
 * it finds and not on that of the system.
 * SPDX-License-Identifier: MIT
 */
#include "os/pidtree.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os/environ.h"

/* A chain of parents that is longer has changed while it was read. */
#define ANCESTORS_MAX 1024

struct entry {
	struct ion_pidstat stat;
	char *marker;  /* owned; NULL = not read, or none */
	unsigned find; /* the number of the last find that has met it */
	bool is_read;  /* its environment */
	bool is_kin;   /* this process, or an ancestor of it */
};

/* From the table before. */
struct kept {
	struct ion_pid id;
	char *marker; /* owned */
};

struct link {
	pid_t from;
	unsigned to; /* index of an entry */
};

enum relation {
	BY_PARENT,
	BY_SESSION,
	BY_GROUP,
	RELATIONS,
};

struct ion_pidtree {
	struct entry *entries;
	size_t count;
	size_t capacity;
	struct link *links[RELATIONS]; /* each has `count` */
	unsigned *queue;               /* room for `count` */
	unsigned *orphans;
	size_t orphan_count;
	unsigned find; /* the number of the last one */
	struct kept *kept;
	size_t kept_count;
};

/* One find. The queue of the tree holds what was met, in order. */
struct search {
	struct ion_pidtree *tree;
	size_t size;
};

void ion_pidtree_path(char *ret, size_t size, const char *outer, const char *marker)
{
	bool has_outer =
		outer != NULL && *outer != '\0' && strlen(outer) + ION_PIDTREE_MARKER_SIZE < size;
	snprintf(ret, size, "%s%s%s", has_outer ? outer : "", has_outer ? "/" : "", marker);
}

/* ---- the table ---- */

struct ion_pidtree *ion_pidtree_new(void)
{
	return calloc(1, sizeof(struct ion_pidtree));
}

static void drop_kept(struct ion_pidtree *tree)
{
	for (size_t i = 0; i < tree->kept_count; i++) {
		free(tree->kept[i].marker);
	}
	free(tree->kept);
	tree->kept = NULL;
	tree->kept_count = 0;
}

/* The markers of this table serve the next one, without memory for that they are read again. */
static void keep_markers(struct ion_pidtree *tree)
{
	size_t count = 0;
	drop_kept(tree);
	for (size_t i = 0; i < tree->count; i++) {
		count += tree->entries[i].marker != NULL;
	}
	tree->kept = calloc(count + 1, sizeof(*tree->kept));
	for (size_t i = 0; tree->kept != NULL && i < tree->count; i++) {
		struct entry *entry = &tree->entries[i];
		if (entry->marker != NULL) {
			tree->kept[tree->kept_count++] = (struct kept){entry->stat.id, entry->marker};
			entry->marker = NULL;
		}
	}
}

static void clear(struct ion_pidtree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		free(tree->entries[i].marker);
	}
	for (int i = 0; i < RELATIONS; i++) {
		free(tree->links[i]);
		tree->links[i] = NULL;
	}
	free(tree->queue);
	free(tree->orphans);
	tree->queue = tree->orphans = NULL;
	tree->count = tree->orphan_count = 0;
}

void ion_pidtree_free(struct ion_pidtree *tree)
{
	if (tree != NULL) {
		clear(tree);
		drop_kept(tree);
		free(tree->entries);
		free(tree);
	}
}

size_t ion_pidtree_count(const struct ion_pidtree *tree)
{
	return tree->count;
}

static bool add(struct ion_pidtree *tree, const struct ion_pidstat *stat)
{
	if (tree->count == tree->capacity) {
		size_t capacity = tree->capacity == 0 ? 256 : tree->capacity * 2;
		struct entry *entries = realloc(tree->entries, capacity * sizeof(*entries));
		if (entries == NULL) {
			return false;
		}
		tree->entries = entries;
		tree->capacity = capacity;
	}
	tree->entries[tree->count++] = (struct entry){.stat = *stat};
	return true;
}

static int read_all(struct ion_pidtree *tree, DIR *directory)
{
	struct dirent *entry;
	/* only errno tells an error from the end, and what is called meanwhile leaves its own there */
	while (errno = 0, (entry = readdir(directory)) != NULL) {
		struct ion_pidstat stat;
		int pid = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' ? atoi(entry->d_name) : 0;
		int code;
		if (pid == 0) {
			continue;
		}
		code = ion_pidstat_read_at(dirfd(directory), pid, &stat);
		if (code == -EMFILE || code == -ENFILE || code == -ENOMEM) {
			return code;
		}
		if (code == 0 && !add(tree, &stat)) {
			return -ENOMEM;
		}
	}
	return -errno;
}

/* Whether the numbers in /proc are those that this process sees. */
static bool is_own_namespace(void)
{
	char number[16];
	ssize_t size = readlink("/proc/self", number, sizeof(number) - 1);
	if (size <= 0) {
		return false;
	}
	number[size] = '\0';
	return atoi(number) == getpid();
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	return (a->stat.id.pid > b->stat.id.pid) - (a->stat.id.pid < b->stat.id.pid);
}

static struct entry *entry_of(const struct ion_pidtree *tree, pid_t pid)
{
	struct entry key = {.stat.id.pid = pid};
	if (tree->count == 0) {
		return NULL;
	}
	return bsearch(&key, tree->entries, tree->count, sizeof(key), compare_entries);
}

bool ion_pidtree_identify(const struct ion_pidtree *tree, struct ion_pid *pid)
{
	const struct entry *entry = entry_of(tree, pid->pid);
	if (entry != NULL) {
		*pid = entry->stat.id;
	}
	return entry != NULL;
}

bool ion_pidtree_has_ended(const struct ion_pidtree *tree, pid_t pid)
{
	const struct entry *entry = entry_of(tree, pid);
	return entry != NULL && ion_pidstat_is_dead(&entry->stat);
}

/* ---- who belongs to whom ---- */

static int compare_links(const void *left, const void *right)
{
	const struct link *a = left, *b = right;
	if (a->from != b->from) {
		return a->from < b->from ? -1 : 1;
	}
	return (a->to > b->to) - (a->to < b->to);
}

static bool link_all(struct ion_pidtree *tree)
{
	for (int i = 0; i < RELATIONS; i++) {
		struct link *links = tree->links[i] = calloc(tree->count + 1, sizeof(*links));
		if (links == NULL) {
			return false;
		}
		for (size_t k = 0; k < tree->count; k++) {
			const struct ion_pidstat *stat = &tree->entries[k].stat;
			const pid_t from[RELATIONS] = {stat->parent, stat->session, stat->group};
			links[k] = (struct link){from[i], (unsigned) k};
		}
		qsort(links, tree->count, sizeof(*links), compare_links);
	}
	return true;
}

/* The first link from there, or `count`. */
static size_t first_link(const struct ion_pidtree *tree, enum relation relation, pid_t from)
{
	size_t low = 0, high = tree->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (tree->links[relation][middle].from < from) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static bool note_kin(struct ion_pidtree *tree)
{
	struct entry *entry = entry_of(tree, getpid());
	bool is_there = entry != NULL;
	for (int i = 0; entry != NULL && i < ANCESTORS_MAX; i++) {
		entry->is_kin = true;
		entry = entry_of(tree, entry->stat.parent);
	}
	return is_there;
}

/* Orphans come to this process, too, when it is an init (as in many containers) or a subreaper. */
static bool takes_orphans(void)
{
	int is_subreaper = 0;
	return getpid() == 1 ||
		   (prctl(PR_GET_CHILD_SUBREAPER, &is_subreaper, 0, 0, 0) == 0 && is_subreaper);
}

/* Children of init and of our ancestors, any of which may be a subreaper; and of those that have ended
 * while the table was being read, so that it does not show who they were children of, or cannot tell
 * their marker any more. */
static bool note_orphans(struct ion_pidtree *tree)
{
	pid_t self = getpid();
	bool is_reaper = takes_orphans();
	tree->orphans = calloc(tree->count + 1, sizeof(*tree->orphans));
	if (tree->orphans == NULL) {
		return false;
	}
	for (size_t i = 0; i < tree->count; i++) {
		const struct ion_pidstat *stat = &tree->entries[i].stat;
		const struct entry *parent = entry_of(tree, stat->parent);
		bool may_be = stat->parent == self ? is_reaper
					  : parent == NULL     ? stat->parent > 0
										   : parent->is_kin || ion_pidstat_is_dead(&parent->stat);
		if ((may_be || stat->parent == 1) && !tree->entries[i].is_kin) {
			tree->orphans[tree->orphan_count++] = (unsigned) i;
		}
	}
	return true;
}

/* 0 or -errno. */
static int index_all(struct ion_pidtree *tree)
{
	/* procfs lists them in order; nothing else would work without */
	qsort(tree->entries, tree->count, sizeof(*tree->entries), compare_entries);
	if (!note_kin(tree)) {
		return -ENOSYS;
	}
	tree->queue = calloc(tree->count + 1, sizeof(*tree->queue));
	return tree->queue != NULL && link_all(tree) && note_orphans(tree) ? 0 : -ENOMEM;
}

int ion_pidtree_read(struct ion_pidtree *tree)
{
	DIR *directory;
	int code;

	keep_markers(tree);
	clear(tree);
	directory = opendir("/proc");
	if (directory == NULL) {
		return errno == ENOENT ? -ENOSYS : -errno;
	}
	code = is_own_namespace() ? read_all(tree, directory) : -ENOSYS;
	closedir(directory);
	if (code == 0) {
		code = index_all(tree);
	}
	if (code < 0) {
		clear(tree);
	}
	return code;
}

/* ---- a find ---- */

static void meet(struct search *search, struct entry *entry)
{
	struct ion_pidtree *tree = search->tree;
	if (entry->find != tree->find && !entry->is_kin && entry->stat.id.pid > 1) {
		entry->find = tree->find;
		tree->queue[search->size++] = (unsigned) (entry - tree->entries);
	}
}

static void meet_all(struct search *search, enum relation relation, pid_t from)
{
	struct ion_pidtree *tree = search->tree;
	const struct link *links = tree->links[relation];
	for (size_t i = first_link(tree, relation, from); i < tree->count && links[i].from == from;
		 i++) {
		meet(search, &tree->entries[links[i].to]);
	}
}

/* The number of a session or group that has processes is not given to a new process, so while the
 * leader is there, or while a member is in it that was in it before, it is the same one. */
static void meet_led(struct search *search, const struct ion_pidtree_root *root)
{
	if (root->leads_session) {
		meet_all(search, BY_SESSION, root->pid);
	}
	if (root->leads_group) {
		meet_all(search, BY_GROUP, root->pid);
	}
}

static void learn(struct ion_pidtree_root *root, const struct ion_pidstat *stat)
{
	root->start_ticks = stat->id.start_ticks;
	root->leads_session = stat->session == stat->id.pid;
	root->leads_group = stat->group == stat->id.pid;
}

static void meet_root(struct search *search, struct ion_pidtree_root *root)
{
	struct entry *entry = root->is_held ? entry_of(search->tree, root->pid) : NULL;
	/* anything but a child of ours has come by the number in spite of what the caller believes */
	if (entry != NULL && entry->stat.parent == getpid()) {
		learn(root, &entry->stat);
		meet(search, entry);
	}
}

static void meet_known(
	struct search *search, const struct ion_pidtree_root *root, const struct ion_pidlist *known)
{
	for (size_t i = 0; i < known->count; i++) {
		struct entry *entry = entry_of(search->tree, known->pids[i].pid);
		if (entry == NULL || entry->stat.id.start_ticks != known->pids[i].start_ticks) {
			continue;
		}
		meet(search, entry);
		if (entry->stat.session == root->pid || entry->stat.group == root->pid) {
			meet_led(search, root);
		}
	}
}

static int compare_kept(const void *left, const void *right)
{
	const struct kept *a = left, *b = right;
	return (a->id.pid > b->id.pid) - (a->id.pid < b->id.pid);
}

/* A marker stays one when the environment changes; none may still come, by execve(2). */
static char *take_kept(struct ion_pidtree *tree, const struct ion_pid *id)
{
	const struct kept key = {.id = *id};
	struct kept *kept = NULL;
	char *marker;
	if (tree->kept_count > 0) {
		kept = bsearch(&key, tree->kept, tree->kept_count, sizeof(key), compare_kept);
	}
	if (kept == NULL || kept->id.start_ticks != id->start_ticks) {
		return NULL;
	}
	marker = kept->marker;
	kept->marker = NULL;
	return marker;
}

static bool is_still_there(const struct entry *entry)
{
	struct ion_pidstat now;
	return ion_pidstat_read(entry->stat.id.pid, &now) == 0 &&
		   now.id.start_ticks == entry->stat.id.start_ticks && !ion_pidstat_is_dead(&now);
}

/*
 * An orphan that has ended since the table was read takes its marker with it, and was the only link to its
 * children there: they are orphans now. A shell that puts a program into the background does just that.
 */
static void note_left(struct ion_pidtree *tree, const struct entry *entry)
{
	pid_t pid = entry->stat.id.pid;
	const struct link *links = tree->links[BY_PARENT];
	size_t first = first_link(tree, BY_PARENT, pid);
	if (first == tree->count || links[first].from != pid || is_still_there(entry)) {
		return;
	}
	for (size_t i = first; i < tree->count && links[i].from == pid; i++) {
		if (!tree->entries[links[i].to].is_kin) {
			tree->orphans[tree->orphan_count++] = links[i].to;
		}
	}
}

/* Of an orphan. */
static const char *marker_of(struct ion_pidtree *tree, struct entry *entry)
{
	const struct ion_pid *id = &entry->stat.id;
	if (!entry->is_read) {
		entry->is_read = true;
		entry->marker = take_kept(tree, id);
		if (entry->marker == NULL) {
			entry->marker = ion_environ_read(id->pid, ION_PIDTREE_VARIABLE);
		}
		if (entry->marker == NULL) {
			note_left(tree, entry);
		}
	}
	return entry->marker;
}

static bool path_has(const char *path, const char *component)
{
	size_t size = strlen(component);
	while (path != NULL && *path != '\0') {
		if (strncmp(path, component, size) == 0 && (path[size] == '/' || path[size] == '\0')) {
			return true;
		}
		path = strchr(path, '/');
		path = path != NULL ? path + 1 : NULL;
	}
	return false;
}

/* There may be more of them at the end than at the beginning: see note_left(). */
static void meet_orphans(struct search *search, const struct ion_pidtree_root *root)
{
	struct ion_pidtree *tree = search->tree;
	for (size_t i = 0; root->marker != NULL && i < tree->orphan_count; i++) {
		struct entry *entry = &tree->entries[tree->orphans[i]];
		if (entry->find != tree->find && entry->stat.id.start_ticks >= root->start_ticks &&
			!ion_pidstat_is_dead(&entry->stat) && path_has(marker_of(tree, entry), root->marker)) {
			meet(search, entry);
		}
	}
}

int ion_pidtree_find(struct ion_pidtree *tree, struct ion_pidtree_root *root,
	const struct ion_pidlist *known, struct ion_pidlist *ret)
{
	struct search search = {.tree = tree};

	ret->count = 0;
	if (tree->count == 0) {
		return 0;
	}
	tree->find++;
	meet_root(&search, root);
	meet_known(&search, root, known);
	meet_orphans(&search, root);
	for (size_t i = 0; i < search.size; i++) {
		const struct ion_pidstat *stat = &tree->entries[tree->queue[i]].stat;
		meet_all(&search, BY_PARENT, stat->id.pid);
		if (stat->session == stat->id.pid) {
			meet_all(&search, BY_SESSION, stat->id.pid);
		}
		if (stat->group == stat->id.pid) {
			meet_all(&search, BY_GROUP, stat->id.pid);
		}
		if (!ion_pidstat_is_dead(stat) && !(root->is_held && stat->id.pid == root->pid) &&
			!ion_pidlist_add(ret, stat->id)) {
			return -ENOMEM;
		}
	}
	return 0;
}
