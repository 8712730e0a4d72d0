/*
 * A terminal for a test: terminal PROGRAM [ARGUMENT...] runs the program as the leader of a session
 * and of the foreground group of a pseudo terminal. What comes in here is typed there, what is
 * printed there comes out here. Ends with the program's exit code, or 128 + its signal, once all that
 * have the terminal open are gone.
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static void run_program(int terminal, char **argv)
{
	struct termios mode;
	setsid();
	ioctl(terminal, TIOCSCTTY, 0);
	/* as it is printed: no carriage returns, no echo of what is typed */
	tcgetattr(terminal, &mode);
	mode.c_oflag &= (tcflag_t) ~OPOST;
	mode.c_lflag &= (tcflag_t) ~ECHO;
	tcsetattr(terminal, TCSANOW, &mode);
	for (int fd = 0; fd < 3; fd++) {
		dup2(terminal, fd);
	}
	if (terminal > 2) {
		close(terminal);
	}
	execvp(argv[0], argv);
	_exit(127);
}

/* false: nothing more comes from there */
static int copy(int from, int to)
{
	char bytes[4096];
	ssize_t size = read(from, bytes, sizeof(bytes));
	return size > 0 && write(to, bytes, (size_t) size) == size;
}

int main(int argc, char **argv)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	int status = 0, terminal;
	struct pollfd ready[2] = {{.fd = master, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
	pid_t pid;

	if (argc < 2 || master < 0 || grantpt(master) < 0 || unlockpt(master) < 0) {
		return 126;
	}
	terminal = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	pid = fork();
	if (pid == 0) {
		run_program(terminal, argv + 1);
	}
	close(terminal);
	/* the other side closed by everybody is an error of read() */
	while (poll(ready, 2, -1) > 0) {
		if (ready[0].revents != 0 && !copy(master, 1)) {
			break;
		}
		if (ready[1].revents != 0 && !copy(0, master)) {
			ready[1].fd = -1;
		}
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
