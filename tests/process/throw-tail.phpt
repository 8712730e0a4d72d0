--TEST--
Process: the message of an ExecException holds the end of long outputs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

try {
    ION\Process::run('head -c 5000 /dev/zero | tr "\\0" a; printf END; exit 1', ['throw' => true]);
} catch (ION\Process\ExecException $e) {
    var_dump(strlen($e->getMessage()) < 1400, str_contains($e->getMessage(), 'aaaEND'), strlen($e->result->stdout));
    var_dump(str_contains($e->getMessage(), 'Output (its end):'));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
int(5003)
bool(true)
