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
 *     save HEX            a path: the outputs are written to PATH.1 and PATH.2
 *     umask OCTAL, nice N, limit WHICH SOFT HARD, session, group
 *     run                 the description is complete
 * For each `run` one line is printed:
 *     exit CODE|signal NUMBER[ core] | BYTES HASH | BYTES HASH[ | truncated][ | held]
 *     failed STEP ERRNO
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 4096
#define LIMITS_MAX 16
#define PERIOD 251
#define FNV_START 0xcbf29ce484222325ULL
#define FNV_PRIME 0x100000001b3ULL

struct description {
	char *argv[WORDS_MAX];
	char *env[WORDS_MAX];
	int argc, envc, limits;
	char *cwd, *save;
	long input, input_seed; /* input: -1 = none */
	long keep, drain, nice;
	long umask; /* -1 = as it is */
	int session, group;
	struct {
		int which;
		struct rlimit limit;
	} limit[LIMITS_MAX];
};

struct output {
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
	if ((what->session && setsid() < 0) || (what->group && setpgid(0, 0) != 0)) {
		fail(report, "session");
	}
	for (int i = 0; i < what->limits; i++) {
		if (setrlimit((__rlimit_resource_t) what->limit[i].which, &what->limit[i].limit) != 0) {
			fail(report, "limits");
		}
	}
	if (what->nice != 0 && setpriority(PRIO_PROCESS, 0, (int) what->nice) != 0) {
		fail(report, "priority");
	}
	if (what->umask >= 0) {
		umask((mode_t) what->umask);
	}
}

static void become(const struct description *what, const int *streams, int report)
{
	for (int fd = 0; fd < 3; fd++) {
		if (dup2(streams[fd], fd) < 0) {
			fail(report, "fds");
		}
	}
	report = fcntl(report, F_DUPFD_CLOEXEC, 3);
	dup2(report, 3);
	fcntl(3, F_SETFD, FD_CLOEXEC);
	syscall(SYS_close_range, 4U, ~0U, 0U);
	report = 3;
	set_attributes(what, report);
	if (what->cwd != NULL && chdir(what->cwd) != 0) {
		fail(report, "cwd");
	}
	reset_signals();
	execve(what->argv[0], what->argv, what->env);
	fail(report, "exec");
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
static int serve(const struct description *what, int input, struct output *outputs)
{
	long given = 0, deadline = -1;
	for (;;) {
		struct pollfd watch[] = {
			{.fd = input, .events = POLLOUT},
			{.fd = outputs[0].fd, .events = POLLIN},
			{.fd = outputs[1].fd, .events = POLLIN},
			{.fd = child_pipe[0], .events = POLLIN},
		};
		int is_open = outputs[0].fd >= 0 || outputs[1].fd >= 0;
		if (deadline >= 0 && (!is_open || milliseconds() >= deadline)) {
			return is_open;
		}
		long left = deadline >= 0 ? deadline - milliseconds() : -1;
		if (poll(watch, 4, (int) (deadline >= 0 && left < 0 ? 0 : left)) < 0) {
			continue;
		}
		if (watch[0].revents != 0) {
			input = feed(input, what, &given);
		}
		for (int i = 0; i < 2; i++) {
			if (watch[1 + i].revents != 0) {
				take(&outputs[i], what->keep);
			}
		}
		char byte;
		siginfo_t info = {0};
		if (watch[3].revents != 0 && read(child_pipe[0], &byte, 1) == 1 &&
			waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0) {
			deadline = milliseconds() + what->drain;
			if (input >= 0) {
				close(input);
				input = -1;
			}
		}
	}
}

static void tell(pid_t pid, const struct output *outputs, int is_held)
{
	siginfo_t info = {0};
	waitid(P_PID, (id_t) pid, &info, WEXITED);
	printf("%s %d%s", info.si_code == CLD_EXITED ? "exit" : "signal", info.si_status,
		info.si_code == CLD_DUMPED ? " core" : "");
	for (int i = 0; i < 2; i++) {
		printf(" | %ld %016llx", outputs[i].size, (unsigned long long) outputs[i].hash);
	}
	printf("%s%s\n", outputs[0].truncated || outputs[1].truncated ? " | truncated" : "",
		is_held ? " | held" : "");
}

static void run(const struct description *what)
{
	int in[2], out[2], err[2], report[2];
	struct failure failure;
	if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0 || pipe2(report, O_CLOEXEC) != 0 ||
		(what->input >= 0 && pipe2(in, O_CLOEXEC) != 0)) {
		perror("reference-runner: pipe");
		exit(70);
	}
	if (what->input < 0) {
		in[0] = open("/dev/null", O_RDWR | O_CLOEXEC);
		in[1] = -1;
	}
	pid_t pid = fork();
	if (pid == 0) {
		become(what, (int[]){in[0], out[1], err[1]}, report[1]);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	close(report[1]);
	if (read(report[0], &failure, sizeof(failure)) == sizeof(failure)) {
		waitpid(pid, NULL, 0);
		printf("failed %s %d\n", failure.step, failure.error);
		close(in[1]);
		close(out[0]);
		close(err[0]);
		close(report[0]);
		return;
	}
	close(report[0]);
	struct output outputs[2] = {
		{.fd = out[0], .hash = FNV_START}, {.fd = err[0], .hash = FNV_START}};
	for (int i = 0; i < 2 && what->save != NULL; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s.%d", what->save, i + 1);
		outputs[i].copy = fopen(path, "w");
	}
	fcntl(in[1], F_SETFL, O_NONBLOCK);
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
	int is_held = serve(what, in[1], outputs);
	tell(pid, outputs, is_held);
	for (int i = 0; i < 2; i++) {
		if (outputs[i].fd >= 0) {
			close(outputs[i].fd);
		}
		if (outputs[i].copy != NULL) {
			fclose(outputs[i].copy);
		}
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
	free(what->cwd);
	free(what->save);
	*what = (struct description){.input = -1, .umask = -1, .keep = -1, .drain = 1000};
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
	} else if (strcmp(word, "limit") == 0 && what->limits < LIMITS_MAX) {
		long long soft, hard;
		sscanf(rest, "%d %lld %lld", &what->limit[what->limits].which, &soft, &hard);
		what->limit[what->limits++].limit = (struct rlimit){(rlim_t) soft, (rlim_t) hard};
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
	if (from == NULL || pipe2(child_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
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
