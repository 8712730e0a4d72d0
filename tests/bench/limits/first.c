/*
 * Microseconds from the start of a program to its first byte (mean), one after another.
 *   first COUNT HEAP_MIB PROGRAM [ARGUMENT...]
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

/* The seconds it took. */
static double run(char *const *argv, char *stack)
{
	struct program program = {.argv = argv};
	double begin = seconds();
	double until_byte;
	int ends[2], status;
	char byte;

	if (pipe2(ends, O_CLOEXEC) < 0) {
		fail("pipe2");
	}
	program.out = ends[1];
	program_start(&program, stack, NULL);
	close(ends[1]);
	read_all(ends[0], &byte, 1);
	until_byte = seconds() - begin;
	if (wait(&status) < 0 || status != 0) {
		fail("wait");
	}
	close(ends[0]);
	return until_byte;
}

int main(int argc, char **argv)
{
	char *stack = new_stack();
	double sum = 0;
	int count;

	if (argc < 4) {
		usage("first COUNT HEAP_MIB PROGRAM [ARGUMENT...]");
	}
	count = atoi(argv[1]);
	touch_heap(atol(argv[2]));
	run(argv + 3, stack);
	for (int i = 0; i < count; i++) {
		sum += run(argv + 3, stack);
	}
	print_value(sum / count * 1e6);
	return 0;
}
