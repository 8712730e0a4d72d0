/*
 * Option "ini": settings for the PHP that spawnScript() starts, as they can stand behind its -d.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_INI_OPTIONS_H
#define ION_PHP_PROCESS_INI_OPTIONS_H

#include <stdbool.h>

#include "php.h"

/* Throws and returns false for any misuse. The array is borrowed. */
bool ion_ini_parse(zval *value, HashTable **ret);

#endif
