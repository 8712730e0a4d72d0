/*
 * Freeing without recursion: what a promise held is put on a list, and the outermost free releases it.
 * That uses no C stack per link; chains are as long as users make them.
 *
 * ion_release_later() in promise/object.h is for everybody; the rest only for the frees of this folder.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROMISE_DRAIN_H
#define ION_PROMISE_DRAIN_H

#include "php.h"

struct ion_drain;

/* The list that the code which runs now adds to; NULL = none is open. */
struct ion_drain *ion_drain_find(void);

/* When there is none. */
struct ion_drain *ion_drain_open(void);

/* Releases what is on it, and what is added meanwhile, and frees it. Runs destructors. */
void ion_drain_close(struct ion_drain *drain);

/* Each takes the reference over. The value is UNDEF afterwards. */
void ion_drain_add(struct ion_drain *drain, zend_object *object);
void ion_drain_add_value(struct ion_drain *drain, zval *value);

/* Puts itself before the cycle collector, once, at MINIT; and steps aside when the extension is
 * unloaded. */
void ion_drain_init(void);
void ion_drain_restore(void);

#endif
