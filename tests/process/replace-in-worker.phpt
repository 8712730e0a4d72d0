--TEST--
Process: a worker that is replaced has said everything before, keeps its master's watch, and dies with it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

putenv('ION_ASAN_LEAKS=0');

/* more than a socket takes, so that some of it waits in the worker */
$child = new ChildProcess();
$sizes = [];
$child->getIPC()->whenIncoming()->then(function ($message) use (&$sizes) {
    $sizes[] = strlen($message->data);
});
$disconnected = $child->getIPC()->whenDisconnected();
$child->start(function (IPC $ipc) {
    for ($i = 1; $i <= 5; $i++) {
        $ipc->send(str_repeat('x', $i * 300000));
    }
    Process::replace(['sh', '-c', 'ls /proc/self/fd | wc -l; exit 9']);
});
$pid = null;
$child->whenStarted()->then(function ($child) use (&$pid) {
    $pid = $child->getPID();
});
$child->whenExit()->await();
var_dump($child->getPID() === $pid, $child->getExitStatus());
ION::dispatch();
echo implode(' ', $sizes), "\n";
echo $disconnected->getState(), "\n";
unset($child, $disconnected);

/* the master is killed: nobody is left to tell the program */
$file = ion_test_temp('pid');
$master = ion_test_run(ion_test_php(['-r', '
    $child = new ION\Process\ChildProcess();
    $child->start(function () {
        ION\Process::replace(["sh", "-c", "echo \$\$ > ' . $file . '.new && mv ' . $file . '.new ' . $file . '; exec sleep 100"]);
    });
    ION::repeat(0.005, function () {
        if (file_exists("' . $file . '")) {
            ION\Process::kill(getmypid(), "KILL");
        }
    });
    ION::dispatch();
']));
var_dump($master['signal']);
$program = (int) file_get_contents($file);
ion_test_wait(fn () => in_array(ion_test_state($program), ['', 'Z'], true), 'the end of the program');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
4
bool(true)
int(9)
300000 600000 900000 1200000 1500000
done
int(9)
