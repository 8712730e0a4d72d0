/*
 * A program that does what its first argument says, for tests that compare two ways to start one.
 *     cc -o random-program random-program.c
 *     random-program STEP[,ARGUMENT...][;STEP...]... [ANYTHING...]
 *     random-program 'dump,1;write,2,65537,3,4096;read,all;exit,7' $'any \377 bytes'
 * The steps are done in turn; the table at the end of the file tells what there is. After the last
 * one it exits with 0. What it writes depends on nothing but its arguments and on what a starter
 * gives to a program: no pids, no times, no addresses. 64 = wrong usage, 71 = a write failed.
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS 4
#define DESCRIPTORS 1024
#define GROUPS 256
/* The pattern of all data: a byte is its position modulo this, plus the seed. No page has this size. */
#define PERIOD 251
#define FNV_START 0xcbf29ce484222325ULL
#define FNV_PRIME 0x100000001b3ULL

extern char **environ;

struct invocation {
	int argc;
	char **argv;
	const char *rest; /* the steps after this one */
};

static uint64_t hash(uint64_t state, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		state = (state ^ (unsigned char) data[i]) * FNV_PRIME;
	}
	return state;
}

static void put(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, data, size);
		if (written < 0 && errno != EINTR) {
			_exit(71);
		}
		if (written > 0) {
			data += written;
			size -= (size_t) written;
		}
	}
}

/* ---- dump: all that a program can see of how it was started ---- */

static void dump_string(FILE *to, const char *what, const char *text)
{
	fprintf(to, "%s %zu:%s\n", what, strlen(text), text);
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* Sorted: the order of an environment means nothing. Without the mark that ION knows its programs by,
 * which is another one each time. */
static void dump_environment(FILE *to)
{
	size_t count = 0;
	while (environ[count] != NULL) {
		count++;
	}
	qsort(environ, count, sizeof(*environ), compare_strings);
	for (size_t i = 0; i < count; i++) {
		if (strncmp(environ[i], "_ION_TREE=", strlen("_ION_TREE=")) != 0) {
			dump_string(to, "env", environ[i]);
		}
	}
}

static const char *kind(mode_t mode)
{
	switch (mode & S_IFMT) {
		case S_IFIFO:
			return "pipe";
		case S_IFSOCK:
			return "socket";
		case S_IFREG:
			return "file";
		case S_IFDIR:
			return "directory";
		case S_IFCHR:
			return "device";
		default:
			return "other";
	}
}

/* The first descriptor that leads to the same thing. */
static int first_alike(int fd, const struct stat *what)
{
	struct stat other;
	for (int i = 0; i < fd; i++) {
		if (fstat(i, &other) == 0 && other.st_dev == what->st_dev && other.st_ino == what->st_ino) {
			return i;
		}
	}
	return fd;
}

static void dump_descriptor(FILE *to, int fd)
{
	struct stat what;
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fstat(fd, &what) != 0) {
		return;
	}
	fprintf(to, "fd %d %s mode %d%s%s%s as %d", fd, kind(what.st_mode), flags & O_ACCMODE,
		flags & O_NONBLOCK ? " nonblock" : "", flags & O_APPEND ? " append" : "",
		fcntl(fd, F_GETFD) & FD_CLOEXEC ? " cloexec" : "", first_alike(fd, &what));
	if (S_ISCHR(what.st_mode) && !isatty(fd)) {
		fprintf(to, " rdev %lx", (unsigned long) what.st_rdev);
	}
	if (S_ISREG(what.st_mode)) {
		fprintf(to, " at %ld of %ld", (long) lseek(fd, 0, SEEK_CUR), (long) what.st_size);
	}
	if (isatty(fd)) {
		struct winsize size = {0};
		ioctl(fd, TIOCGWINSZ, &size);
		fprintf(to, " terminal %ux%u", size.ws_col, size.ws_row);
	}
	fputc('\n', to);
}

static void dump_signals(FILE *to)
{
	sigset_t blocked;
	sigprocmask(SIG_SETMASK, NULL, &blocked);
	for (int number = 1; number <= SIGRTMAX; number++) {
		struct sigaction action;
		/* two of them are the C library's own */
		if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_DFL) {
			fprintf(to, "signal %d ignored\n", number);
		}
		if (sigismember(&blocked, number) == 1) {
			fprintf(to, "signal %d blocked\n", number);
		}
	}
}

