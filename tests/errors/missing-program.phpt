--TEST--
Process: a missing program is reported with its stage
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

function attempt(array|string $command, array $options = []): void
{
    try {
        Process::run($command, $options);
        echo "no exception\n";
    } catch (Process\SpawnException $e) {
        echo $e->getMessage(), " | $e->stage $e->errno ", get_parent_class($e), "\n";
    }
}
attempt(['no-such-program', 'and', 'two words']);
attempt(['/no/such/program']);
attempt(['/etc/passwd/x']);
attempt(['/']);
attempt(['/etc/passwd']);
/* the shell answers for what it does not find */
echo ion_test_end(Process::run('/no/such/program')), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cannot start 'no-such-program and 'two words'': exec: No such file or directory | exec 2 ION\ProcessException
cannot start '/no/such/program': exec: No such file or directory | exec 2 ION\ProcessException
cannot start '/etc/passwd/x': exec: Not a directory | exec 20 ION\ProcessException
cannot start '/': exec: Permission denied | exec 13 ION\ProcessException
cannot start '/etc/passwd': exec: Permission denied | exec 13 ION\ProcessException
exit, status 127
