--TEST--
Queue: starts that fail do not stop the others, however many they are
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

echo "in the middle\n";
$queue = new ExecQueue(2);
$commands = [['echo', '1'], ['/nonexistent'], ['echo', '2'], ['no-such-tool'], ['/'], ['echo', '3']];
foreach ($commands as $key => $command) {
    $promises[$key] = $queue->exec($command);
}
$promises[] = $queue->exec(['true'], ['cwd' => '/nonexistent']);
/* this one is found out before any program is made */
$promises[] = $queue->exec(['true'], ['user' => 'no-such-user-ion']);
$promises[] = $queue->exec(['echo', '4']);
foreach (ION\Promise::settle($promises)->await() as $outcome) {
    echo '  ', $outcome['state'], ' ', isset($outcome['error']) ? $outcome['error']->getMessage() : rtrim($outcome['value']->stdout), "\n";
}

echo "at once, when there is room\n";
$promise = $queue->exec(['true'], ['user' => 'no-such-user-ion']);
var_dump($promise->getState(), $queue->getRunning());
ion_test_try(fn () => $promise->await());

echo "a long line of them\n";
$blocker = $queue->exec(['true']);
$queue->setLimit(1);
$failed = $deepest = 0;
$bad = ['user' => 'no-such-user-ion'];
$count = getenv('ION_TEST_SLOW') ? 1000 : 20000;
for ($i = 0; $i < $count; $i++) {
    $queue->exec(['true'], $bad)->onFail(function () use (&$failed, &$deepest) {
        $failed++;
        $deepest = max($deepest, count(debug_backtrace()));
    });
}
$last = $queue->exec(['echo', 'the last one']);
/* the loop serves others meanwhile */
$ticks = 0;
$tick = ION::repeat(0.001, function () use (&$ticks) {
    $ticks++;
});
echo $last->await()->stdout;
$tick->cancel();
var_dump($failed === $count, $deepest < 4, $ticks > 1);

echo "each starts the next from its handler\n";
$left = 1000;
$next = function () use (&$next, &$left, $queue) {
    if ($left-- > 0) {
        $queue->exec(['true'], ['user' => 'no-such-user-ion'])->onFail($next);
        $queue->exec(['true'], ['user' => 'no-such-user-ion'])->onFail(fn () => null);
    }
};
$queue->pause();
$next();
$queue->resume();
$queue->whenIdle()->await();
var_dump($left);
unset($next);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
in the middle
  done 1
  failed cannot start '/nonexistent': exec: No such file or directory
  done 2
  failed cannot start 'no-such-tool': exec: No such file or directory
  failed cannot start '/': exec: Permission denied
  done 3
  failed cannot start 'true': cwd '/nonexistent': No such file or directory
  failed cannot start 'true': privileges 'no-such-user-ion': no such user or group
  done 4
at once, when there is room
string(6) "failed"
int(0)
ION\Process\SpawnException: cannot start 'true': privileges 'no-such-user-ion': no such user or group [privileges, 2]
a long line of them
the last one
bool(true)
bool(true)
bool(true)
each starts the next from its handler
int(-1)
