/*
 * See spare.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/spare.h"

#include <fcntl.h>

#include "os/fd.h"

#ifndef O_PATH
# define O_PATH O_RDONLY
#endif

void ion_spare_take(struct ion_spare *spare)
{
	for (int i = 0; i < ION_SPARES; i++) {
		if (spare->fds[i] < 0) {
			int fd = ion_fd_raise(open("/", O_PATH | O_CLOEXEC));
			if (fd < 0) {
				return;
			}
			spare->fds[i] = fd;
		}
	}
}

void ion_spare_give(struct ion_spare *spare)
{
	for (int i = 0; i < ION_SPARES; i++) {
		ion_fd_close(&spare->fds[i]);
	}
}
