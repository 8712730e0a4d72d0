--TEST--
Signal: ten thousand times taken and cleared, every disposition is what it was
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

function ion_signals(): array
{
    preg_match_all('/^(Sig(?:Ign|Cgt|Blk)):\s*(\S+)/m', file_get_contents('/proc/self/status'), $found);
    return array_combine($found[1], $found[2]);
}

$before = ion_signals();
for ($i = 0; $i < 10000; $i++) {
    Process::signal('USR1')->then(fn () => null);
    Process::clearSignal('USR1');
}
var_dump(ion_signals() === $before);

// PIPE is ignored by PHP, TERM is caught by PHP itself, WINCH is at its default
foreach (['PIPE', 'TERM', 'WINCH'] as $name) {
    Process::signal($name);
    $taken = ion_signals();
    Process::ignoreSignal($name);
    $ignored = ion_signals();
    Process::clearSignal($name);
    $bit = fn (array $signals, string $set) => (hexdec(substr($signals[$set], -8)) >> (Process::SIG[$name] - 1)) & 1;
    printf("%s: caught %d, ignored %d, back %s\n", $name, $bit($taken, 'SigCgt'), $bit($ignored, 'SigIgn'), var_export(ion_signals() === $before, true));
}

// all at once, ended by null, by cancel() and by the last reference going away with the table
Process::signal('HUP');
Process::signal('CHLD');
Process::ignoreSignal('INT');
Process::clearSignal();
var_dump(ion_signals() === $before);
Process::signal('HUP')->cancel();
var_dump(ion_signals() === $before);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
PIPE: caught 1, ignored 1, back true
TERM: caught 1, ignored 1, back true
WINCH: caught 1, ignored 1, back true
bool(true)
bool(true)
