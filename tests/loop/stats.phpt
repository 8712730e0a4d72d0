--TEST--
Loop: the counters count callbacks, their time, and what is live now
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$before = ION::getStats(true);
var_dump(array_keys($before));
$timers = [ION::await(3600), ION::await(3600)];
$exec = ION\Process::exec(['cat'], ['stdin' => (function () { yield 'x'; })()]);
$stats = ION::getStats();
var_dump($stats['execs'], $stats['children'], $stats['channels'], $stats['watchers'] >= 4, $stats['calls_count']);
foreach ($timers as $timer) {
    $timer->onFail(fn () => null);
    $timer->cancel('x');
}
ION::dispatch();
ION::await(0)->then(function () {
    for ($until = hrtime(true) + 5_000_000; hrtime(true) < $until;) {
    }
});
ION::dispatch();
$stats = ION::getStats(true);
var_dump($stats['execs'], $stats['watchers'], $stats['calls_count'] >= 2, $stats['php_time'] >= 0.005, $stats['php_time'] < 60);
var_dump(abs($stats['reset_ts'] - microtime(true)) < 60);
$stats = ION::getStats();
var_dump($stats['calls_count'], $stats['php_time']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(7) {
  [0]=>
  string(8) "php_time"
  [1]=>
  string(11) "calls_count"
  [2]=>
  string(8) "reset_ts"
  [3]=>
  string(8) "watchers"
  [4]=>
  string(5) "execs"
  [5]=>
  string(8) "children"
  [6]=>
  string(8) "channels"
}
int(1)
int(0)
int(0)
bool(true)
int(0)
int(0)
int(0)
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
float(0)
