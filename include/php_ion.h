/*
 * The module entry and the version. The version is written here once; tests/tools/version.sh
 * compares it with the changelog.
 * SPDX-License-Identifier: MIT
 */
#ifndef PHP_ION_H
#define PHP_ION_H

#include "php.h"

#define PHP_ION_VERSION "0.1.0"

extern zend_module_entry ion_module_entry;
#define phpext_ion_ptr &ion_module_entry

#endif
