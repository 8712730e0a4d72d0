<?php
// [after]
use ION\Process;

// mustRun(), with a callback for both outputs
try {
    Process::run(['sh', '-c', 'echo building; echo "no space" >&2; exit 2'], [
        'timeout' => 60,
        'idleTimeout' => 10,
        'onStdout' => fn (string $chunk) => print("OUT > $chunk"),
        'onStderr' => fn (string $chunk) => print("ERR > $chunk"),
        'throw' => true,
    ]);
} catch (Process\ExecException $e) {
    print strtok($e->getMessage(), "\n") . "\n";
} catch (ION\Promise\TimeoutException $e) {
    print "{$e->getMessage()}; until then it printed: {$e->result->stdout}";
}
// [/after]
