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
err
out
int(2)
typed
typed
1
bool(true)
bool(true)
