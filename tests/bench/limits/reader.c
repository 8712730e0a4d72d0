/*
 * reader BYTES: reads standard input to its end, 64 KiB at a time; fails unless it was so long.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <unistd.h>

static char block[65536];

int main(int argc, char **argv)
{
	size_t wanted = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	size_t size = 0;
	ssize_t got;
	while ((got = read(STDIN_FILENO, block, sizeof(block))) > 0) {
		size += (size_t) got;
	}
	return got < 0 || size != wanted;
}
