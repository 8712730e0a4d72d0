/*
 * Methods of class ION\Process whose table stands in php_process.c: another program in the place of
 * this one, and where a program is.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_REPLACE_H
#define ION_PHP_PROCESS_REPLACE_H

#include "php.h"

ZEND_METHOD(ION_Process, replace);
ZEND_METHOD(ION_Process, which);

#endif
