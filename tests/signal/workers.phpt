--TEST--
Signal: a worker starts without its master's signals and may take its own
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$heard = 0;
$ends = [];
Process::signal('USR1')->then(function () use (&$heard) {
    $heard++;
});
Process::ignoreSignal('HUP');

// at its default there
$plain = (new ChildProcess())->start(fn () => Process::kill(getmypid(), 'USR1'));
$plain->whenExit()->then(function ($child) use (&$ends) {
    $ends['plain'] = "signal {$child->getSignal()}";
});

// ignored there, as everywhere after a fork
$ignoring = (new ChildProcess())->start(function () {
    Process::kill(getmypid(), 'HUP');
});
$ignoring->whenExit()->then(function ($child) use (&$ends) {
    $ends['ignoring'] = "status {$child->getExitStatus()}";
});

// its own
$own = (new ChildProcess())->start(function () {
    $number = 0;
    Process::signal('USR1')->then(function (int $got) use (&$number) {
        $number = $got;
        Process::clearSignal('USR1');
    });
    Process::kill(getmypid(), 'USR1');
    ION::dispatch();
    exit($number);
});
$own->whenExit()->then(function ($child) use (&$ends) {
    $ends['own'] = "status {$child->getExitStatus()}";
});

$three = ION\Promise::all($plain->whenExit(), $ignoring->whenExit(), $own->whenExit());
$three->then(fn () => Process::clearSignal());
ION::dispatch();
ksort($ends);
print_r($ends);
echo "heard by the master: $heard\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Array
(
    [ignoring] => status 0
    [own] => status 10
    [plain] => signal 10
)
heard by the master: 0
