--TEST--
IPC: scalars and arrays arrive as they were sent, to the last bit
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';

$text = 'text';
$inner = [1, 2];
$binary = implode('', array_map('chr', range(0, 255)));
$values = [
    null, true, false,
    0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 1 << 31, -(1 << 31), 1 << 32, PHP_INT_MAX, PHP_INT_MIN, PHP_INT_MIN + 1,
    0.0, 1.0, 0.1, -1.5, INF, -INF, PHP_FLOAT_MIN, PHP_FLOAT_MAX, PHP_FLOAT_EPSILON, 4.9e-324,
    '', 'a', "\0", "\xff", 'text', $binary, str_repeat($binary, 500),
    'O:8:"stdClass":0:{}', 'a:1:{i:0;i:1;}', 'true', '1', '1.0', 'null',
    [], [[]], [[], [[], []]], [1, 'two', 3.0, null, true, [4]], range(-300, 300),
    ['a' => 1], ['a' => ['b' => ['c' => ['d' => null]]]], ['' => 'empty key', "\0" => 'NUL', $binary => 'binary'],
    [1 => 'not a list'], [1 => 'b', 0 => 'a'], [0 => 'a', 2 => 'c'], [-5 => 'negative', PHP_INT_MAX => 'max', PHP_INT_MIN => 'min'],
    ['0' => 'zero', '01' => 'no number', '1.5' => 'nor this', '-0' => 'nor this', ' 1' => 'nor this', '9223372036854775808' => 'too large'],
    array_fill_keys(range('a', 'z'), array_fill(0, 30, 'x')), array_fill(0, 1000, 'the same string'),
    array_combine(array_map(fn ($i) => "key$i", range(1, 500)), range(1, 500)),
];
$wrong = 0;
foreach ($values as $number => $value) {
    if (codec_pass($value) !== $value) {
        $wrong++;
        echo "number $number differs\n";
    }
}
echo count($values) > 50 ? "enough" : "few", ", $wrong wrong\n";

echo "signs and bits: ", fdiv(1, codec_pass(-0.0)), ' ', fdiv(1, codec_pass([-0.0])[0]), ' ', var_export(is_nan(codec_pass(NAN)), true), "\n";
$nan = unpack('E', "\x7f\xf8\0\0\0\0\x12\x34")[1];
echo "payload of a NAN: ", bin2hex(pack('E', codec_pass(['n' => $nan])['n'])), "\n";
echo "order of keys: ", implode(' ', array_keys(codec_pass(['z' => 1, 5 => 2, 'a' => 3, 0 => 4]))), "\n";

echo "an array that once was longer is no list: ";
$holes = [1, 2, 3, 4];
unset($holes[1]);
var_dump(codec_pass($holes) === $holes);
$holes = [1, 2, 3, 4];
unset($holes[3]);
$passed = codec_pass($holes);
$passed[] = 'next';
echo "the next index: ", array_key_last($passed), "\n";

echo "references arrive as values: ";
$referring = ['a' => &$text, 'b' => &$text, 'c' => &$inner];
$passed = codec_pass($referring);
$passed['a'] = 'changed';
var_dump($passed === ['a' => 'changed', 'b' => 'text', 'c' => [1, 2]], $text);

echo "depth: ";
$nest = function (int $depth, mixed $value) {
    while ($depth-- > 0) {
        $value = [$value];
    }
    return $value;
};
var_dump(codec_pass($nest(128, 'x')) === $nest(128, 'x'));
echo codec_try($nest(129, 'x')), "\n", codec_try($nest(10000, 'x')), "\n";
$cycle = ['a' => 1];
$cycle['self'] = &$cycle;
echo codec_try($cycle), "\n";
unset($cycle['self']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
enough, 0 wrong
signs and bits: -INF -INF true
payload of a NAN: 7ff8000000001234
order of keys: z 5 a 0
an array that once was longer is no list: bool(true)
the next index: 3
references arrive as values: bool(true)
string(4) "text"
depth: bool(true)
ValueError: Cannot send more than 128 arrays and objects inside one another, or one that contains itself
ValueError: Cannot send more than 128 arrays and objects inside one another, or one that contains itself
ValueError: Cannot send more than 128 arrays and objects inside one another, or one that contains itself
