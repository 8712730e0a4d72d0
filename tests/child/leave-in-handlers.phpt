--TEST--
Child: exit() in a handler of the master ends it with its code, and its workers
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* exit() leaves cycles to the engine, which frees them with the whole heap */
putenv('ION_ASAN_LEAKS=0');
$script = <<<'PHP'
use ION\Process\ChildProcess;
$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(function ($m) use ($child) { echo $m->data, ' ', $child->getPID(); exit(12); });
$child->start(function ($master) { $master->send('leave'); while (true) { } });
ION::dispatch();
PHP;
foreach (['whenIncoming' => $script, 'whenStarted' => strtr($script, ['$child->start(' => '$child->whenStarted()->then(function ($c) { echo "leave ", $c->getPID(); exit(12); }); $child->start('])] as $where => $code) {
    $end = ion_test_run(ion_test_php(['-r', $code]));
    [$word, $pid] = explode(' ', $end['out'] . ' ');
    var_dump($word, $end['code'], ion_test_state((int) $pid));
}
$end = ion_test_run(ion_test_php(['-r', strtr($script, ['exit(12)' => "ini_set('memory_limit', '8M'); str_repeat('x', 64 << 20)"])]));
var_dump($end['code'], str_contains($end['out'], 'Allowed memory size'));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(5) "leave"
int(12)
string(0) ""
string(5) "leave"
int(12)
string(0) ""
int(255)
bool(true)
