--TEST--
Process: a string is a line for /bin/sh
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('echo "a  b" | tr a-z A-Z; echo err >&2; exit 3');
var_dump($r->command, $r->stdout, $r->stderr, $r->status);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(46) "echo "a  b" | tr a-z A-Z; echo err >&2; exit 3"
string(5) "A  B
"
string(4) "err
"
int(3)
