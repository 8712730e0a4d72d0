--TEST--
Process: a program that does not read its input, or not all, is no error
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$big = str_repeat("0123456789\n", 300_000);
$all = [
    'nothing' => ION\Process::exec(['true'], ['stdin' => $big]),
    'half' => ION\Process::exec(['head', '-c', '1000000'], ['stdin' => $big]),
    'closed at once' => ION\Process::exec('exec <&-; echo done', ['stdin' => $big]),
    'never but alive' => ION\Process::exec('echo alive; exec 0</dev/null; echo done', ['stdin' => $big]),
];
foreach (ION\Promise::all($all)->await() as $name => $r) {
    echo "$name: ", strlen($r->stdout), ' ', ion_test_end($r), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
nothing: 0 exit, status 0
half: 1000000 exit, status 0
closed at once: 5 exit, status 0
never but alive: 11 exit, status 0
