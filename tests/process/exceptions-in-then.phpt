--TEST--
Process: what a callback throws is the failure of its own promise only
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$first = ION\Process::exec('exit 1')->then(function ($r) { throw new DomainException("code $r->status"); });
$second = ION\Process::exec('exit 2')->then(fn ($r) => $r->status);
ion_test_try(fn () => $first->await());
var_dump($second->await());
unset($first, $second);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
DomainException: code 1
int(2)
