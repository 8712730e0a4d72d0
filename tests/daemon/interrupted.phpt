--TEST--
Daemon: a start that is interrupted ends at once, and the daemon goes on
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
file_put_contents("$dir/code.php", <<<'PHP'
<?php
pcntl_async_signals(true);
pcntl_signal(SIGINT, fn () => print("NEVER: a handler of the script\n"));
register_shutdown_function(fn () => file_put_contents("$argv[1]/end", getmypid()));
ION\Process::daemonize(['pidFile' => "$argv[1]/pid"]);
ION::onSignal('USR1', function () { ION\Process::ready(); ION\Process::ready(); ION::stop(); });
touch("$argv[1]/up");
ION::dispatch();
PHP);
$starter = proc_open(ion_test_php(["$dir/code.php", $dir]), [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
ion_test_wait(fn () => file_exists("$dir/up"), 'the daemon');
$daemon = (int) file_get_contents("$dir/pid");
posix_kill(proc_get_status($starter)['pid'], SIGINT);
var_dump(stream_get_contents($pipes[1]));
fclose($pipes[1]);
var_dump(ion_test_close($starter)['signal'] === SIGINT, ion_test_state($daemon) !== '');
/* nobody listens to it any more */
posix_kill($daemon, SIGUSR1);
ion_test_gone($daemon);
var_dump((int) file_get_contents("$dir/end") === $daemon);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(0) ""
bool(true)
bool(true)
bool(true)
