<?php
// [before]
$process = proc_open(['sed', '-u', 's/^/you said: /'], [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
fwrite($pipes[0], "hello\n");           // may block, and is killed by nobody
print fgets($pipes[1]);                 // blocks, and everything else with it
fclose($pipes[0]);
fclose($pipes[1]);
print proc_close($process) . "\n";
// [/before]

// [after]
use ION\Process;

ION::promise(function () {
    $sed = Process::spawn(['sed', '-u', 's/^/you said: /'], ['stdio' => [2 => 'inherit']]);
    yield $sed->getStdin()->write("hello\n");
    print yield $sed->getStdout()->readLine()->timeout(5);
    $sed->getStdin()->end();
    yield $sed->whenExit();
    print $sed->getExitStatus() . "\n";
});
ION::dispatch();                        // beside whatever else there is to do
// [/after]
