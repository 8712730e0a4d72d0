--TEST--
Process: each failing system call of a start is an error that names its step
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
/* the loop's own descriptors come first */
ION::dispatch(ION::LOOP_NONBLOCK);
try {
    ION::await(0)->await();
    $r = ION\Process::run(['/bin/cat'], ['stdin' => str_repeat('x', 10), 'cwd' => '/']);
    echo "ended $r->cause $r->status ", strlen($r->stdout), "\n";
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno";
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
/* -f counts by process: the first call is the program's own */
$faults = ['clone:error=EAGAIN:when=1', 'clone:error=ENOMEM:when=1', 'dup3:error=EBADF:when=1', 'dup3:error=EBADF:when=3',
    'chdir:error=EACCES:when=1', 'prctl:error=EPERM:when=1+', 'rt_sigaction:error=EPERM:when=62'];
foreach (['async', 'vfork'] as $way) {
    foreach ($faults as $fault) {
        $call = strtok($fault, ':');
        $end = ion_test_run(['env', "ION_SPAWN=$way", 'strace', '-f', '-qq', '-o', '/dev/null', '-e', "trace=$call", '-e', "inject=$fault", ...ion_test_php([$file])]);
        echo "$way $fault: ", trim($end['out'] . $end['err']), ' ', $end['code'], ion_test_children() ? ' LEFT BEHIND' : '', "\n";
    }
    $seen = [];
    for ($n = 1; $n < 9; $n++) {
        $end = ion_test_run(['env', "ION_SPAWN=$way", 'strace', '-f', '-qq', '-o', '/dev/null', '-e', "trace=pipe2", '-e', "inject=pipe2:error=EMFILE:when=$n", ...ion_test_php([$file])]);
        if (!str_contains($end['out'], 'ended') && !str_contains($end['out'], 'cannot make an event loop')) {
            @$seen[trim($end['out'])]++;
        }
    }
    echo "$way pipe2: ", json_encode($seen), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
async clone:error=EAGAIN:when=1: fork 11 0
async clone:error=ENOMEM:when=1: fork 12 0
async dup3:error=EBADF:when=1: fds 9 0
async dup3:error=EBADF:when=3: fds 9 0
async chdir:error=EACCES:when=1: cwd 13 0
async prctl:error=EPERM:when=1+: signals 1 0
async rt_sigaction:error=EPERM:when=62: signals 1 0
async pipe2: {"pipe 24":3}
vfork clone:error=EAGAIN:when=1: fork 11 0
vfork clone:error=ENOMEM:when=1: fork 12 0
vfork dup3:error=EBADF:when=1: fds 9 0
vfork dup3:error=EBADF:when=3: fds 9 0
vfork chdir:error=EACCES:when=1: cwd 13 0
vfork prctl:error=EPERM:when=1+: signals 1 0
vfork rt_sigaction:error=EPERM:when=62: signals 1 0
vfork pipe2: {"pipe 24":3}
