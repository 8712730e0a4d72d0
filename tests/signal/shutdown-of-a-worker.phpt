--TEST--
Signal: a worker has its own shutdown, whatever its master was asked
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'CODE'
use ION\Process;
use ION\Process\ChildProcess;
Process::whenShutdown();
Process::kill(getmypid(), 'TERM');
ION::dispatch();
$worker = (new ChildProcess())->start(function () {
    $before = Process::isShutdownRequested();
    $asked = Process::whenShutdown();
    Process::ready();
    $number = $asked->await();
    exit($before ? 1 : 40 + $number);
});
$worker->whenReady()->then(fn ($child) => $child->kill('INT'));
$worker->whenExit()->then(fn ($child) => print("status {$child->getExitStatus()}\n"));
ION::dispatch();
CODE;
$run = ion_test_code($code);
echo $run['out'], $run['err'], "code $run[code]\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
status 42
code 0
