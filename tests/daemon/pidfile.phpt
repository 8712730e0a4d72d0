--TEST--
Daemon: the lock on a pid file decides, not the number in it
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

$file = ion_test_temp('test.pid');
$code = ion_test_temp('code.php');
file_put_contents($code, '<?php require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';' . <<<'PHP'
try {
    ION\Process::lockPidFile($argv[1]);
    echo "locked\n";
} catch (ION\ProcessException $e) {
    exit('refused: ' . $e->errno . ' ' . preg_replace(["~'/.*'~", '~\d+\)~'], ["'FILE'", 'N)'], $e->getMessage()) . "\n");
}
$what = $argv[2] ?? 'end';
if ($what === 'fork') {
    /* children that live longer, of each kind, must not keep the lock; they tell us by closing the pipe */
    fopen($argv[1], 'r');
    if (pcntl_fork() === 0) { echo "forked\n"; fgets(STDIN); exit; }
    $worker = new ION\Process\ChildProcess();
    $worker->start(function ($master) { echo "worker\n"; yield $master->whenDisconnected(); fgets(STDIN); });
    $worker->whenStarted()->await();
    $worker->detach();
    $program = proc_open(['sh', '-c', 'echo program; read x'], [0 => STDIN, 1 => STDOUT], $pipes);
}
if ($what === 'twice') {
    try {
        ION\Process::lockPidFile($argv[1]);
    } catch (ION\ProcessException $e) {
        var_dump(str_contains($e->getMessage(), 'it says ' . getmypid()));
    }
    flock(fopen($argv[1], 'r'), LOCK_SH | LOCK_NB, $blocked);
    var_dump($blocked);
    chdir('/');
} elseif ($what !== 'end') {
    fgets(STDIN);
}
PHP);
$start = function (string $what) use ($code, $file, &$pipes) {
    return proc_open(ion_test_php([$code, $file, $what]), [['pipe', 'r'], ['pipe', 'w']], $pipes);
};
$run = fn (string $what = 'end') => ion_test_run(ion_test_php([$code, $file, $what]))['out'];

echo "first and last\n", $run();
var_dump(file_exists($file));

echo "twice\n";
$first = $start('wait');
echo fgets($pipes[1]);
var_dump(trim(file_get_contents($file)) === (string) proc_get_status($first)['pid']);
echo $run(), $run();
echo "the holder is killed\n";
proc_terminate($first, 9);
ion_test_close($first);
var_dump(file_exists($file));
echo $run();
var_dump(file_exists($file));

echo "a number that lives is no lock\n";
file_put_contents($file, getmypid() . "\n");
echo $run();

echo "children do not hold it\n";
$first = $start('fork');
$lines = [fgets($pipes[1]), fgets($pipes[1]), fgets($pipes[1]), fgets($pipes[1])];
sort($lines);
echo implode($lines);
proc_terminate($first, 9);
ion_test_wait(fn () => !proc_get_status($first)['running'], 'the end of the holder');
echo $run();
/* now they end; the end of the file says so */
fclose($pipes[0]);
echo stream_get_contents($pipes[1]);
ion_test_close($first);

echo "by the same process\n";
echo $run('twice');
var_dump(file_exists($file));

echo "failures\n";
$link = ion_test_temp('link');
symlink($file, $link);
foreach (['/no/such/directory/x.pid', '/dev/null', sys_get_temp_dir(), $link, '', "a\0b"] as $bad) {
    try {
        Process::lockPidFile($bad);
    } catch (ION\ProcessException $e) {
        echo str_replace([sys_get_temp_dir(), getmypid()], ['TMP', 'PID'], $e->getMessage()), " [$e->errno]\n";
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first and last
locked
bool(false)
twice
locked
bool(true)
refused: 11 Cannot lock the pid file 'FILE', which is locked already (it says N): Resource temporarily unavailable
refused: 11 Cannot lock the pid file 'FILE', which is locked already (it says N): Resource temporarily unavailable
the holder is killed
bool(true)
locked
bool(false)
a number that lives is no lock
locked
children do not hold it
forked
locked
program
worker
locked
by the same process
locked
bool(true)
int(1)
bool(false)
failures
Cannot lock the pid file '/no/such/directory/x.pid': No such file or directory [2]
Cannot lock the pid file '/dev/null': Invalid argument [22]
Cannot lock the pid file 'TMP': Is a directory [21]
Cannot lock the pid file 'TMP/ion-test-PID-3-link': Too many levels of symbolic links [40]
ION\Process::lockPidFile(): Argument #1 ($path) must not be empty
ION\Process::lockPidFile(): Argument #1 ($path) must not contain any null bytes
