--TEST--
Daemon: the pid file is held until the workers have ended, too
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
echo ion_test_start(<<<'PHP'
Process::daemonize(['pidFile' => "$dir/pid", 'title' => 'ion-test: master', 'stderr' => "$dir/err"]);
$workers = [];
for ($i = 0; $i < 3; $i++) {
    $workers[$i] = (new ChildProcess(['title' => "ion-test: worker $i"]))->start(function ($master) use ($dir) {
        /* the lock, and the words to the starter, are the master's */
        foreach (scandir('/proc/self/fd') as $fd) {
            str_contains((string) @readlink("/proc/self/fd/$fd"), "$dir/pid") && note('NEVER: the pid file in a worker');
        }
        ION::onSignal('TERM', fn () => ION::delay(0.1, function () use ($dir) {
            note('worker ends, the lock is ' . (file_exists("$dir/pid") && !flock(fopen($GLOBALS['dir'] . '/pid', 'r'), LOCK_SH | LOCK_NB) ? 'held' : 'NEVER: gone'));
            exit(0);
        }));
        Process::ready();
    });
}
foreach ($workers as $worker) {
    $worker->whenReady()->await();
}
Process::whenShutdown()->then(function () {
    note('master ends');
    ION::stop();
});
Process::ready();
ION::dispatch();
PHP, $dir);
$pid = (int) file_get_contents("$dir/pid");
$workers = ion_test_children($pid);
var_dump(count($workers), trim(file_get_contents("/proc/$pid/cmdline"), "\0"));
posix_kill($pid, SIGTERM);
ion_test_wait(fn () => !file_exists("$dir/pid"), 'the end of the pid file');
echo ion_test_notes($dir);
ion_test_gone($pid);
var_dump(file_get_contents("$dir/err"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
code 0
int(3)
string(16) "ion-test: master"
master ends
worker ends, the lock is held
worker ends, the lock is held
worker ends, the lock is held
string(0) ""
