--TEST--
Process: on a system without pidfds everything works by SIGCHLD
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
ion_skip_if_forced();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
for ($i = 0; $i < 10; $i++) {
    $all[] = ION\Process::exec("echo out; exit $i");
}
echo implode(' ', array_map(fn ($r) => $r->cause . $r->status, ION\Promise::all($all)->await())), "\n";
try {
    ION\Process::run(['sleep', '60'], ['timeout' => 0.05]);
} catch (ION\Promise\TimeoutException $e) {
    echo $e->result->cause, ' ', $e->result->signal, "\n";
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
foreach (['waitid:error=EINVAL:when=1', 'pidfd_send_signal:error=ENOSYS'] as $fault) {
    $call = strtok($fault, ':');
    $end = ion_test_run(['strace', '-f', '-qq', '-o', '/dev/null', '-e', "trace=$call", '-e', "inject=$fault", ...ion_test_php([$file])]);
    echo $end['out'], $end['code'], "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit0 exit1 exit2 exit3 exit4 exit5 exit6 exit7 exit8 exit9
timeout 15
0
exit0 exit1 exit2 exit3 exit4 exit5 exit6 exit7 exit8 exit9
timeout 15
0
