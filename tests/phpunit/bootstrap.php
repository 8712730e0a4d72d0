<?php
/*
 * Says at once what is wrong when the extension is missing, instead of once for each test.
 * SPDX-License-Identifier: MIT
 */
if (!extension_loaded('ion')) {
    fwrite(STDERR, "ion is not loaded: PHP_INI_SCAN_DIR=:DIR phpunit, DIR/ion.ini: extension=.../ion.so\n");
    exit(1);
}
