--TEST--
Daemon: daemonize() refuses what cannot work
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;

foreach ([['user' => 1], ['cwd' => ''], ['cwd' => 1], ['umask' => -1], ['umask' => 512], ['umask' => '7'], ['stdout' => "a\0b"], ['stdin' => 0], ['stderr' => ''], ['pidFile' => ''], ['title' => ''],
    ['title' => 5], ['wait' => 'yes'], ['wait' => 0], ['wait' => -1], ['wait' => NAN], [1]] as $options) {
    ion_test_try(fn () => Process::daemonize($options));
}
echo "places\n";
ION::await(0)->then(fn () => ion_test_try(fn () => Process::daemonize()))->await();
(new Fiber(fn () => ion_test_try(fn () => Process::daemonize())))->start();
ob_start(function () use (&$error) {
    try {
        Process::daemonize();
    } catch (ION\InvalidUsageException $e) {
        $error = $e->getMessage();
    }
    return '';
});
ob_end_clean();
echo $error, "\n";
$child = (new ChildProcess())->start(fn () => ion_test_try(fn () => Process::daemonize()));
ion_test_try(fn () => Process::daemonize());
$child->whenExit()->await();
$program = Process::exec(['sleep', '60']);
ion_test_try(fn () => Process::daemonize());
$program->cancel('enough');
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process::daemonize(): Argument #1 ($options) has the unknown option "user"; known are: cwd, umask, stdin, stdout, stderr, pidFile, title, wait
ValueError: Option "cwd" must not be empty
TypeError: Option "cwd" must be of type string, int given
ValueError: Option "umask" must be between 0 and 0777
ValueError: Option "umask" must be between 0 and 0777
TypeError: Option "umask" must be of type int, string given
ValueError: Option "stdout" must not contain NUL bytes
TypeError: Option "stdin" must be of type string, int given
ValueError: Option "stderr" must not be empty
ValueError: Option "pidFile" must not be empty
ValueError: Option "title" must not be empty
TypeError: Option "title" must be of type string, int given
TypeError: Option "wait" must be of type bool|int|float, string given
ValueError: Option "wait" must be true, false or a number of seconds above 0
ValueError: Option "wait" must be a finite number of seconds, at least 0
ValueError: Option "wait" must be a finite number of seconds, at least 0
ValueError: ION\Process::daemonize(): Argument #1 ($options) has the number 0 where the name of an option is due; known are: cwd, umask, stdin, stdout, stderr, pidFile, title, wait
places
ION\InvalidUsageException: ION\Process::daemonize(): not in a callback of the loop, since a daemon begins with a new one. Call it at the top of the script
ION\InvalidUsageException: ION\Process::daemonize(): not in a Fiber. Call it at the top of the script
ION\Process::daemonize(): not in the callback of an output buffer
ION\InvalidUsageException: ION\Process::daemonize(): programs and child processes would lose their parent. Start them in the daemon
ION\InvalidUsageException: ION\Process::daemonize(): a worker belongs to its master. Make the master a daemon, before it starts workers
ION\InvalidUsageException: ION\Process::daemonize(): programs and child processes would lose their parent. Start them in the daemon
