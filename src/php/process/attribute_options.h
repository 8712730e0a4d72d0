/*
 * Options that programs and forked workers have in common: umask, limits, priority, affinity,
 * noNewPrivileges. Each of them throws and returns false for any misuse.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_PROCESS_ATTRIBUTE_OPTIONS_H
#define ION_PHP_PROCESS_ATTRIBUTE_OPTIONS_H

#include <stdbool.h>

#include "php.h"

#include "base/err.h"
#include "os/attributes.h"

/* Asks for nothing. */
void ion_attributes_init(struct ion_attributes *attributes);

/* Of one that was filled by the functions below, which own its two lists. */
void ion_attributes_release(struct ion_attributes *attributes);

bool ion_attributes_parse_umask(zval *value, struct ion_attributes *ret);
bool ion_attributes_parse_limits(zval *value, struct ion_attributes *ret);
bool ion_attributes_parse_priority(zval *value, struct ion_attributes *ret);
bool ion_attributes_parse_affinity(zval *value, struct ion_attributes *ret);
bool ion_attributes_parse_no_new_privs(zval *value, struct ion_attributes *ret);

/* What of it a start has failed with: "nofile, as", "-5", "0, 900". Owned by the caller; NULL = nothing
 * was asked for at that stage. */
zend_string *ion_attributes_text(const struct ion_attributes *attributes, enum ion_stage stage);

#endif
