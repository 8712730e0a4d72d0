--TEST--
Spawn: without free descriptors a start of any kind fails cleanly, and the next one works
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('prlimit');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
$kinds = [
    'pipes' => [],
    'more pipes' => ['stdio' => [3 => 'pipe', 4 => 'pipe', 9 => 3]],
    'files' => ['stdio' => [0 => ['file', '/dev/null', 'r'], 1 => ['file', '/dev/null', 'w'], 2 => 1, 7 => ['file', '/dev/zero', 'r']]],
    'terminal' => ['pty' => [90, 30]],
];
/* what is made once is there */
foreach ($kinds as $options) {
    ION\Process::spawn(['true'], $options)->whenExit()->await();
}
gc_collect_cycles();
foreach ($kinds as $kind => $options) {
    $open = $seen = [];
    while (($file = @fopen('/dev/null', 'r')) !== false) {
        $open[] = $file;
    }
    /* one more free each time: every step of the start meets the limit once */
    for ($free = 0; $free < 16; $free++) {
        $before = count($open);
        try {
            $child = ION\Process::spawn(['true'], $options);
            $child->whenStarted()->await();
            $child->whenExit()->await();
            $seen[] = 'ok';
        } catch (ION\Process\SpawnException $e) {
            $seen[] = "$e->stage $e->errno";
        }
        unset($child, $e);
        gc_collect_cycles();
        /* exactly as many are free as before */
        for ($left = []; ($file = @fopen('/dev/null', 'r')) !== false;) {
            $left[] = $file;
        }
        count($left) === $free || $seen[] = count($left) . " FREE, NOT $free";
        unset($left, $file);
        array_pop($open);
    }
    echo "$kind: ", implode(', ', array_unique($seen)), end($seen) === 'ok' ? '' : ' AT LAST', "\n";
    unset($open);
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['prlimit', '--nofile=64:64', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTREGEX--
pipes: pipe 24, (fork 24, )?ok
more pipes: pipe 24, (fork 24, )?ok
files: fds 24, (pipe 24, )?(fork 24, )?ok
terminal: terminal 24, (pipe 24, )?(fork 24, )?ok
0
