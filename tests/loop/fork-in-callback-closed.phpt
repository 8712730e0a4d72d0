--TEST--
Loop: a child forked in a callback leaves the parent's loop although a watched stream was closed
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

$parent = getmypid();
$say = fn (string $text) => getmypid() === $parent ? null : print("$text\n");
[$a, $b] = ion_test_pair();
ION::onReadable($a, fn () => print("closed, and called\n"));
ION::dispatch(ION::LOOP_NONBLOCK);
ION::delay(0, function () use ($say, $a, $b, &$pid) {
    fclose($a);
    fclose($b);
    $pid = pcntl_fork();
    $pid === 0 && ION::delay(0, fn () => $say("child's own callback"));
});
// due in the same turn, and none of the child's
foreach (range(1, 3) as $i) {
    ION::delay(0, fn () => $say('timer of the parent'));
}
$told = 'nothing';
try {
    ION::dispatch();
} catch (ION\InvalidUsageException $e) {
    $told = $e->getMessage();
}
if ($pid === 0) {
    ION::dispatch();
    echo "the child ends\n";
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($pid, $status);
var_dump($status);
echo "the parent is told: $told\n";
ION::dispatch();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
child's own callback
the child ends
int(9)
the parent is told: A stream was closed while it was watched: cancel (or disable) its watcher first
