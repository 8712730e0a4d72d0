--TEST--
Identity: what stays when the user changes, in this process, in a worker and in a program
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\ChildProcess;

putenv('HOME=/root');
putenv('SECRET=of-root');
putenv('LD_LIBRARY_PATH=/nowhere');
umask(027);
$core = Process::getLimit('core');
Process::setLimit('core', 4096);
$file = tmpfile();
fwrite($file, 'of root');

$show = 'echo "$HOME $SECRET [$LD_LIBRARY_PATH] $(umask) $(pwd) $(ulimit -c) $(id -un)"; '
    . 'env | grep "^_ION" | sed "s/=.*\//=DIR\//; /_ION_TREE/d"; ls /proc/self/fd | wc -l';
echo '--- a program: ', Process::run($show, ['user' => 'nobody', 'cwd' => '/'])->stdout;
echo '--- what env says: ', Process::run(['env', '-u', '_ION_TREE', 'env'], [
    'user' => 'nobody', 'clearEnv' => true, 'cwd' => '/', 'env' => ['LD_LIBRARY_PATH' => '/chosen', '_ION_EXEC_LINE' => null],
])->stdout;

$tell = function () use ($file) {
    echo getenv('HOME'), ' ', getenv('SECRET'), ' [', getenv('LD_LIBRARY_PATH'), '] ', sprintf('%04o', umask()), ' ',
        Process::getLimit('core')['soft'], ' ', Process::getUser()['name'], "\n";
    rewind($file);
    echo 'the open file: ', fread($file, 100), "\n";
    /* another process of the same user looks at this one */
    $own = getmypid();
    echo 'looked at: ', Process::run("cat /proc/$own/environ >/dev/null 2>&1 && echo everything || echo nothing")->stdout;
};
$worker = fn (array $options, callable $main) => (new ChildProcess($options))->start($main)->whenExit()->await();
echo '--- a worker: ';
$worker(['user' => 'nobody'], $tell);
echo '--- setUser(): ';
$worker([], function () use ($tell) {
    Process::setUser('nobody');
    $tell();
});
echo '--- who cleans up: ';
$worker([], function () use ($tell) {
    putenv('SECRET');
    Process::setLimit('core', 0, 0);
    Process::setUser('nobody');
    $tell();
});
Process::setLimit('core', $core['soft']);
umask(022);
fclose($file);
unset($tell);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- a program: /root of-root [] 0027 / 8 nobody
_ION_EXEC_LINE=DIR/what-stays.php:19
4
--- what env says: LD_LIBRARY_PATH=/chosen
--- a worker: /root of-root [/nowhere] 0027 0 nobody
the open file: of root
looked at: nothing
--- setUser(): /root of-root [/nowhere] 0027 4096 nobody
the open file: of root
looked at: nothing
--- who cleans up: /root  [/nowhere] 0027 0 nobody
the open file: of root
looked at: nothing
