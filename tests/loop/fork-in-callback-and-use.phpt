--TEST--
Loop: a child forked in a callback may use ION there, and leaves the parent's loop all the same
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

/** Forks in the callback; the child uses ION there, goes on with a loop of its own and ends. */
function fork_and_use(): ?int
{
    $pid = pcntl_fork();
    if ($pid === 0) {
        ION::defer(fn () => print("child's own callback\n"));
        ION::await(0.001)->then(fn () => print("child's own timer\n"));
        Process::exec('echo "program of the child"')->then(fn ($r) => print($r->stdout));
    }
    return $pid;
}
$places = [
    'timer' => fn (callable $fork) => ION::await(0.001)->then($fork),
    'end of a program' => fn (callable $fork) => Process::exec('true')->then($fork),
    'output of a program' => fn (callable $fork) => Process::exec('echo x; exec sleep 0.05', ['onStdout' => $fork]),
    'input of a program' => fn (callable $fork) => Process::exec('cat', ['stdin' => (function () use ($fork) {
        $fork();
        yield 'x';
    })()]),
    'data of a pipe' => function (callable $fork) {
        $child = Process::spawn('echo x; exec sleep 0.05');
        $child->getStdout()->whenData()->then($fork);
        return $child->whenExit();
    },
    'start of a program' => fn (callable $fork) => Process::spawn(['true'])->whenStarted()->then($fork),
];
foreach ($places as $name => $place) {
    $pid = null;
    ob_start();
    $place(function () use (&$pid) {
        $pid ??= fork_and_use();
    });
    ION::dispatch();
    if ($pid === 0) {
        // what the callback has begun
        ION::dispatch();
        $lines = explode("\n", trim(ob_get_clean()));
        sort($lines);
        file_put_contents('php://stdout', "$name: " . json_encode($lines) . "\n");
        // what it has inherited in the middle of a callback stays for good
        Process::kill(Process::getPid(), 'KILL');
    }
    ob_end_clean();
    pcntl_waitpid($pid, $status);
    if ($status !== 9) {
        echo "$name: the child ended with $status\n";
    }
    unset($pid);
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
timer: ["child's own callback","child's own timer","program of the child"]
end of a program: ["child's own callback","child's own timer","program of the child"]
output of a program: ["child's own callback","child's own timer","program of the child"]
input of a program: ["child's own callback","child's own timer","program of the child"]
data of a pipe: ["child's own callback","child's own timer","program of the child"]
start of a program: ["child's own callback","child's own timer","program of the child"]
