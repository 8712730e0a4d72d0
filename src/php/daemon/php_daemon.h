/*
 * What class ION\Process says of life as a daemon. The table of the methods stands in php_process.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_DAEMON_H
#define ION_PHP_DAEMON_H

#include "php.h"

/* daemonize.c */
ZEND_METHOD(ION_Process, daemonize);

/* title.c */
ZEND_METHOD(ION_Process, setTitle);
ZEND_METHOD(ION_Process, getTitle);
ZEND_METHOD(ION_Process, isTitleSupported);

/* pidfiles.c */
ZEND_METHOD(ION_Process, lockPidFile);

/* stdio.c */
ZEND_METHOD(ION_Process, redirect);
ZEND_METHOD(ION_Process, reopen);

/* service.c */
ZEND_METHOD(ION_Process, notify);
ZEND_METHOD(ION_Process, getListenFds);

/* orphans.c */
ZEND_METHOD(ION_Process, reapOrphans);

#endif