static void dump_limits(FILE *to)
{
	for (int which = 0; which < RLIM_NLIMITS; which++) {
		struct rlimit limit;
		if (getrlimit((__rlimit_resource_t) which, &limit) == 0) {
			fprintf(to, "limit %d %lld %lld\n", which, (long long) limit.rlim_cur,
				(long long) limit.rlim_max);
		}
	}
}

static void dump_identity(FILE *to)
{
	gid_t groups[GROUPS];
	int count = getgroups(GROUPS, groups);
	mode_t mask = umask(0);
	umask(mask);
	fprintf(to, "user %d %d group %d %d groups", (int) getuid(), (int) geteuid(), (int) getgid(),
		(int) getegid());
	for (int i = 0; i < count; i++) {
		fprintf(to, " %d", (int) groups[i]);
	}
	cpu_set_t cpus;
	CPU_ZERO(&cpus);
	sched_getaffinity(0, sizeof(cpus), &cpus);
	for (int i = 0; i < CPU_SETSIZE; i++) {
		if (CPU_ISSET(i, &cpus)) {
			fprintf(to, " processor %d", i);
		}
	}
	fprintf(to, "\numask %04o\nnice %d\nsession %s\nprocess group %s\nno new privileges %d\n",
		(unsigned) mask, getpriority(PRIO_PROCESS, 0), getsid(0) == getpid() ? "own" : "another's",
		getpgid(0) == getpid() ? "own" : "another's", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
}

static void do_dump(struct invocation *self, char **arguments)
{
	char *text = NULL;
	size_t size = 0;
	char cwd[8192];
	FILE *to = open_memstream(&text, &size);
	for (int i = 0; i < self->argc; i++) {
		dump_string(to, "argument", self->argv[i]);
	}
	dump_environment(to);
	dump_string(to, "cwd", getcwd(cwd, sizeof(cwd)) != NULL ? cwd : strerror(errno));
	for (int fd = 0; fd < DESCRIPTORS; fd++) {
		dump_descriptor(to, fd);
	}
	dump_signals(to);
	dump_limits(to);
	dump_identity(to);
	fclose(to);
	put(atoi(arguments[0]), text, size);
	free(text);
}

/* ---- data ---- */

/* FD, SIZE, SEED, CHUNK */
static void do_write(struct invocation *self, char **arguments)
{
	(void) self;
	size_t left = strtoul(arguments[1], NULL, 10), chunk = strtoul(arguments[3], NULL, 10), at = 0;
	unsigned seed = (unsigned) atoi(arguments[2]);
	char *bytes = malloc(chunk + 1);
	while (left > 0) {
		size_t size = left < chunk ? left : chunk;
		for (size_t i = 0; i < size; i++, at++) {
			bytes[i] = (char) (at % PERIOD + seed);
		}
		put(atoi(arguments[0]), bytes, size);
		left -= size;
	}
	free(bytes);
}

/* SIZE or "all": tells on standard output how much came, and its hash. */
static void do_read(struct invocation *self, char **arguments)
{
	(void) self;
	size_t left = strcmp(arguments[0], "all") == 0 ? SIZE_MAX : strtoul(arguments[0], NULL, 10);
	size_t taken = 0;
	uint64_t state = FNV_START;
	char bytes[65536];
	const char *end = "";
	while (left > 0) {
		ssize_t size = read(STDIN_FILENO, bytes, left < sizeof(bytes) ? left : sizeof(bytes));
		if (size <= 0) {
			end = size == 0 ? " to the end" : strerror(errno);
			break;
		}
		state = hash(state, bytes, (size_t) size);
		taken += (size_t) size;
		left -= (size_t) size;
	}
	char line[128];
	int length = snprintf(
		line, sizeof(line), "read %zu%s, %016llx\n", taken, end, (unsigned long long) state);
	put(STDOUT_FILENO, line, (size_t) length);
}

/* FD, SIZE: of a pipe; the kernel rounds up to a page. */
static void do_room(struct invocation *self, char **arguments)
{
	(void) self;
	fcntl(atoi(arguments[0]), F_SETPIPE_SZ, atoi(arguments[1]));
}

static void do_close(struct invocation *self, char **arguments)
{
	(void) self;
	close(atoi(arguments[0]));
}

/* FROM, TO */
static void do_dup(struct invocation *self, char **arguments)
{
	(void) self;
	dup2(atoi(arguments[0]), atoi(arguments[1]));
}

/* ---- processes ---- */

/* PATH of a FIFO: a child keeps all descriptors open until the FIFO has no writer any more. */
static void do_hold(struct invocation *self, char **arguments)
{
	(void) self;
	if (fork() == 0) {
		char byte;
		int gate = open(arguments[0], O_RDONLY);
		while (gate >= 0 && (read(gate, &byte, 1) > 0 || errno == EINTR)) {
		}
		_exit(0);
	}
}

/* The same from a session of its own. */
static void do_escape(struct invocation *self, char **arguments)
{
	pid_t pid = fork();
	if (pid == 0) {
		setsid();
		do_hold(self, arguments);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

/* Stops itself; a child sees that and lets it go on. */
static void do_stop(struct invocation *self, char **arguments)
{
	(void) self;
	(void) arguments;
	pid_t parent = getpid(), pid = fork();
	if (pid != 0) {
		raise(SIGSTOP);
		waitpid(pid, NULL, 0);
		return;
	}
	char path[64], line[512] = "";
	snprintf(path, sizeof(path), "/proc/%d/stat", (int) parent);
	const char *state = NULL;
	while (state == NULL || state[0] != ')' || state[2] != 'T') {
		int fd = open(path, O_RDONLY);
		ssize_t size = read(fd, line, sizeof(line) - 1);
		close(fd);
		line[size > 0 ? size : 0] = '\0';
		state = strrchr(line, ')');
		if (state == NULL) {
			break;
		}
		sched_yield();
	}
	kill(parent, SIGCONT);
	_exit(0);
}

/* The rest of the steps after another execve(). */
static void do_again(struct invocation *self, char **arguments)
{
	(void) arguments;
	char **argv = calloc((size_t) self->argc + 1, sizeof(char *));
	memcpy(argv, self->argv, (size_t) self->argc * sizeof(char *));
	argv[1] = strdup(self->rest);
	execve("/proc/self/exe", argv, environ);
	_exit(72);
}

static void do_core(struct invocation *self, char **arguments)
{
	(void) self;
	(void) arguments;
	struct rlimit limit;
	getrlimit(RLIMIT_CORE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_CORE, &limit);
}

static void do_signal(struct invocation *self, char **arguments)
{
	(void) self;
	raise(atoi(arguments[0]));
}

static void do_exit(struct invocation *self, char **arguments)
{
	(void) self;
	_exit(atoi(arguments[0]));
}

static const struct step {
	const char *name;
	int arguments;
	void (*run)(struct invocation *self, char **arguments);
} steps[] = {
	{"dump", 1, do_dump},
	{"write", 4, do_write},
	{"read", 1, do_read},
	{"room", 2, do_room},
	{"close", 1, do_close},
	{"dup", 2, do_dup},
	{"hold", 1, do_hold},
	{"escape", 1, do_escape},
	{"stop", 0, do_stop},
	{"again", 0, do_again},
	{"core", 0, do_core},
	{"signal", 1, do_signal},
	{"exit", 1, do_exit},
};

static void run(struct invocation *self, char *text)
{
	char *arguments[ARGUMENTS] = {NULL};
	int count = 0;
	const char *name = strsep(&text, ",");
	while (text != NULL && count < ARGUMENTS) {
		arguments[count++] = strsep(&text, ",");
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (strcmp(steps[i].name, name) == 0 && steps[i].arguments == count) {
			steps[i].run(self, arguments);
			return;
		}
	}
	fprintf(stderr, "random-program: no step %s with %d arguments\n", name, count);
	exit(64);
}

int main(int argc, char **argv)
{
	struct invocation self = {.argc = argc, .argv = argv};
	char *text = strdup(argc > 1 ? argv[1] : "");
	while (text != NULL && *text != '\0') {
		char *step = strsep(&text, ";");
		self.rest = text != NULL ? text : "";
		run(&self, step);
	}
	return 0;
}
