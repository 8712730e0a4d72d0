--TEST--
Process: at the limit of processes of a control group a start fails with EAGAIN, and what runs goes on
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';
ion_skip_if_wrapped();
if (ion_tree_cgroup_of_pids() === '') {
    die('skip no control group with pids.max can be made here');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$code = <<<'PHP'
use ION\Process;
file_put_contents("$argv[1]/cgroup.procs", (string) getmypid());
$first = Process::spawn(['cat']);
$first->whenStarted()->await();
/* this process, the first program, and room for two more */
file_put_contents("$argv[1]/pids.max", '4');
$all = [];
$attempt = function (string $what, Closure $do) {
    try {
        $do();
        echo "$what: works\n";
    } catch (ION\Process\SpawnException $e) {
        echo "$what: $e->stage $e->errno\n";
    }
};
for ($i = 0; $i < 3; $i++) {
    $attempt("program $i", function () use (&$all) {
        $program = Process::spawn(['cat']);
        $program->whenStarted()->await();
        $all[] = $program;
    });
}
$attempt('exec', fn () => Process::run(['true']));
$attempt('script', fn () => Process::spawnScript(__FILE__)->whenStarted()->await());
$attempt('worker', fn () => (new Process\ChildProcess())->start(fn () => 0)->whenStarted()->await());
$ends = ION\Promise::settle(array_map([new Process\ExecQueue(2), 'exec'], [['true'], ['true'], ['true']]))->await();
echo 'queue: ', implode(', ', array_column($ends, 'state')), "\n";
$first->getStdin()->write("still there\n")->await();
echo $first->getStdout()->readLine()->await();
$all[0]->stop([['KILL', 0]])->await();
$attempt('exec', fn () => Process::run(['true']));
$attempt('worker', fn () => (new Process\ChildProcess())->start(fn () => 0)->whenExit()->await());
/* a shell that cannot make its own children says so; it has not failed to start */
$attempt('shell', fn () => Process::run('cat & cat & wait'));
file_put_contents("$argv[1]/pids.max", 'max');
$attempt('queue', fn () => ION\Promise::all(array_map([new Process\ExecQueue(2), 'exec'], [['true'], ['true'], ['true']]))->await());
PHP;
$group = ion_tree_cgroup_of_pids();
mkdir($group);
$end = ion_test_code($code, [$group]);
echo $end['out'], $end['err'], $end['code'], "\n";
ion_test_wait(fn () => trim(file_get_contents("$group/cgroup.procs")) === '', 'the end of all in the control group');
rmdir($group);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
program 0: works
program 1: works
program 2: fork 11
exec: fork 11
script: fork 11
worker: fork 11
queue: failed, failed, failed
still there
exec: works
worker: works
shell: works
queue: works
0
