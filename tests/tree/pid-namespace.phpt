--TEST--
Tree: with a PID namespace of its own a program takes everything with it, however it hides
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
ion_skip_unless_program('setsid', 'env');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

/* numbers in the namespace are others: found by an argument that nobody else has */
$name = '1000.' . getmypid();
$hidden = "( setsid env -i sleep $name & )";
$find = fn () => array_map(fn ($file) => (int) explode('/', $file)[2], array_filter(
    glob('/proc/[0-9]*/cmdline'),
    fn ($file) => @file_get_contents($file) === "sleep\0$name\0",
));
foreach (['cancel' => [['TERM', 0.2], ['KILL', 0]], 'kill' => [['KILL', 0]]] as $how => $ladder) {
    $running = ION\Process::exec("$hidden; exec sleep 1000", ['pidNamespace' => true, 'stop' => $ladder]);
    ion_test_wait(fn () => count($find()) === 1, 'the hidden one');
    $found = $find();
    $running->cancel('enough');
    $outcome = explode(',', ion_tree_outcome($running))[0];
    echo "$how: $outcome, alive ", ion_tree_alive($found), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cancel: ION\Promise\CancelException: cancel, alive 0
kill: ION\Promise\CancelException: cancel, alive 0
