--TEST--
Process: a drop that fails, or only pretends to work, runs nothing
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$proof = ion_test_temp('proof');
$code = <<<'PHP'
try {
    $r = ION\Process::run('echo ran > "$P"', ['user' => 'nobody', 'env' => ['P' => $argv[1]]]);
    echo 'RAN ', $r->status, "\n";
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno\n";
}
echo ION\Process::run(['echo', 'next one'])->stdout;
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
/* the caller has groups, or there would be none to drop */
foreach (['setresuid', 'setresgid', 'setgroups'] as $call) {
    foreach (['error=EPERM', 'error=EAGAIN', 'retval=0'] as $fault) {
        $end = ion_test_run(['setpriv', '--groups=1,4', 'strace', '-f', '-qq', '-o', '/dev/null', '-e', "trace=$call", '-e', "inject=$call:$fault", ...ion_test_php([$file, $proof])]);
        echo "$call $fault: ", str_replace("\n", ', ', $end['out']), $end['code'], file_exists($proof) ? ' SOMETHING RAN' : '', "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
setresuid error=EPERM: privileges 1, next one, 0
setresuid error=EAGAIN: privileges 11, next one, 0
setresuid retval=0: privileges 1, next one, 0
setresgid error=EPERM: privileges 1, next one, 0
setresgid error=EAGAIN: privileges 11, next one, 0
setresgid retval=0: privileges 1, next one, 0
setgroups error=EPERM: privileges 1, next one, 0
setgroups error=EAGAIN: privileges 11, next one, 0
setgroups retval=0: privileges 1, next one, 0
