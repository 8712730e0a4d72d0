--TEST--
Tree: killTree() ends a worker with its programs, however it started them; stop() ends it alone
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

foreach (['stop', 'killTree'] as $how) {
    $pids = ion_test_temp('pids');
    $worker = new ION\Process\ChildProcess();
    $worker->start(function () use ($pids) {
        putenv("PIDS=$pids");
        shell_exec(ion_tree_daemon() . ' >/dev/null 2>&1');
        $GLOBALS['kept'] = proc_open('exec ' . ion_tree_sleeper(), [], $pipes);
        if (pcntl_fork() === 0) {
            pcntl_exec('/usr/bin/env', ['setsid', 'sh', '-c', 'echo $$ >>$PIDS; exec sleep 1000']);
        }
        ION\Process::run(ion_tree_daemon() . '; exec sleep 1000');
    });
    $found = ion_tree_pids($pids, 4);
    $gone = $worker->whenExit();
    if ($how === 'stop') {
        $worker->stop([['KILL', 0]]);
    } else {
        /* the worker, four, and the program between; a shell has its sleep */
        echo $worker->killTree() >= 6 ? "all hit\n" : "some missed\n";
    }
    $gone->await();
    if ($how === 'killTree') {
        ion_test_wait(fn () => ion_tree_alive($found) === 0, 'the end of all');
    }
    echo "$how: signal ", $worker->getSignal(), ', alive ', ion_tree_alive($found), "\n";
    ion_tree_kill($found);
    /* and their sleeps */
    shell_exec("grep -lz '^PIDS=$pids' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | xargs -r kill -9 2>/dev/null");
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
stop: signal 9, alive 4
all hit
killTree: signal 9, alive 0
