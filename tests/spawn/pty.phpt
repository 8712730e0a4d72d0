--TEST--
Spawn: a pseudo-terminal is one pipe both ways, with a size, and controls its session
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

ION::promise((function () {
    $child = Process::spawn('stty size; test -t 0 && test -t 1 && test -t 2 && echo all; read -r x; echo "read $x"', ['pty' => [90, 20]]);
    var_dump($child->getStdin() === $child->getStdout(), $child->getStderr());
    echo strtr(yield $child->getStdout()->readLine(), ["\r" => '']);
    echo strtr(yield $child->getStdout()->readLine(), ["\r" => '']);
    yield $child->getStdin()->write("hello\n");
    // the terminal shows what is typed
    echo strtr(yield $child->getStdout()->readAll(), ["\r" => '']);
    yield $child->whenExit();
    var_dump($child->getExitStatus());
    $child->getStdout()->close();

    // its size changes while it runs
    $child = Process::spawn(['sh', '-c', 'trap "stty size; exit 7" WINCH; echo ready; while :; do sleep 0.05; done'], ['pty' => true]);
    yield $child->getStdout()->readLine();
    var_dump($child->resize(100, 40));
    echo strtr(yield $child->getStdout()->readLine(), ["\r" => '']);
    yield $child->whenExit();
    $child->getStdout()->close();
    var_dump($child->getExitStatus(), $child->resize(80, 24));
    foreach ([[0, 1], [1, 65536]] as $size) {
        try {
            $child->resize(...$size);
        } catch (ValueError $e) {
            echo $e->getMessage(), "\n";
        }
    }

    // one stream of its own beside the terminal
    $child = Process::spawn('echo err >&2; echo out', ['pty' => true, 'stdio' => [2 => 'pipe']]);
    echo yield $child->getStderr()->readAll();
    echo yield $child->getStdout()->readAll();
    yield $child->whenExit();
    $child->getStdout()->close();

    // Ctrl-C is typed
    $child = Process::spawn(['sh', '-c', 'echo ready; exec sleep 100'], ['pty' => true]);
    yield $child->getStdout()->readLine();
    yield $child->getStdin()->write("\x03");
    yield $child->whenExit();
    var_dump($child->getSignal());
    $child->getStdout()->close();
})())->await();

$r = Process::run('cat; tty | grep -c /dev/', ['pty' => true, 'stdin' => "typed\n"]);
echo str_replace("\r", '', $r->stdout);
$r = Process::run('ps -o pid=,sid=,tpgid= -p $$', ['pty' => true]);
[$pid, $sid, $foreground] = preg_split('/\s+/', trim($r->stdout));
var_dump($pid === $sid, $pid === $foreground);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
NULL
20 90
all
hello
read hello
int(0)
bool(true)
40 100
int(7)
bool(false)
ION\Process\ChildProcess::resize(): Argument #1 ($columns) must be between 1 and 65535
ION\Process\ChildProcess::resize(): Argument #2 ($rows) must be between 1 and 65535
err
out
int(2)
typed
typed
1
bool(true)
bool(true)
