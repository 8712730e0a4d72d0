/*
 * What class ION\Process says of this process's users and groups, and of what a process may take. The
 * table of the methods stands in php_process.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_IDENTITY_H
#define ION_PHP_IDENTITY_H

#include "php.h"

/* accounts.c */
ZEND_METHOD(ION_Process, getUser);
ZEND_METHOD(ION_Process, getGroup);

/* change.c */
ZEND_METHOD(ION_Process, setUser);
ZEND_METHOD(ION_Process, setGroup);
ZEND_METHOD(ION_Process, setGroups);

/* resources.c */
ZEND_METHOD(ION_Process, getPriority);
ZEND_METHOD(ION_Process, setPriority);
ZEND_METHOD(ION_Process, getAffinity);
ZEND_METHOD(ION_Process, setAffinity);
ZEND_METHOD(ION_Process, getLimit);
ZEND_METHOD(ION_Process, setLimit);
ZEND_METHOD(ION_Process, getUsage);
ZEND_METHOD(ION_Process, getCpuCount);
ZEND_METHOD(ION_Process, getLoad);

#endif
