<?php
/*
 * Composer's autoloader for the examples of the documentation: the packages of the tests, and
 * src/userland of this tree.
 * SPDX-License-Identifier: MIT
 */
require_once __DIR__ . '/../revolt.inc';
ion_test_autoload();
