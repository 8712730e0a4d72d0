/*
 * Classes ION\Process and ION\Process\Exec: programs as PHP sees them.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_H
#define ION_PHP_PROCESS_H

/* Registers the classes. */
void ion_process_minit(void);

#endif
