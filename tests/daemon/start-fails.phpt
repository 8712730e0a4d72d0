--TEST--
Daemon: what cannot be set up is an exception in the process that was called, and no daemon is left
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
echo ion_test_start(<<<'PHP'
$starter = getmypid();
register_shutdown_function(fn () => print(getmypid() === $starter ? "the starter ends\n" : "NEVER\n"));
Process::lockPidFile("$dir/one.pid");
$inode = fileinode("$dir/one.pid");
$before = scandir('/proc/self/fd');
foreach ([
    ['cwd' => '/no/such/directory', 'pidFile' => "$dir/two.pid"], ['stdout' => '/no/such/directory/log'], ['stdin' => "$dir/no-such-file"],
    ['pidFile' => "$dir/one.pid", 'stdout' => "$dir/NEVER"], ['pidFile' => '/no/such/directory/x'],
] as $options) {
    try {
        Process::daemonize($options);
        note('NEVER: ' . json_encode($options));
        exit;
    } catch (ION\ProcessException $e) {
        echo preg_replace('/\(it says \d+\)/', '(it says N)', $e->getMessage()), " [$e->errno]\n";
    }
    /* nothing is left of it */
    (getmypid() === $starter) || print("NEVER: not the starter\n");
    (trim(file_get_contents("$dir/one.pid")) === "$starter" && fileinode("$dir/one.pid") === $inode) || print("NEVER: another pid file\n");
    ion_test_children() === [] || print("NEVER: a child\n");
    scandir('/proc/self/fd') === $before || print("NEVER: a descriptor\n");
}
var_dump(file_exists("$dir/two.pid"), file_exists("$dir/NEVER"));
echo ION::await(0.001)->await() ? "the loop works\n" : '';
PHP, $dir), ion_test_notes($dir);
var_dump(file_exists("$dir/one.pid"));

echo "a lock that the starter had goes with the daemon\n";
$code = <<<'PHP'
try {
    Process::lockPidFile("$dir/one.pid");
} catch (ION\ProcessException $e) {
    exit("locked\n");
}
Process::daemonize();
note(trim(file_get_contents("$dir/one.pid")) === (string) getmypid() ? 'own pid' : 'NEVER: another pid');
ION::onSignal('TERM', fn () => ION::stop());
Process::ready();
ION::dispatch();
PHP;
echo ion_test_start($code, $dir), ion_test_start($code, $dir);
$pid = (int) file_get_contents("$dir/one.pid");
echo ion_test_notes($dir);
posix_kill($pid, SIGKILL);
ion_test_gone($pid);
echo ion_test_start($code, $dir);
posix_kill((int) file_get_contents("$dir/one.pid"), SIGTERM);
ion_test_wait(fn () => !file_exists("$dir/one.pid"));
echo ion_test_notes($dir);

echo "without waiting\n";
echo ion_test_start(<<<'PHP'
Process::daemonize(['wait' => false, 'pidFile' => "$dir/pid"]);
ION::onSignal('TERM', fn () => ION::stop());
note('takes signals');
ION::dispatch();
PHP, $dir);
ion_test_wait(fn () => file_exists("$dir/notes"));
$pid = (int) file_get_contents("$dir/pid");
posix_kill($pid, SIGTERM);
ion_test_gone($pid);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot change to the directory '/no/such/directory': No such file or directory [2]
Cannot redirect standard output to '/no/such/directory/log': No such file or directory [2]
Cannot redirect standard input to 'DIR/no-such-file': No such file or directory [2]
Cannot lock the pid file 'DIR/one.pid', which is locked already (it says N): Resource temporarily unavailable [11]
Cannot lock the pid file '/no/such/directory/x': No such file or directory [2]
bool(false)
bool(false)
the loop works
the starter ends
code 0
bool(false)
a lock that the starter had goes with the daemon
code 0
locked
code 0
own pid
code 0
own pid
without waiting
code 0
