--TEST--
Process: stdin from arrays, generators and other iterables
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$aggregate = new class implements IteratorAggregate {
    public function getIterator(): Iterator { return new ArrayIterator(["agg\n", "reg\n", "ate\n"]); }
};
$text = new class { public function __toString(): string { return "an object\n"; } };
$inputs = [
    'array' => ['a', "b\n"],
    'keys' => ['x' => "one\n", 'y' => "two\n"],
    'empty array' => [],
    'empty strings' => ['', "a\n", '', '', "b\n", ''],
    'generator' => (function () { yield "1\n"; yield "2\n"; return "not this\n"; })(),
    'yield from' => (function () { yield "1\n"; yield from ["2\n", "3\n"]; })(),
    'empty generator' => (function () { return; yield; })(),
    'iterator' => new ArrayIterator(["i\n"]),
    'aggregate' => $aggregate,
    'other values' => [1, "\n", 2.5, "\n", true, "\n", $text],
    'references' => (function () { $x = "ref\n"; return [&$x]; })(),
];
foreach ($inputs as $name => $input) {
    $all[$name] = Process::exec(['cat'], ['stdin' => $input]);
}
foreach (ION\Promise::all($all)->await() as $name => $r) {
    echo "$name: ", json_encode($r->stdout), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array: "ab\n"
keys: "one\ntwo\n"
empty array: ""
empty strings: "a\nb\n"
generator: "1\n2\n"
yield from: "1\n2\n3\n"
empty generator: ""
iterator: "i\n"
aggregate: "agg\nreg\nate\n"
other values: "1\n2.5\n1\nan object\n"
references: "ref\n"
