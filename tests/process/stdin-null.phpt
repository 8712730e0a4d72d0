--TEST--
Process: without stdin the program reads /dev/null
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('readlink /proc/self/fd/0; cat | wc -c');
echo $r->stdout;
echo ION\Process::run(['cat'], ['stdin' => null])->stdout === '' ? 'nothing' : 'something', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
/dev/null
0
nothing
