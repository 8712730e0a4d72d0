<?php
use ION\Process;

print Process::which('sh', '/bin') . "\n";                  // null instead of '/bin': along PATH
var_dump(Process::which('no-such-program'));
print Process::run([PHP_BINARY, '-n', '-r', 'print "this PHP\n";'])->stdout;
