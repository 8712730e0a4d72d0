--TEST--
Process: a program cancelled between its clone and its execve ends once, and the caller waits for nobody
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
$start = hrtime(true);
$promise = ION\Process::exec(['sleep', '60']);
echo (hrtime(true) - $start) / 1e9 < 1.5 ? 'the caller goes on' : 'the caller waited', "\n";
$promise->cancel('x');
$ends = 0;
$promise->onFail(function (ION\Promise\CancelException $e) use (&$ends) { $ends++; echo $e->result->cause, ' ', $e->result->signal, "\n"; });
ION::dispatch();
echo "$ends\n";
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=execve', '-e', 'inject=execve:delay_enter=2000000:when=1', ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the caller goes on
cancel 15
1
0
