/*
 * Class ION\Process\ChildProcess, and what class ION\Process has to say of parents and children.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_CHILD_H
#define ION_PHP_CHILD_H

#include "php.h"

void ion_child_minit(void);

/* error_report.c: PHP tells it of errors from now on. */
void ion_child_errors_minit(int module_type);

/* child_object.c; for a worker: a ChildProcess, and one that its parent has made. */
bool ion_child_is_family(const zend_object *object);
bool ion_child_is_parents(const zend_object *object);
void ion_child_handlers_init(zend_class_entry *class_entry);

/* parent_watch.c: the promise of Process::whenParentExit(). One reference, owned by the caller;
 * NULL with an exception. */
zend_object *ion_parent_watch_promise(void);
void ion_parent_watch_drop(void);

/* Methods of class ION\Process whose table stands in php_process.c. */
ZEND_METHOD(ION_Process, fork);
ZEND_METHOD(ION_Process, ready);
ZEND_METHOD(ION_Process, isChild);
ZEND_METHOD(ION_Process, hasParentIPC);
ZEND_METHOD(ION_Process, getParentIPC);
ZEND_METHOD(ION_Process, whenParentExit);
ZEND_METHOD(ION_Process, hasChildProcess);
ZEND_METHOD(ION_Process, getChildProcess);
ZEND_METHOD(ION_Process, getChildProcesses);
ZEND_METHOD(ION_Process, spawn);
ZEND_METHOD(ION_Process, spawnScript);

#endif
