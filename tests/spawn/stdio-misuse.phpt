--TEST--
Spawn: stdio, pty and callbacks that make no sense are misuse, by their names
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

$closed = fopen('/dev/null', 'r');
fclose($closed);
$cases = [
    ['exec', ['stdio' => 'pipe']],
    ['exec', ['stdio' => ['a' => 'pipe']]],
    ['exec', ['stdio' => [-1 => 'pipe']]],
    ['exec', ['stdio' => [65536 => 'null']]],
    ['exec', ['stdio' => [1 => 'pipes']]],
    ['exec', ['stdio' => [1 => 1.5]]],
    ['exec', ['stdio' => [1 => -1]]],
    ['exec', ['stdio' => [1 => 1]]],
    ['exec', ['stdio' => [1 => 2, 2 => 1]]],
    ['exec', ['stdio' => [1 => 9]]],
    ['exec', ['stdio' => [1 => $closed]]],
    ['exec', ['stdio' => [1 => ['file', '/tmp/x']]]],
    ['exec', ['stdio' => [1 => ['file', "a\0b", 'r']]]],
    ['exec', ['stdio' => [1 => ['file', '/tmp/x', 'z']]]],
    ['exec', ['stdio' => [1 => ['file', '/tmp/x', 1]]]],
    ['exec', ['stdio' => [1 => null]]],
    /* the forms of proc_open() */
    ['exec', ['stdio' => [1 => ['pipe', 'w']]]],
    ['exec', ['stdio' => [1 => ['null']]]],
    ['exec', ['stdio' => [2 => ['redirect', 1]]]],
    ['exec', ['stdio' => [2 => ['pty']]]],
    ['exec', ['stdio' => [2 => ['socket']]]],
    ['exec', ['stdio' => [3 => 'pipe']]],
    ['exec', ['stdio' => [0 => 'pipe']]],
    ['exec', ['stdio' => [0 => 'null'], 'stdin' => 'x']],
    ['exec', ['stdio' => [3 => 0], 'stdin' => 'x']],
    ['exec', ['pty' => 1]],
    ['exec', ['pty' => [80]]],
    ['exec', ['pty' => [0, 24]]],
    ['exec', ['pty' => true, 'stdio' => [0 => 'null', 1 => 'pipe', 2 => 'pipe']]],
    ['exec', ['onStdout' => 'no_such_function']],
    ['exec', ['onStdout' => function () { yield 1; }]],
    ['exec', ['onStderr' => 'strlen', 'stdio' => [2 => 1]]],
    ['exec', ['onStderr' => 'strlen', 'pty' => true]],
    ['exec', ['idleTimeout' => -1]],
    ['exec', ['detached' => true, 'pidNamespace' => true]],
    ['exec', ['cgroup' => 'relative']],
    ['spawn', ['stdin' => 'x']],
    ['spawn', ['onStdout' => 'strlen']],
    ['spawn', ['php' => '/usr/bin/php']],
];
foreach ($cases as [$verb, $options]) {
    try {
        Process::$verb('true', $options);
        echo "no error\n";
    } catch (Error $e) {
        echo get_class($e), ': ', preg_replace('/; known are.*/', '', $e->getMessage()), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
TypeError: Option "stdio" must be of type array, string given
ValueError: Option "stdio" must have numbers of descriptors as keys, 0 to 65535
ValueError: Option "stdio" must have numbers of descriptors as keys, 0 to 65535
ValueError: Option "stdio" must have numbers of descriptors as keys, 0 to 65535
ValueError: Option "stdio[1]" must be "pipe", "inherit" or "null", if it is a string
TypeError: Option "stdio[1]" must be of type array|string|int|resource|Socket, float given
ValueError: Option "stdio[1]" must be the number of another descriptor of the program
ValueError: Option "stdio[1]" must not lead back to itself; to exchange two descriptors, give the streams
ValueError: Option "stdio[1]" must not lead back to itself; to exchange two descriptors, give the streams
ValueError: Option "stdio[1]" must name a descriptor that the program has
ValueError: Option "stdio[1]" must be an open stream or Socket that has a file descriptor
ValueError: Option "stdio[1]" must be ["file", path, mode], if it is an array
ValueError: Option "stdio[1][1]" must not contain NUL bytes
ValueError: Option "stdio[1][2]" must be a mode of fopen(): r, w, a, x or c, with or without +
TypeError: Option "stdio[1][2]" must be of type string, int given
TypeError: Option "stdio[1]" must not be null: the string "null" is /dev/null, and what is not named is as usual
ValueError: Option "stdio[1]" must be "pipe" without an array: its direction is that of the number
ValueError: Option "stdio[1]" must be "null" without an array
ValueError: Option "stdio[2]" must be the number of the other descriptor without an array
ValueError: Option "stdio[2]" must not be a terminal: that is the option "pty"
ValueError: Option "stdio[2]" must be ["file", path, mode], if it is an array
ValueError: Option "stdio" must not have a pipe above 2: that is for spawn()
ValueError: Option "stdin" must be given when "stdio" says that 0 is a pipe
ValueError: Option "stdin" must not be given when "stdio" leads 0 somewhere else
ValueError: Option "stdio" must not give standard input to others while it is fed
TypeError: Option "pty" must be of type array|bool, int given
ValueError: Option "pty" must be true or a list of [columns, rows], both 1 to 65535
ValueError: Option "pty" must be true or a list of [columns, rows], both 1 to 65535
ValueError: Option "pty" must have one of the descriptors 0, 1 and 2, but "stdio" names all of them
TypeError: Option "onStdout" must be callable: function "no_such_function" not found or invalid function name
ValueError: Option "onStdout" must not be a generator function: nothing would run it
ValueError: Option "onStderr" must not be given when "stdio" leads that stream somewhere else
ValueError: Option "onStderr" must not be given when "stdio" leads that stream somewhere else
ValueError: Option "idleTimeout" must be a finite number of seconds, at least 0
ValueError: Option "pidNamespace" must not be given for a program that is detached
ValueError: Option "cgroup" must be the absolute path of a directory
ValueError: ION\Process::spawn(): Argument #2 ($options) has the unknown option "stdin"
ValueError: ION\Process::spawn(): Argument #2 ($options) has the unknown option "onStdout"
ValueError: ION\Process::spawn(): Argument #2 ($options) has the unknown option "php"
