/*
 * Class ION: the loop as PHP sees it.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_LOOP_H
#define ION_PHP_LOOP_H

/* Registers the class. */
void ion_class_minit(void);

#endif
