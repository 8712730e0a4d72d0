/*
 * What class ION\Process says of its children as a whole. The table of the methods stands in
 * php_process.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_WAITING_METHODS_H
#define ION_PHP_WAITING_METHODS_H

#include "php.h"

ZEND_METHOD(ION_Process, wait);
ZEND_METHOD(ION_Process, killAll);
ZEND_METHOD(ION_Process, whenAllExit);
ZEND_METHOD(ION_Process, getStats);
ZEND_METHOD(ION_Process, getPid);
ZEND_METHOD(ION_Process, getParentPid);

#endif
