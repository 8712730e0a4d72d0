<?php
use ION\Process;

/* A program that says how far it is: "N/TOTAL what" on lines of its own. */
$job = 'for i in 1 2 3 4 5; do echo "$i/5 part $i"; done';

$is_terminal = stream_isatty(STDOUT);
$rest = '';
$draw = function (string $chunk) use ($is_terminal, &$rest) {
    $lines = explode("\n", $rest . $chunk);
    $rest = array_pop($lines);                  // a chunk may end in the middle of a line
    foreach ($lines as $line) {
        sscanf($line, '%d/%d %[^$]', $done, $total, $what);
        $bar = str_pad(str_repeat('#', intdiv(20 * $done, $total)), 20, '.');
        // a terminal is drawn over, a log gets a line for each step
        printf($is_terminal ? "\r[%s] %3d %% %s\033[K" : "[%s] %3d %% %s\n", $bar, 100 * $done / $total, $what);
    }
};
$result = Process::exec($job, ['onStdout' => $draw])->await();
print ($is_terminal ? "\n" : '') . ($result->ok() ? "finished\n" : "failed\n");
