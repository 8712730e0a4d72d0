--TEST--
Loop: a child forked at top level has a clean loop, and the parent's events keep coming
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

[$mine, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$ticks = 0;
$interval = ION::interval(0.002);
$interval->onDone(function () use (&$ticks) { $ticks++; });
$promise = ION\Process::exec(['cat'], ['stdin' => $mine]);
ION::dispatch(ION::LOOP_NONBLOCK);
$child = pcntl_fork();
if ($child === 0) {
    /* nothing of the parent's is here; what is made here works */
    $before = ION::dispatch();
    $ticks = 0;
    $own = 0;
    ION::await(0.01)->then(function () use (&$own) { $own++; });
    ION::dispatch();
    $r = ION\Process::run('echo program of the child');
    echo json_encode([$before, $ticks, $own, trim($r->stdout)]), "\n";
    exit(5);
}
pcntl_waitpid($child, $status);
var_dump(pcntl_wexitstatus($status));
/* the parent is not deaf: timers, the stream and the exit of the program still come */
$ticks = 0;
fwrite($theirs, 'still fed');
fclose($theirs);
echo $promise->await()->stdout, "\n";
while ($ticks === 0) {
    ION::dispatch(ION::LOOP_ONCE);
}
$interval->cancel();
fclose($mine);
echo "ticks\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
[false,0,1,"program of the child"]
int(5)
still fed
ticks
