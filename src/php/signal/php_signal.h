/*
 * What class ION\Process says of signals.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_SIGNAL_H
#define ION_PHP_SIGNAL_H

#include "php.h"

/* After class ION\Process is there: its constant SIG. The second gives its memory back. */
void ion_signal_minit(zend_class_entry *process);
void ion_signal_mshutdown(void);

/* At the start of a request: what PHP's own handler is. */
void ion_signal_rinit(void);

/* At the end of the request, and in a forked child for what it inherited. */
void ion_signal_drop(void);

/* The same where the parent's loop cannot be made private: nothing is touched, what it has is lost. */
void ion_signal_forget(void);

/* Methods of class ION\Process whose table stands in php_process.c. */
ZEND_METHOD(ION_Process, signal);
ZEND_METHOD(ION_Process, clearSignal);
ZEND_METHOD(ION_Process, ignoreSignal);
ZEND_METHOD(ION_Process, kill);
ZEND_METHOD(ION_Process, isRunning);
ZEND_METHOD(ION_Process, exit);
ZEND_METHOD(ION_Process, whenShutdown);
ZEND_METHOD(ION_Process, isShutdownRequested);

#endif
