--TEST--
Tree: a program is ended with all that it has started when there is no free descriptor, too
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
ion_skip_if_valgrind();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$code = ion_test_temp('code.php');
file_put_contents($code, <<<'PHP'
<?php
use ION\Process;
[, $way, $free, $pids, $line, $lib] = $argv;
foreach (['helpers', 'process', 'tree'] as $file) {
    require "$lib/$file.inc";
}
$start = fn () => Process::spawn($line, ['env' => ['PIDS' => $pids], 'stop' => [['TERM', 0.1], ['KILL', 0]], 'timeout' => $way === 'timeout' ? ion_test_seconds(0.5) : null]);
$program = $start();
/* what is kept in reserve is taken in the next turn of the loop */
$program->whenStarted()->await();
$found = ion_tree_pids($pids, 3);
Process::setLimit('nofile', 64);
while ($file = @fopen('/dev/null', 'r')) {
    $files[] = $file;
}
array_splice($files, 0, (int) $free);
if ($way === 'stop') {
    $program->stop()->await();
} elseif ($way === 'killTree') {
    $program->killTree('KILL');
    $program->whenExit()->await();
    /* it sends the signal to the others and does not wait for them */
    $files = [];
    ion_test_wait(fn () => ion_tree_alive($found) === 0, 'the end of all');
} elseif ($way === 'timeout') {
    $program->whenExit()->await();
} elseif ($way === 'again') {
    /* a second one, when what is kept for the first has been used */
    $program->stop()->await();
    $files = [];
    $program = $start();
    $program->whenStarted()->await();
    $found = ion_tree_pids($pids, 6);
    while ($file = @fopen('/dev/null', 'r')) {
        $files[] = $file;
    }
    $program->stop()->await();
}
if ($way !== 'end') {
    $files = [];
    echo 'alive ', ion_tree_alive($found), ', ';
}
PHP);
$line = ion_tree_sleeper() . ' & ' . ion_tree_daemon('TERM') . '; ' . ion_tree_sleeper();
foreach (['stop', 'killTree', 'timeout', 'again', 'end'] as $way) {
    foreach ([0, 1, 2] as $free) {
        $pids = ion_test_temp('pids');
        $result = ion_test_run(ion_test_php([$code, $way, (string) $free, $pids, $line, __DIR__ . '/../_lib']));
        echo "$way, free $free: $result[out]$result[err]";
        $found = ion_tree_pids($pids, $way === 'again' ? 6 : 3);
        echo 'in the end: alive ', ion_tree_alive($found), "\n";
        ion_tree_kill($found);
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
stop, free 0: alive 0, in the end: alive 0
stop, free 1: alive 0, in the end: alive 0
stop, free 2: alive 0, in the end: alive 0
killTree, free 0: alive 0, in the end: alive 0
killTree, free 1: alive 0, in the end: alive 0
killTree, free 2: alive 0, in the end: alive 0
timeout, free 0: alive 0, in the end: alive 0
timeout, free 1: alive 0, in the end: alive 0
timeout, free 2: alive 0, in the end: alive 0
again, free 0: alive 0, in the end: alive 0
again, free 1: alive 0, in the end: alive 0
again, free 2: alive 0, in the end: alive 0
end, free 0: in the end: alive 0
end, free 1: in the end: alive 0
end, free 2: in the end: alive 0
