/*
 * The option array of Process::daemonize().
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_DAEMON_DAEMONIZE_H
#define ION_PHP_DAEMON_DAEMONIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "php.h"

/* Zeroed memory may be released. Paths are absolute. */
struct ion_daemon_options {
	zend_string *cwd;        /* owned */
	zend_string *streams[3]; /* owned */
	zend_string *pid_file;   /* owned; NULL = none */
	zend_string *title;      /* owned; NULL = stays */
	int umask;               /* -1 = stays */
	bool waits;              /* for ready() */
	int64_t wait_ns;         /* no longer than this; ION_NS_FOREVER */
};

/* `options` may be NULL: all defaults. False with an exception; to be released in both cases. */
bool ion_daemon_options_parse(HashTable *options, struct ion_daemon_options *ret);

void ion_daemon_options_release(struct ion_daemon_options *options);

#endif
