--TEST--
Waiting: a handler of SIGCHLD asks until there is none, and misses none
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$ends = $rounds = $exits = 0;
Process::signal('CHLD')->then(function () use (&$ends, &$rounds) {
    $rounds++;
    // many ends may make one signal
    while ($end = Process::wait(false)) {
        $ends += $end['code'] === 7;
    }
});
for ($i = 0; $i < 50; $i++) {
    (new ChildProcess())->start(fn () => exit(7))->whenExit()->then(function () use (&$exits) {
        $exits++;
    });
}
Process::whenAllExit()->then(function () {
    // the last signal may still be on its way
    ION::await(0)->then(fn () => Process::clearSignal('CHLD'));
});
ION::dispatch();
while ($end = Process::wait(false)) {
    $ends += $end['code'] === 7;
}
var_dump($ends, $exits, $rounds >= 1, Process::wait(false));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(50)
int(50)
bool(true)
bool(false)
