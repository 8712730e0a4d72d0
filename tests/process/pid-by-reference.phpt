--TEST--
Process: the option pid is set before exec() returns
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

class Holder { public int $typed = 0; public $plain; public ?int $null = null; }
$h = new Holder();
$a = [];
$p[] = Process::exec('echo $$', ['pid' => &$pid]);
$p[] = Process::exec('echo $$', ['pid' => &$h->typed]);
$p[] = Process::exec('echo $$', ['pid' => &$h->plain]);
$p[] = Process::exec('echo $$', ['pid' => &$h->null]);
$p[] = Process::exec('echo $$', ['pid' => &$a['x']['y']]);
$pids = [$pid, $h->typed, $h->plain, $h->null, $a['x']['y']];
foreach (ION\Promise::all($p)->await() as $i => $r) {
    var_dump($r->pid === $pids[$i] && $r->stdout === "$pids[$i]\n");
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
