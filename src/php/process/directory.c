/*
 * See directory.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_virtual_cwd.h"

#include "php/process/directory.h"

#include <string.h>

#include "os/cwd.h"

#ifdef VIRTUAL_DIR

const char *ion_exec_directory(const char *given, char *buffer)
{
	size_t size;
	if ((given != NULL && given[0] == '/') || VCWD_GETCWD(buffer, MAXPATHLEN) == NULL) {
		return given;
	}
	if (given == NULL) {
		/* the usual case: nobody has called chdir() */
		return ion_cwd_is(buffer) ? NULL : buffer;
	}
	size = strlen(buffer);
	if (size + 1 + strlen(given) + 1 > MAXPATHLEN) {
		/* too long for the kernel, too: its answer is the error */
		return given;
	}
	buffer[size] = '/';
	strcpy(buffer + size + 1, given);
	return buffer;
}

#else

const char *ion_exec_directory(const char *given, char *buffer)
{
	(void) buffer;
	return given;
}

#endif
