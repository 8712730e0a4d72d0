--TEST--
Foreign: an object that nobody holds goes, one that is waited for stays until the end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$theirs = proc_open(['sleep', '20'], [], $pipes);
$pid = proc_get_status($theirs)['pid'];
for ($i = 0; $i < 2000; $i++) {
    Process::attach($pid);
}
$weak = WeakReference::create(Process::attach($pid));
var_dump($weak->get());
$process = Process::attach($pid);
$process->whenExit()->then(fn ($process) => print("told\n"));
$weak = WeakReference::create($process);
unset($process);
gc_collect_cycles();
var_dump($weak->get() === null);
proc_terminate($theirs);
ION::dispatch();
gc_collect_cycles();
var_dump($weak->get());
proc_close($theirs);

// a cycle through the handler
$theirs = proc_open(['sleep', '20'], [], $pipes);
$process = Process::attach(proc_get_status($theirs)['pid']);
$manager = new Process\Manager();
$manager->add($process);
$loop = new ArrayObject([$manager]);
$loop[] = $loop;
$weak = WeakReference::create($process);
unset($manager, $loop, $process);
gc_collect_cycles();
var_dump($weak->get());
proc_terminate($theirs);
proc_close($theirs);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
NULL
bool(false)
told
NULL
NULL
