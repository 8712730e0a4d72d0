--TEST--
Signal: each delivery is one run, with the number
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$heard = [];
Process::signal('SIGUSR1')->then(function (int $number) use (&$heard) {
    $heard[] = $number;
    if (count($heard) === 2000) {
        Process::clearSignal('usr1');
    }
});
var_dump(Process::signal(Process::SIG['USR1']) === Process::signal('USR1'));
for ($i = 0; $i < 2000; $i++) {
    Process::kill(getmypid(), 'USR1');
}
var_dump(count($heard), ION::dispatch(), count($heard), array_unique($heard) === [Process::SIG['USR1']]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
int(0)
bool(false)
int(2000)
bool(true)
