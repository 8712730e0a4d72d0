/*
 * writer BYTES [CHUNK]: that many zero bytes to standard output, 64 KiB at a time or CHUNK bytes.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <unistd.h>

static char block[65536];

int main(int argc, char **argv)
{
	size_t left = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	size_t chunk = argc > 2 ? strtoull(argv[2], NULL, 10) : sizeof(block);
	while (left > 0) {
		ssize_t written = write(STDOUT_FILENO, block, left < chunk ? left : chunk);
		if (written <= 0) {
			return 1;
		}
		left -= (size_t) written;
	}
	return 0;
}
