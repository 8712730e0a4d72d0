--TEST--
Loop: programs run to their end under a loop that only pumps
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$promise = ION\Process::exec('echo out; exit 3');
$turns = 0;
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    $turns++;
    usleep(100);
}
$r = $promise->getResult();
var_dump($promise->getState(), $r->stdout, $r->status, $turns > 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(4) "done"
string(4) "out
"
int(3)
bool(true)
