--TEST--
Process: every option refuses values of a wrong kind, by its name
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$bad = [
    ['cwd' => 5], ['cwd' => ''], ['cwd' => "/\0x"], ['cwd' => []],
    ['stop' => 'TERM'], ['stop' => []], ['stop' => ['TERM']], ['stop' => [['TERM']]], ['stop' => [['TERM', 1, 2]]], ['stop' => [['signal' => 'TERM', 'seconds' => 1]]],
    ['stdin' => 5], ['stdin' => true], ['stdin' => new stdClass()], ['stdin' => fn () => 'x'],
    ['maxOutput' => '5'], ['maxOutput' => -1], ['maxOutput' => 1.5],
    ['overflow' => 'drop'], ['overflow' => 1], ['overflow' => 'TRUNCATE'],
    ['throw' => 1], ['throw' => 'yes'],
    ['user' => []], ['user' => 1.5], ['user' => ''], ['user' => "a\0b"], ['group' => true], ['groups' => 'users'], ['groups' => [[]]],
];
foreach ($bad as $options) {
    ion_test_try(fn () => ION\Process::exec(['true'], $options));
}
$closed = tmpfile();
fclose($closed);
ion_test_try(fn () => ION\Process::exec(['true'], ['stdin' => $closed]));
$path = ion_test_temp();
ion_test_try(fn () => ION\Process::exec(['true'], ['stdin' => fopen($path, 'w')]));
ion_test_try(fn () => ION\Process::exec(['true'], ['stdin' => stream_context_create()]));
var_dump(ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
TypeError: Option "cwd" must be of type string, int given
ValueError: Option "cwd" must not be empty
ValueError: Option "cwd" must not contain NUL bytes
TypeError: Option "cwd" must be of type string, array given
TypeError: Option "stop" must be of type array, string given
ValueError: Option "stop" must have at least one [signal, seconds]
ValueError: Option "stop[0]" must be a list of [signal, seconds]
ValueError: Option "stop[0]" must be a list of [signal, seconds]
ValueError: Option "stop[0]" must be a list of [signal, seconds]
ValueError: Option "stop[0]" must be a list of [signal, seconds]
TypeError: Option "stdin" must be of type string|resource|iterable|null, int given
TypeError: Option "stdin" must be of type string|resource|iterable|null, bool given
TypeError: Option "stdin" must be of type string|resource|iterable|null, stdClass given
TypeError: Option "stdin" must be of type string|resource|iterable|null, Closure given
TypeError: Option "maxOutput" must be of type int, string given
ValueError: Option "maxOutput" must be at least 0
TypeError: Option "maxOutput" must be of type int, float given
ValueError: Option "overflow" must be "truncate", "kill" or "fail"
TypeError: Option "overflow" must be of type string, int given
ValueError: Option "overflow" must be "truncate", "kill" or "fail"
TypeError: Option "throw" must be of type bool, int given
TypeError: Option "throw" must be of type bool, string given
TypeError: Option "user" must be of type string|int, array given
TypeError: Option "user" must be of type string|int, float given
ValueError: Option "user" must not be empty
ValueError: Option "user" must not contain NUL bytes
TypeError: Option "group" must be of type string|int, bool given
TypeError: Option "groups" must be of type array, string given
TypeError: Option "groups[0]" must be of type string|int, array given
ValueError: Option "stdin" must be an open stream
ValueError: Option "stdin" must be a stream that is open for reading
ValueError: Option "stdin" must be an open stream
array(0) {
}
