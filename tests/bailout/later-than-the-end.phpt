--TEST--
End: code that PHP runs after ION's own end still gets its programs and timers, and leaves nothing
--EXTENSIONS--
session
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
final class Saved implements SessionHandlerInterface
{
    public function open($path, $name): bool { return true; }
    public function close(): bool { return true; }
    public function read($id): string { return ''; }
    public function destroy($id): bool { return true; }
    public function gc($seconds): int { return 0; }
    public function write($id, $data): bool
    {
        /* called by the end of the extension session, which comes after that of ION */
        fwrite(STDERR, 'session: ' . ION\Process::run(['echo', 'ran'])->stdout);
        ION::await(0.001)->then(fn () => fwrite(STDERR, "session: a timer\n"));
        ION::dispatch();
        return true;
    }
}
final class Closed
{
    public $context;
    public function stream_open($path, $mode, $options, &$opened): bool { return true; }
    public function stream_write($data): int { return strlen($data); }
    public function stream_flush(): bool { return true; }
    public function stream_close(): void
    {
        fwrite(STDERR, 'stream: ' . ION\Process::run(['echo', 'ran'])->stdout);
        ION\Process::exec(['sleep', '60'], ['pid' => &$pid]);
        ION::async(fn () => ION::await(60)->await());
        $GLOBALS['kept'] = [ION::interval(60), ION\Process\IPC::create(), (new ION\Process\ChildProcess())->start(fn () => null)];
        file_put_contents($GLOBALS['argv'][1], $pid);
    }
}
stream_wrapper_register('closed', 'Closed');
ini_set('session.use_cookies', '0');
session_set_save_handler(new Saved(), false);
session_id('x');
session_start();
$_SESSION['x'] = 1;
final class Circle { public static $itself; public $stream; }
Circle::$itself = new Circle();
Circle::$itself->stream = [fopen('closed://x', 'w'), Circle::$itself];
fwrite(STDERR, "the script ends\n");
PHP;
putenv('ION_ASAN_LEAKS=0');
$file = ion_test_temp('pid');
$end = ion_test_code($code, [$file]);
echo $end['out'], $end['err'], $end['code'], "\n";
$pid = (int) file_get_contents($file);
ion_test_wait(fn () => $pid > 0 && in_array(ion_test_state($pid), ['', 'Z'], true), 'the end of the program');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the script ends
session: ran
session: a timer
stream: ran
0
