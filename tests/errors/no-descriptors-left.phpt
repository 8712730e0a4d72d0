--TEST--
Process: without free descriptors the start fails with EMFILE, and the next one works
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
ION::dispatch(ION::LOOP_NONBLOCK);
ION\Process::run(['true']);
$seen = [];
$open = [];
/* one descriptor less each time: every step of the start meets the limit once */
while (($f = @fopen('/dev/null', 'r')) !== false) {
    $open[] = $f;
}
for ($free = 0; $free < 12; $free++) {
    try {
        $r = ION\Process::run(['cat'], ['stdin' => str_repeat('x', 100000)]);
        $seen[] = $r->ok() && strlen($r->stdout) === 100000 ? 'ok' : 'BAD';
    } catch (ION\Process\SpawnException $e) {
        $seen[] = "$e->stage $e->errno";
    }
    array_pop($open);
}
$seen = array_values(array_filter($seen, fn ($s, $i) => $i === 0 || $s !== $seen[$i - 1], ARRAY_FILTER_USE_BOTH));
echo implode(', ', $seen), "\n";
array_map('fclose', $open);
echo ION\Process::run(['echo', 'next one'])->stdout;
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['prlimit', '--nofile=64:64', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTREGEX--
pipe 24, (fork 24, )?ok
next one
0
