--TEST--
Child: after exit() in the handler of a last message shutdown functions still see the end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* exit() leaves cycles to the engine, which frees them with the whole heap */
putenv('ION_ASAN_LEAKS=0');
$script = <<<'PHP'
use ION\Process\ChildProcess;
$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn () => exit(3));
$child->getIPC()->whenDisconnected()->then(fn () => print("disconnected\n"));
$child->whenExit()->then(fn () => print("the first one who asked\n"));
register_shutdown_function(function () use ($child) {
    $child->whenExit()->await();
    echo "exit code {$child->getExitStatus()}\n";
});
$child->start(function ($master) { yield $master->whenIncoming(); $master->send('last words'); exit(5); });
$child->whenStarted()->await();
$child->getIPC()->send('go');
/* its message and its end are there when the loop runs again */
while (!preg_match('/^State:\s+Z/m', (string) @file_get_contents("/proc/{$child->getPID()}/status"))) {
    usleep(1000);
}
ION::dispatch();
PHP;
$end = ion_test_run(ion_test_php(['-r', $script]));
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
disconnected
the first one who asked
exit code 5
3
