/*
 * writer BYTES: that many zero bytes to standard output, 64 KiB at a time.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <unistd.h>

static char block[65536];

int main(int argc, char **argv)
{
	size_t left = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	while (left > 0) {
		ssize_t written = write(STDOUT_FILENO, block, left < sizeof(block) ? left : sizeof(block));
		if (written <= 0) {
			return 1;
		}
		left -= (size_t) written;
	}
	return 0;
}
