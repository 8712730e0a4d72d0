--TEST--
Signal: Process::SIG has the platform's numbers by name
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$missing = [];
foreach (['HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV', 'USR2', 'PIPE', 'ALRM', 'TERM', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF', 'WINCH', 'IO', 'SYS', 'IOT'] as $name) {
    if ((Process::SIG[$name] ?? null) !== constant("SIG$name")) {
        $missing[] = $name;
    }
}
var_dump($missing);
// a copy is the caller's own
$copy = Process::SIG;
$copy['NEW'] = 1;
unset($copy['TERM']);
var_dump(isset(Process::SIG['NEW']), Process::SIG['TERM']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(0) {
}
bool(false)
int(15)
