<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\Manager;

$manager = new Manager();
$manager->add((new ChildProcess())->start(fn () => Process::whenShutdown()->await()));
$stranger = proc_open(['sleep', '60'], [], $pipes);
$manager->add(proc_get_status($stranger)['pid']);
ION::dispatch(ION::LOOP_ONCE);

print count($manager) . ' members, ' . count($manager->getPids()) . " of them run\n";
$manager->whenAllExit()->then(fn () => print "all have ended\n");
print 'killed ' . $manager->killAll() . "\n";
ION::dispatch();
$manager->clear();
