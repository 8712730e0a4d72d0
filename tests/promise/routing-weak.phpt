--TEST--
Promise: a handler is called exactly when PHP would take the value silently (weak types)
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* The oracle is PHP itself: called from a file of the same strictness, does the argument raise a
 * TypeError or a deprecation? */
class WithString { public function __toString(): string { return '7'; } }
$values = [
    null, true, false, 0, 1, -5, PHP_INT_MAX, 0.0, 1.0, 1.5, -0.0, 1e20, -9.3e18, INF, NAN, '', '0', '7', ' 7', '7 ', '7x', 'x', '1.0', '1.5', '1e3', '1e30',
    "\0", [], [1], 'strlen', 'nofunc', ['WithString', '__toString'], [new WithString(), '__toString'], new stdClass(), new WithString(),
    fn () => 1, new ArrayIterator([]), 'WithString::nothing', 'NoClass::nothing', ['NoClass', 'm'], fopen('php://memory', 'r'),
];
$types = [
    'mixed', 'int', 'float', 'string', 'bool', 'array', 'iterable', 'callable', 'object', '?int', '?string', '?bool', 'int|float', 'int|string',
    'float|string', 'int|bool', 'float|bool', 'string|bool', 'int|float|bool', 'int|float|string|bool', 'array|string', 'int|false', 'string|false', 'int|null', 'int|array|null',
    'stdClass', 'stdClass|int', 'Stringable', 'Stringable|float', 'Traversable|string', 'self_|int', 'callable|int', 'iterable|bool', 'Countable|null',
];
if (PHP_VERSION_ID >= 80200) {
    array_push($types, 'null', 'true', 'false', 'true|string', 'false|int', '(Countable&Traversable)|int', '(Countable&Traversable)|null');
}
/* PHP 8.5 warns of NAN where it is converted, and takes it */
error_reporting(E_ALL & ~E_WARNING);
$hits = $wrong = 0;
foreach ($types as $type) {
    $fn = eval(" return function ($type \$v) { return 1; };");
    $variadic = eval(" return function ($type ...\$v) { return 1; };");
    foreach ($values as $value) {
        $deprecated = false;
        set_error_handler(function () use (&$deprecated) { return $deprecated = true; }, E_DEPRECATED);
        try {
            $fn($value);
            $expected = !$deprecated;
        } catch (TypeError) {
            $expected = false;
        }
        restore_error_handler();
        foreach ([$fn, $variadic] as $handler) {
            $called = (new ION\ResolvablePromise())->done($value)->then(fn () => $value)->then($handler);
            $actual = $called->getState() === 'done' && $called->getResult() === 1 && $value !== 1;
            if ($value === 1) {
                $actual = $expected;
            }
            $hits += (int) $actual;
            if ($actual !== $expected || $called->getState() !== 'done') {
                $wrong++;
                echo $type, ' for ', is_object($value) ? get_class($value) : var_export($value, true), ': ', $expected ? 'expected' : 'not expected',
                    ', ', $called->getState(), "\n";
            }
        }
    }
}
var_dump($hits > 300, $wrong);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
int(0)
