--TEST--
Process: of 10,000 programs that end at once each exit is noticed, and none is another's
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
ion_skip_if_slow();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

/* the C library of its own makes it end sooner after its start than any other program would */
$source = ion_test_temp('exit.c');
file_put_contents($source, '#include <stdlib.h>
int main(int argc, char **argv) { return argc > 1 ? atoi(argv[1]) : 0; }');
$program = ion_test_cc($source, '-static');
$wrong = 0;
$next = 0;
$lane = function () use ($program, &$next, &$wrong) {
    while ($next < 10_000) {
        $code = $next++ % 251;
        $end = ION\Process::exec([$program, "$code"])->await();
        $wrong += $end->cause !== 'exit' || $end->status !== $code || $end->stdout . $end->stderr !== '' || $end->pipesHeld;
    }
};
ION\Promise::all(array_map(fn () => ION::async($lane), range(1, 16)))->await();
var_dump($next, $wrong, ION::getStats()['execs']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(10000)
int(0)
int(0)
