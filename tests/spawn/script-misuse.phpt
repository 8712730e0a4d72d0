--TEST--
Spawn: what cannot be a script is said at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

foreach ([
    ['', [], []],
    ["a\0b", [], []],
    ['x', ['k' => 'v'], []],
    ['x', [1], []],
    ['x', ["a\0b"], []],
    ['x', [], ['ini' => 1]],
    ['x', [], ['ini' => [1]]],
    ['x', [], ['ini' => ['a b' => 1]]],
    ['x', [], ['ini' => ['a' => []]]],
    ['x', [], ['ini' => ['a' => "it's"]]],
    ['x', [], ['php' => '']],
    ['x', [], ['phpp' => '']],
] as $arguments) {
    try {
        Process::spawnScript(...$arguments);
        echo "no error\n";
    } catch (Error $e) {
        echo get_class($e), ': ', preg_replace('/; known are.*/', '', $e->getMessage()), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process::spawnScript(): Argument #1 ($file) must not be empty
ValueError: ION\Process::spawnScript(): Argument #1 ($file) must not contain NUL bytes
ValueError: ION\Process::spawnScript(): Argument #2 ($args) must be a list
TypeError: ION\Process::spawnScript(): Argument #2 ($args) must be a list of strings, but the one at index 0 is of type int
ValueError: ION\Process::spawnScript(): Argument #2 ($args) must not contain NUL bytes
TypeError: Option "ini" must be of type array, int given
ValueError: Option "ini" must have names of ini settings as keys, not numbers
ValueError: Option "ini" must have names of ini settings as keys, not 'a b'
TypeError: Option "ini[a]" must be of type bool|int|float|string|null, array given
ValueError: Option "ini[a]" must not contain single quotes, line ends or NUL bytes
ValueError: Option "php" must not be empty
ValueError: ION\Process::spawnScript(): Argument #3 ($options) has the unknown option "phpp"
