--TEST--
Tree: daemons end with the program that started them, though they left its session and their parents are gone
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$daemon = ion_tree_daemon();
$commands = [
    'one' => "$daemon; exec sleep 1000",
    'with children' => "( setsid sh -c 'env -i PIDS=\$PIDS " . str_replace("'", '"', 'setsid sleep 1000') . " & echo \$! >>\$PIDS; wait' & ); exec sleep 1000",
    'three' => "$daemon; $daemon; $daemon; exec sleep 1000",
    'from a daemon' => "( setsid sh -c '( setsid sh -c \"echo \\\$\\\$ >>\$PIDS; exec sleep 1000\" & )' & ); exec sleep 1000",
];
foreach ($commands as $name => $command) {
    $pids = ion_test_temp('pids');
    $running = ION\Process::exec($command, ['env' => ['PIDS' => $pids]]);
    $found = ion_tree_pids($pids, $name === 'three' ? 3 : 1);
    $running->cancel('enough');
    echo "$name: ", ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";
}

/* a PHP script that makes a daemon of itself */
putenv('ION_ASAN_LEAKS=0');
$script = ion_test_temp('daemon.php');
file_put_contents($script, '<?php
    ION\Process::daemonize();
    ION\Process::ready();
    file_put_contents(getenv("PIDS"), getmypid() . "\n", FILE_APPEND);
    for (;;) { sleep(1000); }
');
$pids = ion_test_temp('pids');
$php = implode(' ', array_map('escapeshellarg', ion_test_php([$script])));
$running = ION\Process::exec("$php; exec sleep 1000", ['env' => ['PIDS' => $pids]]);
$found = ion_tree_pids($pids, 1);
$running->cancel('enough');
echo 'of PHP: ', ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
one: ION\Promise\CancelException: cancel, signal 15, alive 0
with children: ION\Promise\CancelException: cancel, signal 15, alive 0
three: ION\Promise\CancelException: cancel, signal 15, alive 0
from a daemon: ION\Promise\CancelException: cancel, signal 15, alive 0
of PHP: ION\Promise\CancelException: cancel, signal 15, alive 0
