/*
 * Runs programs in the plainest way there is and tells how each ended: what ION is compared with.
 *     cc -o reference-runner reference-runner.c
 *     reference-runner DESCRIPTIONS
 * The file has one word and its arguments a line; HEX is any bytes in hexadecimal:
 *     arg HEX             an argument, the program's path first; it is not looked for in PATH
 *     env HEX             a variable, NAME=VALUE; there are no others
 *     cwd HEX
 *     stdin SIZE SEED     so many bytes of the pattern of random-program.c; else /dev/null
 *     keep SIZE           of each output; the rest is read and forgotten
 *     drain MS            how long to wait for a pipe that is still open after the end
 *     save HEX            a path: the outputs are written to PATH.1, PATH.2 ...
 *     fd N KIND ...       where descriptor N leads. Without: 0 to /dev/null, 1 and 2 to pipes
 *       null|pipe               above 2 the pipe goes both ways
 *       socket                  a socket whose other end takes everything and gives nothing
 *       file FLAGS HEX          opened with these flags of open(2)
 *       stream ID FLAGS AT HEX  opened before and at this position; one for all of the same ID
 *       same M                  as descriptor M of the program
 *     terminal COLUMNS ROWS   instead of the pipes, and /dev/null for 0
 *     umask OCTAL, nice N, limit WHICH SOFT HARD, cpu N, session, group, nonewprivs
 *     run                 the description is complete
 * For each `run` one line is printed:
 *     exit CODE|signal NUMBER[ core] | BYTES HASH | BYTES HASH[ | BYTES HASH...][ | truncated][ | held]
 * with what came from 1, from 2, and from the pipes above.
 *     failed STEP ERRNO
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 4096
#define LIMITS_MAX 16
#define TARGETS_MAX 64
/* Descriptors of the program are below this, ours above, so that none is in the way of another. */
#define TARGET_END 100
#define PERIOD 251
#define FNV_START 0xcbf29ce484222325ULL
#define FNV_PRIME 0x100000001b3ULL

enum kind { TO_NULL, TO_PIPE, TO_SOCKET, TO_FILE, TO_STREAM, TO_SAME, TO_TERMINAL };

struct target {
	int number;
	enum kind kind;
	int id;    /* TO_STREAM */
	int other; /* TO_SAME */
	int flags;
	long at;
	char *path;
	int source; /* once it is open */
};

struct description {
	char *argv[WORDS_MAX];
	char *env[WORDS_MAX];
	int argc, envc, limits;
	char *cwd, *save;
	long input, input_seed; /* input: -1 = none */
	long keep, drain, nice;
	long umask; /* -1 = as it is */
	int session, group, no_new_privs;
	int has_terminal, has_cpus;
	struct winsize size;
	cpu_set_t cpus;
	struct target target[TARGETS_MAX];
	int targets;
	struct {
		int which;
		struct rlimit limit;
	} limit[LIMITS_MAX];
};

/* What comes from one descriptor of the program. */
struct output {
	int number;
	int fd; /* -1 = at its end */
	long size;
	uint64_t hash;
	int truncated;
	FILE *copy;
};

struct failure {
	char step[16];
	int error;
};

/* Written by the handler of SIGCHLD, so that poll() sees it. */
static int child_pipe[2];

static void on_child(int number)
{
	(void) number;
	int error = errno;
	(void) !write(child_pipe[1], "", 1);
	errno = error;
}

static long milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- in the child ---- */

static void fail(int fd, const char *step)
{
	struct failure failure = {.error = errno};
	strcpy(failure.step, step);
	(void) !write(fd, &failure, sizeof(failure));
	_exit(127);
}

