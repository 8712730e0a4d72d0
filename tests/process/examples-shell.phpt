--TEST--
Process: shell lines run as one knows it, waited for, beside other work, and with streams of one's own
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\Exec;

// a line that takes its time, and its output
$result = Process::run('sleep 0.02; echo "hello gf!";');
echo "result: $result->stdout";
var_dump($result->ok());

// the same without waiting, many at once
$lines = [];
for ($i = 0; $i < 5; $i++) {
    $lines[] = Process::exec("echo $i");
}
echo ION::getStats()['execs'], " are on their way\n";
$results = ION::promise($lines)->await();
echo implode(' ', array_map(fn (Exec $result) => trim($result->stdout), $results)), "\n";

// output and input of one's own
$input = tmpfile();
fwrite($input, "some words\n");
rewind($input);
$seen = ['out' => '', 'err' => ''];
Process::run('tr a-z A-Z; echo done >&2', [
    'stdin' => $input,
    'onStdout' => function (string $chunk) use (&$seen) { $seen['out'] .= $chunk; },
    'onStderr' => function (string $chunk) use (&$seen) { $seen['err'] .= $chunk; },
]);
echo "out: $seen[out]err: $seen[err]";
fclose($input);

// straight to where this script prints
Process::run('echo printed by the shell', ['stdio' => [1 => 'inherit']]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
result: hello gf!
bool(true)
5 are on their way
0 1 2 3 4
out: SOME WORDS
err: done
printed by the shell
