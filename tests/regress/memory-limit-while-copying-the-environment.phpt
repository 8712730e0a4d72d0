--TEST--
Process: the memory limit while the environment is copied ends the script, and does not hang it
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_opcache('the limit is reached elsewhere');
if (getenv('USE_ZEND_ALLOC') === '0') {
    die('skip without the heap of the engine there is no memory limit');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

// an environment that does not fit into what the limit leaves
$env = ['PATH' => getenv('PATH')];
for ($i = 0; $i < 14; $i++) {
    $env["LARGE$i"] = str_repeat('x', 100000);
}
$file = ion_test_temp('limit.php');
file_put_contents($file, <<<'CODE'
<?php
ini_set('memory_limit', memory_get_usage(true));
$fill = [];
while (memory_get_usage() < memory_get_usage(true) - 400000) {
    $fill[] = str_repeat('x', 3000);
}
echo "starting\n";
ION\Process::exec(['true']);
echo "started\n";
CODE);
$result = ion_test_run(ion_test_php(['-d', 'variables_order=C', $file]), '', $env, 20.0);
echo preg_replace('/Allowed.*/', 'Allowed ...', $result['out']), "\n";
var_dump($result['code']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
starting

Fatal error: Allowed ...

int(255)