static void reset_signals(void)
{
	sigset_t none;
	for (int number = 1; number < _NSIG; number++) {
		signal(number, SIG_DFL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_attributes(const struct description *what, int report)
{
	int leads = what->session || what->has_terminal;
	if ((leads && setsid() < 0) || (!leads && what->group && setpgid(0, 0) != 0)) {
		fail(report, "session");
	}
	for (int i = 0; i < what->targets; i++) {
		if (what->target[i].kind == TO_TERMINAL &&
			ioctl(what->target[i].number, TIOCSCTTY, 0) != 0) {
			fail(report, "terminal");
		}
	}
	for (int i = 0; i < what->limits; i++) {
		if (setrlimit((__rlimit_resource_t) what->limit[i].which, &what->limit[i].limit) != 0) {
			fail(report, "limits");
		}
	}
	if (what->nice != 0 && setpriority(PRIO_PROCESS, 0, (int) what->nice) != 0) {
		fail(report, "priority");
	}
	if (what->has_cpus && sched_setaffinity(0, sizeof(what->cpus), &what->cpus) != 0) {
		fail(report, "affinity");
	}
	if (what->no_new_privs) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	}
	if (what->umask >= 0) {
		umask((mode_t) what->umask);
	}
}

static int is_target(const struct description *what, int fd)
{
	for (int i = 0; i < what->targets; i++) {
		if (what->target[i].number == fd) {
			return 1;
		}
	}
	return 0;
}

static void become(const struct description *what, int report)
{
	report = fcntl(report, F_DUPFD_CLOEXEC, TARGET_END);
	for (int i = 0; i < what->targets; i++) {
		if (dup2(what->target[i].source, what->target[i].number) < 0) {
			fail(report, "fds");
		}
	}
	for (int fd = 0; fd < sysconf(_SC_OPEN_MAX) && fd < 1024; fd++) {
		if (fd != report && !is_target(what, fd)) {
			close(fd);
		}
	}
	set_attributes(what, report);
	if (what->cwd != NULL && chdir(what->cwd) != 0) {
		fail(report, "cwd");
	}
	reset_signals();
	execve(what->argv[0], what->argv, what->env);
	fail(report, "exec");
}

/* ---- descriptors ---- */

/* Our own are out of the way of all targets. */
static int raise_fd(int fd)
{
	int high = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, TARGET_END) : -1;
	int error = errno;
	if (fd >= 0) {
		close(fd);
	}
	errno = error;
	return high;
}

static struct target *find_target(struct description *what, int number)
{
	for (int i = 0; i < what->targets; i++) {
		if (what->target[i].number == number) {
			return &what->target[i];
		}
	}
	return NULL;
}

static void add_defaults(struct description *what)
{
	for (int number = 0; number < 3; number++) {
		if (find_target(what, number) == NULL) {
			enum kind kind = number > 0 || what->input >= 0 ? TO_PIPE : TO_NULL;
			what->target[what->targets++] = (struct target){
				.number = number, .kind = what->has_terminal ? TO_TERMINAL : kind, .source = -1};
		}
	}
}

static void open_pipe(struct target *target, int *ours)
{
	int ends[2], code;
	if (target->number < 3) {
		code = pipe2(ends, O_CLOEXEC);
	} else {
		code = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
	}
	if (code != 0) {
		perror("reference-runner: pipe");
		exit(70);
	}
	int mine = target->number != 0 ? 0 : 1;
	target->source = raise_fd(ends[1 - mine]);
	ours[target->number] = raise_fd(ends[mine]);
	fcntl(ours[target->number], F_SETFL, O_NONBLOCK);
}

/* One for all descriptors that lead there. Its output is that of descriptor 1. */
static void open_terminal(struct description *what, struct target *target, int *ours)
{
	for (int i = 0; i < what->targets; i++) {
		if (what->target[i].kind == TO_TERMINAL && what->target[i].source >= 0) {
			target->source = what->target[i].source;
			return;
		}
	}
	ours[1] = raise_fd(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
	if (grantpt(ours[1]) != 0 || unlockpt(ours[1]) != 0) {
		perror("reference-runner: terminal");
		exit(70);
	}
	target->source = raise_fd(open(ptsname(ours[1]), O_RDWR | O_NOCTTY | O_CLOEXEC));
	ioctl(ours[1], TIOCSWINSZ, &what->size);
}

static void open_stream(struct description *what, struct target *target)
{
	for (int i = 0; i < what->targets; i++) {
		const struct target *other = &what->target[i];
		if (other->kind == TO_STREAM && other->id == target->id && other->source >= 0) {
			target->source = other->source;
			return;
		}
	}
	target->source = raise_fd(open(target->path, target->flags | O_CLOEXEC, 0666));
	lseek(target->source, target->at, SEEK_SET);
}

static int open_target(struct description *what, struct target *target, int *ours)
{
	int ends[2];
	switch (target->kind) {
		case TO_NULL:
			target->source = raise_fd(open("/dev/null", O_RDWR | O_CLOEXEC));
			break;
		case TO_PIPE:
			open_pipe(target, ours);
			break;
		case TO_SOCKET:
			/* the other end stays open meanwhile, but gives nothing to who reads */
			socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
			shutdown(ends[0], SHUT_WR);
			raise_fd(ends[0]);
			target->source = raise_fd(ends[1]);
			break;
		case TO_FILE:
			target->source = raise_fd(open(target->path, target->flags | O_CLOEXEC, 0666));
			break;
		case TO_STREAM:
			open_stream(what, target);
			break;
		case TO_TERMINAL:
			open_terminal(what, target, ours);
			break;
		case TO_SAME:
			break;
	}
	return target->source;
}

/* In the order they were given; those that are as another one come last. -1 with errno. */
static int open_targets(struct description *what, int *ours)
{
	for (int i = 0; i < what->targets; i++) {
		if (what->target[i].kind != TO_SAME && open_target(what, &what->target[i], ours) < 0) {
			return -1;
		}
	}
	for (int i = 0; i < what->targets; i++) {
		struct target *from = &what->target[i];
		while (from->kind == TO_SAME) {
			from = find_target(what, from->other);
		}
		what->target[i].source = from->source;
	}
	return 0;
}

static void close_sources(struct description *what)
{
	for (int i = 0; i < what->targets; i++) {
		close(what->target[i].source);
	}
}

/* ---- in the parent ---- */

static int feed(int fd, const struct description *what, long *given)
{
	char bytes[65536];
	while (*given < what->input) {
		long size = what->input - *given;
		size = size < (long) sizeof(bytes) ? size : (long) sizeof(bytes);
		for (long i = 0; i < size; i++) {
			bytes[i] = (char) ((*given + i) % PERIOD + what->input_seed);
		}
		ssize_t written = write(fd, bytes, (size_t) size);
		if (written < 0 && errno == EAGAIN) {
			return fd;
		}
		if (written < 0 && errno != EINTR) {
			break;
		}
		*given += written > 0 ? written : 0;
	}
	close(fd);
	return -1;
}

static void take(struct output *from, long keep)
{
	static char bytes[65536];
	ssize_t size = read(from->fd, bytes, sizeof(bytes));
	if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	if (size <= 0) {
		close(from->fd);
		from->fd = -1;
	}
	for (ssize_t i = 0; i < size; i++) {
		if (from->size == keep) {
			from->truncated = 1;
			break;
		}
		from->hash = (from->hash ^ (unsigned char) bytes[i]) * FNV_PRIME;
		from->size++;
		if (from->copy != NULL) {
			fputc(bytes[i], from->copy);
		}
	}
}

/* Until all is read; after the end of the program no longer than `drain`. True = a pipe was still open. */
static int serve(const struct description *what, int input, struct output *outputs, int count)
{
	long given = 0, deadline = -1;
	for (;;) {
		struct pollfd watch[TARGETS_MAX + 2] = {
			{.fd = input, .events = POLLOUT},
			{.fd = child_pipe[0], .events = POLLIN},
		};
		int is_open = 0;
		for (int i = 0; i < count; i++) {
			watch[2 + i] = (struct pollfd){.fd = outputs[i].fd, .events = POLLIN};
			is_open |= outputs[i].fd >= 0;
		}
		if (deadline >= 0 && (!is_open || milliseconds() >= deadline)) {
			return is_open;
		}
		long left = deadline >= 0 ? deadline - milliseconds() : -1;
		if (poll(watch, (nfds_t) count + 2, (int) (deadline >= 0 && left < 0 ? 0 : left)) < 0) {
			continue;
		}
		if (watch[0].revents != 0) {
			input = feed(input, what, &given);
		}
		for (int i = 0; i < count; i++) {
			if (watch[2 + i].revents != 0) {
				take(&outputs[i], what->keep);
			}
		}
		char byte;
		siginfo_t info = {0};
		if (watch[1].revents != 0 && read(child_pipe[0], &byte, 1) == 1 &&
			waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0) {
			deadline = milliseconds() + what->drain;
			if (input >= 0) {
				close(input);
				input = -1;
			}
		}
	}
}

static void tell(pid_t pid, const struct output *outputs, int count, int is_held)
{
	int is_truncated = 0;
	siginfo_t info = {0};
	waitid(P_PID, (id_t) pid, &info, WEXITED);
	printf("%s %d%s", info.si_code == CLD_EXITED ? "exit" : "signal", info.si_status,
		info.si_code == CLD_DUMPED ? " core" : "");
	for (int i = 0; i < count; i++) {
		is_truncated |= outputs[i].truncated;
		printf(" | %ld %016llx", outputs[i].size, (unsigned long long) outputs[i].hash);
	}
	printf("%s%s\n", is_truncated ? " | truncated" : "", is_held ? " | held" : "");
}

/* ---- one program ---- */

static void serve_program(const struct description *what, pid_t pid, const int *ours)
{
	struct output outputs[TARGETS_MAX];
	char path[4096];
	int count = 0;
	for (int number = 1; number < TARGET_END && count < TARGETS_MAX; number++) {
		if (number < 3 || ours[number] >= 0) {
			outputs[count++] =
				(struct output){.number = number, .fd = ours[number], .hash = FNV_START};
		}
	}
	for (int i = 0; i < count && what->save != NULL; i++) {
		snprintf(path, sizeof(path), "%s.%d", what->save, outputs[i].number);
		outputs[i].copy = fopen(path, "w");
	}
	int is_held = serve(what, ours[0], outputs, count);
	tell(pid, outputs, count, is_held);
	for (int i = 0; i < count; i++) {
		close(outputs[i].fd);
		if (outputs[i].copy != NULL) {
			fclose(outputs[i].copy);
		}
	}
}

static void run(struct description *what)
{
	int report[2], ours[TARGET_END];
	struct failure failure = {.step = "fds"};
	int failed;

	for (int number = 0; number < TARGET_END; number++) {
		ours[number] = -1;
	}
	add_defaults(what);
	if (open_targets(what, ours) < 0) {
		printf("failed fds %d\n", errno);
		return;
	}
	if (pipe2(report, O_CLOEXEC) != 0) {
		perror("reference-runner: pipe");
		exit(70);
	}
	pid_t pid = fork();
	if (pid == 0) {
		become(what, report[1]);
	}
	close_sources(what);
	close(report[1]);
	failed = read(report[0], &failure, sizeof(failure)) == sizeof(failure);
	close(report[0]);
	if (failed) {
		waitpid(pid, NULL, 0);
		printf("failed %s %d\n", failure.step, failure.error);
	} else {
		serve_program(what, pid, ours);
	}
}

/* ---- descriptions ---- */

static char *unhex(const char *text)
{
	size_t size = strlen(text) / 2;
	char *bytes = malloc(size + 1);
	for (size_t i = 0; i < size; i++) {
		unsigned byte;
		sscanf((char[]){text[2 * i], text[2 * i + 1], '\0'}, "%2x", &byte);
		bytes[i] = (char) byte;
	}
	bytes[size] = '\0';
	return bytes;
}

static void forget(struct description *what)
{
	for (int i = 0; i < what->argc; i++) {
		free(what->argv[i]);
	}
	for (int i = 0; i < what->envc; i++) {
		free(what->env[i]);
	}
	for (int i = 0; i < what->targets; i++) {
		free(what->target[i].path);
	}
	free(what->cwd);
	free(what->save);
	*what = (struct description){.input = -1, .umask = -1, .keep = -1, .drain = 1000};
	/* whatever a failed start or the other end of a socket left open */
	for (int fd = TARGET_END; fd < 1024; fd++) {
		if (fd != child_pipe[0] && fd != child_pipe[1]) {
			close(fd);
		}
	}
}

static void understand_fd(struct description *what, const char *rest)
{
	static const char *const kinds[] = {"null", "pipe", "socket", "file", "stream", "same"};
	struct target target = {.source = -1};
	char kind[16] = "", *path = calloc(1, strlen(rest) + 1);
	int at = 0;
	sscanf(rest, "%d %15s %n", &target.number, kind, &at);
	while (target.kind < TO_TERMINAL && strcmp(kinds[target.kind], kind) != 0) {
		target.kind++;
	}
	if (target.kind == TO_FILE) {
		sscanf(rest + at, "%d %s", &target.flags, path);
	} else if (target.kind == TO_STREAM) {
		sscanf(rest + at, "%d %d %ld %s", &target.id, &target.flags, &target.at, path);
	} else if (target.kind == TO_SAME) {
		target.other = atoi(rest + at);
	}
	target.path = unhex(path);
	free(path);
	if (what->targets < TARGETS_MAX - 3) {
		what->target[what->targets++] = target;
	}
}

static void understand_limit(struct description *what, const char *rest)
{
	long long soft, hard;
	if (what->limits < LIMITS_MAX) {
		sscanf(rest, "%d %lld %lld", &what->limit[what->limits].which, &soft, &hard);
		what->limit[what->limits++].limit = (struct rlimit){(rlim_t) soft, (rlim_t) hard};
	}
}

static void understand_cpu(struct description *what, int number)
{
	if (!what->has_cpus) {
		CPU_ZERO(&what->cpus);
	}
	what->has_cpus = 1;
	CPU_SET(number, &what->cpus);
}

static void understand(struct description *what, char *line)
{
	const char *word = strsep(&line, " \n");
	const char *rest = line != NULL ? strsep(&line, "\n") : "";
	if (strcmp(word, "arg") == 0 && what->argc < WORDS_MAX - 1) {
		what->argv[what->argc++] = unhex(rest);
	} else if (strcmp(word, "env") == 0 && what->envc < WORDS_MAX - 1) {
		what->env[what->envc++] = unhex(rest);
	} else if (strcmp(word, "cwd") == 0) {
		what->cwd = unhex(rest);
	} else if (strcmp(word, "save") == 0) {
		what->save = unhex(rest);
	} else if (strcmp(word, "stdin") == 0) {
		sscanf(rest, "%ld %ld", &what->input, &what->input_seed);
	} else if (strcmp(word, "keep") == 0) {
		what->keep = atol(rest);
	} else if (strcmp(word, "drain") == 0) {
		what->drain = atol(rest);
	} else if (strcmp(word, "umask") == 0) {
		what->umask = strtol(rest, NULL, 8);
	} else if (strcmp(word, "nice") == 0) {
		what->nice = atol(rest);
	} else if (strcmp(word, "limit") == 0) {
		understand_limit(what, rest);
	} else if (strcmp(word, "fd") == 0) {
		understand_fd(what, rest);
	} else if (strcmp(word, "cpu") == 0) {
		understand_cpu(what, atoi(rest));
	} else if (strcmp(word, "terminal") == 0) {
		what->has_terminal = 1;
		sscanf(rest, "%hu %hu", &what->size.ws_col, &what->size.ws_row);
	} else if (strcmp(word, "nonewprivs") == 0) {
		what->no_new_privs = 1;
	} else if (strcmp(word, "session") == 0) {
		what->session = 1;
	} else if (strcmp(word, "group") == 0) {
		what->group = 1;
	} else if (strcmp(word, "run") == 0) {
		run(what);
		forget(what);
	} else {
		fprintf(stderr, "reference-runner: no word '%s'\n", word);
		exit(64);
	}
}

int main(int argc, char **argv)
{
	static struct description what;
	char *line = NULL;
	size_t size = 0;
	FILE *from = argc == 2 ? fopen(argv[1], "re") : NULL;
	if (from == NULL || fileno(from) >= TARGET_END ||
		pipe2(child_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
		fprintf(stderr, "usage: reference-runner DESCRIPTIONS\n");
		return 64;
	}
	setlinebuf(stdout);
	signal(SIGPIPE, SIG_IGN);
	sigaction(SIGCHLD, &(struct sigaction){.sa_handler = on_child}, NULL);
	forget(&what);
	while (getline(&line, &size, from) > 0) {
		understand(&what, line);
	}
	free(line);
	fclose(from);
	return 0;
}
