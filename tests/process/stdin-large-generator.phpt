--TEST--
Process: ten megabytes by a generator in pieces of odd sizes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$sum = hash_init('sha256');
$input = (function () use ($sum) {
    for ($left = 10_000_000, $i = 1; $left > 0; $left -= strlen($piece), $i++) {
        $piece = substr(str_repeat(chr($i % 256), $i * 37 % 200_000 + 1), 0, $left);
        hash_update($sum, $piece);
        yield $piece;
    }
})();
$r = ION\Process::run(['sha256sum'], ['stdin' => $input]);
var_dump(substr($r->stdout, 0, 64) === hash_final($sum));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
