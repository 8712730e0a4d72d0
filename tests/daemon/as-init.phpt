--TEST--
Daemon: below a process that is init, daemons belong to it, and it reaps only what it is asked to
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
file_put_contents("$dir/daemon.php", <<<'PHP'
<?php
ION\Process::daemonize(['pidFile' => "$argv[1]/pid"]);
ION::onSignal('TERM', fn () => exit(3));
ION\Process::ready();
ION::dispatch();
PHP);
file_put_contents("$dir/init.php", '<?php require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . '; require '
    . var_export(realpath(__DIR__ . '/../_lib/helpers.inc'), true) . ';' . <<<'PHP'
use ION\Process;
/* a program that leaves an orphan behind, which then ends */
$run = Process::run('sleep 0.05 & echo $!');
$orphan = (int) $run->stdout;
var_dump(getmypid(), $run->status, ion_test_status('PPid', $orphan));
ion_test_wait(fn () => ion_test_state($orphan) === 'Z', 'the end of the orphan');
Process::run(['true']);
ION::dispatch(ION::LOOP_NONBLOCK);
var_dump(ion_test_state($orphan), pcntl_waitpid($orphan, $status) === $orphan, $status);

$start = Process::run(ion_test_php(["$argv[1]/daemon.php", $argv[1]]));
$daemon = (int) file_get_contents("$argv[1]/pid");
echo $start->stdout, $start->stderr;
var_dump($start->status, ion_test_status('PPid', $daemon));
posix_kill($daemon, SIGTERM);
ion_test_wait(fn () => ion_test_state($daemon) === 'Z', 'the end of the daemon');
var_dump(pcntl_waitpid($daemon, $status) === $daemon, pcntl_wexitstatus($status), ion_test_children());
PHP);
$end = ion_test_run(['unshare', '-pf', '--mount-proc', ...ion_test_php(["$dir/init.php", $dir])]);
echo $end['out'], $end['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
int(0)
int(1)
string(1) "Z"
bool(true)
int(0)
int(0)
int(1)
bool(true)
int(3)
array(0) {
}
