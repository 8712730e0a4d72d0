--TEST--
Process: binary output arrives byte for byte
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$data = '';
for ($i = 0; $i < 256; $i++) {
    $data .= chr($i);
}
$data = str_repeat($data, 1000);
$file = ion_test_temp();
file_put_contents($file, $data);
$r = ION\Process::run('cat "$F"; cat "$F" >&2', ['env' => ['F' => $file]]);
var_dump($r->stdout === $data, $r->stderr === $data);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
