--TEST--
Daemon: a daemon that ends before it is ready makes the start fail, with the reason
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
$try = function (string $title, string $code) use ($dir) {
    echo "--- $title\n", preg_replace('/^#0 .*\n|Stack trace:\n|  thrown in .*\n| at \S+:\d+(?= \(tried)|(?<=tried to allocate )\d+/m', '', preg_replace_callback('/x{99,}/', fn ($x) => strlen($x[0]) > 3000 && strlen($x[0]) < 3600 ? '(cut)' : '(' . strlen($x[0]) . ')', ion_test_start($code, $dir)));
    if (is_file("$dir/pid")) {
        ion_test_gone((int) file_get_contents("$dir/pid"));
        unlink("$dir/pid");
    }
    echo ion_test_notes($dir);
};
$begin = 'Process::daemonize(%s); file_put_contents("$dir/pid", getmypid()); register_shutdown_function(fn () => note("its shutdown functions run"));';
$try('an exception', sprintf($begin, '') . 'throw new DomainException("no port is free");');
$try('an exception in the loop', sprintf($begin, '') . 'ION::delay(0.01, fn () => throw new DomainException("no port is free")); ION::dispatch();');
$try('a fatal error', sprintf($begin, '') . 'ini_set("memory_limit", "8M"); $x = str_repeat("x", 1 << 30);');
$try('exit(7)', sprintf($begin, '') . 'exit(7);');
$try('exit(0)', sprintf($begin, '') . 'exit(0);');
$try('the end', sprintf($begin, ''));
$try('killed', sprintf($begin, '') . 'posix_kill(getmypid(), SIGKILL);');
$try('another program', sprintf($begin, '') . 'pcntl_exec("/bin/sleep", ["1"]);');
$try('not in time', sprintf($begin, '["wait" => ' . ion_test_seconds(1.5) . ']') . 'ION::onSignal("TERM", function () { note("asked to stop"); exit(0); }); ION::dispatch();');
$try('killed while a worker of its lives', sprintf($begin, '')
    . '$w = (new ChildProcess())->start(function ($m) { Process::ready(); yield $m->whenDisconnected(); }); $w->whenReady()->await(); note("worker ready"); posix_kill(getmypid(), SIGKILL);');
$try('a long reason', sprintf($begin, '') . 'throw new DomainException(str_repeat("x", 100000));');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- an exception
stderr: The daemon ended before it was ready: Uncaught DomainException: no port is free in DIR/code.php:2
  thrown
code 255
its shutdown functions run
--- an exception in the loop
stderr: The daemon ended before it was ready: Uncaught DomainException: no port is free in DIR/code.php:2
#1 DIR/code.php(2): ION::dispatch()
#2 {main}
  thrown
code 255
its shutdown functions run
--- a fatal error
stderr: The daemon ended before it was ready: Allowed memory size of 8388608 bytes exhausted (tried to allocate  bytes)
code 255
its shutdown functions run
--- exit(7)
stderr: The daemon ended before it was ready: exit code 7
code 7
its shutdown functions run
--- exit(0)
stderr: The daemon ended before it was ready: exit code 0
code 1
its shutdown functions run
--- the end
stderr: The daemon ended before it was ready: exit code 0
code 1
its shutdown functions run
--- killed
stderr: The daemon ended before it was ready: killed by signal 9 SIGKILL
code 137
--- another program
stderr: The daemon ended before it was ready: it runs another program
code 1
--- not in time
stderr: The daemon was not ready: the time for that is over, it was stopped
code 1
asked to stop
its shutdown functions run
--- killed while a worker of its lives
stderr: The daemon ended before it was ready: killed by signal 9 SIGKILL
code 137
worker ready
--- a long reason
stderr: The daemon ended before it was ready: Uncaught DomainException: (cut)
code 255
its shutdown functions run
