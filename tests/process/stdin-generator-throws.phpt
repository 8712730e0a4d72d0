--TEST--
Process: what a generator for stdin throws stops the program and fails the promise
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

function bad(int $after): Generator
{
    for ($i = 0; $i < $after; $i++) {
        yield "line $i\n";
    }
    throw new DomainException("after $after");
}
foreach ([0, 1, 3] as $after) {
    ion_test_try(function () use ($after, &$pid) {
        Process::run(['cat'], ['stdin' => bad($after), 'pid' => &$pid]);
    });
    var_dump(ion_test_state($pid));
}
$iterator = new class implements IteratorAggregate {
    public function getIterator(): Iterator { throw new DomainException('no iterator'); }
};
ion_test_try(fn () => Process::run(['cat'], ['stdin' => $iterator]));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
DomainException: after 0
string(0) ""
DomainException: after 1
string(0) ""
DomainException: after 3
string(0) ""
DomainException: no iterator
