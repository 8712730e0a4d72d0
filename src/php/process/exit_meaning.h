/*
 * What an exit code or a signal stands for, in words for people.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_EXIT_MEANING_H
#define ION_PHP_PROCESS_EXIT_MEANING_H

#include <stdbool.h>

#include "php.h"

#define ION_MEANING_SIZE 96

/*
 * What shells, sysexits.h and the C library mean by a code; the program itself may mean something
 * else. False when nobody has given it a meaning.
 */
bool ion_exit_code_meaning(zend_long code, char text[ION_MEANING_SIZE]);

/* What a signal says ("invalid memory access"); NULL for one without a common meaning. */
const char *ion_signal_meaning(int signal);

#endif
