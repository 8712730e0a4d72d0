/*
 * Variables of the environment, read such that other threads may change it meanwhile.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_ENVIRONMENT_H
#define ION_PHP_PROCESS_ENVIRONMENT_H

/*
 * A copy of the value, to be freed by pefree(..., 1); NULL = not set. Not on the request's heap, whose
 * limit would jump over the unlocking.
 */
char *ion_environment_copy(const char *name);

#endif
