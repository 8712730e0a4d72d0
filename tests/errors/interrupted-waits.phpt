--TEST--
Process: a wait that is interrupted is made again
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
for ($i = 0; $i < 3; $i++) {
    $r = ION\Process::run("echo out; exit $i");
    echo "$r->cause $r->status ", $r->stdout;
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
foreach (['waitid', 'epoll_wait', 'read'] as $call) {
    $when = $call === 'read' ? '60+2' : '1+2';
    $end = ion_test_run(['strace', '-qq', '-o', '/dev/null', '-e', "trace=$call", '-e', "inject=$call:error=EINTR:when=$when", ...ion_test_php([$file])]);
    echo "$call: ", str_replace("\n", ', ', $end['out']), $end['code'], "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
waitid: exit 0 out, exit 1 out, exit 2 out, 0
epoll_wait: exit 0 out, exit 1 out, exit 2 out, 0
read: exit 0 out, exit 1 out, exit 2 out, 0
