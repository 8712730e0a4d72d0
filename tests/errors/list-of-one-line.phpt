--TEST--
Process: a whole line given as a list of one word is no program, and the message shows it in quotes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

foreach ([['ls -la'], ['no such program', '-la', 'a b'], ['no-such-program', 'a b']] as $command) {
    foreach (['exec', 'spawn'] as $call) {
        try {
            $started = Process::$call($command);
            ($started instanceof ION\Promise ? $started : $started->whenStarted())->await();
        } catch (Process\SpawnException $e) {
            echo $e->getMessage(), "\n";
        }
    }
}

unset($started, $e);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cannot start 'ls -la': exec: No such file or directory
cannot start 'ls -la': exec: No such file or directory
cannot start 'no such program' -la 'a b': exec: No such file or directory
cannot start 'no such program' -la 'a b': exec: No such file or directory
cannot start 'no-such-program 'a b'': exec: No such file or directory
cannot start 'no-such-program 'a b'': exec: No such file or directory
