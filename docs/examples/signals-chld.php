<?php
use ION\Process;
use ION\Process\ChildProcess;

for ($i = 1; $i <= 10; $i++) {
    (new ChildProcess())->start(fn () => exit($i));
}
$sum = $ends = 0;
Process::signal('CHLD')->then(function () use (&$sum, &$ends) {
    // ten ends may make one signal: ask until there is none
    while ($end = Process::wait(false)) {
        $ends++;
        $sum += $end['code'];
    }
    if ($ends === 10) {
        Process::clearSignal('CHLD');
    }
});
ION::dispatch();
print "$ends children, sum of their codes: $sum\n";
