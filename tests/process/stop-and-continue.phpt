--TEST--
Process: a program that was stopped and goes on ends as usual
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec('kill -STOP $$; echo went on', ['pid' => &$pid]);
ion_test_wait(fn () => ion_test_state($pid) === 'T', 'the stop');
for ($i = 0; $i < 3; $i++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
echo $promise->getState(), "\n";
ion_test_run(['sh', '-c', "kill -CONT $pid"]);
$r = $promise->await();
echo $r->stdout, ion_test_end($r), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
went on
exit, status 0
