--TEST--
Spawn: 150 programs that live are four descriptors each, and no work while nothing happens
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

ION::promise(Process::spawn(['true'])->whenExit())->await();
$fds = count(scandir('/proc/self/fd'));
$children = $started = [];
$said = 0;
for ($i = 0; $i < 150; $i++) {
    $children[] = $child = Process::spawn(['cat']);
    $child->getStdout()->whenData()->then(function () use (&$said): void {
        $said++;
    });
    $child->getStderr()->whenData()->then(fn (string $text) => print($text));
    $started[] = $child->whenStarted();
}
ION\Promise::all(...$started)->await();
/* three pipes, and a pidfd where the kernel has one; and three in reserve for all of them */
var_dump((count(scandir('/proc/self/fd')) - $fds - 3) / 150 - (getenv('ION_FORCE_SIGCHLD') ? 0 : 1));

/* the loop sleeps until the timer: one that looks again and again sleeps and wakes as often */
$before = ion_test_status('voluntary_ctxt_switches');
ION::await(0.3)->await();
$sleeps = ion_test_status('voluntary_ctxt_switches') - $before;
echo $sleeps < 20 ? "idle\n" : "slept $sleeps times\n";

/* each has its own pipes: nobody holds another's open */
foreach (array_reverse($children) as $child) {
    $child->getStdin()->end("x");
    ION::promise($child->whenExit())->await();
}
ION::dispatch();
var_dump($said);
unset($child, $children, $started);
var_dump(count(scandir('/proc/self/fd')) - $fds);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(3)
idle
int(150)
int(0)
