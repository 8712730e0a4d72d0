/*
 * The classes of the promise family, and what class ION needs of them.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROMISE_FAMILY_H
#define ION_PHP_PROMISE_FAMILY_H

#include "php.h"

/* Registers the classes; after ion_errors_minit(). */
void ion_promise_minit(void);
void ion_promise_mshutdown(void);

/*
 * ION::deferred(): a Deferred of the user's, handed to the resolver. What the resolver throws fails
 * it. One reference, owned by the caller; NULL with EG(exception) set. An unset canceller is none.
 */
zend_object *ion_deferred_user(zend_fcall_info *resolver, zend_fcall_info_cache *resolver_fcc,
	zend_fcall_info *canceller, zend_fcall_info_cache *canceller_fcc);

#endif
