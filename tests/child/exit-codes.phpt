--TEST--
Child: exit codes are what scripts have
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

class Boom extends RuntimeException {}
$ways = [
    'return' => function () {},
    'exit(3)' => function () { exit(3); },
    'exit(256)' => function () { exit(256); },
    'exit("text")' => function () { exit("said at the end\n"); },
    'throw' => function () { throw new Boom('no way'); },
    'fatal' => function () { undefined_function(); },
    'error' => function () { trigger_error('by hand', E_USER_ERROR); },
    'memory' => function () { ini_set('memory_limit', '8M'); $x = str_repeat('x', 64 << 20); },
    'exit in a timer' => function () { ION::await(0.01)->then(fn () => exit(4)); },
    'throw in a coroutine' => function () { yield ION::await(0.01); throw new Boom('late'); },
    'await' => function () { ION::await(0.01)->await(); exit(5); },
    'kill' => function () { posix_kill(getmypid(), 9); },
];
foreach ($ways as $name => $way) {
    $child = (new ChildProcess())->start(function () use ($way) {
        ini_set('display_errors', '0');
        ini_set('log_errors', '0');
        return $way();
    });
    $child->whenExit()->await();
    $error = $child->getError();
    printf("%s: %d, signal %d%s\n", $name, $child->getExitStatus(), $child->getSignal(),
        $error ? ", {$error['class']}: " . strtok(strtr($error['message'], [' exhausted' => '(']), '(') . ', ' . basename($error['file']) . ($error['line'] > 0 ? ':line' : '') : '');
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
return: 0, signal 0
exit(3): 3, signal 0
exit(256): 0, signal 0
said at the end
exit("text"): 0, signal 0
throw: 255, signal 0, Boom: no way, exit-codes.php:line
fatal: 255, signal 0, Error: Call to undefined function undefined_function, exit-codes.php:line
error: 255, signal 0, E_USER_ERROR: by hand, exit-codes.php:line
memory: 255, signal 0, E_ERROR: Allowed memory size of 8388608 bytes, exit-codes.php:line
exit in a timer: 4, signal 0
throw in a coroutine: 255, signal 0, Boom: late, exit-codes.php:line
await: 5, signal 0
kill: -1, signal 9
