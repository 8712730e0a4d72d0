--TEST--
Process: with the script as descriptor 0 and the outputs closed in every combination programs have theirs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$php = implode(' ', array_map('escapeshellarg', ion_test_php()));
$result = ion_test_temp('result');
foreach (['', '>&-', '2>&-', '>&- 2>&-'] as $closed) {
    /* more than PHP reads at once: the rest of the script comes after the programs */
    $script = '<?php $r = ION\Process::run("cat; echo err >&2", ["stdin" => "in"]); $none = ION\Process::run("cat; echo out");'
        . str_repeat("/* far */\n", 10_000)
        . "file_put_contents('$result', json_encode([\$r->stdout, \$r->stderr, \$none->stdout, \$none->stderr]));";
    @unlink($result);
    $end = ion_test_run(['sh', '-c', "exec $php $closed"], $script);
    echo $closed ?: 'none', ': ', @file_get_contents($result) ?: 'NO RESULT', " $end[out]$end[err]$end[code]\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
none: ["in","err\n","out\n",""] 0
>&-: ["in","err\n","out\n",""] 0
2>&-: ["in","err\n","out\n",""] 0
>&- 2>&-: ["in","err\n","out\n",""] 0
