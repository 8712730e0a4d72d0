--TEST--
End: live programs and pipes work in shutdown functions, destructors, output callbacks and error handlers
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
use ION\Process;
/** Talks with a program and waits for its end; where nobody may wait it runs the loop. */
function talk(string $where): string
{
    $said = '';
    $child = Process::spawn(['cat']);
    $child->getStdin()->end($where);
    ION\Promise::all([$child->getStdout()->readAll(), $child->whenExit()])->then(function ($all) use (&$said, $child) {
        $said = "$all[0] {$child->getExitStatus()}\n";
        /* others may run, too */
        ION::stop();
    });
    ION::dispatch();
    return $said;
}
class Late
{
    public $kept;
    public function __destruct()
    {
        echo talk('destructor');
        $this->kept = Process::spawn(['sleep', '60'], ['stop' => [['KILL', 0]]]);
        $this->kept->getStdin()->write(str_repeat('x', 100_000));
        file_put_contents($GLOBALS['argv'][1], $this->kept->getPID());
    }
}
$late = new Late();
$queue = new Process\ExecQueue(1);
register_shutdown_function(function () use ($queue) {
    echo talk('shutdown function');
    $queue->exec(['echo', 'queued'])->then(function ($r) { echo $r->stdout; });
    $queue->exec(['sleep', '60'])->cancel('x');
    echo $queue->whenIdle()->await() ?? "idle\n";
    $queue->exec(['sleep', '60'])->then(fn () => print("MUST NOT COME\n"));
    $queue->exec(['echo', 'never'])->then(fn () => print("MUST NOT COME\n"));
});
set_error_handler(function () { echo talk('error handler'); return true; });
echo $undefined;
set_exception_handler(function () { echo talk('exception handler'); });
ob_start(function ($text) { static $n = 0; return $text . ($n++ ? '' : talk('output callback')); });
echo "";
ob_end_flush();
throw new Exception('x');
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
error handler 0
output callback 0
exception handler 0
shutdown function 0
queued
idle
destructor 0
0
