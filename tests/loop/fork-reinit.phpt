--TEST--
Loop: reinit() in a forked child closes what was inherited
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$promise = ION\Process::exec(['cat'], ['stdin' => (function () { yield 'x'; })()]);
$timer = ION::await(0.001);
$child = pcntl_fork();
if ($child === 0) {
    ION::reinit();
    $kinds = [];
    foreach (scandir('/proc/self/fd') as $fd) {
        $link = (string) @readlink("/proc/self/fd/$fd");
        if (preg_match('/eventpoll|timerfd|pidfd|eventfd/', $link)) {
            $kinds[] = $link;
        }
    }
    echo json_encode($kinds), "\n";
    exit(0);
}
pcntl_waitpid($child, $status);
echo $promise->await()->stdout, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
[]
x
