--TEST--
Child: at the limit of processes the start fails with EAGAIN, and the next one works
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
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$code = <<<'PHP'
use ION\Process\ChildProcess;
$children = [];
$failed = $started = 0;
for ($i = 0; $i < 40; $i++) {
    $child = $children[] = new ChildProcess();
    $child->whenStarted()->then(function () use (&$started) {
        $started++;
    }, function (ION\Process\SpawnException $e) use (&$failed) {
        $failed += $e->stage === 'fork' && $e->errno === 11 ? 1 : 1000;
    });
    $child->start(function ($master) { yield $master->whenDisconnected(); });
}
while ($started + $failed < 40) {
    ION::dispatch(ION::LOOP_ONCE);
}
foreach ($children as $child) {
    if ($child->isAlive()) {
        $child->getIPC()->close();
    }
}
ION::dispatch();
echo $failed > 0 && $failed < 40 ? 'some failed' : "failed: $failed", "\n";
$child = (new ChildProcess())->start(fn () => print("next one\n"));
$child->whenExit()->await();
PHP;
$uid = 65000 + getmypid() % 400;
$file = tempnam('/tmp', 'ion');
file_put_contents($file, "<?php\n$code");
chmod($file, 0644);
$end = ion_test_run(['setpriv', "--reuid=$uid", '--regid=nogroup', '--clear-groups', 'prlimit', '--nproc=20:20', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";
unlink($file);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
some failed
next one
0
