--TEST--
Child: what goes wrong in its shutdown functions and destructors comes to the master, and what went wrong first
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;

ini_set('display_errors', '0');
ini_set('log_errors', '0');

class Late
{
    public function __destruct()
    {
        throw new LogicException('in a destructor');
    }
}

function throws(string $text): callable
{
    return fn () => throw new LogicException($text);
}

$ways = [
    'shutdown function throws' => fn () => register_shutdown_function(throws('at the end')),
    'the same after exit(3)' => function () {
        register_shutdown_function(throws('after exit'));
        exit(3);
    },
    'error in it' => fn () => register_shutdown_function(fn () => no_such_function()),
    'fatal error in it' => fn () => register_shutdown_function(fn () => eval('class A { function f(int $x); }')),
    'destructor throws' => function () {
        $GLOBALS['late'] = new Late();
    },
    'the first of two' => function () {
        register_shutdown_function(throws('second'));
        throw new LogicException('first');
    },
    'of two at the end' => function () {
        register_shutdown_function(throws('first at the end'));
        $GLOBALS['late'] = new Late();
    },
    'of a worker of one that failed' => function () {
        register_shutdown_function(function () {
            foreach ([fn () => error_get_last() === null ? exit(255) : exit(1), fn () => register_shutdown_function(throws('of the inner one'))] as $main) {
                $inner = (new ChildProcess())->start($main);
                $inner->whenExit()->await();
                file_put_contents($GLOBALS['file'], $inner->getExitStatus() . ' ' . ($inner->getError()['message'] ?? 'nothing') . "\n", FILE_APPEND);
            }
        });
        throw new LogicException('of the outer one');
    },
    'exit(255)' => fn () => exit(255),
    'handled' => function () {
        register_shutdown_function(function () {
            try {
                throw new LogicException('nobody sees it');
            } catch (LogicException) {
            }
        });
    },
];
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
foreach ($ways as $name => $way) {
    $worker = (new ChildProcess())->start($way);
    $worker->whenExit()->await();
    $error = $worker->getError();
    printf("%-31s %3d  %s\n", $name, $worker->getExitStatus(), $error ? "$error[class]: $error[message]" : 'nothing');
}
echo file_get_contents($file);
unlink($file);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
shutdown function throws        255  LogicException: at the end
the same after exit(3)          255  LogicException: after exit
error in it                     255  Error: Call to undefined function no_such_function()
fatal error in it               255  E_COMPILE_ERROR: Non-abstract method A::f() must contain body
destructor throws               255  LogicException: in a destructor
the first of two                255  LogicException: first
of two at the end               255  LogicException: first at the end
of a worker of one that failed  255  LogicException: of the outer one
exit(255)                       255  nothing
handled                           0  nothing
255 nothing
255 of the inner one
