--TEST--
Process: a program that replaces this one gets no descriptors, signals and timers of it
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
extension_loaded('pcntl') || exit('skip needs pcntl');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

putenv('ION_ASAN_LEAKS=0');
$result = ion_test_code('
    use ION\Process;
    /* descriptors of every kind, close-on-exec or not */
    $file = fopen("/dev/null", "r");
    $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $popen = proc_open(["true"], [["pipe", "r"]], $pipes);
    proc_get_status($popen);
    ION::delay(10, fn () => 0);
    ION::dispatch(ION::LOOP_NONBLOCK);
    /* signals taken, ignored, blocked */
    Process::signal("USR1");
    Process::ignoreSignal("USR2");
    pcntl_signal(SIGHUP, SIG_IGN);
    pcntl_signal(SIGCHLD, fn () => 0);
    pcntl_sigprocmask(SIG_BLOCK, [SIGTERM, SIGRTMIN]);
    /* timers that execve(2) would keep */
    pcntl_alarm(100);
    set_time_limit(100);
    Process::replace(["sh", "-c", "ls /proc/self/fd; grep -E \"Sig(Blk|Ign|Pnd)\" /proc/self/status; exec \"\$@\"", "sh", ...' .
        var_export(ion_test_php(['-r', 'echo pcntl_alarm(0), "\n";']), true) . ']);
');
echo $result['out'], $result['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0
1
2
3
SigPnd:	0000000000000000
SigBlk:	0000000000000000
SigIgn:	0000000000000000
0
