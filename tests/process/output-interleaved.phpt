--TEST--
Process: megabytes on both streams in turn arrive whole
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('i=0; while [ $i -lt 40 ]; do head -c 100001 /dev/zero; head -c 70001 /dev/zero >&2; i=$((i+1)); done');
var_dump(strlen($r->stdout), strlen($r->stderr), trim($r->stdout, "\0"), trim($r->stderr, "\0"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(4000040)
int(2800040)
string(0) ""
string(0) ""
