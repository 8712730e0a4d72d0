--TEST--
Process: a SIGCHLD handler of pcntl, set before or after, works together with ION
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

pcntl_async_signals(true);
$calls = 0;
$handler = function () use (&$calls) { $calls++; };

pcntl_signal(SIGCHLD, $handler);
echo ion_test_end(ION\Process::run('exit 3')), ' ', $calls > 0 ? 'called' : 'not called', "\n";
$calls = 0;
$promise = ION\Process::exec('exit 4');
pcntl_signal(SIGCHLD, SIG_DFL);
pcntl_signal(SIGCHLD, $handler);
echo ion_test_end($promise->await()), ' ', $calls > 0 ? 'called' : 'not called', "\n";
$calls = 0;
/* it is still the user's after all programs are gone */
posix_kill(getmypid(), SIGCHLD);
echo $calls === 1 ? 'called' : "called $calls times", "\n";
pcntl_signal(SIGCHLD, SIG_DFL);
echo ion_test_end(ION\Process::run('exit 5')), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit, status 3 called
exit, status 4 called
called
exit, status 5
