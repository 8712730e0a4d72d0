--TEST--
Child: 200 workers that die in one moment are 200 ends
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* all of them wait for the end of one pipe */
$pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$ends = [];
$started = 0;
for ($i = 0; $i < 200; $i++) {
    $child = new ChildProcess();
    $child->whenStarted()->then(function () use (&$started) { $started++; });
    $child->whenExit()->then(function (ChildProcess $c) use (&$ends, $i) { $ends[$i] = $c->getExitStatus(); });
    $child->start(function () use ($pair, $i) { fclose($pair[1]); fread($pair[0], 1); exit($i); });
}
ion_test_wait(function () use (&$started) { return $started === 200; }, 'the start of all', 60);
var_dump(count(Process::getChildProcesses()));
fclose($pair[1]);
ION::dispatch();
ksort($ends);
var_dump($ends === range(0, 199), Process::getChildProcesses());
fclose($pair[0]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(200)
bool(true)
array(0) {
}
