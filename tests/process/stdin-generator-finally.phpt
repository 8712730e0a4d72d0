--TEST--
Process: the finally block of a generator for stdin runs when the program wants no more
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$input = (function () {
    try {
        while (true) {
            yield str_repeat('x', 65536);
        }
    } finally {
        echo "finally\n";
    }
})();
$promise = Process::exec(['head', '-c', '1', '/dev/stdin'], ['stdin' => $input]);
unset($input);
echo ion_test_end($promise->await()), "\n";

$input = (function () {
    try {
        yield 'x';
        yield 'y';
    } finally {
        throw new DomainException('out of finally');
    }
})();
$promise = Process::exec(['cat'], ['stdin' => $input]);
unset($input);
ion_test_try(fn () => $promise->await());
unset($promise);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
finally
exit, status 0
DomainException: out of finally
