/*
 * Runs a program that gets SIGALRM again and again: ticking MICROSECONDS PROGRAM [ARGUMENT...]
 * The timer lives through execve(2), but not in a child. The signal is blocked until the program handles
 * and unblocks it; were it ignored, the kernel would not go on ticking.
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct itimerval timer = {.it_interval.tv_usec = argc > 2 ? atoi(argv[1]) : 0};
	sigset_t tick;

	sigemptyset(&tick);
	sigaddset(&tick, SIGALRM);
	timer.it_value = timer.it_interval;
	if (timer.it_value.tv_usec <= 0 || sigprocmask(SIG_BLOCK, &tick, NULL) < 0 ||
		setitimer(ITIMER_REAL, &timer, NULL) < 0) {
		return 126;
	}
	execvp(argv[2], argv + 2);
	return 127;
}
