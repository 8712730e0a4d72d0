--TEST--
Process: an option that is null is as if it were not given
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$names = ['cwd', 'env', 'clearEnv', 'user', 'group', 'groups', 'cancel', 'stop', 'timeout', 'stdin', 'maxOutput', 'overflow', 'drain', 'throw'];
echo ION\Process::run(['echo', 'fine'], array_fill_keys($names, null))->stdout;
$null = null;
echo ION\Process::run(['echo', 'by reference'], ['timeout' => &$null, 'stdin' => &$null])->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fine
by reference
