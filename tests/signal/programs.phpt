--TEST--
Signal: programs start with every signal at its default and none blocked
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

Process::signal('USR1');
Process::ignoreSignal('HUP');
Process::ignoreSignal('USR2');
$run = Process::run(['grep', '^Sig[IB]', '/proc/self/status']);
echo preg_replace('/\t/', ' ', $run->stdout);
Process::clearSignal();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
SigBlk: 0000000000000000
SigIgn: 0000000000000000
