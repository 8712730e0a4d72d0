--TEST--
Process: with descriptors 0, 1 and 2 closed in every combination the program's are right
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
$r = ION\Process::run(['sh', '-c', 'cat; echo err >&2; for f in /proc/$$/fd/*; do [ -L "$f" ] && printf "%s " "${f##*/}"; done; true'], ['stdin' => "in\n"]);
$none = ION\Process::run(['sh', '-c', 'readlink /proc/$$/fd/0; echo out']);
file_put_contents($argv[1], json_encode([$r->stdout, $r->stderr, $r->status, $none->stdout]));
PHP;
$file = ion_test_temp('code.php');
$result = ion_test_temp('result');
file_put_contents($file, "<?php\n$code");
$php = implode(' ', array_map('escapeshellarg', ion_test_php([$file, $result])));
foreach (['<&0', '<&-', '>&-', '2>&-', '<&- >&-', '<&- 2>&-', '>&- 2>&-', '<&- >&- 2>&-'] as $closed) {
    @unlink($result);
    exec("sh -c " . escapeshellarg("exec $php $closed"), $output, $code);
    echo $closed, ' ', @file_get_contents($result) ?: 'NO RESULT', " $code\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
<&0 ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
<&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
>&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
2>&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
<&- >&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
<&- 2>&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
>&- 2>&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
<&- >&- 2>&- ["in\n0 1 2 ","err\n",0,"\/dev\/null\nout\n"] 0
