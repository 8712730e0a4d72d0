--TEST--
Identity: limits are read and set, null is unlimited
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

$end = ion_test_code('require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';' . <<<'PHP'
use ION\Process;
$hard = Process::getLimit('nofile')['hard'];
Process::setLimit('nofile', 100);
var_dump(Process::getLimit('nofile') === ['soft' => 100, 'hard' => $hard], trim(shell_exec('ulimit -Sn')), trim(shell_exec('ulimit -Hn')) === (string) $hard);
Process::setLimit('nofile', 90, 95);
echo json_encode(Process::getLimit('nofile')), "\n";
Process::setLimit('core', 0, null);
echo json_encode(Process::getLimit('core')), "\n";
Process::setLimit('core', ...array_values(Process::getLimit('core')));
Process::setLimit('core', 4096, hard: 8192);
echo json_encode(Process::getLimit('core')), "\n";
ion_test_try(fn () => Process::setLimit('core', 10000));
echo json_encode(Process::getLimit('core')), "\n";
foreach (['cpu', 'fsize', 'data', 'stack', 'core', 'rss', 'nproc', 'nofile', 'memlock', 'as', 'locks', 'sigpending', 'msgqueue', 'nice', 'rtprio', 'rttime'] as $name) {
    array_keys(Process::getLimit($name)) === ['soft', 'hard'] || print("$name\n");
}
ion_test_try(fn () => Process::getLimit('files'));
ion_test_try(fn () => Process::setLimit("nofile\0", 1));
ion_test_try(fn () => Process::setLimit('nofile', -1));
ion_test_try(fn () => Process::setLimit('nofile', 1, -1));
ion_test_try(fn () => Process::setLimit('nofile', 20, 10));
ion_test_try(fn () => Process::setLimit('nofile', null, 10));
PHP);
echo $end['out'], $end['err'];

echo "usage\n";
$before = Process::getUsage();
for ($i = 0, $until = hrtime(true) + 20_000_000; hrtime(true) < $until; $i++);
$after = Process::getUsage();
echo implode(' ', array_keys($after)), "\n";
var_dump($after['user'] + $after['system'] > $before['user'] + $before['system'], $after['maxRss'] > 1 << 20);
$load = Process::getLoad();
$proc = array_map('floatval', array_slice(explode(' ', file_get_contents('/proc/loadavg')), 0, 3));
var_dump(array_is_list($load) && count($load) === 3, array_filter($load, 'is_float') === $load, abs($load[2] - $proc[2]) < 0.5);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(3) "100"
bool(true)
{"soft":90,"hard":95}
{"soft":0,"hard":null}
{"soft":4096,"hard":8192}
ION\ProcessException: Cannot set the limit "core": Invalid argument
{"soft":4096,"hard":8192}
ValueError: ION\Process::getLimit(): Argument #1 ($name) must be one of cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks, sigpending, msgqueue, nice, rtprio, rttime
ValueError: ION\Process::setLimit(): Argument #1 ($name) must be one of cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks, sigpending, msgqueue, nice, rtprio, rttime
ValueError: ION\Process::setLimit(): Argument #2 ($soft) must be at least 0, or null for unlimited
ValueError: ION\Process::setLimit(): Argument #3 ($hard) must be at least 0, or null for unlimited
ValueError: ION\Process::setLimit(): Argument #2 ($soft) must not be above the hard limit
ValueError: ION\Process::setLimit(): Argument #2 ($soft) must not be above the hard limit
usage
user system maxRss minorFaults majorFaults voluntarySwitches involuntarySwitches blocksIn blocksOut
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
