/*
 * Class ION\Process\ExecQueue.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_QUEUE_PHP_EXEC_QUEUE_H
#define ION_PHP_QUEUE_PHP_EXEC_QUEUE_H

void ion_exec_queue_minit(void);

#endif
