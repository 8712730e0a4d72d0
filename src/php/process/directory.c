/*
 * See directory.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_virtual_cwd.h"

#include "php/process/directory.h"

#include <string.h>
#include <unistd.h>

#ifdef VIRTUAL_DIR

const char *ion_exec_directory(const char *given, char *buffer)
{
	char real[MAXPATHLEN];
	size_t size;
	if ((given != NULL && given[0] == '/') || VCWD_GETCWD(buffer, MAXPATHLEN) == NULL) {
		return given;
	}
	if (given == NULL) {
		/* the usual case: nobody has called chdir() */
		return getcwd(real, sizeof(real)) != NULL && strcmp(real, buffer) == 0 ? NULL : buffer;
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
