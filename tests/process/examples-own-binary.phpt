--TEST--
Process: a program runs itself again as its child, which reports until it is told to end
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_file();
?>
--FILE--
<?php
use ION\Process;
use ION\Process\IPC\Message;

if ($master = Process::getParentIPC()) {
    $number = 0;
    if ($argv[1] === 'interval') {
        // like a clock: for ever
        ION::interval(0.002)->then(function () use ($master, &$number) {
            $master->send('tick ' . ++$number);
        });
        $master->whenDisconnected()->then(fn () => exit(0));
    } else {
        ION::promise(function () {
            foreach ([1, 2, 3] as $second) {
                yield ION::await(0.001);
                echo "child: $second\n";
            }
        });
    }
    ION::dispatch();
    exit(3);
}

putenv('ION_ASAN_LEAKS=0');
require __DIR__ . '/../_lib/init.inc';

echo 'I am a child? ', json_encode(Process::hasParentIPC()), "\n";
$child = Process::spawnScript(__FILE__, ['count'], ion_test_script());
$child->whenExit()->await();
echo "child died with code {$child->getExitStatus()}\n";

$child = Process::spawnScript(__FILE__, ['interval'], ion_test_script());
$received = [];
$child->getIPC()->whenIncoming()->then(function (Message $message) use ($child, &$received) {
    $received[] = ($message->pid === $child->getPID() ? 'from the child: ' : 'from ?: ') . $message->data;
    if (count($received) === 3) {
        $child->getIPC()->close();
    }
});
$child->whenExit()->await();
echo implode("\n", array_slice($received, 0, 3)), "\n";
echo "code {$child->getExitStatus()}\n";
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
I am a child? false
child: 1
child: 2
child: 3
child died with code 3
from the child: tick 1
from the child: tick 2
from the child: tick 3
code 0
