<?php
use ION\Process;
use ION\Process\ChildProcess;

// callbacks, as events elsewhere
$list = Process::spawn('echo one; echo two; echo oops >&2; exit 3');
$seen = [];

$list->whenStarted()->then(function (ChildProcess $list) use (&$seen) {
    $seen['started'] = $list->getPID() > 0;
});
$list->getStdout()->whenData()->then(function (string $chunk) use (&$seen) {
    $seen['output'] = ($seen['output'] ?? '') . $chunk;
});
$list->getStderr()->whenData()->then(function (string $chunk) use (&$seen) {
    $seen['errors'] = ($seen['errors'] ?? '') . $chunk;
});
$list->whenExit()->then(function (ChildProcess $list) use (&$seen) {
    $seen['code'] = $list->getExitStatus();
});
ION::dispatch();            // until it has ended and all of its output was read

ksort($seen);
print json_encode($seen) . "\n";
