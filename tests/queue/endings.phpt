--TEST--
Queue: exceptions, exit() and fatal errors in handlers, and the end of the script
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

function attempt(string $title, string $code, bool $shows_marks = true): void
{
    echo "$title\n";
    $result = ion_test_code('
        $queue = new ION\Process\ExecQueue(1);
        $marks = $argv[1];
        for ($i = 0; $i < 3; $i++) {
            $promises[$i] = $queue->exec("echo $i >> $marks");
        }
        register_shutdown_function(function () use (&$queue) {
            if ($queue !== null) {
                echo "shutdown: ", $queue->getRunning(), " run, ", count($queue), " wait\n";
            }
        });
    ' . $code, [$marks = ion_test_temp('marks')]);
    echo preg_replace(['~ in /\S+~', '~^~m'], ['', '  '], rtrim($result['out'] . $result['err'])), "\n";
    $ran = $shows_marks ? ', ran: ' . rtrim(str_replace("\n", ' ', (string) @file_get_contents($marks))) : '';
    echo "  code $result[code]$ran\n";
}

putenv('ION_ASAN_LEAKS=0');
attempt('an exception in a handler', '
    $promises[0]->then(function () { throw new Exception("mine"); })->onFail(function ($e) { echo $e->getMessage(), "\n"; });
    ION::dispatch();
');
attempt('an exception that leaves the loop', '
    ION::setErrorHandler(function ($e) { throw $e; });
    $promises[0]->then(function () { throw new Exception("mine"); });
    unset($promises);
    try {
        ION::dispatch();
    } catch (Exception $e) {
        echo get_class($e), " ", $e->getMessage(), ": ", $queue->getRunning() + count($queue), " left\n";
    }
    ION::dispatch();
');
attempt('exit()', '
    $promises[0]->then(function () { exit(5); });
    ION::dispatch();
');
attempt('exit(), and a shutdown function that goes on', '
    $promises[0]->then(function () { exit(5); });
    $queue->whenIdle()->then(function () { echo "idle\n"; });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('exit() in the last one', '
    $promises[2]->then(function () { exit(5); });
    $queue->whenIdle()->then(function () { echo "idle\n"; });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('exit() when a start fails', '
    $queue->exec(["true"], ["user" => "no-such-user-ion"], 1)->onFail(function () { exit(5); });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('exit() when it is idle', '
    $queue->whenIdle()->then(function () { exit(5); });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('exit() when it is cleared', '
    $promises[1]->onFail(function () { exit(5); });
    $promises[2]->onFail(function () { exit(6); });
    $queue->clear();
', false);
attempt('a fatal error, and a shutdown function that goes on', '
    $promises[1]->then(function () { ini_set("display_errors", "0"); trigger_error("fatal", E_USER_ERROR); });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('a fatal error when a start fails', '
    $queue->exec(["true"], ["user" => "no-such-user-ion"], 1)->onFail(function () { ini_set("display_errors", "0"); trigger_error("fatal", E_USER_ERROR); });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('the memory limit', '
    $promises[0]->then(function () { ini_set("display_errors", "0"); str_repeat("x", 1 << 40); });
    register_shutdown_function(fn () => ION::dispatch());
    ION::dispatch();
');
attempt('the end of the script: what runs is stopped, what waits is forgotten', '
    $stopped = $queue->exec("trap \'echo stopped >> $marks; exit\' TERM; echo started >> $marks; while :; do sleep 0.01; done", [], 1);
    $promises[0]->await();
    while (!str_contains((string) @file_get_contents($marks), "started")) {
        ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK);
    }
');
attempt('without a loop at all', '
    $queue->pause();
', false);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
an exception in a handler
  mine
  shutdown: 0 run, 0 wait
  code 0, ran: 0 1 2
an exception that leaves the loop
  Exception mine: 2 left
  shutdown: 0 run, 0 wait
  code 0, ran: 0 1 2
exit()
  shutdown: 0 run, 2 wait
  code 5, ran: 0
exit(), and a shutdown function that goes on
  shutdown: 0 run, 2 wait
  idle
  code 5, ran: 0 1 2
exit() in the last one
  shutdown: 0 run, 0 wait
  idle
  code 5, ran: 0 1 2
exit() when a start fails
  shutdown: 0 run, 2 wait
  code 5, ran: 0 1 2
exit() when it is idle
  shutdown: 0 run, 0 wait
  code 5, ran: 0 1 2
exit() when it is cleared
  shutdown: 1 run, 1 wait
  code 5
a fatal error, and a shutdown function that goes on
  shutdown: 0 run, 1 wait
  code 255, ran: 0 1 2
a fatal error when a start fails
  shutdown: 0 run, 2 wait
  code 255, ran: 0 1 2
the memory limit
  shutdown: 0 run, 2 wait
  code 255, ran: 0 1 2
the end of the script: what runs is stopped, what waits is forgotten
  shutdown: 1 run, 2 wait
  code 0, ran: 0 started stopped
without a loop at all
  shutdown: 1 run, 2 wait
  code 0
