/*
 * Classes ION\Process\ForeignProcess and ION\Process\Manager.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_FOREIGN_METHODS_H
#define ION_PHP_FOREIGN_METHODS_H

#include "php.h"

void ion_foreign_minit(void);
void ion_manager_minit(void);

/* Of class ION\Process, whose table stands in php_process.c. */
ZEND_METHOD(ION_Process, attach);

#endif
