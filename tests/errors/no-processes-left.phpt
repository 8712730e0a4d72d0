--TEST--
Process: at the limit of processes the start fails with EAGAIN, and the next one works
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
ion_skip_unless_program('prlimit');
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
$all = [];
for ($i = 0; $i < 60; $i++) {
    $all[] = ION\Process::exec(['sleep', '60']);
}
$failed = 0;
foreach ($all as $p) {
    $p->onFail(function (Throwable $e) use (&$failed) {
        if ($e instanceof ION\Process\SpawnException && $e->stage === 'fork' && $e->errno === 11) {
            $failed++;
        }
    });
    if ($p->getState() === 'pending') {
        $p->cancel('x');
    }
}
ION::dispatch();
echo $failed > 0 && $failed < 60 ? 'some failed' : "failed: $failed", "\n";
echo ION\Process::run(['echo', 'next one'])->stdout;
PHP;
/* a uid of its own: nobody may have processes already */
$uid = 64000 + getmypid() % 1000;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
chmod($file, 0644);
$end = ion_test_run(['setpriv', "--reuid=$uid", '--regid=nogroup', '--clear-groups', 'prlimit', '--nproc=20:20', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
some failed
next one
0
