--TEST--
Process: with clearEnv the program gets the given variables and no other
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_A=old');
$r = ION\Process::run(['/usr/bin/env'], ['clearEnv' => true, 'env' => ['X' => '1', 'Y' => null]]);
echo preg_replace('~=.*/~', '=.../', $r->stdout);
$r = ION\Process::run(['/usr/bin/env'], ['clearEnv' => true]);
echo preg_replace('~=.*/~', '=.../', $r->stdout);
/* the search for the program is still the caller's */
echo ION\Process::run(['printf', 'found'], ['clearEnv' => true])->stdout, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
X=1
_ION_EXEC_LINE=.../clear-env.php:%d
_ION_TREE=%s
_ION_EXEC_LINE=.../clear-env.php:%d
_ION_TREE=%s
found
