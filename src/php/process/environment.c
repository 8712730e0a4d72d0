/*
 * See environment.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/environment.h"

char *ion_environment_copy(const char *name)
{
	const char *value;
	char *copy;
	/* putenv() of another thread may free it */
	tsrm_env_lock();
	value = getenv(name);
	copy = value != NULL ? pestrdup(value, 1) : NULL;
	tsrm_env_unlock();
	return copy;
}
