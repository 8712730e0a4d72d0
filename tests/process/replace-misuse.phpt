--TEST--
Process: where replace() is refused, and what it does not take
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

echo "arguments\n";
foreach ([[], ['a' => 'true'], [1 => 'true'], [''], ['true', 5], ['true', null], ["a\0b"], ['true', "\0"]] as $argv) {
    ion_test_try(fn () => Process::replace($argv));
}
foreach ([['x'], ['' => 'x'], ['A=B' => 'x'], ['A' => "\0"], ['A' => []], ['A' => true]] as $env) {
    ion_test_try(fn () => Process::replace(['true'], $env));
}

echo "children\n";
$sleep = Process::exec(['sleep', '100']);
ion_test_try(fn () => Process::replace(['true']));
$sleep->cancel('enough');
ion_test_try(fn () => $sleep->await());
$child = new Process\ChildProcess();
$child->start(function () {
    ION::stop();
});
ion_test_try(fn () => Process::replace(['true']));
$child->whenExit()->await();

echo "in the callback of an output buffer\n";
ob_start(function (string $text) {
    try {
        Process::replace(['echo', 'replaced']);
    } catch (ION\InvalidUsageException $e) {
        return $e->getMessage() . "\n";
    }
});
ob_end_flush();

echo "an output buffer that throws\n";
ob_start(function (string $text, int $phase) {
    if ($phase & PHP_OUTPUT_HANDLER_FLUSH) {
        throw new Exception('no');
    }
    return $text;
});
$caught = null;
try {
    Process::replace(['echo', 'replaced']);
} catch (Exception $caught) {
}
ob_end_clean();
echo get_class($caught), ': ', $caught->getMessage(), "\n";
unset($caught);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
arguments
ValueError: ION\Process::replace(): Argument #1 ($argv) must be a list of a program and its arguments
ValueError: ION\Process::replace(): Argument #1 ($argv) must be a list of a program and its arguments
ValueError: ION\Process::replace(): Argument #1 ($argv) must be a list of a program and its arguments
ValueError: ION\Process::replace(): Argument #1 ($argv) must name a program at index 0
TypeError: ION\Process::replace(): Argument #1 ($argv) must be a list of strings, but the one at index 1 is of type int
TypeError: ION\Process::replace(): Argument #1 ($argv) must be a list of strings, but the one at index 1 is of type null
ValueError: ION\Process::replace(): Argument #1 ($argv) must not contain NUL bytes, but index 0 does
ValueError: ION\Process::replace(): Argument #1 ($argv) must not contain NUL bytes, but index 1 does
ValueError: Option "env" must have names of variables as keys, not numbers
ValueError: Option "env" must not have empty names or names with "=" or NUL: ''
ValueError: Option "env" must not have empty names or names with "=" or NUL: 'A=B'
ValueError: Option "env" must not contain NUL bytes, but 'A' does
TypeError: Option "env" must have values of type string|int|float|null, but 'A' is of type array
TypeError: Option "env" must have values of type string|int|float|null, but 'A' is of type bool
children
ION\InvalidUsageException: ION\Process::replace(): programs and child processes run, and the new program would know nothing of them. Wait for them, stop them, or detach them first
ION\Promise\CancelException: enough
ION\InvalidUsageException: ION\Process::replace(): programs and child processes run, and the new program would know nothing of them. Wait for them, stop them, or detach them first
in the callback of an output buffer
ION\Process::replace(): not in the callback of an output buffer
an output buffer that throws
Exception: no
