--TEST--
Loop: without free descriptors the loop is refused with an exception
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
$open = [];
while (($f = @fopen('/dev/null', 'r')) !== false) {
    $open[] = $f;
}
foreach ([fn () => ION::await(0)->await(), fn () => ION::dispatch(), fn () => ION\Process::run(['true']), fn () => ION::interval(1), fn () => ION::stop()] as $try) {
    try {
        $try();
        echo "no exception\n";
    } catch (ION\RuntimeException $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
/* what gives a promise never throws for what depends on the world */
$timer = ION::await(0);
$promise = ION\Process::exec(['true'], ['throw' => true]);
array_map('fclose', $open);
$timer->onFail(function (ION\RuntimeException $e) {
    echo $e->getMessage(), ' | ', $e->getCode(), "\n";
});
$promise->onFail(function (ION\Process\SpawnException $e) {
    echo $e->getMessage(), " | $e->stage $e->errno\n";
});
echo ION\Process::run(['echo', 'now'])->stdout;
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['prlimit', '--nofile=64:64', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\RuntimeException: cannot make an event loop: Too many open files
ION\RuntimeException: cannot make an event loop: Too many open files
ION\Process\SpawnException: cannot start 'true': loop: Too many open files
ION\RuntimeException: cannot make an event loop: Too many open files
ION\RuntimeException: cannot make an event loop: Too many open files
cannot make an event loop: Too many open files | 24
cannot start 'true': loop: Too many open files | loop 24
now
0
