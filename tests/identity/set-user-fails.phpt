--TEST--
Identity: a change that fails, or only pretends to work, is an exception and is put back
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

$head = 'require ' . var_export(realpath(__DIR__ . '/identity.inc'), true) . ';';
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php $head" . <<<'PHP'
$before = ion_test_who();
try {
    ION\Process::setUser('nobody');
    echo "DONE\n";
} catch (ION\ProcessException $e) {
    echo $e->getMessage(), ' [', $e->errno, ']', ion_test_who() === $before ? ', unchanged' : '', "\n";
}
PHP);
foreach (['setgroups', 'setresgid', 'setresuid'] as $call) {
    foreach (['error=EPERM', 'error=EAGAIN', 'retval=0'] as $fault) {
        $end = ion_test_run(['setpriv', '--groups=1,4', 'strace', '-f', '-qq', '-o', '/dev/null', '-e', "trace=$call",
            '-e', "inject=$call:$fault:when=1", ...ion_test_php([$file])]);
        echo "$call $fault: $end[out]";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
setgroups error=EPERM: Cannot run as user 'nobody': Operation not permitted [1], unchanged
setgroups error=EAGAIN: Cannot run as user 'nobody': Resource temporarily unavailable [11], unchanged
setgroups retval=0: Cannot run as user 'nobody', and not all could be put back: this process must not go on: Operation not permitted [1]
setresgid error=EPERM: Cannot run as user 'nobody': Operation not permitted [1], unchanged
setresgid error=EAGAIN: Cannot run as user 'nobody': Resource temporarily unavailable [11], unchanged
setresgid retval=0: Cannot run as user 'nobody', and not all could be put back: this process must not go on: Operation not permitted [1]
setresuid error=EPERM: Cannot run as user 'nobody': Operation not permitted [1], unchanged
setresuid error=EAGAIN: Cannot run as user 'nobody': Resource temporarily unavailable [11], unchanged
setresuid retval=0: Cannot run as user 'nobody', and not all could be put back: this process must not go on: Operation not permitted [1]
