--TEST--
Identity: a worker that changed its user itself still ends when its master is killed
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

$code = <<<'PHP'
$child = new ION\Process\ChildProcess();
$child->start(function () {
    ION\Process::setUser('nobody');
    echo getmypid(), "\n";
    while (true);
});
ION::dispatch();
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php $code");
$master = proc_open(ion_test_php([$file]), [1 => ['pipe', 'w']], $pipes);
$worker = (int) fgets($pipes[1]);
var_dump(ion_test_status('Uid', $worker) > 0);
$since = microtime(true);
proc_terminate($master, 9);
/* the end of file: nobody writes any more */
var_dump(stream_get_contents($pipes[1]));
var_dump(microtime(true) - $since < ion_test_seconds(5.0));
fclose($pipes[1]);
ion_test_close($master);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(0) ""
bool(true)
