--TEST--
Process: timeout 0 is no timeout
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

echo ION\Process::run(['echo', 'done'], ['timeout' => 0])->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
