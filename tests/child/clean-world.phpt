--TEST--
Child: nothing of what the parent had under way goes on in the child
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$parent = getmypid();
$log = [];
/* in the parent this is as it should be, in the child it is said at once */
function note(string $what): void
{
    if (getmypid() === $GLOBALS['parent']) {
        $GLOBALS['log'][] = $what;
    } else {
        fprintf(STDOUT, "IN THE CHILD: %s\n", $what);
    }
}
class Noisy
{
    public function __destruct() { note('destructor'); }
}
function gen() { try { yield 1; } finally { note('finally of a generator'); } }

$noisy = new Noisy();
register_shutdown_function(fn () => note('shutdown function'));
set_exception_handler(fn () => note('exception handler'));
header_register_callback(fn () => note('header callback'));
ION::setErrorHandler(fn () => note('error handler of ION'));
ob_start(fn ($text) => note('output buffer') ?? $text);
echo "buffered once\n";
ob_start();
echo "inner\n";
$timer = ION::await(0.02);
$timer->then(fn () => note('timer'));
$pending = new ION\Deferred();
$pending->then(fn () => note('promise'));
$generator = gen();
$generator->current();
$fiber = new Fiber(function () { try { Fiber::suspend(); } finally { note('finally of a fiber'); } });
$fiber->start();
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, fn () => note('pcntl handler'));
$exec = Process::exec(['sh', '-c', 'echo done']);
$exec->then(fn () => note('program'));
set_error_handler(fn () => throw new ErrorException('error handlers stay'));

$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(function (Message $m) use (&$said) { $said[] = $m->data; });
$child->start(function (IPC $master) use ($child) {
    $master->send(json_encode(['ob' => ob_get_level(), 'watchers' => ION::getStats()['watchers'], 'children' => Process::getChildProcesses(),
        'frames' => count(debug_backtrace()), 'pcntl' => pcntl_signal_get_handler(SIGUSR1)]));
    unset($GLOBALS['noisy'], $GLOBALS['generator'], $GLOBALS['fiber'], $GLOBALS['pending'], $GLOBALS['exec'], $GLOBALS['timer']);
    gc_collect_cycles();
    yield ION::await(0.05);
    try {
        echo $undefined;
    } catch (ErrorException $e) {
        $master->send($e->getMessage());
    }
    register_shutdown_function(fn () => $master->send('own shutdown function'));
    ob_start(fn ($text) => $master->send("own buffer: $text") ? '' : '');
    echo 'text';
});
$child->whenExit()->await();
$pending->done(1);
$exec->await();
$timer->await();
restore_error_handler();
ION::setErrorHandler(null);
pcntl_signal(SIGUSR1, SIG_DFL);
ob_end_clean();
ob_end_flush();
unset($generator, $fiber, $noisy);
var_dump($child->getExitStatus(), $child->getError());
echo implode("\n", $said), "\n";
sort($log);
echo implode(', ', $log), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
buffered once
int(0)
NULL
{"ob":0,"watchers":1,"children":[],"frames":2,"pcntl":0}
error handlers stay
own shutdown function
own buffer: text
destructor, finally of a fiber, finally of a generator, header callback, output buffer, program, promise, timer
