<?php
// [before]
/* What a program prints on both streams, within two seconds. */
function output(array $command): array
{
    $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
    if ($process === false) {
        throw new RuntimeException('it was not started');       // a missing program is not told here
    }
    $deadline = microtime(true) + 2;
    $output = ['', ''];
    unset($pipes[0]);
    foreach ($pipes as $pipe) {
        stream_set_blocking($pipe, false);
    }
    while ($pipes) {
        $read = $pipes;
        $write = $except = null;
        $left = $deadline - microtime(true);
        if ($left <= 0 || !stream_select($read, $write, $except, 0, (int) ($left * 1e6))) {
            proc_terminate($process);                           // the program, not what it has started
            throw new RuntimeException('too slow');
        }
        foreach ($read as $pipe) {
            $index = array_search($pipe, $pipes, true);
            $output[$index - 1] .= fread($pipe, 65536);
            if (feof($pipe)) {
                unset($pipes[$index]);
            }
        }
    }
    $code = proc_close($process);                               // 127: perhaps it was missing
    return [...$output, $code];                                 // 9: an exit code, or a signal
}
// [/before]
[$out, $err, $code] = output(['sh', '-c', 'echo out; echo err >&2; exit 3']);
print trim($out) . ' ' . trim($err) . " $code\n";

// [after]
$result = ION\Process::run(['sh', '-c', 'echo out; echo err >&2; exit 3'], ['timeout' => 2]);
print trim($result->stdout) . ' ' . trim($result->stderr) . " $result->status\n";
// [/after]
