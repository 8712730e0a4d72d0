--TEST--
Process: a generator is asked only for what the pipe takes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$asked = 0;
$input = (function () use (&$asked) {
    while (true) {
        $asked++;
        yield str_repeat("x", 1023) . "\n";
    }
})();
$r = ION\Process::run(['head', '-n', '2'], ['stdin' => $input]);
var_dump(strlen($r->stdout), ion_test_end($r), $asked >= 2 && $asked < 5000);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(2048)
string(14) "exit, status 0"
bool(true)
