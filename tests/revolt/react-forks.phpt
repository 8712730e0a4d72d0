--TEST--
Revolt: the loop for ReactPHP in a forked child is empty, and takes what its parent's has
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ChildProcess;

$loop = new ION\React\Loop();
$family = '';
/** What the parent does is not in step with its children. */
function say(string $text): void
{
    global $family;
    $family === '' || print("$family: $text\n");
}
[$a, $b] = ion_test_pair();
fwrite($b, 'x');
$reader = function ($stream) use ($loop) {
    say('readable');
    $loop->removeReadStream($stream);
};
$writer = function ($stream) use ($loop) {
    say('writable');
    $loop->removeWriteStream($stream);
};
$handler = function (int $signal) use ($loop, &$handler) {
    say('signal');
    $loop->removeSignal($signal, $handler);
};
$loop->addReadStream($a, $reader);
$loop->addWriteStream($a, $writer);
$loop->addSignal(10, $handler);
$parents = $loop->addTimer(0, function () {
    say('timer');
});

/** Nothing of the parent's; then the same again. */
function live_in_child(string $name): void
{
    global $family, $loop, $a, $reader, $writer, $handler, $parents;
    $family = $name;
    $loop->run();
    $loop->cancelTimer($parents);
    $loop->addSignal(10, $handler);
    posix_kill(getmypid(), 10);
    $loop->run();
    $loop->addReadStream($a, $reader);
    $loop->run();
    $loop->addWriteStream($a, $writer);
    $loop->run();
}

$pid = pcntl_fork();
if ($pid === 0) {
    live_in_child('child');
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($pid, $status);

$worker = new ChildProcess();
$worker->start(fn () => live_in_child('worker'));
$worker->whenExit()->then(function (ChildProcess $worker) use ($loop) {
    $loop->futureTick(fn () => posix_kill(getmypid(), 10));
});
// it ends: all that the parent has added has happened
$loop->run();

$handler = null;
ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
child: signal
child: readable
child: writable
worker: signal
worker: readable
worker: writable
