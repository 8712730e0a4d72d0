<?php
/*
 * Runs the examples of the documentation by hand:
 *     php -d extension=$PWD/modules/ion.so tests/tools/examples.php [--update] [PREFIX...]
 * Prints what differs; --update writes what the examples print into their .out files instead.
 * SPDX-License-Identifier: MIT
 */
require __DIR__ . '/../docs/run.inc';

$update = in_array('--update', $argv, true);
$failed = 0;
$work_tree = docs_repository();
foreach (docs_names(...array_values(array_diff(array_slice($argv, 1), ['--update']))) as $name) {
    if (docs_lacks($name) !== '') {
        echo "$name: skipped, needs ", docs_lacks($name), "\n";
    } elseif ($update) {
        $output = docs_output($name, $work_tree);
        $pattern = @file_get_contents(DOCS_EXAMPLES . "/$name.expectf");
        $old = (string) @file_get_contents(DOCS_EXAMPLES . "/$name.out");
        if ($pattern === false || !docs_matches($pattern, $old)) {
            file_put_contents(DOCS_EXAMPLES . "/$name.out", rtrim($output) . "\n");
        }
        echo "--- $name\n$output";
    } else {
        $failed += !docs_check($name, $work_tree);
    }
}
docs_remove($work_tree);
exit($failed ? 1 : 0);
