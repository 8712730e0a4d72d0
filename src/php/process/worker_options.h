/*
 * The option array of a worker (new ChildProcess([...])): everything is copied, because the fork
 * comes later than the call.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_WORKER_OPTIONS_H
#define ION_PHP_PROCESS_WORKER_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "base/err.h"
#include "os/cred.h"
#include "os/self.h"
#include "php/process/identity_options.h"
#include "php/process/ladder_options.h"
#include "php/process/stdio_options.h"

/* Zeroed memory may be released. Nothing in it points into the zvals of the call. */
struct ion_worker_options {
	struct ion_identity identity;
	struct ion_ladder ladder;
	zend_string *cwd;       /* owned; NULL = inherited. Relative ones as given */
	zend_string *directory; /* owned; what ion_worker_options_spec() made of it, or NULL */
	zend_string *title;     /* owned; NULL = none */
	struct ion_attributes attributes; /* see attribute_options.h */
	HashTable *stdio;                 /* owned; NULL = as this process has them */
	bool has_no_new_privs;            /* given; else with a new identity */
};

/*
 * `options` may be NULL: all defaults. Throws and returns false for any misuse (TypeError,
 * ValueError; also for an unknown key); `ret` must be released in both cases.
 */
bool ion_worker_options_parse(HashTable *options, struct ion_worker_options *ret);

/*
 * Before the fork, in the parent: names become ids. 0 or -errno with `err` (stage privileges); then
 * *ret_bad is the offending name as text, owned, or NULL. *ret must be released by
 * ion_cred_release() in both cases. Without user, group and groups *ret changes nothing.
 */
int ion_worker_options_resolve(const struct ion_worker_options *options, struct ion_cred *ret,
	zend_string **ret_bad, struct ion_err *err);

/*
 * What os/self.h applies in the child; borrows from both. In ZTS builds a relative `cwd`, or none,
 * is seen from the directory that chdir() of the forking thread has gone to, which is not the
 * process's; the child has to tell the engine afterwards (VCWD_CHDIR).
 */
void ion_worker_options_spec(
	struct ion_worker_options *options, const struct ion_cred *cred, struct ion_self_spec *ret);

/* The text that belongs to a failed stage in the message of an exception (cwd, user), or NULL.
 * Owned by the caller. */
zend_string *ion_worker_options_detail(
	const struct ion_worker_options *options, enum ion_stage stage);

/* Where the standard streams lead, of options that say so. Throws and returns false when that is not
 * possible (any more); *ret must be released in both cases. */
bool ion_worker_options_stdio(const struct ion_worker_options *options, struct ion_stdio *ret);

void ion_worker_options_release(struct ion_worker_options *options);

#endif
