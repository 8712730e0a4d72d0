/*
 * Workers one after another: socket pair, fork, "ready" byte, exit, reaped; microseconds for each (mean).
 *   fork whole COUNT [HEAP_MIB]   until it is reaped
 *   fork ready COUNT [HEAP_MIB]   until the byte is read
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

/* Returns the seconds until it was ready. */
static double run_worker(void)
{
	double begin = seconds();
	double ready;
	int ends[2], status;
	char byte;
	pid_t pid;

	make_pair(ends);
	pid = fork_child();
	if (pid == 0) {
		close(ends[0]);
		write_all(ends[1], "r", 1);
		_exit(0);
	}
	close(ends[1]);
	read_all(ends[0], &byte, 1);
	ready = seconds() - begin;
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fail("waitpid");
	}
	close(ends[0]);
	return ready;
}

int main(int argc, char **argv)
{
	double begin;
	double ready = 0;
	int count;

	if (argc < 3) {
		usage("fork whole|ready COUNT [HEAP_MIB]");
	}
	count = atoi(argv[2]);
	touch_heap(argc > 3 ? atol(argv[3]) : 0);
	for (int i = 0; i < 5; i++) {
		run_worker();
	}
	begin = seconds();
	for (int i = 0; i < count; i++) {
		ready += run_worker();
	}
	if (strcmp(argv[1], "ready") != 0) {
		ready = seconds() - begin;
	}
	print_value(ready / count * 1e6);
	return 0;
}
