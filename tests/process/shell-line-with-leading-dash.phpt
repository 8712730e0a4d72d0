--TEST--
Process: a shell line that begins with a dash is a command and no option of the shell
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('-no-such-command || echo "+x is data too"');
echo $r->stdout, $r->status, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
+x is data too
0
