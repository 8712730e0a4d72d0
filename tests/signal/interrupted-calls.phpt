--TEST--
Signal: every system call that may be interrupted is made again
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../daemon/daemon.inc';

$dir = ion_test_directory();
$scripts = [
    'worker' => <<<'PHP'
        $worker = (new ION\Process\ChildProcess())->start(function ($master) {
            $master->onRequest(fn ($message) => strrev($message->data));
        });
        echo $worker->getIPC()->request('abc')->await();
        foreach (range(1, 3) as $i) {
            echo strlen($worker->getIPC()->request(str_repeat('x', 300000))->await()), ' ';
        }
        $worker->getIPC()->close();
        echo json_encode(array_slice(ION\Process::wait(), 1));
        PHP,
    'files' => <<<'PHP'
        ION\Process::lockPidFile("$argv[1]/lock.pid");
        ION\Process::redirect(1, "$argv[1]/log");
        ION\Process::reopen();
        echo 'text';
        system("cat $argv[1]/lock.pid >&2");
        fwrite(STDERR, getmypid() . "\n");
        PHP,
    'daemon' => <<<'PHP'
        ION\Process::daemonize(['pidFile' => "$argv[1]/d.pid", 'wait' => 20]);
        ION\Process::ready();
        PHP,
    'notify' => <<<'PHP'
        $manager = stream_socket_server("udg://$argv[1]/socket", $code, $text, STREAM_SERVER_BIND);
        putenv("NOTIFY_SOCKET=$argv[1]/socket");
        ION\Process::notify('READY=1');
        echo stream_socket_recvfrom($manager, 100);
        unlink("$argv[1]/socket");
        PHP,
];
$faults = [
    ['worker', ['sendmsg', 'recvmsg', 'waitid', 'epoll_wait'], []],
    ['files', ['openat', 'flock', 'ftruncate'], ['-P', "$dir/lock.pid"]],
    ['files', ['openat', 'dup2'], ['-P', "$dir/log"]],
    ['daemon', ['poll', 'waitid'], []],
    ['notify', ['sendmsg'], []],
];
foreach ($faults as [$name, $calls, $paths]) {
    file_put_contents("$dir/$name.php", "<?php\n$scripts[$name]");
    foreach ($calls as $call) {
        $trace = ['strace', '-qq', '-o', "$dir/trace", ...$paths, '-e', "trace=$call", '-e', "inject=$call:error=EINTR:when=1+2"];
        $end = ion_test_run([...$trace, ...ion_test_php(["$dir/$name.php", $dir])]);
        $hits = substr_count((string) @file_get_contents("$dir/trace"), 'INJECTED');
        if ($name === 'files') {
            [$locked, $own] = explode("\n", $end['err']) + ['', ''];
            $end['err'] = file_get_contents("$dir/log") . ($locked === $own ? ', locked' : ", locked by $locked");
            unlink("$dir/log");
        }
        echo "$name, $call", $hits > 0 ? '' : ' (never called)', ": $end[out]$end[err], code $end[code]\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
worker, sendmsg: cba300000 300000 300000 {"code":0,"signal":0}, code 0
worker, recvmsg: cba300000 300000 300000 {"code":0,"signal":0}, code 0
worker, waitid: cba300000 300000 300000 {"code":0,"signal":0}, code 0
worker, epoll_wait: cba300000 300000 300000 {"code":0,"signal":0}, code 0
files, openat: text, locked, code 0
files, flock: text, locked, code 0
files, ftruncate: text, locked, code 0
files, openat: text, locked, code 0
files, dup2: text, locked, code 0
daemon, poll: , code 0
daemon, waitid: , code 0
notify, sendmsg: READY=1, code 0
