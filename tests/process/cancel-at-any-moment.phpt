--TEST--
Process: cancelled at any moment between its start and its end a program settles once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$ends = $wrong = [];
$settled = 0;
for ($i = 0; $i < 200; $i++) {
    $promise = ION\Process::exec(['sh', '-c', 'echo out; exit 3'], ['pid' => &$pid, 'stop' => [['TERM', 0.5], ['KILL', 0]]]);
    $promise->then(
        function ($r) use (&$settled, &$ends) { $settled++; @$ends['came to its end'] += $r->status === 3; },
        function (ION\Promise\CancelException $e) use (&$settled, &$ends) {
            $settled++;
            /* who was faster: it, the signal, or it after the signal was on its way */
            @$ends[$e->result->cause . $e->result->status]++;
        },
    );
    /* up to 2 ms later, with or without turns of the loop in between */
    $until = hrtime(true) + $i * 10_000;
    do {
        $i % 3 && ION::dispatch(ION::LOOP_NONBLOCK);
    } while (hrtime(true) < $until);
    $promise->getState() === 'pending' && $promise->cancel('x');
    ION::dispatch();
    file_exists("/proc/$pid") && $wrong[] = "$pid was left";
}
ksort($ends);
var_dump($settled, array_sum($ends), $wrong, array_diff(array_keys($ends), ['came to its end', 'cancel-1', 'exit3', 'cancel3']));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(200)
int(200)
array(0) {
}
array(0) {
}
