--TEST--
Process: the message of an ExecException holds the end of long outputs, from the beginning of a line
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function message(string $output, array $options = []): string
{
    try {
        ION\Process::run('cat; exit 1', ['stdin' => $output, 'throw' => true] + $options);
    } catch (ION\Process\ExecException $e) {
        return $e->getMessage();
    }
}

/* what of the output is in the message */
function tail(string $output): string
{
    preg_match('/\n\nOutput( \(its end\))?:\n(.*)\n\nError output:\n\(nothing\)$/s', message($output), $found);
    return ($found[1] !== '' ? 'its end: ' : 'all: ') . $found[2];
}

echo "short ones are whole\n";
var_dump(tail('') === 'all: (nothing)', tail("a\nb\n") === "all: a\nb\n", tail(str_repeat('a', 1024)) === 'all: ' . str_repeat('a', 1024));

echo "whole lines\n";
$lines = implode('', array_map(fn ($n) => sprintf("line %03d\n", $n), range(1, 500)));
var_dump(tail($lines) === 'its end: ' . substr($lines, -113 * 9));
/* the cut is where a line begins already */
var_dump(tail("xxxxx\n" . str_repeat("1234567\n", 128)) === 'its end: ' . str_repeat("1234567\n", 128));

echo "one long line\n";
var_dump(tail(str_repeat('a', 5000) . 'END') === 'its end: ' . str_repeat('a', 1021) . 'END');
/* the newline at its end begins none */
var_dump(tail(str_repeat('a', 5000) . "\n") === 'its end: ' . str_repeat('a', 1023) . "\n");

echo "whole characters\n";
foreach (["\u{20ac}", "\u{1f600}", "\u{e9}"] as $character) {
    foreach (['', 'x', 'xx', 'xxx'] as $end) {
        $tail = substr(tail(str_repeat($character, 2000) . $end), strlen('its end: '));
        if (!preg_match('//u', $tail) || strlen($tail) <= 1020 || strlen($tail) > 1024) {
            echo bin2hex($character), " $end: ", strlen($tail), "\n";
        }
    }
}
/* what is no UTF-8 is cut anywhere */
var_dump(strlen(tail(str_repeat("\x80", 2000))) === strlen('its end: ') + 1024);

echo "binary\n";
var_dump(tail("a\0b\nc") === "all: a\0b\nc");

echo "dropped output is told of\n";
var_dump(str_contains(message('abcdef', ['maxOutput' => 3]), "\nIt printed more than maxOutput: the rest was dropped\n\nOutput:\nabc\n"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
short ones are whole
bool(true)
bool(true)
bool(true)
whole lines
bool(true)
bool(true)
one long line
bool(true)
bool(true)
whole characters
bool(true)
binary
bool(true)
dropped output is told of
bool(true)
