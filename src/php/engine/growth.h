/*
 * Strings that grow while what goes into them arrives.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_GROWTH_H
#define ION_PHP_GROWTH_H

#include "php.h"

/*
 * A string of `size` bytes that begins with the first `used` ones of `string`, which is taken over
 * (NULL = none). Its length is `size`, whatever of it is filled. May end in the fatal error of the
 * memory limit; `string` is then as it was.
 */
zend_string *ion_growth_extend(zend_string *string, size_t used, size_t size);

#endif
